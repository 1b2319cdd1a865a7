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
/// after the other; the customer's hang-up cancels the whole.
/// </summary>
internal sealed class Conversation(
    LiveContact contact, Desk desk, ILeg firstLeg, IExchange exchange, IRouting routing, PromptLibrary prompts, ContactsOptions options,
    TimeProvider time)
{
    private readonly Channel<Happening> happenings = Channel.CreateBounded<Happening>(64);
    private readonly IReadOnlyList<string> music = [prompts.Music()];
    private readonly TaskCompletionSource over = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ILeg agent = firstLeg;
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

    public ConversationView View { get; private set; } = new(DateTimeOffset.UnixEpoch, null, false, "talking");

    /// <summary>The desk was gone when the conversation ended, so that nobody wraps up.</summary>
    public bool AgentAway => agentAway;

    public Task WhenOver => over.Task;

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
            await customer.Play(new PlayRequest(phone.Files(Announcements.Agent(phone.Language, desk.Agent))), customer.Gone);
            await exchange.Bridge(customer, agent);
            var row = await contact.Acknowledge(new ContactConnected(desk.Agent, agent.Id, time.NowUs() - contact.WaitSinceUs!.Value));
            connectedUs = row.AtUs;
            contact.Served = true;
            contact.Where = "conversation";
            Show();
            if (desk.IsSilent(agent))
                await AgentGoes("silent");
            var end = await Follow(customer);
            contact.WrapupBy = end == ConversationEnd.AgentHungUp ? desk.Agent : null;
            return end;
        }
        catch (OperationCanceledException) when (customer.Gone.IsCancellationRequested)
        {
            contact.WrapupBy = contact.Served && !agentAway ? desk.Agent : null;
            throw;
        }
        finally
        {
            happenings.Writer.TryComplete();
            watch?.Dispose();
            try
            {
                await Over(customer);
            }
            finally
            {
                over.TrySetResult();
            }
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
            switch (next.Kind)
            {
                case Kind.Hold when heldUs is null && !agentAway:
                    await customer.Hold(music);
                    heldUs = time.NowUs();
                    contact.Note(new ContactHeld(desk.Agent));
                    await routing.Tell(new ConversationHeld(contact.Id, desk.Agent), CancellationToken.None);
                    break;
                case Kind.Resume when heldUs is { } since && !agentAway:
                    await customer.Resume();
                    heldUs = null;
                    contact.Note(new ContactResumed(desk.Agent, time.NowUs() - since));
                    await routing.Tell(new ConversationResumed(contact.Id, desk.Agent), CancellationToken.None);
                    break;
                case Kind.Mute or Kind.Unmute:
                    muted = next.Kind == Kind.Mute;
                    await agent.Mute(muted);
                    contact.Note(muted ? new AgentMuted(desk.Agent) : new AgentUnmuted(desk.Agent));
                    break;
                case Kind.End:
                    next.Done?.TrySetResult();
                    return ConversationEnd.AgentHungUp;
                case Kind.Silent when !agentAway:
                    await AgentGoes("silent");
                    break;
                case Kind.Back when agentAway && next.Leg == agent:
                case Kind.NewLeg:
                    await AgentComes(next.Leg!);
                    break;
                case Kind.LegGone when next.Leg == agent && agent.End?.By == LegEndBy.Remote && agent.Kind == LegKind.Sip:
                    return ConversationEnd.AgentHungUp;
                case Kind.LegGone when next.Leg == agent && agent.Kind == LegKind.Sip:
                    await AgentGoes("hungUp");
                    return ConversationEnd.AgentLost;
                case Kind.LegGone when next.Leg == agent && !agentAway:
                    await AgentGoes("hungUp");
                    break;
                case Kind.TooLate when agentAway:
                    return ConversationEnd.AgentLost;
            }
            next.Done?.TrySetResult();
            rejoin.Run(agentAway);
            Show();
        }
    }

    private async Task AgentGoes(string reason)
    {
        agentAway = true;
        if (heldUs is null)
            await contact.Customer.Hold(music);
        contact.Note(new AgentLost(desk.Agent, reason));
    }

    private async Task AgentComes(ILeg leg)
    {
        if (leg != agent)
        {
            await exchange.Unbridge(contact.Customer);
            agent = leg;
            watch?.Dispose();
            watch = Watch(leg);
            await exchange.Bridge(contact.Customer, leg);
            if (muted)
                await leg.Mute(true);
            if (heldUs is not null)
                await contact.Customer.Hold(music);
        }
        else if (heldUs is null)
            await contact.Customer.Resume();
        if (agentAway)
            contact.Note(new AgentBack(desk.Agent));
        agentAway = false;
    }

    private async Task Over(ILeg customer)
    {
        if (connectedUs != 0)
            contact.TalkUs += time.NowUs() - connectedUs;
        while (happenings.Reader.TryRead(out var late))
            late.Done?.TrySetResult();
        if (!customer.Gone.IsCancellationRequested)
            await exchange.Unbridge(customer);
        if (agent.Kind == LegKind.Sip)
            await agent.Hangup();
        else if (muted && !agent.Gone.IsCancellationRequested)
            await agent.Mute(false);
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
        public void Dispose() => stop();
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
