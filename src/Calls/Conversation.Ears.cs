using TellerLine.Calls.Core;
using TellerLine.Contacts;
using TellerLine.Voice;

namespace TellerLine.Calls;

/// <summary>Who listens in on a conversation.</summary>
internal sealed partial class Conversation
{
    private readonly Dictionary<string, (string Reason, CancellationTokenRegistration Gone)> _listeners = [];

    public string Agent => _desk.Agent;

    public async Task<string?> Listen(string who, ILeg line, ListenMode mode, string reason)
    {
        var ear = new TalkEar(who, line.Id, (EarMode)mode);
        var asked = new Asked(who, line, reason);
        // Another way of listening on the same line; or the first.
        return await Ask(new Happening(new TalkEvent.EarTurned(who, ear.Mode), Asked: asked)) is "noCall"
            ? await Ask(new Happening(new TalkEvent.EarIn(ear), Asked: asked))
            : null;
    }

    public Task<string?> StopListening(string who) => Ask(new Happening(new TalkEvent.EarOut(who)));

    private void Listens(TalkEar ear)
    {
        if (_asked is { } asked && asked.Who == ear.Who)
        {
            if (_listeners.Remove(ear.Who, out var before))
                before.Gone.Dispose();
            _listeners[ear.Who] = (
                asked.Reason, asked.Line.Gone.Register(() => Tell(new TalkEvent.EarOut(ear.Who))));
        }
        _contact.Note(new ListenedIn(
            ear.Who, _desk.Agent, CamelCase(ear.Mode), _listeners.GetValueOrDefault(ear.Who).Reason ?? ""));
    }

    private void ListensNoMore(string who)
    {
        if (_listeners.Remove(who, out var listener))
            listener.Gone.Dispose();
        _contact.Note(new ListeningOver(who, _desk.Agent));
        _all.Live.Left(who);
    }

    /// <summary>Who wants to listen, on which line and why.</summary>
    private sealed record Asked(string Who, ILeg Line, string Reason);
}
