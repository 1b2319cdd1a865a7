using TellerLine.Banking;
using TellerLine.Calls.Core;
using TellerLine.Contacts;
using TellerLine.Desks;
using TellerLine.Kernel;
using TellerLine.Voice;

namespace TellerLine.Calls;

/// <summary>What the desk asks of a conversation, and what it is shown.</summary>
internal sealed partial class Conversation
{
    /// <summary>What is being asked for just now: an effect that needs to know whom or what finds it here.</summary>
    private CallVerb? _verb;
    private Listener? _ear;
    private Taker? _taker;

    private CancellationTokenSource? _keying;
    private Task _keyed = Task.CompletedTask;
    private DeskEntry? _shownEntry;
    private IReadOnlyList<DeskAccount> _accounts = [];

    public DeskCall? View { get; private set; }

    public Task<string?> Do(CallVerb verb) => Do(verb, null);

    /// <param name="refer">The agent's telephone asks by its own transfer, and hears how it ends.</param>
    private async Task<string?> Do(CallVerb verb, LegRefer? refer)
    {
        switch (verb)
        {
            case CallVerb.Consult asked:
                return await Consult(asked, refer, by: null);
            case CallVerb.Transfer when refer?.ReplacesLegId is { } other && !IsSecond(other):
                return "noConsult";
            case CallVerb.SendAway { To: Desks.SendTo.Menu }
                when _contact.Request is null or { SelfServiceEnded: true }:
                return "notToMenu";
            case CallVerb.SendAway { To: Desks.SendTo.Queue, Queue: { } queue }:
                return await SendTo(queue, verb, refer);
            case CallVerb.Guide asked:
                return _all.Guidance.Refusal(_desk.Agent, asked.From)
                    ?? (_contact.Request is null or { SelfServiceEnded: true } ? "notToMenu"
                        : await Ask(new TalkEvent.Guide(), asked));
            case CallVerb.AskSecret asked:
                return !SecureEntry.Secrets.ContainsKey(asked.Secret) ? "badSecret"
                    : _contact.Card is null ? "unknownCustomer"
                    : await Ask(new TalkEvent.Entry(), asked);
            case CallVerb.ResumeRecording when Connected && await _all.Rules.Demanded(_contact):
                // Nothing changes but what is shown.
                Tell(new TalkEvent.Shows());
                return null;
            case CallVerb.PauseRecording asked when _all.MayPause(asked.Reason) is { } refused:
                return refused;
            default:
                return await Ask(Event(verb), verb, refer);
        }
    }

    /// <summary>The queue counts from the moment at which the customer leaves for it, and not when he stays.</summary>
    private async Task<string?> SendTo(string queue, CallVerb verb, LegRefer? refer)
    {
        var before = _contact.SentTo;
        _contact.SentTo = queue;
        var refused = await Ask(Event(verb), verb, refer);
        if (refused is not null)
            _contact.SentTo = before;
        return refused;
    }

    /// <summary>What the bank says of the caller's accounts may come while the two talk already.</summary>
    public void Show(IReadOnlyList<DeskAccount> accounts)
    {
        _accounts = accounts;
        Show();
    }

    private static TalkEvent Event(CallVerb verb) => verb switch
    {
        CallVerb.Hold { On: true } => new TalkEvent.Hold(),
        CallVerb.Hold => new TalkEvent.Resume(),
        CallVerb.Mute mute => new TalkEvent.Mute(mute.On),
        CallVerb.End => new TalkEvent.HangUp(),
        CallVerb.DropConsult => new TalkEvent.DropConsult(),
        CallVerb.Conference => new TalkEvent.Conference(),
        CallVerb.Transfer => new TalkEvent.Transfer(),
        CallVerb.SendAway away => new TalkEvent.SendAway(away.To switch
        {
            Desks.SendTo.Queue => TalkEnd.SentToQueue,
            Desks.SendTo.Menu => TalkEnd.SentToMenu,
            _ => TalkEnd.Parked,
        }),
        CallVerb.StopSecret => new TalkEvent.StopEntry(),
        CallVerb.StopGuide => new TalkEvent.StopGuide(),
        CallVerb.PinSpoken { On: true } => new TalkEvent.PinSpoken(),
        CallVerb.PinSpoken => new TalkEvent.PinSpokenOver("released"),
        CallVerb.PauseRecording => new TalkEvent.PauseRecording(),
        CallVerb.ResumeRecording => new TalkEvent.ResumeRecording("resumed"),
        _ => throw new ArgumentOutOfRangeException(nameof(verb), verb, "No such verb."),
    };

