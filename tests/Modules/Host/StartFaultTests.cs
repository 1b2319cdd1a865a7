using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using TellerLine.Host;
using TellerLine.Kernel;

namespace TellerLine.Modules.Host;

/// <summary>
/// The built program where it cannot start: exit code 1, words that say what to do, no stack trace, nothing begun.
/// </summary>
public sealed class StartFaultTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tellerline-").FullName;

    private string Data => Path.Combine(_folder, "data");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("TCP", "--http-port", "HTTP")]
    [InlineData("TCP", "--sip-port", "SIP")]
    [InlineData("UDP", "--sip-port", "SIP")]
    public async Task a_port_in_use_is_named_with_the_option_that_chooses_another(
        string kind, string option, string what)
    {
        using var held = Held(kind, out var port);
        var said = await RefusesToStart(option, $"{port}");
        Assert.Contains($"{kind} port {port} for ", said);
        Assert.Contains(what, said);
        Assert.Contains("in use by another program", said);
        Assert.Contains(option, said);
    }

    [Fact]
    public async Task every_port_in_use_is_told_at_once()
    {
        using var pages = Held("TCP", out var http);
        using var telephones = Held("UDP", out var sip);
        using var browsers = Held("UDP", out var webRtc);
        var said = await RefusesToStart(
            "--http-port", $"{http}", "--sip-port", $"{sip}", "--set", $"Voice:WebRtcPort={webRtc}");
        Assert.All([http, sip, webRtc], port => Assert.Contains($" port {port} for ", said));
        Assert.False(File.Exists(Path.Combine(Data, "tellerline.db")));
    }

    [Fact]
    public async Task a_data_directory_that_cannot_be_written_is_named()
    {
        File.WriteAllText(Data, "a file where a directory should be");
        var said = await RefusesToStart();
        Assert.Contains($"The data directory {Data} cannot be written", said);
        Assert.Contains("--data DIR", said);
    }

    [Fact]
    public async Task a_second_centre_on_a_data_directory_is_told_apart()
    {
        using var first = SingleInstance.Take(Data);
        Assert.Contains($"Another centre runs on the data directory {Data}", await RefusesToStart());
    }

    [Fact]
    public async Task a_faulty_configuration_costs_nothing_even_when_a_fresh_start_is_asked_for()
    {
        Directory.CreateDirectory(Path.Combine(Data, "recordings"));
        var said = await RefusesToStart("--fresh", "--set", "Voice:SipPort=70000", "--set", "Voise:SipPort=1");
        Assert.Contains("2 faults", said);
        Assert.True(Directory.Exists(Path.Combine(Data, "recordings")));
    }

    [Fact]
    public async Task keys_are_rotated_by_a_command_and_a_wrong_one_stops_the_start()
    {
        var (code, said, _) = await Runs("keys", "rotate", "--data", Data, "--set", "Banking:Demonstration=false");
        Assert.Equal(0, code);
        Assert.Contains("Everything is encrypted under new keys", said);
        Assert.Contains(Path.Combine(Data, "keys", "data-1.key"), said);

        File.WriteAllBytes(Path.Combine(Data, "keys", "data-2.key"), new byte[32]);
        Assert.Contains("data-2.key is not the key this database was written with", await RefusesToStart());
        File.Delete(Path.Combine(Data, "keys", "data-2.key"));
        Assert.Contains("data-2.key opens, and it is missing", await RefusesToStart());
        Assert.False(File.Exists(Path.Combine(Data, "keys", "data-2.key")));
    }

    [Fact]
    public async Task what_the_program_makes_is_for_its_user_alone()
    {
        using var held = Held("TCP", out var port);
        await RefusesToStart("--http-port", $"{port}");
        const UnixFileMode file = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        string[] folders = [Data, Path.Combine(Data, "run")];
        Assert.All(folders, folder => Assert.Equal(file | UnixFileMode.UserExecute, File.GetUnixFileMode(folder)));
        Assert.Equal(file, File.GetUnixFileMode(Path.Combine(Data, "run", "centre.lock")));
    }

    [Fact]
    public async Task a_second_centre_on_one_postgresql_is_refused_with_the_first_ones_name()
    {
        await using var first = await TestKernel.Start(DbEngine.PostgreSql);
        await first.Services.TakeNode(TestContext.Current.CancellationToken);
        var said = await RefusesToStart("--set", $"Kernel:PostgreSql={first.PostgreSql}", "--set", "Kernel:Node=n2");
        Assert.Contains("Another node works on this database: tellerline node n1 ", said);
    }

    private async Task<string> RefusesToStart(params string[] args)
    {
        string[] free = ["--http-port", "0", "--sip-port", "0", "--set", "Voice:WebRtcPort=0", "--set",
            "Voice:Listen=127.0.0.1"];
        var (code, output, said) = await Runs(["--data", Data, .. free, .. args]);
        Assert.Equal(1, code);
        Assert.StartsWith("TellerLine did not start.", said);
        Assert.DoesNotContain("   at ", said + output);
        return said;
    }

    private static async Task<(int Code, string Output, string Error)> Runs(params string[] args)
    {
        var start = new ProcessStartInfo(BuiltProgram.Path)
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        foreach (var argument in args)
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        try
        {
            var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken)
                .WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
            return (process.ExitCode, await output, await error);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    private static Socket Held(string kind, out int port)
    {
        var udp = kind == "UDP";
        var socket = new Socket(
            AddressFamily.InterNetwork, udp ? SocketType.Dgram : SocketType.Stream,
            udp ? ProtocolType.Udp : ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        if (!udp)
            socket.Listen(1);
        port = ((IPEndPoint)socket.LocalEndPoint!).Port;
        return socket;
    }
}
