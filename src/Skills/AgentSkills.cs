using Microsoft.Extensions.Hosting;
using TellerLine.Kernel;
using TellerLine.Routing;
using TellerLine.Skills.Core;
using TellerLine.Skills.Store;

namespace TellerLine.Skills;

/// <summary>
/// Told from the sheets and from what of the bank's skills and queues is in force. That may change by the clock alone,
/// so it is looked at again and again.
/// </summary>
internal sealed class AgentSkills(IDb db, BankSkills bank, KernelOptions kernel, TimeProvider time)
    : IAgentSkills, IHostedService, IDisposable
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    private ITimer? _timer;
    private (int, long, int, long) _seen;

    public event Action<string?>? Changed;

    public async Task<AgentSignedIn> Of(string agent, CancellationToken ct = default)
    {
        var stored = await db.Read(connection => SheetStore.Find(connection, agent), ct);
        return ToldToRouter.Of(
            agent, stored.Version == 0 ? null : stored.Sheet, bank.Queues,
            [.. bank.Skills.Select(skill => skill.Code)], day => kernel.Day(day).ToUs);
    }

    /// <summary>After the commit.</summary>
    public void Saved(string agent) => Changed?.Invoke(agent);

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _seen = bank.InForce;
        _timer = time.CreateTimer(_ => Look(), null, LookEvery, LookEvery);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    public void Dispose() => _timer?.Dispose();

    private void Look()
    {
        var now = bank.InForce;
        if (now == _seen)
            return;
        _seen = now;
        Changed?.Invoke(null);
    }
}
