namespace TellerLine.Kernel;

public enum HealthState
{
    Ok,

    /// <summary>Nothing is lost yet; somebody should see to it today.</summary>
    Warning,

    /// <summary>Something does not work, or will not in a moment.</summary>
    Fault,
}

/// <summary>What a check found.</summary>
/// <param name="Value">What was measured, in <paramref name="Unit"/>; null where nothing is.</param>
/// <param name="Unit"><c>ms</c>, <c>bytes</c>, <c>days</c>, <c>count</c>; empty without a value.</param>
/// <param name="Bound">Where the value's next worse state begins, or the bound it is past.</param>
/// <param name="Detail">The fault's own words, for an administrator's eyes; never a secret, never a customer's.</param>
public sealed record HealthFinding(
    HealthState State, double? Value = null, string Unit = "", double? Bound = null, string? Detail = null)
{
    public static readonly HealthFinding Good = new(HealthState.Ok);

    public static HealthFinding Broken(string? detail) => new(HealthState.Fault, Detail: detail);

    /// <summary>The more the worse: reaching a bound is being past it.</summary>
    public static HealthFinding AtMost(double value, string unit, double warning, double fault) =>
        value >= fault ? new(HealthState.Fault, value, unit, fault)
        : value >= warning ? new(HealthState.Warning, value, unit, warning)
        : new(HealthState.Ok, value, unit, warning);

    /// <summary>The less the worse.</summary>
    public static HealthFinding AtLeast(double value, string unit, double warning, double fault) =>
        value < fault ? new(HealthState.Fault, value, unit, fault)
        : value < warning ? new(HealthState.Warning, value, unit, warning)
        : new(HealthState.Ok, value, unit, warning);
}

/// <summary>
/// One thing of a capability that can be well or not, named in its manifest (<see cref="Capability.Checks"/>). Looked
/// at every so often, and at once when it says that something changed (<see cref="Tell"/>): whatever it throws or however
/// long it takes, no other check suffers.
/// </summary>
public abstract class HealthCheck(string name)
{
    /// <summary>For programs, and for ever: <c>database</c>. Unique in the program.</summary>
    public string Name => name;

    /// <summary>What it looks at, as an operator reads it, in Chinese.</summary>
    public abstract string Zh { get; }

    public abstract string En { get; }

    /// <summary>What to do when it is not well, in plain sentences.</summary>
    public abstract string ToDoZh { get; }

    public abstract string ToDoEn { get; }

    /// <summary>Without it no new work can be taken: its fault makes <c>/health/ready</c> answer 503.</summary>
    public virtual bool IsVital => false;

    /// <summary>
    /// Not looked at more often by the clock than so; for what changes slowly or is dear to look at.
    /// </summary>
    public virtual TimeSpan AtMostEvery => TimeSpan.Zero;

    /// <summary>Heard by who watches; it may come on any thread and must be quick.</summary>
    public event Action<HealthCheck>? Changed;

    /// <param name="ct">Cancelled after three seconds: who does not return then is taken for broken.</param>
    public abstract Task<HealthFinding> Look(CancellationToken ct);

    /// <summary>Something is known to have happened: it is looked at now.</summary>
    protected void Tell() => Changed?.Invoke(this);
}
