using TellerLine.Voice.Media.Link;

namespace TellerLine.Voice.Media;

/// <summary>A media process whose host is gone for good: <c>--fresh</c> ends it before its directory goes.</summary>
public static class MediaLeftBehind
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Whether one lives on the directory, and so will be adopted.</summary>
    public static bool IsThere(string runDirectory)
    {
        using var run = new RunFiles(runDirectory);
        return Directory.Exists(runDirectory) && !run.TryLock();
    }

    /// <summary>Ends it and its calls; harmless when there is none.</summary>
    public static async Task Stop(string runDirectory, TimeProvider time)
    {
        if (MediaConnection.TryConnect(Path.Combine(runDirectory, "media.sock"), time, _ => { }) is not { } connection)
            return;
        using (connection)
        {
            await connection.Ask(new MediaCommand.Quit(Force: true));
            await connection.Ended.WaitAsync(Patience, time);
        }
    }
}
