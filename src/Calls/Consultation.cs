using Microsoft.Extensions.Logging;
using TellerLine.Contacts;
using TellerLine.Calls.Core;
using TellerLine.Desks;
using TellerLine.Kernel;
using TellerLine.Routing;
using TellerLine.Voice;

namespace TellerLine.Calls;

/// <summary>
/// Somebody an agent calls while the customer waits. A colleague is offered it at the desk like any work and has it in
/// hand while it lasts; a telephone number is dialled. It ends in exactly one of two ways: <see cref="Over"/>, or with
/// the customer handed over (<see cref="Give"/>).
/// </summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage(
    "Design", "CA1001", Justification = "A source without a timer, whose handle nobody asks for, holds nothing.")]
internal sealed partial class Consultation : IWaitingWork, ICallInHand
{
    private readonly Consultations _all;
    private readonly LiveContact _contact;
    private readonly CallVerb.Consult _asked;
    private readonly Action<TalkEvent> _tell;
    private readonly ILeg? _second;
    private readonly CancellationTokenSource _calling = new();
    private readonly TaskCompletionSource _settled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _gate = new();
    private long _beganUs;
    private readonly Countdown _rejoin;
    private CancellationTokenRegistration _gone;
    private AgentPhone? _phone;
    private bool _over;
    private bool _muted;
    private DeskConsult? _shown;
    private string _customerState = "held";
    private DeskKept? _kept;

    /// <param name="second">The asking telephone's own call for it: it rings there as long as it rings here, and is
    /// answered once somebody is there.</param>
    /// <param name="tell">Hears <see cref="TalkEvent.ConsultAnswered"/> and <see cref="TalkEvent.ConsultLost"/>.</param>
    public Consultation(
        Consultations all, string id, LiveContact contact, string askedBy, CallVerb.Consult asked,
        Action<TalkEvent> tell, ILeg? second)
    {
        (_all, Id, _contact, AskedBy, _asked, _tell, _second) = (all, id, contact, askedBy, asked, tell, second);
        _beganUs = all.Time.NowUs();
        _rejoin = new(all.Time, TimeSpan.FromMilliseconds(all.Options.RejoinMs));
    }

    public string Id { get; }

    public string AskedBy { get; }

    public string Kind => _asked.Kind;

    /// <summary>
    /// An agent's number, or a telephone number as it may be shown: a short one is a service's, nobody's own.
    /// </summary>
    public string Whom => ShownAs(Kind, _asked.Whom);

    /// <summary>As it is called.</summary>
    public string Number => _asked.Whom;

    /// <summary>Of a colleague or an entry of the directory; null of a number that was typed.</summary>
    public BilingualName? Name => _asked.Name ?? (Kind == "agent" ? _all.Names.Of(_asked.Whom) : null);

    public bool ThenTransfer => _asked.ThenTransfer;

    public ContactRecord Record => _contact.Record;

    public DeskCaller Caller => CallerView.Of(_contact);

    /// <summary>The colleague's telephone shows who asks.</summary>
    public string? From => AskedBy;

    public long WaitSinceUs => _beganUs;

    public int HeadStartS => 0;

    /// <summary>Who answered, or null while nobody has.</summary>
    public ILeg? Leg { get; private set; }

    /// <summary>The colleague's desk; null when it is a telephone number, or nobody has answered.</summary>
    public Desk? Desk { get; private set; }

    public ApartRecording Apart { get; } = new();

    private DeskKept KeptNow => _kept ?? new DeskKept(_contact.Recording ? "kept" : "failed", null);

    public Task WhenSettled => _settled.Task;

    public DeskCall? View => Leg is null ? null : DeskCall.Of(
        Caller, Record.Id, Clock.FromUs(_beganUs), null, _muted, _customerState, KeptNow, []) with
    {
        AskedBy = new DeskAgent(AskedBy, _all.Names.Of(AskedBy)),
        Consult = _shown,
    };

