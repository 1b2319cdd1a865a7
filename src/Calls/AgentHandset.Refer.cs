using TellerLine.Calls.Core;
using TellerLine.Desks;
using TellerLine.Routing;
using TellerLine.Voice;

namespace TellerLine.Calls;

/// <summary>
/// The telephone's own transfer (REFER, RFC 3515): a blind transfer as the desk has it, what a star code names, or with
/// Replaces (RFC 5589 §7), the completion of what its second call began.
/// </summary>
internal sealed partial class AgentHandset
{
    private const string Telephone = "tel:";

    public void Refer(LegRefer refer) => _ = Carry(refer);

    private async Task Carry(LegRefer refer)
    {
        try
        {
            if (await Ask(refer) is { } code)
                refer.Refuse(Refusals.StatusOf(code), Refusals.Said(code));
        }
        catch (Exception fault)
        {
            NotDone(all.Log, "transfer", fault);
            refer.Refuse(500, "Server Internal Error");
        }
    }

    private Task<string?> Ask(LegRefer refer)
    {
        // The telephone's two calls here: customer and consulted are joined, and both calls end.
        if (refer.ReplacesLegId is not null)
            return _ask(new CallVerb.Transfer(), refer);
        if (refer.Target == RoutingLimits.ServiceQueue)
            return _ask(new CallVerb.SendAway(SendTo.Queue), refer);
        if (refer.Target.StartsWith('*'))
            return StarKeys.Of(refer.Target) is StarOrder.Ask { Verb: CallVerb.SendAway away }
                ? _ask(away, refer) : Task.FromResult<string?>("badWhom");
        var number = refer.Target.StartsWith(Telephone, StringComparison.Ordinal)
            ? refer.Target[Telephone.Length..] : refer.Target;
        return Ask(new StarOrder.Call(number, ThenTransfer: true), refer);
    }
}

/// <summary>A refusal's code as a telephone is told it: in the words of the desk.</summary>
internal static class Refusals
{
    public static readonly IReadOnlyDictionary<string, string> Words = new Dictionary<string, string>
    {
        ["noCall"] = "The call is over.",
        ["away"] = "Your telephone is not back yet.",
        ["entry"] = "The customer is keying a PIN, please wait.",
        ["guiding"] = "The customer is in the menu; end the guidance first.",
        ["consulting"] = "End the consultation or complete the transfer first.",
        ["noConsult"] = "There is no consultation.",
        ["ringing"] = "Nobody has answered yet.",
        ["notYours"] = "The colleague who consults you handles this call.",
        ["notToMenu"] = "This customer cannot go back to the menu.",
        ["spoken"] = "The customer is saying a PIN: release the mark first.",
        ["badWhom"] = "Choose a colleague or type a telephone number.",
        ["closedNow"] = "They do not answer at this hour.",
        ["mayNotDial"] = "You may not call numbers outside.",
        ["dialForbidden"] = "The bank's rules do not allow this number.",
    };

    public static string Said(string code) => Words.GetValueOrDefault(code, "Decline");

    /// <summary>403 for what this agent may not, 603 for what cannot be done now.</summary>
    public static int StatusOf(string code) => code is "mayNotDial" or "dialForbidden" or "notYours" ? 403 : 603;
}
