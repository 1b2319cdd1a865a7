using Microsoft.Extensions.Logging;
using TellerLine.Access;
using TellerLine.Contacts;
using TellerLine.Customers;
using TellerLine.Desks;
using TellerLine.Kernel;
using TellerLine.Routing;
using TellerLine.SelfService;
using TellerLine.Voice;

namespace TellerLine.Calls;

/// <summary>Calls that agents make: asks who may, takes the agent out of the queue, lets the call run.</summary>
internal sealed class OutboundCalls(
    IDialGate gate, INumbersToDial numbersToDial, ICallerNumbers numbers, ICustomers customers, IRouting routing,
    WorkInHand hands, AgentPhones phones, IExchange exchange, CallStories stories, PromptBook prompts,
    RoutingOptions limits, CallsOptions options, VoiceOptions voice, SelfServiceOptions bank, KernelOptions kernel,
    IJournal journal, IAudit audit, TimeProvider time, ILogger<OutboundCall> log) : IOutboundCalls
{
    public AgentPhones Phones => phones;

    public IExchange Exchange => exchange;

    public WorkInHand Hands => hands;

    public CallStories Stories => stories;

    public PromptBook Prompts => prompts;

    public TimeProvider Time => time;

    public ILogger Log => log;

    public TimeSpan RingsAgent => TimeSpan.FromMilliseconds(limits.RingTimeoutMs);

    /// <summary>What the called telephone shows: the bank's own number.</summary>
    public string From => options.OutboundNumber is { Length: > 0 } own ? own
        : voice.Numbers.Count > 0 ? voice.Numbers[0] : voice.Domain;

    public async Task<string?> Dial(Desk desk, DialAsked asked, DataScope scope)
    {
        var written = asked.ContactId is { } called ? await numbersToDial.Of(called, scope) : asked.Number;
        if (written is null)
            return "noNumber";
        if (OutboundNumber.Of(asked.ContactId is null ? written : PhoneNumbers.National(written)) is not { } number)
            return "badWhom";
        var (refused, card) = await Judge(desk, number, asked.ContactId);
        if (refused is not null)
            return refused.Rule is null ? refused.Code : null;
        var phone = phones.Look(desk.Agent);
        return (phone.Kind == "sip" ? phone.Registered : phone.Up)
            ? await Begin(desk, number, card, asked.ContactId, null) : "phoneDown";
    }

    /// <summary>The agent's own telephone has dialled: its line is the agent's from the first moment.</summary>
    /// <returns>As <see cref="Dial"/>, and <c>dialForbidden</c>.</returns>
    public async Task<string?> DialBy(ILeg line, string agent, string dialled)
    {
        if (hands.DeskOf(agent) is not { } desk || phones.Look(agent).Kind != "sip")
            return "phoneDown";
        if (OutboundNumber.Of(dialled) is not { } number)
            return "badWhom";
        var (refused, card) = await Judge(desk, number, null);
        return refused is not null ? refused.Code : await Begin(desk, number, card, null, line);
    }

    /// <summary>Nobody's trunk: no number outside is reached, whatever it is.</summary>
    public bool HasWayTo(string number) => voice.Trunk.Length > 0 || exchange.IsRegistered(number);

    public DialRequest Request(OutboundNumber number, IProgress<DialProgress> progress) => new(
        number.Dialled, From, bank.BankNameEn, TimeSpan.FromMilliseconds(options.RingMs)) { Progress = progress };

    public DeskDial Shown(string? contactId, OutboundNumber number, CustomerCard? card, string? callsBack) => new(
        contactId, number.Shown, card is null ? null : CallerView.NameOf(card), card?.Title, "dialling",
        Clock.FromUs(time.NowUs()), CallsBack: callsBack);

    /// <summary>Who may dial what; a rule that forbids it stands at the desk.</summary>
    private async Task<(DialRefused? Refused, CustomerCard? Card)> Judge(
        Desk desk, OutboundNumber number, string? callsBack)
    {
        var card = await Known(number.E164);
        var refused = await gate.Refusal(
            desk.Agent, number.Dialled, number.Shown,
            callsBack is { } id ? $"contact/{id}" : $"desk/{desk.Agent}");
        if (refused is { Rule: { } rule })
            desk.Dialled(Shown(null, number, card, callsBack) with
            {
                Stage = "over", Why = "forbidden", Rule = new BilingualName(rule.Zh, rule.En),
            });
        return (refused, card);
    }

    private async Task<string?> Begin(
        Desk desk, OutboundNumber number, CustomerCard? card, string? callsBack, ILeg? line)
    {
        var record = new ContactRecord(Ids.New(kernel.Node, time), journal, time);
        var outcome = await routing.Take(record.Id, desk.Agent);
        if (outcome != AcceptOutcome.Won)
            return outcome == AcceptOutcome.NotRecorded ? "notRecorded" : "notFree";
        try
        {
            await audit.Record(
                desk.Agent, "call.dialled", $"contact/{record.Id}",
                callsBack is null ? number.Shown : $"{number.Shown}, contact/{callsBack}");
            await record.Acknowledge(new ContactDialled("voice", number.Shown, desk.Agent, callsBack));
            numbers.Keep(record.Id, number.E164 ?? number.Dialled, number.Dialled);
        }
        catch
        {
            await hands.NobodyThere(desk, record.Id);
            throw;
        }
        var call = new OutboundCall(this, record, desk, number, card, callsBack, line);
        WorkInHand.Begin(desk, call);
        _ = call.Run();
        return null;
    }

    /// <summary>Whose number it is, when it is one customer's.</summary>
    private async Task<CustomerCard?> Known(string? e164) =>
        e164 is not null && await customers.ByNumber(e164) is [var only] ? only : null;
}