    private Task<string?> Ask(TalkEvent what, CallVerb verb, LegRefer? refer = null) =>
        Ask(new Happening(what, Verb: verb, Refer: refer));

    private async Task<string?> Ask(Happening happening)
    {
        var done = new TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously);
        return _happenings.Writer.TryWrite(happening with { Done = done }) ? await done.Task : "noCall";
    }

    private void Show()
    {
        if (_talk.ConnectedUs is { } since)
        {
            var heldUs = _talk.HeldUs;
            var consult = Shown();
            var kept = Kept();
            View = DeskCall.Of(
                Caller, _contact.Id, Clock.FromUs(since), heldUs is { } us ? Clock.FromUs(us) : null,
                _talk.Muted, CustomerState(), kept, _accounts) with
            {
                Consult = consult,
                Entry = _shownEntry,
                Ears = [.. Ears.Where(ear => ear.Mode != "listen" || _all.Options.ShowListeners)],
                OwnLine = _ownLine,
                CustomerLine = _customerLine,
                Heard = _contact.Heard,
                CustomerId = Who?.Customer.Id,
                Guide = _guided?.View ?? _guidedBefore,
                FirstUse = _firstUse,
            };
            if (consult is not null)
                _consultation?.Show(consult, CustomerState(), kept);
        }
        _desk.Changed();
    }

    private string CustomerState() =>
        _talk.HeldUs is not null ? "held"
        : _talk is { Away: true, Guiding: null } && _talk.Consulting is not { Stage: ConsultStage.Joined } ? "music"
        : "talking";

    private DeskConsult? Shown() => _talk.Consulting is { } consulting && _consultation is { } consultation
        ? new DeskConsult(
            consultation.Kind, consultation.Whom,
            consultation.Name,
            EnumWords.Of(consulting.Stage), consulting.ThenTransfer, Clock.FromUs(consultation.WaitSinceUs),
            consultation.Heard)
        : null;

    /// <summary>The agent hears that a key was pressed, the same sound for each; nobody else hears it.</summary>
    private async Task MarkKey()
    {
        try
        {
            await _agent.Play(new PlayRequest([_telephone.KeyMarker], Over: true), _agent.Gone);
        }
        catch (Exception fault)
        {
            if (!_agent.Gone.IsCancellationRequested)
                NotDone(_all.Log, _contact.Id, "key marker", fault);
        }
    }

    /// <summary>Runs beside the conversation; its end is an event like any other.</summary>
    private async Task Key(SecureEntry entry, Action<string, PinToken?>? heard, CancellationToken stopped)
    {
        var (outcome, count) = ("unavailable", 0);
        void Keyed(int keyed)
        {
            _shownEntry = new DeskEntry(entry.Secret, keyed, SecureEntry.Digits, null);
            _ = MarkKey();
            Tell(new TalkEvent.Shows());
        }
        _contact.Customer.SecretKeyed += Keyed;
        try
        {
            (outcome, count) = await entry.Run(stopped);
        }
        catch (OperationCanceledException)
        {
            outcome = "cancelled";
        }
        catch (Exception fault)
        {
            NotDone(_all.Log, _contact.Id, "secure entry", fault);
        }
        finally
        {
            _contact.Customer.SecretKeyed -= Keyed;
        }
        _contact.Note(new SecureEntryOver(_desk.Agent, entry.Secret, outcome, count));
        _shownEntry = new DeskEntry(entry.Secret, count, SecureEntry.Digits, outcome);
        heard?.Invoke(outcome, outcome == "verified" ? entry.Token : null);
        Tell(new TalkEvent.EntryOver());
        if (outcome == "verified")
            _all.Identified(_contact, this);
    }
}
