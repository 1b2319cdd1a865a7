using TellerLine.Files.Core;
using TellerLine.Kernel;

namespace TellerLine.Files;

/// <summary>Section <c>Files</c>. A MB is 1,048,576 bytes.</summary>
public sealed record FilesOptions
{
    /// <summary>What may be attached: <c>pdf png jpeg gif webp txt csv docx xlsx pptx wav mp3 mp4</c>; empty: all of
    /// them.</summary>
    public IReadOnlyList<string> Kinds { get; init; } = [];

    public int MaxFileMb { get; init; } = 20;

    public int MaxPerOwner { get; init; } = 20;

    public int MaxPerOwnerMb { get; init; } = 100;

    /// <summary>Of all attachments together; each content counts once.</summary>
    public int MaxTotalMb { get; init; } = 20_480;

    /// <summary>Where clamd listens: the path of its socket, or <c>host:port</c>; empty: nothing is scanned.</summary>
    public string ClamAv { get; init; } = "";

    /// <summary>How long one scan may take.</summary>
    public int ScanTimeoutMs { get; init; } = 60_000;

    internal IReadOnlyList<FileKind> Taken =>
        Kinds.Count == 0 ? FileKind.All : [.. FileKind.All.Where(kind => Kinds.Contains(kind.Name))];

    internal FileLimits Limits =>
        new((long)MaxFileMb << 20, MaxPerOwner, (long)MaxPerOwnerMb << 20, (long)MaxTotalMb << 20);
}

internal sealed class FilesOptionsCheck(FilesOptions options) : ICheckConfiguration
{
    public IEnumerable<ConfigurationFault> Check()
    {
        foreach (var unknown in options.Kinds.Where(kind => FileKind.Called(kind) is null))
            yield return new ConfigurationFault(
                "Files:Kinds", $"\"{unknown}\"", "of " + string.Join(", ", FileKind.All.Select(kind => kind.Name)));
        if (options.MaxFileMb is < 1 or > 2_000)
            yield return new ConfigurationFault("Files:MaxFileMb", $"{options.MaxFileMb}", "1 to 2000");
        if (options.MaxPerOwner is < 1 or > 200)
            yield return new ConfigurationFault("Files:MaxPerOwner", $"{options.MaxPerOwner}", "1 to 200");
        if (options.MaxPerOwnerMb < options.MaxFileMb)
            yield return new ConfigurationFault(
                "Files:MaxPerOwnerMb", $"{options.MaxPerOwnerMb}", "no less than Files:MaxFileMb");
        if (options.MaxTotalMb < options.MaxPerOwnerMb)
            yield return new ConfigurationFault(
                "Files:MaxTotalMb", $"{options.MaxTotalMb}", "no less than Files:MaxPerOwnerMb");
        if (options.ClamAv.Length > 0 && ClamAv.EndPointOf(options.ClamAv) is null)
            yield return new ConfigurationFault(
                "Files:ClamAv", $"\"{options.ClamAv}\"", "the path of a socket (/run/clamav/clamd.ctl) or host:port");
        if (options.ScanTimeoutMs is < 1_000 or > 240_000)
            yield return new ConfigurationFault("Files:ScanTimeoutMs", $"{options.ScanTimeoutMs}", "1000 to 240000");
    }
}
