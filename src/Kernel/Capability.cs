using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace TellerLine.Kernel;

/// <summary>
/// A capability's manifest: what it brings and what it stands on. Host's list of manifests is the program; the arrows
/// between projects, the order of migrations, the permission table, the pages' navigation and the documents read the
/// same manifests. Declared as a static field
/// beside the capability's <c>AddX</c> and <c>MapX</c>; nothing is found by scanning.
/// </summary>
/// <param name="Name">The project's name under <c>src/</c>.</param>
public sealed record Capability(string Name)
{
    /// <summary>The projects it may refer to; all stand before it in Host's list.</summary>
    public IReadOnlyList<string> MayUse { get; init; } = [];

    /// <summary>
    /// The assembly whose embedded <c>Store/NNN_name.sql</c> files are its numbered migrations, applied in order at
    /// start, under a lock, forward only, capability after capability in Host's order. <c>{{identity}}</c> in a file
    /// stands for the engine's self-numbering
    /// primary key. Null: it has no tables.
    /// </summary>
    public Assembly? Migrations { get; init; }

    /// <summary>
    /// What one may do in it; each of its endpoints names one of them or says that it is for anybody.
    /// </summary>
    public IReadOnlyList<Permission> Permissions { get; init; } = [];

    /// <summary>
    /// Its <see cref="Projection"/> classes, which <see cref="CapabilityRegistration.AddCapability"/> registers.
    /// </summary>
    public IReadOnlyList<Type> Projections { get; init; } = [];

    /// <summary>
    /// Its <see cref="HealthCheck"/> classes, which <see cref="CapabilityRegistration.AddCapability"/> registers.
    /// </summary>
    public IReadOnlyList<Type> Checks { get; init; } = [];

    /// <summary>What a bank decides of it as data.</summary>
    public IReadOnlyList<DefinitionKind> Definitions { get; init; } = [];

    /// <summary>What it has done at a time that it sets itself (<see cref="IDueTimes"/>).</summary>
    public IReadOnlyList<DueKind> DueKinds { get; init; } = [];

    /// <summary>What it has done again and again, by the bank's clock.</summary>
    public IReadOnlyList<RegularJob> Jobs { get; init; } = [];

    /// <summary>What of its events people may read in a contact's timeline.</summary>
    public IReadOnlyList<TimelineEvent> Timeline { get; init; } = [];

    /// <summary>Its pages for people who are signed in.</summary>
    public IReadOnlyList<Page> Pages { get; init; } = [];
}

/// <summary>A page of <c>web/</c>, and what one must be allowed to open it.</summary>
/// <param name="Address"><c>/contacts</c>; what lies below belongs to it.</param>
public sealed record Page(string Address, Permission Permission);

public static class CapabilityRegistration
{
    /// <summary>
    /// Registers a manifest, its projections, checks, handlers of due times and jobs: the first line of every
    /// <c>AddX</c>.
    /// </summary>
    public static IServiceCollection AddCapability(this IServiceCollection services, Capability capability)
    {
        services.AddSingleton(capability);
        foreach (var projection in capability.Projections)
            services.AddSingleton(typeof(Projection), projection);
        foreach (var kind in capability.DueKinds)
        {
            services.AddSingleton(kind);
            services.TryAddSingleton(kind.Handler);
        }
        foreach (var job in capability.Jobs)
        {
            services.AddSingleton(job);
            services.TryAddSingleton(job.Work);
        }
        foreach (var check in capability.Checks)
            services.AddSingleton(typeof(HealthCheck), check);
        return services;
    }
}