    /// <summary>Rings until somebody answers, nobody does, or <see cref="Over"/>. Never fails.</summary>
    public async Task Call()
    {
        try
        {
            if (Kind == "agent")
                await CallAgent();
            else
                await CallNumber();
        }
        catch (OperationCanceledException) when (_calling.IsCancellationRequested)
        {
            // The agent gave up: whoever was rung rings no more.
        }
        catch (Exception fault)
        {
            NotCalled(_all.Log, Record.Id, fault);
            _tell(new TalkEvent.ConsultLost(Id, "unreachable"));
        }
    }

    public static string ShownAs(string kind, string whom) =>
        kind == "agent" ? whom : OutboundNumber.ShownOf(whom);

    /// <summary>It was answered in the process before this one, and the line is still there.</summary>
    public void GoesOn(ILeg leg, Desk? desk, long beganUs, string? recordingId)
    {
        Apart.GoesOn(recordingId);
        (Leg, Desk, _beganUs) = (leg, desk, beganUs);
        Follow(leg);
        if (desk is not null)
        {
            WorkInHand.Begin(desk, this);
            _ = _all.Handsets.Serve(leg, Do);
        }
    }

    /// <summary>Nobody was called: this desk hears the customer already, and has it next.</summary>
    public Consultation Taken(ILeg leg, Desk desk)
    {
        (Leg, Desk) = (leg, desk);
        return this;
    }

    /// <summary>How it stands, for the colleague's desk.</summary>
    public void Show(DeskConsult shown, string customerState, DeskKept kept)
    {
        (_shown, _customerState, _kept) = (shown, customerState, kept);
        Desk?.Changed();
    }

    /// <summary>The consulted colleague may mute and leave; the call is another's.</summary>
    public async Task<string?> Do(CallVerb verb)
    {
        switch (verb)
        {
            case CallVerb.Mute mute when Leg is { } leg:
                // One that is being opened anew is muted when it is there.
                await Quietly(() => leg.Mute(mute.On));
                _muted = mute.On;
                Desk?.Changed();
                return null;
            case CallVerb.End:
                _tell(new TalkEvent.ConsultLost(Id, "hungUp"));
                return null;
            default:
                return "notYours";
        }
    }

    private Task<string?> Do(CallVerb verb, LegRefer? refer) =>
        refer is null ? Do(verb) : Task.FromResult<string?>("notYours");

    /// <summary>Nobody is called or consulted any more; whoever answered is free. Idempotent.</summary>
    public async Task Over()
    {
        if (!Finish())
            return;
        await _calling.CancelAsync();
        await Free();
    }

    /// <summary>The customer is theirs now: the line stays open, and the desk goes on to the conversation.</summary>
    public void Give()
    {
        Finish();
        _settled.TrySetResult();
    }

    /// <summary>Whoever muted himself while he was consulted is heard by the customer who is his now.</summary>
    public async Task Unmute()
    {
        if (!_muted)
            return;
        _muted = false;
        await Quietly(() => Leg!.Mute(false));
    }

    private bool Finish()
    {
        lock (_gate)
        {
            if (_over)
                return false;
            _over = true;
        }
        _gone.Dispose();
        _rejoin.Stop();
        if (_phone is { } phone)
            phone.NewBrowser -= OnNewLine;
        return true;
    }

    private void Follow(ILeg leg)
    {
        if (Desk is { } desk && leg.Kind == LegKind.Browser && _phone is null)
        {
            _phone = _all.Phones.Of(desk.Agent);
            _phone.NewBrowser += OnNewLine;
        }
        _gone = leg.Gone.Register(OnGone);
    }

    /// <summary>
    /// A colleague's browser may come back by a new line, as the agent's own may; a telephone does not.
    /// </summary>
    private void OnGone()
    {
        if (_phone is null)
            _tell(new TalkEvent.ConsultLost(Id, "hungUp"));
        else
            _rejoin.Start(() => _tell(new TalkEvent.ConsultLost(Id, "hungUp")));
    }

