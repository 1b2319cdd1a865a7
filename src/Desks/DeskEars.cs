using TellerLine.Routing;

namespace TellerLine.Desks;

/// <summary>A desk whose telephone listens in on another's conversation.</summary>
public sealed class DeskEars
{
    private readonly DeskFloor _desks;

    internal DeskEars(DeskFloor desks) => _desks = desks;

    /// <returns>
    /// Why this desk cannot listen now, or null: <c>noDesk</c> (nobody is signed in at it), <c>notReadyFirst</c> (a
    /// contact could come at any moment), <c>listening</c> (to another conversation).
    /// </returns>
    public string? Refusal(string agent, string contactId)
    {
        var desk = _desks.Of(agent);
        return desk.Connection is null || !desk.AtWork ? "noDesk"
            : desk.State.State != AgentState.NotReady || desk.Work is not null ? "notReadyFirst"
            : desk.Listening is { } now && now.ContactId != contactId ? "listening"
            : null;
    }

    /// <summary>The desk is shown it, and is not ready while it lasts.</summary>
    public void Listens(string agent, DeskListening? what)
    {
        var desk = _desks.Of(agent);
        desk.Listening = what;
        desk.Changed();
    }
}
