using Microsoft.Extensions.Logging;
using TellerLine.Calls.Core;
using TellerLine.Desks;
using TellerLine.Kernel;
using TellerLine.Routing;
using TellerLine.Voice;

namespace TellerLine.Calls;

/// <summary>Whom an agent may call during a conversation, and how.</summary>
internal sealed class Consultations(
    IExchange exchange, IRouting routing, Lobby lobby, WorkInHand hands, AgentPhones phones, AgentHandsets handsets,
    AgentNames names, IDialGate gate,
    KernelOptions kernel, CallsOptions options, TimeProvider time, ILogger<Consultations> log)
{
    /// <summary>Of a user's number.</summary>
    private const int MostLetters = 32;

    public IExchange Exchange => exchange;

    public IRouting Routing => routing;

    public Lobby Lobby => lobby;

    public WorkInHand Hands => hands;

    public AgentPhones Phones => phones;

    public AgentHandsets Handsets => handsets;

    public AgentNames Names => names;

    public CallsOptions Options => options;

    public TimeProvider Time => time;

    public ILogger Log => log;

    public string NewId() => Ids.New(kernel.Node, time);

    /// <returns>The one asked for as it is called, or null when nobody can be meant by it.</returns>
    public static CallVerb.Consult? Understood(CallVerb.Consult asked, string by) => asked switch
    {
        { Kind: "agent", Whom: { Length: > 0 and <= MostLetters } whom }
            when whom != by && whom.All(char.IsAsciiLetterOrDigit) => asked,
        { Kind: "number", Whom: var whom } when OutboundNumber.Of(whom) is { } number =>
            asked with { Whom = number.Dialled },
        _ => null,
    };

    /// <param name="second">The asking telephone's second call, by which it is asked.</param>
    public Consultation New(
        string id, LiveContact contact, string by, CallVerb.Consult asked, Action<TalkEvent> tell,
        ILeg? second = null) =>
        new(this, id, contact, by, asked, tell, second);

    /// <summary>Nobody was called: whoever listened takes the customer by the line that hears it already.</summary>
    public Consultation Taken(
        string id, LiveContact contact, string from, Desk desk, ILeg line, Action<TalkEvent> tell) =>
        New(id, contact, from, new CallVerb.Consult("agent", desk.Agent, ThenTransfer: true), tell).Taken(line, desk);

    /// <returns>A code for the page when this agent may not dial that number.</returns>
    public async Task<string?> Refusal(CallVerb.Consult whom, string by, string contactId) =>
        // An entry of the directory is the bank's own.
        whom.Kind != "number" || whom.Name is not null ? null
        : (await gate.Refusal(by, whom.Whom, OutboundNumber.ShownOf(whom.Whom), $"contact/{contactId}"))?.Code;
}
