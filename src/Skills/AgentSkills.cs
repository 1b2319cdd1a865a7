using Microsoft.Extensions.Hosting;
using TellerLine.Definitions;
using TellerLine.Kernel;
using TellerLine.Routing;
using TellerLine.Skills.Core;
using TellerLine.Skills.Store;

namespace TellerLine.Skills;

/// <summary>
/// Told from the sheets and from what of the bank's skills and queues is in force.
/// </summary>
internal sealed class AgentSkills(IDb db, BankSkills bank, KernelOptions kernel, TimeProvider time)
    : IAgentSkills, IHostedService, IDisposable
{
    private InForceWatch<(int, long, int, long)>? _watch;

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
        _watch = new(time, () => bank.InForce, () => Changed?.Invoke(null));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    public void Dispose() => _watch?.Dispose();
}
