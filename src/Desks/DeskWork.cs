using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TellerLine.Routing;

namespace TellerLine.Desks;

/// <summary>What an agent does at the desk besides talking: takes it, leaves it, answers offers, wraps up.</summary>
internal sealed partial class DeskWork(
    DeskFloor desks, DeskScreen screen, Offers offers, Wrapups wrapups, IRouting routing, IDeskLeases leases, DeskChanges changes,
    IDeskPhones phones, TimeProvider time, ILogger<DeskWork> log)
    : IHostedService
{
    /// <summary>How often the queue's figures are shown anew while nothing else changes at a desk.</summary>
    private static readonly TimeSpan QueueEvery = TimeSpan.FromSeconds(1);

    private ITimer? _queueTimer;
    private (int Waiting, long? Longest) _shown;

    public async Task<DeskClaimAnswer> Claim(string agent, string deskId, string connection, bool takeOver)
    {
        var claim = await leases.Claim(agent, deskId, takeOver);
        if (claim is not DeskClaim.Granted granted)
            return new DeskClaimAnswer(false, claim is DeskClaim.HeldElsewhere held ? held.Since : null);
        var desk = desks.Of(agent);
        var before = desk.Connection;
        (desk.Connection, desk.Token) = (connection, granted.Token);
        if (before is not null && before != connection)
            await screen.TakenOver(before);
        if (!desk.AtWork)
        {
            desk.AtWork = true;
            await wrapups.CountDay(desk);
            await routing.Tell(new AgentSignedIn(agent, [RoutingLimits.ServiceQueue]), CancellationToken.None);
        }
        return new DeskClaimAnswer(true, null);
    }

    public async Task Tell(RouterInput input) => await routing.Tell(input, CancellationToken.None);

    public Task<string?> Accept(Desk desk, string offerId) => offers.Accept(desk, offerId);

    public async Task SignOut(Desk desk)
    {
        await wrapups.Settle(desk);
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
        phones.Changed += ShowPhone;
        _queueTimer = time.CreateTimer(_ => ShowQueue(), null, QueueEvery, QueueEvery);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        changes.Released -= Lapsed;
        phones.Changed -= ShowPhone;
        _queueTimer?.Dispose();
        return Task.CompletedTask;
    }

    /// <summary>
    /// A desk stayed away longer than its grace. In a conversation the audio decides (the call), not the page; what the
    /// page showed is over.
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
            await wrapups.Settle(desk);
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
        await phones.Close(desk.Agent);
    }

    private void ShowPhone(string agent) => desks.Of(agent).Changed();

    private void ShowQueue()
    {
        var queue = routing.Look().Queue(RoutingLimits.ServiceQueue);
        var now = (queue.Waiting + queue.Offered, queue.LongestSinceUs);
        if (now == _shown)
            return;
        _shown = now;
        foreach (var desk in desks.All)
            desk.Changed();
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The desk of {Agent}, away longer than its grace, was not left")]
    private static partial void NotLeft(ILogger log, string agent, Exception fault);
}
