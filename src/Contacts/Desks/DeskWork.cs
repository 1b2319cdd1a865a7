using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TellerLine.Access;
using TellerLine.Routing;

namespace TellerLine.Contacts.Desks;

/// <summary>What an agent does at the desk besides talking: takes it, leaves it, answers offers, wraps up.</summary>
internal sealed partial class DeskWork(
    DeskBoard desks, Offers offers, IRouting routing, IDeskLeases leases, DeskChanges changes, TimeProvider time, ILogger<DeskWork> log)
    : IHostedService
{
    /// <summary>How often the queue's figures are shown anew while nothing else changes at a desk.</summary>
    private static readonly TimeSpan QueueEvery = TimeSpan.FromSeconds(1);

    private ITimer? queueTimer;
    private (int Waiting, long? Longest) shown;

    public async Task<DeskClaimed> Claim(string agent, string deskId, string connection, bool takeOver)
    {
        var claim = await leases.Claim(agent, deskId, takeOver);
        if (claim is not Access.DeskClaim.Granted granted)
            return new DeskClaimed(false, claim is Access.DeskClaim.HeldElsewhere held ? held.Since : null);
        var desk = desks.Of(agent);
        var before = desk.Connection;
        (desk.Connection, desk.Token) = (connection, granted.Token);
        if (before is not null && before != connection)
            await desks.TakenOver(before);
        if (!desk.AtWork)
        {
            desk.AtWork = true;
            await desks.CountDay(desk);
            await routing.Tell(new AgentSignedIn(agent, [RoutingLimits.ServiceQueue]), CancellationToken.None);
        }
        return new DeskClaimed(true, null);
    }

    public async Task Tell(RouterInput input) => await routing.Tell(input, CancellationToken.None);

    public Task<string?> Accept(Desk desk, string offerId) => offers.Accept(desk, offerId);

    /// <returns>A code for the page, or null when saved.</returns>
    public async Task<string?> SaveWrapup(Desk desk, string contactId, WrapupDraft draft, bool done, bool thenReady)
    {
        if (desk.Wrapup is not { } owed || owed.Contact.Id != contactId)
            return done ? "noWrapup" : null; // A draft that was on its way when the wrap-up was finished: what was finished stands.
        if (draft.Note is not { Length: <= 4_000 })
            return "noteTooLong";
        if (draft.ReasonCode is { } code && !Reasons.Knows(code))
            return "badReason";
        if (done && draft.ReasonCode is null)
            return "reasonMissing";
        desk.Draft(draft);
        if (!done)
        {
            await owed.Contact.Acknowledge(new WrapupDrafted(desk.Agent, draft.ReasonCode, draft.Note));
            return null;
        }
        if (desk.TakeWrapup() is { } mine)
            await desks.Close(desk, mine with { Draft = draft });
        await Tell(new WrapupDone(desk.Agent, thenReady, contactId));
        return null;
    }

    public async Task SignOut(Desk desk)
    {
        await desks.SettleWrapup(desk);
        await Leave(desk);
        await leases.Release(desk.Agent, desk.Token);
    }

    /// <summary>The page's connection is gone: the lease runs on for its grace.</summary>
    public Task Disconnected(string agent, string connection)
    {
        var desk = desks.Of(agent);
        if (desk.Connection != connection)
            return Task.CompletedTask;
        desk.Connection = null;
        return leases.Lost(agent, desk.Token);
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        changes.Released += Lapsed;
        queueTimer = time.CreateTimer(_ => ShowQueue(), null, QueueEvery, QueueEvery);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        changes.Released -= Lapsed;
        queueTimer?.Dispose();
        return Task.CompletedTask;
    }

    /// <summary>
    /// A desk stayed away longer than its grace. In a conversation the audio decides (<see cref="Conversation"/>), not the page; what the
    /// page showed is over.
    /// </summary>
    private async void Lapsed(string agent)
    {
        try
        {
            var desk = desks.Of(agent);
            if (desk.Connection is not null || !desk.AtWork)
                return;
            if (desk.Conversation is { } conversation)
                await conversation.WhenSettled;
            if (desk.Connection is not null)
                return;
            await desks.SettleWrapup(desk);
            await Leave(desk);
        }
        catch (Exception fault)
        {
            // Nobody waits for this: a fault here must not reach the process.
            NotLeft(log, agent, fault);
        }
    }

    private async Task Leave(Desk desk)
    {
        desk.AtWork = false;
        await Tell(new AgentSignedOut(desk.Agent));
        if (desk.Browser is { } leg)
            await leg.Hangup();
    }

    private void ShowQueue()
    {
        var queue = routing.Look().Queue(RoutingLimits.ServiceQueue);
        var now = (queue.Waiting + queue.Offered, queue.LongestSinceUs);
        if (now == shown)
            return;
        shown = now;
        foreach (var desk in desks.All)
            desk.Changed();
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The desk of {Agent}, away longer than its grace, was not left")]
    private static partial void NotLeft(ILogger log, string agent, Exception fault);
}
