namespace TellerLine.Files.Core;

/// <summary>How much there is already, and how much may be; bytes.</summary>
internal sealed record FileLimits(long PerFile, int FilesPerOwner, long PerOwner, long Total)
{
    /// <param name="size">As announced before, or as counted after.</param>
    public FileFault? Fault(long size, int files, long bytes, long total) =>
        size > PerFile
            ? new("fileTooLarge", $"文件过大：每个至多 {Told(PerFile)}。", $"The file is too large: at most {Told(PerFile)} each.")
        : files >= FilesPerOwner
            ? new("tooManyFiles", $"附件至多 {FilesPerOwner} 个。", $"There are {FilesPerOwner} attachments at most.")
        : bytes + size > PerOwner
            ? new(
                "ownerFull", $"附件合计至多 {Told(PerOwner)}，已有 {Told(bytes)}。",
                $"All attachments together have at most {Told(PerOwner)}; there are {Told(bytes)}.")
        : total + size > Total
            ? new("storeFull", "全行附件空间已满，请联系管理员。", "The room for all attachments is full; tell the administrator.")
        : null;

    /// <summary>20 MB; of less than one, in KB.</summary>
    public static string Told(long bytes) =>
        bytes >= 1 << 20
            ? FormattableString.Invariant($"{bytes / (double)(1 << 20):0.#} MB")
            : FormattableString.Invariant($"{bytes / 1024d:0.#} KB");
}

/// <summary>What the scanner said of a content.</summary>
internal static class ScanState
{
    public const string Waiting = "waiting", Clean = "clean", Infected = "infected", None = "none", Failed = "failed";

    /// <summary>Whether it is given out.</summary>
    /// <param name="scans">A scanner is configured.</param>
    public static FileFault? Withheld(string state, bool scans) => state switch
    {
        Infected => new("infected", "文件含病毒，已隔离，不能下载。", "The file has a virus and is in quarantine."),
        Clean => null,
        Failed when scans => new("scanFailed", "查毒未能完成，暂不能下载。", "It could not be scanned, and is not given out."),
        _ when scans => new("scanWaiting", "正在等待查毒，请稍后再下载。", "It waits for its virus scan; try again in a moment."),
        _ => null,
    };

    /// <summary>Until the scanner is asked again: 5 s, 10 s, … at most ten minutes.</summary>
    public static TimeSpan Pause(int tries) =>
        TimeSpan.FromSeconds(Math.Min(600, 5 * Math.Pow(2, Math.Min(tries, 10))));
}
