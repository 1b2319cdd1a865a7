using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using TellerLine.Calls.Core;
using TellerLine.Contacts;
using TellerLine.Desks;
using TellerLine.Kernel;
using TellerLine.Routing;
using TellerLine.SelfService;
using TellerLine.Voice;

namespace TellerLine.Calls;

internal enum ConversationEnd
{
    AgentHungUp,

    /// <summary>The desk did not come back in time: the customer waits again, at the front.</summary>
    AgentLost,
}

/// <summary>
/// Customer and agent on the line: the shell around <see cref="Talk"/>, which decides. What the desk asks and what
/// happens to the lines come in through one bounded channel and are done one after the other; the customer's hang-up
/// ends the whole.
/// </summary>
internal sealed partial class Conversation(
    LiveContact contact, Desk desk, AgentPhone phone, ILeg firstLeg, IExchange exchange, IRouting routing,
    string music,
    CallsOptions options, VoiceOptions voice, TimeProvider time, ILogger log) : ICallInHand
{
    private readonly Channel<Happening> _happenings = Channel.CreateBounded<Happening>(64);
    private readonly TaskCompletionSource _settled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly RejoinTimer _rejoin = new(time, TimeSpan.FromMilliseconds(options.RejoinMs));
    private Talk _talk = new(LineOf(firstLeg));
    private ILeg _agent = firstLeg;
    private LineWatch? _watch;
    private LineMeter _meter = new(contact, firstLeg, desk.Agent, log);

    public ContactRecord Record => contact.Record;

    public DeskCaller Caller => CallerView.Of(contact);

    public IReadOnlyList<DeskAccount> Accounts { get; private set; } = [];

    public DeskCall? View { get; private set; }

    /// <summary>The desk was gone when the conversation ended.</summary>
    public bool AgentAway => _talk.Away;

    public bool Connected => _talk.ConnectedUs is not null;

    public Task WhenSettled => _settled.Task;

    public void Settled() => _settled.TrySetResult();

    public Task Hold(bool on) => Ask(on ? new TalkEvent.Hold() : new TalkEvent.Resume());

    public Task Mute(bool on) => Ask(new TalkEvent.Mute(on));

    public Task End() => Ask(new TalkEvent.HangUp());

    /// <summary>What the bank says of the caller's accounts may come while the two talk already.</summary>
    public void Show(IReadOnlyList<DeskAccount> accounts)
    {
        Accounts = accounts;
        Show();
    }

    /// <exception cref="OperationCanceledException">The customer hung up.</exception>
    public async Task<ConversationEnd> Run(Telephone telephone)
    {
        var customer = contact.Customer;
        try
        {
            phone.NewBrowser += OnNewLine;
            _watch = Watch(_agent);
            // The desk may have reloaded between its acceptance and here.
            if (_agent.Kind == LegKind.Browser && phone.Browser is { } now && now != _agent)
                OnNewLine(now);
            await Announce(telephone);
            await Happens(
                new TalkEvent.Begun(WithSound: !phone.IsSilent(_agent) && !_agent.Gone.IsCancellationRequested));
            while (_talk.End is null)
            {
                var next = await _happenings.Reader.ReadAsync(customer.Gone);
                try
                {
                    var what = next.What;
                    if (next.NewLeg is { } leg && _agent.Kind == LegKind.Browser)
                    {
                        Follow(leg);
                        // It may have been heard since it was told of: while the agent was announced nobody listened.
                        if (what is TalkEvent.NewLine line)
                            what = line with { WithSound = !phone.IsSilent(leg) };
                    }
                    await Happens(what);
                }
                finally
                {
                    // Whoever asked goes on in any case: a desk's page asks one thing after the other.
                    next.Done?.TrySetResult();
                }
            }
            return _talk.End == TalkEnd.AgentHungUp ? ConversationEnd.AgentHungUp : ConversationEnd.AgentLost;
        }
        finally
        {
            await Finish(customer);
        }
    }

    /// <summary>A prompt that went missing keeps nobody from talking.</summary>
    private async Task Announce(Telephone telephone)
    {
        try
        {
            await telephone.Say(Announcements.Agent(telephone.Language, desk.Agent), contact.Customer.Gone);
        }
        catch (Exception fault) when (!contact.Customer.Gone.IsCancellationRequested)
        {
            NotDone(log, contact.Id, "announcement", fault);
        }
    }

    private async Task Happens(TalkEvent what)
    {
        var pending = new Queue<TalkEvent>([what]);
        while (pending.TryDequeue(out var happened))
        {
            (_talk, var effects) = _talk.Apply(happened, time.NowUs());
            foreach (var effect in effects)
            {
                if (_talk.End is not null)
                    await Quietly(effect);
                else if (await Do(effect) is { } answer)
                    pending.Enqueue(answer);
            }
        }
        if (_talk.End is null)
            Show();
    }

    private void Follow(ILeg leg)
    {
        _watch?.Dispose();
        _ = _meter.Tell();
        _agent = leg;
        _meter = new LineMeter(contact, leg, desk.Agent, log);
        _watch = Watch(leg);
    }

    /// <returns>What came of it, for <see cref="Talk"/> to go on with.</returns>
    private async Task<TalkEvent?> Do(TalkEffect effect)
    {
        try
        {
            switch (effect)
            {
                case TalkEffect.Bridge bridge:
                    await exchange.Bridge(contact.Customer, _agent);
                    return new TalkEvent.Bridged(bridge.Line);
                case TalkEffect.Unbridge:
                    await exchange.Unbridge(contact.Customer);
                    break;
                case TalkEffect.Music:
                    await contact.Customer.Hold([music]);
                    break;
                case TalkEffect.Resume:
                    await contact.Customer.Resume();
                    break;
                case TalkEffect.Mute mute:
                    await _agent.Mute(mute.On);
                    break;
                case TalkEffect.HangUpLine:
                    await _agent.Hangup();
                    break;
                case TalkEffect.Doubt doubt:
                    _watch?.Doubt(time, TimeSpan.FromMilliseconds(voice.SilentMs), () => OnSilent(doubt.Line));
                    break;
                case TalkEffect.StartRejoin:
                    _rejoin.Start(() => Tell(new TalkEvent.TooLate()));
                    break;
                case TalkEffect.StopRejoin:
                    _rejoin.Stop();
                    break;
                default:
                    await Say(effect);
                    break;
            }
        }
        catch (OperationCanceledException) when (
            !contact.Customer.Gone.IsCancellationRequested && _agent.Gone.IsCancellationRequested)
        {
            return Gone(_agent);
        }
        return null;
    }

    /// <summary>What the journal and the router are told.</summary>
    private async Task Say(TalkEffect effect)
    {
        switch (effect)
        {
            case TalkEffect.Connected:
                await contact.Acknowledge(
                    new ContactConnected(desk.Agent, _agent.Id, time.NowUs() - contact.WaitSinceUs!.Value));
                break;
            case TalkEffect.Held:
                contact.Note(new ContactHeld(desk.Agent));
                await routing.Tell(new ConversationHeld(contact.Id, desk.Agent), CancellationToken.None);
                break;
            case TalkEffect.Resumed resumed:
                contact.Note(new ContactResumed(desk.Agent, resumed.HeldUs));
                await routing.Tell(new ConversationResumed(contact.Id, desk.Agent), CancellationToken.None);
                break;
            case TalkEffect.MuteTold told:
                contact.Note(told.On ? new AgentMuted(desk.Agent) : new AgentUnmuted(desk.Agent));
                break;
            case TalkEffect.Gone { Why: TalkAway.Moving }:
                contact.Note(new AgentAway(desk.Agent));
                break;
            case TalkEffect.Gone gone:
                contact.Note(new AgentLost(desk.Agent, gone.Why == TalkAway.Silent ? "silent" : "hungUp"));
                break;
            case TalkEffect.Back:
                contact.Note(new AgentBack(desk.Agent));
                break;
            case TalkEffect.LostForGood lost:
                contact.Note(new AgentLost(desk.Agent, lost.Why));
                break;
        }
    }

    /// <summary>
    /// However it ended, each thing that is left to do is done: one that fails does not keep the next.
    /// </summary>
    private async Task Finish(ILeg customer)
    {
        phone.NewBrowser -= OnNewLine;
        _happenings.Writer.TryComplete();
        if (_talk.ConnectedUs is { } since)
            contact.TalkUs += time.NowUs() - since;
        if (_talk.End is null)
        {
            (_talk, var effects) = _talk.Apply(
                new TalkEvent.CustomerGone(customer.End?.By == LegEndBy.Media), time.NowUs());
            foreach (var effect in effects)
                await Quietly(effect);
            // Not the customer but a fault of ours ended it: the customer is parted from the agent before anything else
            // is said.
            if (!customer.Gone.IsCancellationRequested)
                await Quietly(new TalkEffect.Unbridge());
        }
        _watch?.Dispose();
        _rejoin.Stop();
        _ = _meter.Tell();
        while (_happenings.Reader.TryRead(out var late))
            late.Done?.TrySetResult();
    }

    private async Task Quietly(TalkEffect effect)
    {
        try
        {
            await Do(effect);
        }
        catch (Exception fault)
        {
            NotDone(log, contact.Id, effect.GetType().Name, fault);
        }
    }

    private LineWatch Watch(ILeg leg) =>
        new(leg, () => OnSilent(leg.Id), () => Tell(new TalkEvent.Heard(leg.Id)), () => Tell(Gone(leg)));

    private void OnSilent(string line)
    {
        if (phone.Browser is { } leg && leg.Id == line && phone.IsSilent(leg))
            Tell(new TalkEvent.Silent(line, desk.IsMoving));
    }

    private void OnNewLine(ILeg leg) => _happenings.Writer.TryWrite(
        new Happening(new TalkEvent.NewLine(LineOf(leg), WithSound: !phone.IsSilent(leg)), NewLeg: leg));

    private TalkEvent.LineGone Gone(ILeg leg) => new(leg.Id, leg.End?.By == LegEndBy.Remote, desk.IsMoving);

    private static TalkLine LineOf(ILeg leg) => new(leg.Id, MayReturn: leg.Kind == LegKind.Browser);

    private void Show()
    {
        if (_talk.ConnectedUs is { } since)
            View = DeskCall.Of(
                Caller, contact.Id, Clock.FromUs(since), _talk.HeldUs is { } us ? Clock.FromUs(us) : null, _talk.Muted,
                _talk.Away ? "music" : _talk.HeldUs is null ? "talking" : "held", contact.Recording, Accounts);
        desk.Changed();
    }

    private async Task Ask(TalkEvent what)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (_happenings.Writer.TryWrite(new Happening(what, done)))
            await done.Task;
    }

    private void Tell(TalkEvent what) => _happenings.Writer.TryWrite(new Happening(what));

    private sealed record Happening(TalkEvent What, TaskCompletionSource? Done = null, ILeg? NewLeg = null);

    [LoggerMessage(Level = LogLevel.Error, Message = "In the conversation of contact {Contact} {Effect} was not done")]
    private static partial void NotDone(ILogger log, string contact, string effect, Exception fault);
}
