using TellerLine.Kernel;

namespace TellerLine.Calls;

/// <summary>A file can be made where recordings are kept, and there is room for more of them.</summary>
internal sealed class RecordingsCheck : HealthCheck
{
    private const string Probe = ".writable";

    private readonly KernelOptions _kernel;

    public RecordingsCheck(ContactRecorder recorder, KernelOptions kernel)
        : base("recordings")
    {
        _kernel = kernel;
        recorder.Failed += Tell;
    }

    public override string Zh => "录音目录";

    public override string En => "Recordings' folder";

    public override string ToDoZh =>
        "恢复录音目录的写权限或磁盘空间。此前的通话无录音，电话交易被拒绝；恢复后新来电自动录音，无须重启。";

    public override string ToDoEn =>
        "Make the recordings' folder writable again, or free its disk. Until then calls are not recorded and transfers by telephone are refused; calls that come afterwards are recorded, no restart is needed.";

    public override Task<HealthFinding> Look(CancellationToken ct)
    {
        var folder = ContactRecorder.FolderOf(_kernel);
        try
        {
            Directory.CreateDirectory(folder);
            File.Create(Path.Combine(folder, Probe), 1, FileOptions.DeleteOnClose).Dispose();
            return Task.FromResult(_kernel.Room(new DriveInfo(folder).AvailableFreeSpace));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return Task.FromResult(HealthFinding.Broken(fault.Message));
        }
    }
}
