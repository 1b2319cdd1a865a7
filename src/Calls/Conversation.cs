using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using TellerLine.Banking;
using TellerLine.Calls.Core;
using TellerLine.Contacts;
using TellerLine.Desks;
using TellerLine.Kernel;
using TellerLine.SelfService;
using TellerLine.Voice;

namespace TellerLine.Calls;

internal enum ConversationEnd
{
    AgentHungUp,

    /// <summary>The desk did not come back in time: the customer waits again, at the front.</summary>
    AgentLost,

    /// <summary>Whoever was consulted has the customer (<see cref="Conversation.GivenTo"/>).</summary>
    HandedOver,

    /// <summary>The agent sent the customer back to wait for another.</summary>
    SentToQueue,

    /// <summary>The agent sent the customer back to self-service.</summary>
    SentToMenu,

    /// <summary>The customer waits for whoever picks the call up.</summary>
    Parked,

    /// <summary>The customer goes on in the menu in which the agent guided him.</summary>
    LeftInMenu,
}

/// <summary>
/// Customer and agent on the line: the shell around <see cref="Talk"/>, which decides. What the desk asks and what
/// happens to the lines come in through one bounded channel and are done one after the other; the customer's hang-up
/// ends the whole.
/// </summary>
internal sealed partial class Conversation : ICallInHand
{
    private readonly LiveContact _contact;
    private readonly Desk _desk;
    private readonly AgentPhone _phone;
    private readonly Telephone _telephone;
    private readonly ConversationRoom _all;
    private readonly Channel<Happening> _happenings = Channel.CreateBounded<Happening>(64);
    private readonly TaskCompletionSource _settled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Countdown _rejoin;

    /// <summary>The lines that ever were in it, by the names <see cref="Talk"/> gives them.</summary>
    private readonly Dictionary<string, ILeg> _lines = [];

    /// <summary>The customer was handed over by another agent: the two are known to each other.</summary>
    private bool _given;

    private Talk _talk;
    private ILeg _agent;

    public Conversation(
        LiveContact contact, Desk desk, AgentPhone phone, ILeg firstLeg, Telephone telephone, ConversationRoom all)
    {
        (_contact, _desk, _phone, _telephone, _all, _agent) = (contact, desk, phone, telephone, all, firstLeg);
        _rejoin = new(all.Time, TimeSpan.FromMilliseconds(all.Options.RejoinMs));
        _spokenCap = new(all.Time, TimeSpan.FromMilliseconds(all.Options.PinSpokenMs));
        _pauseCap = new(all.Time, TimeSpan.FromMilliseconds(all.Options.RecordingPauseMs));
        _talk = new(LineOf(firstLeg));
        _lines[Talk.Customer] = contact.Customer;
        _lines[firstLeg.Id] = firstLeg;
    }

    public ContactRecord Record => _contact.Record;

    public DeskCaller Caller => CallerView.Of(_contact);

    /// <summary>The desk was gone when the conversation ended.</summary>
    public bool AgentAway => _talk.Away && (_talk.Line.MayReturn || _agent.End?.By != LegEndBy.Remote);

    public bool Connected => _talk.ConnectedUs is not null;

    /// <summary>Who has the customer after <see cref="ConversationEnd.HandedOver"/>.</summary>
    public Consultation? GivenTo { get; private set; }

    public Task WhenSettled => _settled.Task;

    public void Settled() => _settled.TrySetResult();

    /// <param name="announced">The customer hears which agent it is.</param>
    /// <param name="given">Another agent handed the customer over: the two are known to each other.</param>
    /// <exception cref="OperationCanceledException">The customer hung up.</exception>
    public async Task<ConversationEnd> Run(bool announced, bool given)
    {
        var customer = _contact.Customer;
        try
        {
            _phone.NewBrowser += OnNewLine;
            await Attend(_agent);
            // The desk may have reloaded between its acceptance and here.
            if (_agent.Kind == LegKind.Browser && _phone.Browser is { } now && now != _agent)
                OnNewLine(now);
            _given = given;
            if (announced)
                await Announce();
            var sounds = !_phone.IsSilent(_agent) && !_agent.Gone.IsCancellationRequested;
            await Happens(_kept is { } kept ? await TakenUp(kept, sounds) : new TalkEvent.Begun(sounds));
            WatchQuality();
            _contact.HeardChanged = () => Tell(new TalkEvent.Shows());
            while (_talk.End is null)
                await Next(await _happenings.Reader.ReadAsync(customer.Gone));
            return _talk.End switch
            {
                TalkEnd.AgentHungUp => ConversationEnd.AgentHungUp,
                TalkEnd.HandedOver => ConversationEnd.HandedOver,
                TalkEnd.SentToQueue => ConversationEnd.SentToQueue,
                TalkEnd.SentToMenu => ConversationEnd.SentToMenu,
                TalkEnd.Parked => ConversationEnd.Parked,
                TalkEnd.LeftInMenu => ConversationEnd.LeftInMenu,
                _ => ConversationEnd.AgentLost,
            };
        }
        finally
        {
            await Finish(customer);
        }
    }

