namespace TellerLine.Kernel;

/// <summary>The database and the program do not fit together; the message says which way and what to do.</summary>
public sealed class MigrationException(string message) : Exception(message);

/// <summary>
/// Runs once at start, after the migrations and before the first call, in order of registration (seeding a
/// demonstration bank, loading snapshots).
/// </summary>
public interface IAtStart
{
    Task Run(CancellationToken ct);
}

/// <summary>
/// A fault in the configuration: where it stands, what is there and what was expected. All faults are told at once.
/// </summary>
public sealed record ConfigurationFault(string Place, string Found, string Expected)
{
    public override string ToString() => $"{Place}: {Found}; expected {Expected}";
}

/// <summary>Each capability checks its own section; the start fails after every one has spoken.</summary>
public interface ICheckConfiguration
{
    IEnumerable<ConfigurationFault> Check();
}
