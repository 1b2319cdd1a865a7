namespace TellerLine.Files;

/// <summary>Looks for viruses in what people bring. Behind it ClamAV (<see cref="ClamAv"/>), or a bank's own.</summary>
public interface IFileScanner
{
    /// <summary>False: nothing is scanned, and files are given out unscanned.</summary>
    bool IsConfigured { get; }

    /// <summary>Ends within the configured time, whatever the scanner does.</summary>
    Task<ScanVerdict> Scan(Stream content, CancellationToken ct = default);

    /// <returns>Why it does not answer; null: it does.</returns>
    Task<string?> WhyAway(CancellationToken ct = default);
}

public abstract record ScanVerdict
{
    private ScanVerdict()
    {
    }

    public sealed record Clean : ScanVerdict;

    /// <param name="Finding">The virus's name, as the scanner calls it.</param>
    public sealed record Infected(string Finding) : ScanVerdict;

    /// <summary>It was looked at and could not be judged.</summary>
    public sealed record Failed(string Why) : ScanVerdict;

    /// <summary>Nobody looked at it; to be asked again.</summary>
    public sealed record Away(string Why) : ScanVerdict;
}
