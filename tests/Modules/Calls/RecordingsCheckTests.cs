using TellerLine.Calls;
using TellerLine.Kernel;
using Microsoft.Extensions.Logging.Abstractions;

namespace TellerLine.Modules.Calls;

/// <summary>The recordings' folder, with faults that even an administrator's account sees.</summary>
public sealed class RecordingsCheckTests : IDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("tl-data-").FullName;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_data, recursive: true);

    [Fact]
    public async Task a_file_in_the_place_of_the_folder_is_a_fault_and_its_end_is_seen()
    {
        var check = Bounds(1, 1);
        var well = await check.Look(Ct);
        Assert.Equal((HealthState.Ok, "bytes"), (well.State, well.Unit));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(_data, "recordings")));

        Directory.Delete(Path.Combine(_data, "recordings"));
        await File.WriteAllTextAsync(Path.Combine(_data, "recordings"), "", Ct);
        var ill = await check.Look(Ct);
        Assert.Equal(HealthState.Fault, ill.State);
        Assert.NotEmpty(ill.Detail!);

        File.Delete(Path.Combine(_data, "recordings"));
        Assert.Equal(HealthState.Ok, (await check.Look(Ct)).State);
    }

    [Fact]
    public async Task little_room_is_a_warning_and_none_a_fault()
    {
        Assert.Equal(HealthState.Warning, (await Bounds(1 << 30, 1).Look(Ct)).State);
        Assert.Equal(HealthState.Fault, (await Bounds(1 << 30, 1 << 30).Look(Ct)).State);
    }

    private RecordingsCheck Bounds(int warningMb, int faultMb) => Check(
        new KernelOptions { DataDirectory = _data, FreeSpaceWarningMb = warningMb, FreeSpaceFaultMb = faultMb });

    private static RecordingsCheck Check(KernelOptions options) => new(
        new ContactRecorder(new NoExchange(), options, TimeProvider.System, NullLogger<ContactRecorder>.Instance),
        options);
}
