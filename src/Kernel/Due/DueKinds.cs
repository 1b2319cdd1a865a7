using Microsoft.Extensions.DependencyInjection;
using TellerLine.Kernel.Core;

namespace TellerLine.Kernel;

/// <summary>All kinds of due times that the manifests declare, and who handles them.</summary>
internal sealed class DueKinds
{
    private const int MostTries = 20;

    private readonly Dictionary<string, DueKind> _kinds = [];
    private readonly IServiceProvider _services;

    public DueKinds(IEnumerable<DueKind> kinds, IServiceProvider services)
    {
        _services = services;
        foreach (var kind in kinds)
        {
            if (!_kinds.TryAdd(kind.Name, kind))
                throw new InvalidOperationException($"Two kinds of due times are called {kind.Name}.");
            if (kind.Tries is < 1 or > MostTries || kind.Limit <= TimeSpan.Zero)
                throw new InvalidOperationException($"{kind.Name}: expected 1 to {MostTries} tries and a limit.");
        }
    }

    public IEnumerable<DueKind> All => _kinds.Values;

    /// <returns>Null: no manifest of this program declares it.</returns>
    public DueKind? Find(string name) => _kinds.GetValueOrDefault(name);

    public IDueHandler Inside(DueKind kind) => (IDueHandler)_services.GetRequiredService(kind.Handler);

    public IOutsideDueHandler Outside(DueKind kind) => (IOutsideDueHandler)_services.GetRequiredService(kind.Handler);

    public long? NextTryUs(DueRow row, long attempts, long nowUs) =>
        Find(row.Kind) is { } kind ? DueRetry.NextUs(attempts, kind.Tries, nowUs) : null;
}
