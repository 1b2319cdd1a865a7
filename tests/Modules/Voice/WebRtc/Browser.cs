using System.Diagnostics;

namespace TellerLine.Modules.Voice.WebRtc;

/// <summary>
/// Headless Chromium (Debian's package) on a page, with a WAV file for a microphone. The page tells its results to the
/// test's server.
/// </summary>
internal sealed class Browser : IDisposable
{
    private readonly Process _process;
    private readonly string _profile = Directory.CreateTempSubdirectory("tellerline-chromium").FullName;

    public Browser(string url, string microphoneWav)
    {
        var start = new ProcessStartInfo("chromium") { RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (var argument in new[]
        {
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
            "--autoplay-policy=no-user-gesture-required",
            "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream",
            "--allow-loopback-in-peer-connection",
            "--use-file-for-fake-audio-capture=" + microphoneWav, "--user-data-dir=" + _profile, url,
        })
            start.ArgumentList.Add(argument);
        _process = Process.Start(start) ?? throw new InvalidOperationException("Chromium does not start.");
        // Read to nowhere: a full pipe would stop it.
        _process.OutputDataReceived += (_, _) => { };
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public void Dispose()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
        Directory.Delete(_profile, recursive: true);
    }
}