    private async Task Next(Happening next)
    {
        string? refused = null;
        try
        {
            var what = next.What;
            if (next.NewLeg is { } leg && (_agent.Kind == LegKind.Browser || leg.Kind == LegKind.Sip))
            {
                await Follow(leg);
                // It may have been heard since it was told of: while the agent was announced nobody listened.
                if (what is TalkEvent.NewLine line)
                    what = line with { WithSound = !_phone.IsSilent(leg) };
            }
            if (what is TalkEvent.ConsultAnswered or TalkEvent.ConsultMoved
                && _consultation is { Leg: { } theirs })
                _lines[theirs.Id] = theirs;
            refused = _talk.Refusal(what);
            if (refused is null && !Takes(next.Refer))
                refused = "noCall";
            if (refused is null)
            {
                (_verb, _ear, _taker, _heard, _second) =
                    (next.Verb, next.Ear, next.Taker, next.Heard, next.Second);
                if (next.Ear is { Line: var line })
                    _lines[line.Id] = line;
                if (next.Second is { } second)
                    Own(second);
                await Happens(what);
            }
        }
        finally
        {
            // Whoever asked goes on in any case: a desk's page asks one thing after the other.
            next.Done?.TrySetResult(refused);
        }
    }

    /// <summary>A prompt that went missing keeps nobody from talking.</summary>
    private async Task Announce()
    {
        try
        {
            await _telephone.Say(
                Announcements.Agent(_telephone.Language, _desk.Agent), _contact.Customer.Gone);
        }
        catch (Exception fault) when (!_contact.Customer.Gone.IsCancellationRequested)
        {
            NotDone(_all.Log, _contact.Id, "announcement", fault);
        }
    }

    private async Task Happens(TalkEvent what)
    {
        var pending = new Queue<TalkEvent>([what]);
        while (pending.TryDequeue(out var happened))
        {
            (_talk, var effects) = _talk.Apply(happened, _all.Time.NowUs());
            if (_talk.End is null)
                await AtTheEar();
            foreach (var effect in effects)
            {
                if (_talk.End is not null)
                    await Quietly(effect);
                else if (await Do(effect) is { } answer)
                    pending.Enqueue(answer);
            }
        }
        if (_talk.End is null)
            await KeepApart();
        Keep();
        if (_talk.End is null)
            Show();
    }

    private async Task Follow(ILeg leg)
    {
        Leave(_agent.Id);
        _agent = leg;
        await Attend(leg);
    }

    /// <summary>
    /// However it ended, each thing that is left to do is done: one that fails does not keep the next.
    /// </summary>
    private async Task Finish(ILeg customer)
    {
        _phone.NewBrowser -= OnNewLine;
        _happenings.Writer.TryComplete();
        if (_talk.ConnectedUs is { } since)
            _contact.TalkUs += _all.Time.NowUs() - since;
        if (_talk.End is null)
        {
            // The customer is gone, or a fault of ours ended it: then too nobody goes on hearing anybody.
            (_talk, var effects) = _talk.Apply(
                new TalkEvent.CustomerGone(customer.End?.By == LegEndBy.Media), _all.Time.NowUs());
            foreach (var effect in effects)
                await Quietly(effect);
        }
        ServedNoMore();
        _contact.Stands(null);
        LeaveAll();
        _refer?.Refuse(487, "Request Terminated");
        _rejoin.Stop();
        _looks?.Dispose();
        _spokenCap.Stop();
        _pauseCap.Stop();
        await _keyed;
        _keying?.Dispose();
        while (_happenings.Reader.TryRead(out var late))
            late.Done?.TrySetResult("noCall");
        await GuidedNoMore();
    }

    private LineWatch Watch(ILeg leg) =>
        new(leg, () => OnSilent(leg.Id), () => Tell(new TalkEvent.Heard(leg.Id)), () => Tell(Gone(leg)));

    private void OnSilent(string line)
    {
        if (_phone.Browser is { } leg && leg.Id == line && _phone.IsSilent(leg))
            Tell(new TalkEvent.Silent(line, _desk.IsMoving));
    }

    private void OnNewLine(ILeg leg) => _happenings.Writer.TryWrite(
        new Happening(new TalkEvent.NewLine(LineOf(leg), WithSound: !_phone.IsSilent(leg)), NewLeg: leg));

    private TalkEvent.LineGone Gone(ILeg leg) => new(leg.Id, leg.End?.By == LegEndBy.Remote, _desk.IsMoving);

    private static TalkLine LineOf(ILeg leg) =>
        new(leg.Id, MayReturn: leg.Kind == LegKind.Browser) { Aside = leg.IsPutAside };

    private void Tell(TalkEvent what) => _happenings.Writer.TryWrite(new Happening(what));

    private sealed record Happening(
        TalkEvent What, TaskCompletionSource<string?>? Done = null, ILeg? NewLeg = null, CallVerb? Verb = null,
        Listener? Ear = null, Taker? Taker = null, LegRefer? Refer = null, Action<string, PinToken?>? Heard = null,
        ILeg? Second = null);

    [LoggerMessage(Level = LogLevel.Error, Message = "In the conversation of contact {Contact} {Effect} was not done")]
    private static partial void NotDone(ILogger log, string contact, string effect, Exception fault);
}