    private void OnNewLine(ILeg leg)
    {
        lock (_gate)
        {
            if (_over)
                return;
            Leg = leg;
        }
        _gone.Dispose();
        _rejoin.Stop();
        Follow(leg);
        _ = MuteAgain(leg);
        _tell(new TalkEvent.ConsultMoved(Id, new TalkLine(leg.Id, MayReturn: true)));
    }

    private async Task MuteAgain(ILeg leg)
    {
        if (_muted)
            await Quietly(() => leg.Mute(true));
    }

    private async Task Free()
    {
        try
        {
            if (Leg is { } leg && (Desk is null || leg.Kind != LegKind.Browser))
                await Quietly(() => leg.Hangup());
            await Unmute();
        }
        finally
        {
            if (Desk is { } desk)
                await _all.Hands.Over(
                    desk, this,
                    Leg is { Kind: LegKind.Browser, Gone.IsCancellationRequested: true } ? WorkEnd.AgentAway
                    : WorkEnd.Consulted);
            _settled.TrySetResult();
        }
    }

    /// <summary>A line that hung up itself needs nothing more.</summary>
    private static async Task Quietly(Func<Task> order)
    {
        try
        {
            await order();
        }
        catch (OperationCanceledException)
        {
        }
    }

    private async Task CallAgent()
    {
        using var place = _all.Lobby.Enter(this);
        await Rings();
        await _all.Routing.Tell(
            new ContactWaits(Id, RoutingLimits.DirectQueue, 0, _beganUs, AtFront: true, _asked.Whom),
            CancellationToken.None);
        var desk = await _all.Hands.Taken(place, _calling.Token);
        if (desk is null)
            _tell(new TalkEvent.ConsultLost(Id, "notTaken"));
        else if (_all.Phones.Of(desk.Agent).TakeLine() is not { } leg)
        {
            await _all.Hands.NobodyThere(desk, Id, WorkEnd.AgentAway);
            _tell(new TalkEvent.ConsultLost(Id, "unreachable"));
        }
        else
        {
            WorkInHand.Begin(desk, this);
            await Answered(leg, desk);
        }
    }

    private async Task CallNumber()
    {
        var dialled = await _all.Exchange.Dial(
            new DialRequest(
                _asked.Whom, AskedBy, _all.Names.Of(AskedBy).En,
                TimeSpan.FromMilliseconds(_all.Options.RingMs)) { Progress = this }, _calling.Token);
        if (dialled is Dialled.Answered answered)
            await Answered(answered.Leg, null);
        else
            _tell(new TalkEvent.ConsultLost(Id, dialled is not Dialled.NotAnswered lost ? "unreachable" : lost.Reason switch
            {
                // The network said it in tones, and then only that nobody answered.
                NotAnsweredReason.NoAnswer or NotAnsweredReason.Failed
                    when OutboundCall.WhyBy(Heard) is { } tone => tone,
                NotAnsweredReason.Busy => "busy",
                NotAnsweredReason.NoAnswer => "noAnswer",
                NotAnsweredReason.Declined => "declined",
                _ => "unreachable",
            }));
    }

    private async Task Answered(ILeg leg, Desk? desk)
    {
        bool tooLate;
        lock (_gate)
        {
            (Leg, Desk) = (leg, desk);
            tooLate = _over;
        }
        if (tooLate)
        {
            await Free();
            return;
        }
        Heard = null;
        if (desk is null)
            await Quietly(() => leg.HearLine(null));
        Follow(leg);
        if (desk is not null)
            await _all.Handsets.Serve(leg, Do);
        if (_second is { } second)
        {
            try
            {
                await second.Answer();
            }
            catch (OperationCanceledException) when (second.Gone.IsCancellationRequested)
            {
                // Whoever asked has hung up it: that ends the consultation, and is told there.
                return;
            }
        }
        _tell(new TalkEvent.ConsultAnswered(
            Id, new TalkLine(leg.Id, MayReturn: desk is not null && leg.Kind == LegKind.Browser)));
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A consultation about contact {Contact} was not called")]
    private static partial void NotCalled(ILogger log, string contact, Exception fault);
}
