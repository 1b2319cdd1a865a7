using System.Threading.Channels;
using TellerLine.Contacts.Desks;
using TellerLine.Kernel;
using TellerLine.Routing;
using TellerLine.SelfService;
using TellerLine.Voice;

namespace TellerLine.Contacts;

internal enum ConversationEnd
{
    AgentHungUp,

    /// <summary>The desk did not come back in time: the customer waits again, at the front.</summary>
    AgentLost,
}

/// <param name="CustomerState"><c>talking</c>, <c>held</c>, <c>music</c>.</param>
internal sealed record ConversationView(DateTimeOffset ConnectedAt, DateTimeOffset? HeldSince, bool Muted, string CustomerState);

/// <summary>
/// Customer and agent on the line. What the desk asks and what happens to its audio come in through one bounded channel and are done one
/// after the other; the customer's hang-up cancels the whole. The agent's line may die at any moment, also before the two are joined: that
/// never ends the customer's call.
/// </summary>
internal sealed class Conversation(
    LiveContact contact, Desk desk, ILeg firstLeg, IExchange exchange, IRouting routing, PromptLibrary prompts, ContactsOptions options,
    VoiceOptions voice, TimeProvider time)
{
    private readonly Channel<Happening> happenings = Channel.CreateBounded<Happening>(64);
    private readonly IReadOnlyList<string> music = [prompts.Music()];
    private readonly TaskCompletionSource settled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ILeg agent = firstLeg;
    private ILeg? joined;
    private long connectedUs;
    private long? heldUs;
    private bool muted;
    private bool agentAway;
    private Watching? watch;

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

    public LiveContact Contact => contact;

    /// <summary>The two heard each other: before that there is nothing to show, and nothing to wrap up.</summary>
    public bool Connected => Volatile.Read(ref connectedUs) != 0;

    public ConversationView View { get; private set; } = new(DateTimeOffset.UnixEpoch, null, false, "talking");

    /// <summary>The desk was gone when the conversation ended, so that nobody wraps up.</summary>
    public bool AgentAway => agentAway;

    /// <summary>The conversation is over, the router knows it, and what the agent owes stands at the desk.</summary>
    public Task WhenSettled => settled.Task;

    public void Settled() => settled.TrySetResult();

    public Task Hold(bool on) => Ask(on ? Kind.Hold : Kind.Resume);

    public Task Mute(bool on) => Ask(on ? Kind.Mute : Kind.Unmute);

    public Task End() => Ask(Kind.End);

    /// <summary>The agent's desk has opened a new connection (a reload).</summary>
    public void Rejoin(ILeg leg) => Tell(new Happening(Kind.NewLeg, leg));

    /// <exception cref="OperationCanceledException">The customer hung up.</exception>
    public async Task<ConversationEnd> Run(Telephone phone)
    {
        var customer = contact.Customer;
        try
        {
            watch = Watch(agent);
            // The desk may have reloaded between its acceptance and here.
            if (agent.Kind == LegKind.Browser && desk.Browser is { } now && now != agent)
                Rejoin(now);
            await customer.Play(new PlayRequest(phone.Files(Announcements.Agent(phone.Language, desk.Agent))), customer.Gone);
            await Guarded(() => desk.IsSilent(agent) || agent.Gone.IsCancellationRequested ? AgentGoes("silent") : Join());
            var end = await Follow(customer);
            contact.WrapupBy = end == ConversationEnd.AgentHungUp && Connected ? desk.Agent : null;
            return end;
        }
        catch (OperationCanceledException) when (customer.Gone.IsCancellationRequested)
        {
            // With the media process the agent's line is gone too, whichever of the two is heard of first: the contact is the system's to
            // close, and the desk not ready until its phone is back.
            agentAway |= customer.End?.By == LegEndBy.Media;
            contact.WrapupBy = Connected && !agentAway ? desk.Agent : null;
            throw;
        }
        finally
        {
            happenings.Writer.TryComplete();
            watch?.Dispose();
            await Over(customer);
        }
    }

    private async Task<ConversationEnd> Follow(ILeg customer)
    {
        using var rejoin = new RejoinTimer(
            time, TimeSpan.FromMilliseconds(options.RejoinMs), () => Tell(new Happening(Kind.TooLate)));
        rejoin.Run(agentAway);
        while (true)
        {
            var next = await happenings.Reader.ReadAsync(customer.Gone);
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
            rejoin.Run(agentAway);
            Show();
        }
    }

    private async Task<ConversationEnd?> Do(Happening next)
    {
        switch (next.Kind)
        {
            case Kind.Hold when heldUs is null && !agentAway:
                await contact.Customer.Hold(music);
                heldUs = time.NowUs();
                contact.Note(new ContactHeld(desk.Agent));
                await routing.Tell(new ConversationHeld(contact.Id, desk.Agent), CancellationToken.None);
                break;
            case Kind.Resume when heldUs is { } since && !agentAway:
                await contact.Customer.Resume();
                heldUs = null;
                contact.Note(new ContactResumed(desk.Agent, time.NowUs() - since));
                await routing.Tell(new ConversationResumed(contact.Id, desk.Agent), CancellationToken.None);
                break;
            case Kind.Mute or Kind.Unmute when muted != (next.Kind == Kind.Mute):
                muted = next.Kind == Kind.Mute;
                contact.Note(muted ? new AgentMuted(desk.Agent) : new AgentUnmuted(desk.Agent));
                await agent.Mute(muted);
                break;
            case Kind.End:
                return Connected ? ConversationEnd.AgentHungUp : ConversationEnd.AgentLost;
            case Kind.Silent when next.Leg == agent && !agentAway && desk.IsSilent(agent):
                await AgentGoes("silent");
                break;
            case Kind.Back when next.Leg == agent && agentAway:
                await Join();
                break;
            case Kind.NewLeg when next.Leg != agent:
                await Change(next.Leg!);
                break;
            case Kind.LegGone when next.Leg == agent && agent.Kind == LegKind.Sip:
                if (agent.End?.By == LegEndBy.Remote && Connected)
                    return ConversationEnd.AgentHungUp;
                await AgentGoes("hungUp");
                return ConversationEnd.AgentLost;
            case Kind.LegGone when next.Leg == agent && !agentAway:
                await AgentGoes("hungUp");
                break;
            case Kind.TooLate when agentAway:
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
        catch (OperationCanceledException) when (!contact.Customer.Gone.IsCancellationRequested && agent.Gone.IsCancellationRequested)
        {
            Tell(new Happening(Kind.LegGone, agent));
        }
    }

    private async Task AgentGoes(string reason)
    {
        agentAway = true;
        if (heldUs is null)
            await contact.Customer.Hold(music);
        contact.Note(new AgentLost(desk.Agent, reason));
    }

    /// <summary>A new line of the same desk. One that is not heard yet is joined all the same and given as long as any line may be silent.</summary>
    private async Task Change(ILeg leg)
    {
        await exchange.Unbridge(contact.Customer);
        agent = leg;
        watch?.Dispose();
        watch = Watch(leg);
        if (!desk.IsSilent(leg))
            await Join();
        else if (!agentAway)
        {
            await Join();
            watch.Doubt(time, TimeSpan.FromMilliseconds(voice.SilentMs), () => Tell(new Happening(Kind.Silent, leg)));
        }
    }

    /// <summary>The two hear each other, for the first time or again.</summary>
    private async Task Join()
    {
        if (muted)
            await agent.Mute(true);
        if (joined != agent || heldUs is null)
        {
            await exchange.Bridge(contact.Customer, agent);
            joined = agent;
            if (heldUs is not null)
                await contact.Customer.Hold(music);
        }
        if (agentAway)
            contact.Note(new AgentBack(desk.Agent));
        agentAway = false;
        if (Connected)
            return;
        var row = await contact.Acknowledge(new ContactConnected(desk.Agent, agent.Id, time.NowUs() - contact.WaitSinceUs!.Value));
        contact.Served = true;
        contact.Where = "conversation";
        Volatile.Write(ref connectedUs, row.AtUs);
        Show();
    }

    private async Task Over(ILeg customer)
    {
        if (Connected)
            contact.TalkUs += time.NowUs() - connectedUs;
        while (happenings.Reader.TryRead(out var late))
            late.Done?.TrySetResult();
        if (!customer.Gone.IsCancellationRequested)
            await exchange.Unbridge(customer);
        if (agent.Kind == LegKind.Sip)
            await agent.Hangup();
        else if (muted)
            await Guarded(() => agent.Mute(false));
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
        View = new ConversationView(
            Clock.FromUs(connectedUs), heldUs is { } us ? Clock.FromUs(us) : null, muted,
            agentAway ? "music" : heldUs is null ? "talking" : "held");
        desk.Changed();
    }

    private async Task Ask(Kind kind)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (happenings.Writer.TryWrite(new Happening(kind, null, done)))
            await done.Task;
    }

    private void Tell(Happening happening) => happenings.Writer.TryWrite(happening);

    private sealed record Happening(Kind Kind, ILeg? Leg = null, TaskCompletionSource? Done = null);

    private sealed class Watching(Action stop) : IDisposable
    {
        private ITimer? doubt;

        /// <summary>A line of which nothing was heard yet cannot fall silent: it is looked at once, after a while.</summary>
        public void Doubt(TimeProvider time, TimeSpan after, Action look) => doubt = time.CreateTimer(_ => look(), null, after, Timeout.InfiniteTimeSpan);

        public void Dispose()
        {
            stop();
            doubt?.Dispose();
        }
    }

    /// <summary>Runs while the agent is away.</summary>
    private sealed class RejoinTimer(TimeProvider time, TimeSpan grace, Action tooLate) : IDisposable
    {
        private ITimer? timer;

        public void Run(bool away)
        {
            if (away)
                timer ??= time.CreateTimer(_ => tooLate(), null, grace, Timeout.InfiniteTimeSpan);
            else
            {
                timer?.Dispose();
                timer = null;
            }
        }

        public void Dispose() => timer?.Dispose();
    }
}
