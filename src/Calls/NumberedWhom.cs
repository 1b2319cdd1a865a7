using TellerLine.Desks;
using TellerLine.Routing;

namespace TellerLine.Calls;

/// <summary>Whom an agent means who gives a number only: by the keys of a telephone, or by its transfer.</summary>
internal sealed class NumberedWhom(IRouting routing, Directories directories)
{
    /// <returns>
    /// A colleague at work, an entry of the directory, else the number itself, which the dialling rules judge. Or why
    /// nobody: <c>closedNow</c>.
    /// </returns>
    public (CallVerb.Consult? Asked, string? Refused) Of(string number, bool thenTransfer) =>
        routing.Look().Agent(number) is { State: not AgentState.LoggedOut }
            ? (new CallVerb.Consult("agent", number, thenTransfer), null)
            : directories.ByNumber(number, thenTransfer)
                ?? (new CallVerb.Consult("number", number, thenTransfer), null);
}
