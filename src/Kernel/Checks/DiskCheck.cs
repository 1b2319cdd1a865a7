namespace TellerLine.Kernel;

/// <summary>Room on the disk of the data directory.</summary>
internal sealed class DiskCheck(KernelOptions options) : HealthCheck("disk")
{
    public override string Zh => "数据目录剩余空间";

    public override string En => "Room in the data directory";

    public override string ToDoZh => "清理或扩大数据目录所在磁盘。写满后数据库不再接受写入，录音中断。";

    public override string ToDoEn =>
        "Free or enlarge the disk of the data directory. When it is full the database takes nothing and recordings break off.";

    /// <summary>Bytes free for this user where the directory lies.</summary>
    public static long FreeIn(string directory) => new DriveInfo(Path.GetFullPath(directory)).AvailableFreeSpace;

    public override Task<HealthFinding> Look(CancellationToken ct) =>
        Task.FromResult(options.Room(FreeIn(options.DataDirectory)));
}
