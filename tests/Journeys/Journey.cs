using System.Text.Json.Nodes;
using TellerLine.Journeys.Peers;

namespace TellerLine.Journeys;

/// <summary>
/// What the journeys share: a customer's phone, the keys of the telephone bank, and a place to say what was heard.
/// </summary>
[Collection(typeof(OneAtATime))]
public abstract class Journey
{
    internal const double CustomerHz = 440;
    internal const string Caller = "13800000001";
    internal const string EnquiryPin = "135790";

    /// <summary>Printed by <c>./dev journey</c>, and kept with the test's result.</summary>
    protected static void Say(string what)
    {
        TestContext.Current.TestOutputHelper?.WriteLine(what);
        if (Environment.GetEnvironmentVariable("TELLERLINE_JOURNEY") is not null)
            Console.WriteLine("  " + what);
    }

    internal static long NowUs() => TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() * 1_000;

    internal static Task<Baresip> Phone(CentreUnderTest centre, string number = Caller, string transport = "udp")
    {
        var wav = Path.GetFullPath(Path.Combine(centre.Data, $"../tone-{CustomerHz}-{Environment.ProcessId}.wav"));
        if (!File.Exists(wav))
            Tone.Write(wav, CustomerHz, TimeSpan.FromMinutes(5));
        return Baresip.Start(number, centre.SipPort, wav, transport: transport);
    }

    /// <summary>Dials the hotline and waits until the centre has answered.</summary>
    /// <returns>The contact's id.</returns>
    internal static async Task<string> Dial(CentreUnderTest centre, Baresip phone)
    {
        var before = centre.Events("contact.arrived").Count;
        await phone.Dial(centre.Hotline);
        await phone.Event("CALL_ESTABLISHED");
        await centre.Event("contact.arrived", _ => centre.Events("contact.arrived").Count > before);
        var contact = CentreUnderTest.ContactOf(centre.Events("contact.arrived")[before]);
        await Of(centre, contact, "contact.answered");
        return contact;
    }

    internal static Task<JsonNode> Of(
        CentreUnderTest centre, string contact, string kind, Func<JsonNode, bool>? wanted = null,
        TimeSpan? patience = null) =>
        centre.Event(kind, e => (string)e["$stream"]! == "contact/" + contact && (wanted?.Invoke(e) ?? true), patience);

    /// <summary>Waits until the caller hears a node's prompts, then presses.</summary>
    internal static async Task At(CentreUnderTest centre, string contact, Baresip phone, string node, string keys)
    {
        await Of(centre, contact, "contact.prompted", e => (string?)e["node"] == node);
        foreach (var key in keys)
            await phone.Press(key);
    }

    /// <summary>Through the menu and the queue to the agent at this desk, who is ready.</summary>
    /// <returns>The contact's id.</returns>
    internal static async Task<string> Converse(CentreUnderTest centre, Baresip phone, Desktop desk)
    {
        var contact = await Dial(centre, phone);
        await AskForPerson(centre, contact, phone);
        await desk.Accept();
        await Of(centre, contact, "contact.connected");
        return contact;
    }

    /// <summary>The customer hears music, and nobody's tone.</summary>
    internal static async Task HearsMusic(Baresip phone, string when)
    {
        static bool IsMusic(Heard heard) => heard is { Share: <= 0.3, Rms: >= 0.005 };
        var heard = await Patience.Until(
            () => Tone.Measure(phone.Last(Tone.Rate), Desktop.AgentHz), IsMusic, TimeSpan.FromSeconds(20));
        Say($"{when}: the customer heard {heard}");
        Assert.True(IsMusic(heard), $"no music {when}: {heard}");
    }

    /// <summary>Customer and desk hear each other's tones now.</summary>
    internal static async Task BothHear(Baresip phone, Desktop desk, string when)
    {
        var agent = await desk.Browser.Hear(CustomerHz);
        await phone.Hear(Desktop.AgentHz);
        var customer = await phone.HearNew(Desktop.AgentHz);
        Say($"{when}: the agent heard {agent}; the customer heard {customer}");
        Assert.True(agent.Share > 0.8, $"{when}: the agent heard {agent}\n{desk.Browser.Console}");
        Assert.True(customer.Share > 0.8, $"{when}: the customer heard {customer}");
    }

    /// <summary>To the queue by 0 from the menu.</summary>
    internal static async Task AskForPerson(CentreUnderTest centre, string contact, Baresip phone)
    {
        await At(centre, contact, phone, "main", "0");
        await Of(centre, contact, "contact.queued");
    }
}
