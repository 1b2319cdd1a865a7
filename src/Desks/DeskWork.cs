using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TellerLine.Contacts;
using TellerLine.Routing;

namespace TellerLine.Desks;

/// <summary>An agent takes the desk, and leaves it.</summary>
internal sealed partial class DeskWork(
    DeskFloor desks, DeskScreen screen, WrapupDesk wrapups, DeskNotices notices, Lobby lobby, ParkedCalls parked,
    IRouting routing, Duty duty, IDeskLeases leases,
    DeskChanges changes, IDeskPhones phones, ILogger<DeskWork> log) : IHostedService
{
    /// <param name="gone">Cancelled when the connection is.</param>
    public async Task<DeskClaimAnswer> Claim(
        string agent, string deskId, string connection, bool takeOver, CancellationToken gone)
    {
        // Not cancelled with the connection: a lease that is granted stands in the journal.
        var claim = await leases.Claim(agent, deskId, takeOver, CancellationToken.None);
        if (claim is not DeskClaim.Granted granted)
            return new DeskClaimAnswer(false, claim is DeskClaim.HeldElsewhere held ? held.Since : null);
        var desk = desks.Of(agent);
        if (!desk.Take(connection, granted.Token, out var before))
            return new DeskClaimAnswer(false, granted.Since);
        if (before is not null)
            await screen.TakenOver(before);
        await duty.Begin(desk);
        await wrapups.Recall(desk);
        if (desk.Work is { } inHand && desk.Draft == WrapupDraft.Empty)
            await wrapups.RecallDraft(desk, inHand.Record.Id);
        await notices.Refresh(desk);
        // Its end may have been told before it had the desk, and would then be told to nobody.
        if (gone.IsCancellationRequested)
            await Disconnected(agent, connection);
        return new DeskClaimAnswer(true, null);
    }

    public async Task Tell(RouterInput input) => await routing.Tell(input, CancellationToken.None);

    /// <summary>What is owed stays owed: it is shown at the next signing in.</summary>
    public async Task SignOut(Desk desk)
    {
        await Leave(desk);
        await leases.Release(desk.Agent, desk.Token);
    }

    /// <summary>The page's connection is gone: the lease runs on for its grace.</summary>
    public async Task Disconnected(string agent, string connection)
    {
        if (desks.Of(agent).Leave(connection) is { } token)
            await leases.Lost(agent, token);
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        changes.Released += Lapsed;
        phones.Changed += ShowPhone;
        lobby.QueueChanged += ShowAll;
        parked.Changed += ShowAll;
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        changes.Released -= Lapsed;
        phones.Changed -= ShowPhone;
        lobby.QueueChanged -= ShowAll;
        parked.Changed -= ShowAll;
        return Task.CompletedTask;
    }

    /// <summary>
    /// A desk stayed away longer than its grace. In a conversation the audio decides, not the page; what the page
    /// showed is over, and the agent is told so when back.
    /// </summary>
    private async void Lapsed(string agent)
    {
        try
        {
            var desk = desks.Of(agent);
            if (desk.Connection is not null || !desk.AtWork)
                return;
            if (desk.Work is { } work)
                await work.WhenSettled;
            if (desk.Connection is not null)
                return;
            await notices.Tell(agent, "leftDuty");
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
        await duty.End(desk);
        if (desk.Wrapup is { } owed)
            await notices.Tell(desk.Agent, "wrapupOwed", owed.Record.Id);
        await phones.Close(desk.Agent);
    }

    private void ShowPhone(string agent) => desks.Of(agent).Changed();

    private void ShowAll()
    {
        foreach (var desk in desks.All)
            desk.Changed();
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The desk of {Agent}, away longer than its grace, was not left")]
    private static partial void NotLeft(ILogger log, string agent, Exception fault);
}
