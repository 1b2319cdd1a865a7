using System.Diagnostics;
using TellerLine.Voice;
using TellerLine.Voice.Media;

namespace TellerLine.Modules.Voice.Media;

[Collection(Audible.Name)]
public sealed class ProcessTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task a_killed_media_process_is_told_and_another_is_ready_within_two_seconds()
    {
        await using var host = await MediaHost.Start(Ct);
        using var anna = await host.Call("anna", 440);
        Assert.Equal(MediaHealth.Ready, host.Next<MediaEvent.Health>().State);
        var pending = host.Media.CollectSecret("anna", new SecretRequest([]), Ct);
        var killed = host.Media.ProcessId;
        var clock = Stopwatch.StartNew();

        Process.GetProcessById(killed).Kill();

        Assert.Equal(MediaHealth.Lost, host.Next<MediaEvent.Health>().State);
        await Assert.ThrowsAsync<MediaException>(() => pending);
        Assert.Equal(MediaHealth.Ready, host.Next<MediaEvent.Health>().State);
        Assert.InRange(clock.ElapsedMilliseconds, 0, 2_000);
        Assert.NotEqual(killed, host.Media.ProcessId);
        Assert.Empty(await host.Media.Sessions());
        using var again = await host.Call("anna", 440);
        await host.Media.Play("anna", 1, new PlayRequest([host.Prompt("a", 600, 2_000)]));
        again.WaitForTone(600);
    }

    [Fact]
    public async Task calls_go_on_without_a_host_and_the_next_host_adopts_them()
    {
        await using var host = await MediaHost.Start(Ct);
        using var anna = await host.Call("anna", 440);
        using var ben = await host.Call("ben", 1000);
        await host.Media.Bridge("anna", "ben");
        ben.WaitForTone(440);

        await host.Media.DisposeAsync(); // the process keeps its calls, as when the host is killed

        ben.WaitForTone(440);
        anna.WaitForTone(1000);
        await using var next = await host.Again(Ct);
        Assert.Equal(host.Media.ProcessId, next.Media.ProcessId);
        Assert.Equal(["anna", "ben"], (await next.Media.Sessions()).Order());
        await next.Media.Unbridge("anna");
        ben.WaitForSilence();
    }

    [Fact]
    public async Task an_idle_process_ends_and_there_is_only_one()
    {
        await using var host = await MediaHost.Start(Ct);
        var processId = host.Media.ProcessId;
        using var process = Process.GetProcessById(processId);

        await host.Media.DisposeAsync();

        Assert.True(process.WaitForExit(3_000), "without calls it ends with its host");
        var second = Process.Start(Environment.ProcessPath!, ["media", .. host.Settings.ToArguments()]);
        using var own = second;
        using var third = Process.Start(Environment.ProcessPath!, ["media", .. host.Settings.ToArguments()]);
        Assert.True(third.WaitForExit(5_000) | own.WaitForExit(0));
        Assert.Equal(MediaProcess.AlreadyRunning, (third.HasExited ? third : own).ExitCode);
        Process survivor = third.HasExited ? own : third;
        Assert.True(survivor.WaitForExit(10_000), "nobody connected: it ends by itself");
        Assert.Equal(0, survivor.ExitCode);
    }
}
