using TellerLine.Calls.Core;
using TellerLine.Contacts;
using TellerLine.Desks;
using TellerLine.Kernel;
using TellerLine.Voice;

namespace TellerLine.Calls;

/// <summary>Who listens in on a conversation.</summary>
internal sealed partial class Conversation
{
    private readonly Dictionary<string, CancellationTokenRegistration> _listeners = [];

    public string Agent => _desk.Agent;

    /// <summary>All who listen in, whether the agent is shown them or not.</summary>
    public IReadOnlyList<DeskEar> Ears =>
        [.. _talk.Ears.Select(ear =>
            new DeskEar(ear.Who, _all.Consultations.Names.Of(ear.Who), EnumWords.Of(ear.Mode)))];

    public Task<string?> Listen(string who, ILeg line, ListenMode mode, string reason) => Ask(new Happening(
        new TalkEvent.EarIn(new TalkEar(who, line.Id, Enum.Parse<EarMode>(mode.ToString()))),
        Ear: new Listener(line, reason)));

    public Task<string?> StopListening(string who) => Ask(new Happening(new TalkEvent.EarOut(who)));

    /// <summary>Whoever listens has the customer from now on.</summary>
    public Task<string?> TakeOver(Consultation given, string reason) => Ask(new Happening(
        new TalkEvent.TakeOver(given.Whom, given.Id), Taker: new Taker(given, reason)));

    /// <summary>This user hears the conversation by this line.</summary>
    public bool IsHeardBy(string who, ILeg line) => _talk.Ears.Any(ear => ear.Who == who && ear.Line == line.Id);

    /// <summary>Who the conversation is with now, for those who gave it up.</summary>
    public Consultation Taken(Desk desk, string id, ILeg line) =>
        _all.Consultations.Taken(id, _contact, _desk.Agent, desk, line, Tell);

    private void Listens(TalkEar ear, Listener listener)
    {
        ListenNoMore(ear.Who);
        _listeners[ear.Who] = listener.Line.Gone.Register(() => Tell(new TalkEvent.EarOut(ear.Who)));
        _contact.Note(new ListenedIn(ear.Who, _desk.Agent, EnumWords.Of(ear.Mode), listener.Reason));
        // Another mode need not change who hears whom.
        TellSegment();
    }

    private void Left(string who)
    {
        ListenNoMore(who);
        _contact.Note(new ListeningOver(who, _desk.Agent));
        _all.Live.Left(who);
    }

    private void ListenNoMore(string who)
    {
        if (_listeners.Remove(who, out var gone))
            gone.Dispose();
    }

    /// <summary>Whose line hears it, and why.</summary>
    private sealed record Listener(ILeg Line, string Reason);

    private sealed record Taker(Consultation Given, string Reason);
}
