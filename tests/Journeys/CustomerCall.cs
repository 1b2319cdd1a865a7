using System.Text.Json.Nodes;
using TellerLine.Journeys.Peers;

namespace TellerLine.Journeys;

/// <summary>A customer's call on a telephone nobody here wrote, and the contact the centre made of it.</summary>
internal sealed class CustomerCall : IAsyncDisposable
{
    private readonly CentreUnderTest _centre;

    private CustomerCall(CentreUnderTest centre, Baresip phone, string contact) =>
        (_centre, Phone, Contact) = (centre, phone, contact);

    public Baresip Phone { get; }

    public string Contact { get; }

    public static async Task<CustomerCall> Dial(CentreUnderTest centre, string number = Journey.Caller)
    {
        var phone = await Journey.Phone(centre, number);
        return new CustomerCall(centre, phone, await Journey.Dial(centre, phone));
    }

    /// <summary>Dials, and asks for a person by 0 in the greeting.</summary>
    public static async Task<CustomerCall> ToQueue(CentreUnderTest centre, string number = Journey.Caller)
    {
        var call = await Dial(centre, number);
        await call.Hears("greeting");
        await call.Phone.Press('0');
        await call.Has("contact.queued");
        return call;
    }

    /// <summary>Waits until a node's prompts are spoken.</summary>
    public Task Hears(string node) => Has("contact.prompted", e => (string?)e["node"] == node);

    /// <summary>Waits for an event of this contact.</summary>
    public Task<JsonNode> Has(string kind, Func<JsonNode, bool>? wanted = null) =>
        Journey.Of(_centre, Contact, kind, wanted);

    public IReadOnlyList<JsonNode> All(string kind) => _centre.Events(kind, Contact);

    /// <summary>Hangs up, and waits for the contact's end.</summary>
    public async Task<JsonNode> HangUp()
    {
        await Phone.HangUp();
        return await Has("contact.ended");
    }

    /// <summary>Waits for the closing event, of which there is one.</summary>
    public async Task<string> Closed()
    {
        await Has("contact.closed");
        return (string)All("contact.closed").Single()["disposition"]!;
    }

    /// <summary>Waits until a second of something is heard that is no agent's tone.</summary>
    public async Task HearsMusic(double agentHz = Desktop.AgentHz)
    {
        static bool IsMusic(Heard heard) => heard is { Share: <= 0.3, Rms: >= 0.005 };
        var heard = await Patience.Until(
            () => Tone.Measure(Phone.Last(Tone.Rate), agentHz), IsMusic, TimeSpan.FromSeconds(20));
        Assert.True(IsMusic(heard), $"no music: {heard}");
    }

    /// <summary>Waits until the customer hears the agent's tone and the agent the customer's.</summary>
    public async Task BothHear(Desktop desk, double agentHz = Desktop.AgentHz)
    {
        var customer = await Phone.Hear(agentHz);
        var agent = await desk.Browser.Hear(Journey.CustomerHz);
        Assert.True(customer.Share > 0.8, $"the customer heard {customer}\n{desk.Browser.Console}\n{_centre.Story()}");
        Assert.True(agent.Share > 0.8, $"the agent heard {agent}\n{desk.Browser.Console}\n{_centre.Story()}");
    }

    public ValueTask DisposeAsync() => Phone.DisposeAsync();
}
