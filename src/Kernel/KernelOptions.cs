namespace TellerLine.Kernel;

/// <summary>Section <c>Kernel</c>.</summary>
public sealed record KernelOptions
{
    /// <summary>The name of this node, in every call's id: letters and digits, at most 8.</summary>
    public string Node { get; init; } = "n1";

    /// <summary>Where database, recordings, keys and run files lie; made if missing.</summary>
    public string DataDirectory { get; init; } = "data";

    /// <summary>A PostgreSQL connection string, or empty for SQLite in the data directory.</summary>
    public string PostgreSql { get; init; } = "";

    /// <summary>The bank's time zone: report days and everything shown.</summary>
    public string TimeZone { get; init; } = "Asia/Shanghai";

    /// <summary>Less room than this on the disk of data or recordings is a warning, in MB (1,048,576 bytes).</summary>
    public int FreeSpaceWarningMb { get; init; } = 5_120;

    /// <summary>Less than this is a fault.</summary>
    public int FreeSpaceFaultMb { get; init; } = 512;

    /// <summary>What so many free bytes mean by these bounds.</summary>
    public HealthFinding Room(long freeBytes) => HealthFinding.AtLeast(
        freeBytes, "bytes", FreeSpaceWarningMb * (double)Megabyte, FreeSpaceFaultMb * (double)Megabyte);

    private const long Megabyte = 1 << 20;
}
