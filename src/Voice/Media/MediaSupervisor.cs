using System.Diagnostics;
using Microsoft.Extensions.Logging;
using TellerLine.Voice.Media.Link;

namespace TellerLine.Voice.Media;

/// <summary>How to start the media process: the same executable, or what a test has instead.</summary>
internal sealed record MediaCommandLine(string FileName, IReadOnlyList<string> Before)
{
    /// <summary>This very program, also when it was started as <c>dotnet tellerline.dll</c>.</summary>
    public static MediaCommandLine Own()
    {
        var program = Environment.ProcessPath ?? throw new MediaException("this program does not know its own path");
        var first = Environment.GetCommandLineArgs()[0];
        return Path.GetFileNameWithoutExtension(program) == "dotnet" && first.EndsWith(".dll", StringComparison.Ordinal)
            ? new MediaCommandLine(program, [first, "media"])
            : new MediaCommandLine(program, ["media"]);
    }
}

/// <summary>Finds the running media process and adopts it, or starts one.</summary>
internal sealed partial class MediaSupervisor(
    MediaSettings settings, MediaCommandLine command, ILogger log, TimeProvider time)
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(10);

    private readonly string _socket = Path.Combine(settings.RunDirectory, "media.sock");

    /// <returns>A connection whose hello was exchanged.</returns>
    public async Task<(MediaConnection Connection, Welcome Welcome)> Connect(
        Action<MediaEvent> happened, CancellationToken ct)
    {
        if (await TryAdopt(happened) is { } adopted)
            return adopted;

        using var process = Start();
        var started = time.GetTimestamp();
        while (time.GetElapsedTime(started) < StartTimeout)
        {
            await Task.Delay(LookAgain, time, ct);
            if (MediaConnection.TryConnect(_socket, time, happened) is { } connection)
            {
                var welcome = await Greet(connection);
                LogStarted(log, welcome.ProcessId, (long)time.GetElapsedTime(started).TotalMilliseconds);
                return (connection, welcome);
            }

            if (process.HasExited)
                throw new MediaException(
                    $"the media process ended with {process.ExitCode}: {Path.Combine(settings.RunDirectory, "media.log")} says why");
        }

        process.Kill();
        throw new MediaException($"the media process was not ready within {StartTimeout.TotalSeconds} s");
    }

    private async Task<(MediaConnection, Welcome)?> TryAdopt(Action<MediaEvent> happened)
    {
        if (MediaConnection.TryConnect(_socket, time, happened) is not { } connection)
            return null;
        try
        {
            var welcome = await Greet(connection);
            if (welcome.Same || (welcome.Version == MediaFrame.ProtocolVersion && welcome.Sessions > 0))
            {
                if (!welcome.Same)
                    LogOtherSettings(log, welcome.ProcessId, welcome.Sessions);
                LogAdopted(log, welcome.ProcessId, welcome.Sessions);
                return (connection, welcome);
            }

            // Another version's calls cannot be looked after by this host; without calls there is nothing to keep.
            LogReplaced(log, welcome.ProcessId, welcome.Version, welcome.Sessions);
            await connection.Ask(new MediaCommand.Quit(Force: true));
            await connection.Ended.WaitAsync(StartTimeout, time);
            return null;
        }
        catch (MediaException)
        {
            connection.Dispose();
            throw;
        }
    }

    private async Task<Welcome> Greet(MediaConnection connection)
    {
        var hello = new MediaCommand.Hello(MediaFrame.ProtocolVersion, string.Join(' ', settings.ToArguments()));
        return (await connection.Ask(hello)).Welcome
            ?? throw new MediaException("what answers at media.sock is no media process");
    }

    private Process Start()
    {
        var start = new ProcessStartInfo(command.FileName) { UseShellExecute = false };
        foreach (var argument in command.Before.Concat(settings.ToArguments()))
            start.ArgumentList.Add(argument);

        // A child of a web executable would collect with a heap a core and concurrently; audio wants few and short
        // collections (hexadecimal: 16 MB between two).
        start.Environment["DOTNET_gcServer"] = "0";
        start.Environment["DOTNET_gcConcurrent"] = "0";
        start.Environment["DOTNET_GCgen0size"] = "1000000";
        start.Environment["DOTNET_TieredPGO"] = "0";
        return Process.Start(start) ?? throw new MediaException("the media process cannot be started");
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "media process {ProcessId} ready after {Ms} ms")]
    private static partial void LogStarted(ILogger log, int processId, long ms);

    [LoggerMessage(Level = LogLevel.Information,
        Message = "media process {ProcessId} adopted with {Sessions} sessions")]
    private static partial void LogAdopted(ILogger log, int processId, int sessions);

    [LoggerMessage(Level = LogLevel.Warning,
        Message =
        "media process {ProcessId} has other settings and {Sessions} sessions: they count until it is idle and the host starts again")]
    private static partial void LogOtherSettings(ILogger log, int processId, int sessions);

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "media process {ProcessId} (protocol {Version}, {Sessions} sessions) is replaced")]
    private static partial void LogReplaced(ILogger log, int processId, int version, int sessions);
}
