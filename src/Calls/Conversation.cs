using System.Threading.Channels;
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
/// Customer and agent on the line. What the desk asks and what happens to its audio come in through one bounded channel and are done one
/// after the other; the customer's hang-up cancels the whole. The agent's line may die at any moment, also before the two are joined: that
/// never ends the customer's call.
/// </summary>
internal sealed class Conversation(
    LiveContact contact, Desk desk, AgentPhone phone, ILeg firstLeg, IExchange exchange, IRouting routing, PromptLibrary prompts,
    CallsOptions options, VoiceOptions voice, TimeProvider time) : ICallInHand
{
    private readonly Channel<Happening> _happenings = Channel.CreateBounded<Happening>(64);
    private readonly IReadOnlyList<string> _music = [prompts.Music()];
    private readonly TaskCompletionSource _settled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ILeg _agent = firstLeg;
    private ILeg? _joined;
    private long _connectedUs;
    private long? _heldUs;
    private bool _muted;
    private bool _agentAway;
    private Watching? _watch;

    private enum Kind
    {
        Hold,
        Resume,
        Mute,
        Unmute,
        End,
        Silent,
        Back,
        NewLeg,
        LegGone,
        TooLate,
    }

    public ContactRecord Record => contact.Record;

    public DeskCaller Caller => CallerView.Of(contact);

    public IReadOnlyList<DeskAccount> Accounts { get; set; } = [];

    /// <summary>The two heard each other: before that there is nothing to show, and nothing to wrap up.</summary>
    public bool Connected => Volatile.Read(ref _connectedUs) != 0;

    public DeskCall? View { get; private set; }

    /// <summary>The desk was gone when the conversation ended, so that nobody wraps up.</summary>
    public bool AgentAway => _agentAway;

    /// <summary>The conversation is over, the router knows it, and what the agent owes stands at the desk.</summary>
    public Task WhenSettled => _settled.Task;

    public void Settled() => _settled.TrySetResult();

    public Task Hold(bool on) => Ask(on ? Kind.Hold : Kind.Resume);

    public Task Mute(bool on) => Ask(on ? Kind.Mute : Kind.Unmute);

    public Task End() => Ask(Kind.End);

    /// <summary>The agent's desk has opened a new connection (a reload).</summary>
    private void Rejoin(ILeg leg) => Tell(new Happening(Kind.NewLeg, leg));

    /// <exception cref="OperationCanceledException">The customer hung up.</exception>
    public async Task<ConversationEnd> Run(Telephone telephone)
    {
        var customer = contact.Customer;
        try
        {
            phone.NewBrowser += Rejoin;
            _watch = Watch(_agent);
            // The desk may have reloaded between its acceptance and here.
            if (_agent.Kind == LegKind.Browser && phone.Browser is { } now && now != _agent)
                Rejoin(now);
            await customer.Play(new PlayRequest(telephone.Files(Announcements.Agent(telephone.Language, desk.Agent))), customer.Gone);
            await Guarded(() => phone.IsSilent(_agent) || _agent.Gone.IsCancellationRequested ? AgentGoes("silent") : Join());
            var end = await Follow(customer);
            contact.WrapupBy = end == ConversationEnd.AgentHungUp && Connected ? desk.Agent : null;
            return end;
        }
        catch (OperationCanceledException) when (customer.Gone.IsCancellationRequested)
        {
            // With the media process the agent's line is gone too, whichever of the two is heard of first: the contact is the system's to
            // close, and the desk not ready until its phone is back.
            _agentAway |= customer.End?.By == LegEndBy.Media;
            contact.WrapupBy = Connected && !_agentAway ? desk.Agent : null;
            throw;
        }
        finally
        {
            phone.NewBrowser -= Rejoin;
            _happenings.Writer.TryComplete();
            _watch?.Dispose();
            await Over(customer);
        }
    }

    private async Task<ConversationEnd> Follow(ILeg customer)
    {
        using var rejoin = new RejoinTimer(
            time, TimeSpan.FromMilliseconds(options.RejoinMs), () => Tell(new Happening(Kind.TooLate)));
        rejoin.Run(_agentAway);
        while (true)
        {
            var next = await _happenings.Reader.ReadAsync(customer.Gone);
            ConversationEnd? end = null;
            try
            {
                await Guarded(async () => end = await Do(next));
            }
            finally
            {
                // Whoever asked goes on in any case: a desk's page asks one thing after the other.
                next.Done?.TrySetResult();
            }
            if (end is { } how)
                return how;
            rejoin.Run(_agentAway);
            Show();
        }
    }

    private async Task<ConversationEnd?> Do(Happening next)
    {
        switch (next.Kind)
        {
            case Kind.Hold when _heldUs is null && !_agentAway:
                await contact.Customer.Hold(_music);
                _heldUs = time.NowUs();
                contact.Note(new ContactHeld(desk.Agent));
                await routing.Tell(new ConversationHeld(contact.Id, desk.Agent), CancellationToken.None);
                break;
            case Kind.Resume when _heldUs is { } since && !_agentAway:
                await contact.Customer.Resume();
                _heldUs = null;
                contact.Note(new ContactResumed(desk.Agent, time.NowUs() - since));
                await routing.Tell(new ConversationResumed(contact.Id, desk.Agent), CancellationToken.None);
                break;
            case Kind.Mute or Kind.Unmute when _muted != (next.Kind == Kind.Mute):
                _muted = next.Kind == Kind.Mute;
                contact.Note(_muted ? new AgentMuted(desk.Agent) : new AgentUnmuted(desk.Agent));
                await _agent.Mute(_muted);
                break;
            case Kind.End:
                return Connected ? ConversationEnd.AgentHungUp : ConversationEnd.AgentLost;
            case Kind.Silent when next.Leg == _agent && !_agentAway && phone.IsSilent(_agent):
                await AgentGoes("silent");
                break;
            case Kind.Back when next.Leg == _agent && _agentAway:
                await Join();
                break;
            case Kind.NewLeg when next.Leg != _agent:
                await Change(next.Leg!);
                break;
            case Kind.LegGone when next.Leg == _agent && _agent.Kind == LegKind.Sip:
                if (_agent.End?.By == LegEndBy.Remote && Connected)
                    return ConversationEnd.AgentHungUp;
                await AgentGoes("hungUp");
                return ConversationEnd.AgentLost;
            case Kind.LegGone when next.Leg == _agent && !_agentAway:
                await AgentGoes("hungUp");
                break;
            case Kind.TooLate when _agentAway:
                return ConversationEnd.AgentLost;
        }
        return null;
    }

    /// <summary>
    /// The verbs promise a cancellation once a leg is gone. The customer's ends the conversation; the agent's is told by
    /// <see cref="Kind.LegGone"/>, which follows.
    /// </summary>
    private async Task Guarded(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (OperationCanceledException) when (!contact.Customer.Gone.IsCancellationRequested && _agent.Gone.IsCancellationRequested)
        {
            Tell(new Happening(Kind.LegGone, _agent));
        }
    }

    private async Task AgentGoes(string reason)
    {
        _agentAway = true;
        if (_heldUs is null)
            await contact.Customer.Hold(_music);
        contact.Note(new Contacts.AgentLost(desk.Agent, reason));
    }

    /// <summary>A new line of the same desk. One that is not heard yet is joined all the same and given as long as any line may be silent.</summary>
    private async Task Change(ILeg leg)
    {
        await exchange.Unbridge(contact.Customer);
        _agent = leg;
        _watch?.Dispose();
        _watch = Watch(leg);
        if (!phone.IsSilent(leg))
            await Join();
        else if (!_agentAway)
        {
            await Join();
            _watch.Doubt(time, TimeSpan.FromMilliseconds(voice.SilentMs), () => Tell(new Happening(Kind.Silent, leg)));
        }
    }

    /// <summary>The two hear each other, for the first time or again.</summary>
    private async Task Join()
    {
        if (_muted)
            await _agent.Mute(true);
        if (_joined != _agent || _heldUs is null)
        {
            await exchange.Bridge(contact.Customer, _agent);
            _joined = _agent;
            if (_heldUs is not null)
                await contact.Customer.Hold(_music);
        }
        if (_agentAway)
            contact.Note(new AgentBack(desk.Agent));
        _agentAway = false;
        if (Connected)
            return;
        var row = await contact.Acknowledge(new ContactConnected(desk.Agent, _agent.Id, time.NowUs() - contact.WaitSinceUs!.Value));
        contact.Served = true;
        contact.Where = "conversation";
        Volatile.Write(ref _connectedUs, row.AtUs);
        Show();
    }

    private async Task Over(ILeg customer)
    {
        if (Connected)
            contact.TalkUs += time.NowUs() - _connectedUs;
        while (_happenings.Reader.TryRead(out var late))
            late.Done?.TrySetResult();
        if (!customer.Gone.IsCancellationRequested)
            await exchange.Unbridge(customer);
        if (_agent.Kind == LegKind.Sip)
            await _agent.Hangup();
        else if (_muted)
            await Guarded(() => _agent.Mute(false));
    }

    private Watching Watch(ILeg leg)
    {
        void Audio(LegAudio state)
        {
            // A SIP phone may be silent by design (voice activity detection); a desk's browser always sends.
            if (leg.Kind == LegKind.Browser)
                Tell(new Happening(state == LegAudio.Silent ? Kind.Silent : Kind.Back, leg));
        }

        leg.AudioChanged += Audio;
        var gone = leg.Gone.Register(() => Tell(new Happening(Kind.LegGone, leg)));
        return new Watching(() =>
        {
            leg.AudioChanged -= Audio;
            gone.Dispose();
        });
    }

    private void Show()
    {
        if (Connected)
        {
            var who = Caller;
            View = new DeskCall(
                contact.Id, who.CustomerName, who.Title, who.Segment, who.CallerMasked, who.Identification, who.Path, who.Reason,
                who.SelfServiceEnded, Clock.FromUs(_connectedUs), _heldUs is { } us ? Clock.FromUs(us) : null, _muted,
                _agentAway ? "_music" : _heldUs is null ? "talking" : "held", contact.Recording, Accounts);
        }
        desk.Changed();
    }

    private async Task Ask(Kind kind)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (_happenings.Writer.TryWrite(new Happening(kind, null, done)))
            await done.Task;
    }

    private void Tell(Happening happening) => _happenings.Writer.TryWrite(happening);

    private sealed record Happening(Kind Kind, ILeg? Leg = null, TaskCompletionSource? Done = null);

    private sealed class Watching(Action stop) : IDisposable
    {
        private ITimer? _doubt;

        /// <summary>A line of which nothing was heard yet cannot fall silent: it is looked at once, after a while.</summary>
        public void Doubt(TimeProvider time, TimeSpan after, Action look) => _doubt = time.CreateTimer(_ => look(), null, after, Timeout.InfiniteTimeSpan);

        public void Dispose()
        {
            stop();
            _doubt?.Dispose();
        }
    }

    /// <summary>Runs while the agent is away.</summary>
    private sealed class RejoinTimer(TimeProvider time, TimeSpan grace, Action tooLate) : IDisposable
    {
        private ITimer? _timer;

        public void Run(bool away)
        {
            if (away)
                _timer ??= time.CreateTimer(_ => tooLate(), null, grace, Timeout.InfiniteTimeSpan);
            else
            {
                _timer?.Dispose();
                _timer = null;
            }
        }

        public void Dispose() => _timer?.Dispose();
    }
}
