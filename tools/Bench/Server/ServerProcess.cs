using System.Diagnostics;
using System.Globalization;

namespace TellerLine.Bench.Server;

/// <summary>
/// A server under measurement: its process and its media process, pinned to a core of their own; cost and memory from
/// <c>/proc</c>.
/// </summary>
internal sealed class ServerProcess : IDisposable
{
    private const double TickMs = 10; // USER_HZ is 100 on every Linux .NET runs on.

    private const int MostFaults = 50;

    private readonly Process _process;
    private readonly int _id;
    private readonly string _folder;
    private readonly List<string> _output = [], _faults = [];

    private ServerProcess(Process process, string folder)
    {
        _process = process;
        _id = process.Id;
        _folder = folder;
        Started = Stopwatch.GetTimestamp();
        process.OutputDataReceived += Keep;
        process.ErrorDataReceived += Keep;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>The core for servers; the load has the other.</summary>
    public static int Core { get; } = Environment.GetEnvironmentVariable("BENCH_SERVER_CORE") is { Length: > 0 } core
        ? int.Parse(core, CultureInfo.InvariantCulture) : -1;

    public long Started { get; }

    public bool HasExited => _process.HasExited;

    /// <summary>The last lines it printed, for a note when it fails.</summary>
    public string Output
    {
        get
        {
            lock (_output)
                return string.Join(" | ", _output.TakeLast(5));
        }
    }

    /// <param name="folder">Its data; also how its media process is recognised.</param>
    public static ServerProcess Start(string file, IEnumerable<string> arguments, string folder)
    {
        var start = new ProcessStartInfo(
            Core < 0 ? file : "taskset") { RedirectStandardOutput = true, RedirectStandardError = true };
        if (Core >= 0)
        {
            foreach (var argument in new[] { "-c", Core.ToString(CultureInfo.InvariantCulture), file })
                start.ArgumentList.Add(argument);
        }

        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        return new ServerProcess(
            Process.Start(start) ?? throw new InvalidOperationException(file + " does not start"), folder);
    }

    /// <summary>CPU used so far by host and media process, in ms.</summary>
    public double CpuMs() => Cpu(_id) + (MediaId() is { } media ? Cpu(media) : 0);

    /// <summary>
    /// Until the host has nothing left to do but what is measured: the runtime compiles for seconds after a burst, and
    /// pauses between. Bounded, since a busy machine is never quiet.
    /// </summary>
    public async Task Quiet(CancellationToken ct)
    {
        const int windowMs = 500, quietMs = 10, quietWindows = 6, attempts = 60;
        for (int i = 0, quiet = 0; i < attempts && quiet < quietWindows; i++)
        {
            var before = Cpu(_id);
            await Task.Delay(windowMs, ct);
            quiet = Cpu(_id) - before <= quietMs ? quiet + 1 : 0;
        }
    }

    public double MediaCpuMs() => MediaId() is { } media ? Cpu(media) : 0;

    /// <summary>Resident memory of both, in MB. What they share is counted twice.</summary>
    public double MemoryMb() => Memory(_id) + (MediaId() is { } media ? Memory(media) : 0);

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            using var ask = Process.Start("kill", ["-TERM", _id.ToString(CultureInfo.InvariantCulture)]);
            ask.WaitForExit();
            if (!_process.WaitForExit(5_000))
                _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
        // The media process outlives its host by design; here it must not. A host killed while starting may have
        // started one more.
        const int tries = 5;
        for (var i = 0; i < tries && MediaId() is { } id; i++)
        {
            using var process = Process.GetProcessById(id);
            process.Kill();
            process.WaitForExit(2_000);
        }
    }

    /// <summary>The last it printed.</summary>
    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_output)
                return [.. _output];
        }
    }

    /// <summary>Lines of errors so far, as its log has them.</summary>
    public IReadOnlyList<string> Faults
    {
        get
        {
            lock (_output)
                return [.. _faults];
        }
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is null)
            return;
        lock (_output)
        {
            _output.Add(line.Data);
            if (_faults.Count < MostFaults && (line.Data.Contains(" error ", StringComparison.Ordinal)
                || line.Data.Contains(" critical ", StringComparison.Ordinal)))
                _faults.Add(line.Data);
            if (_output.Count > 200)
                _output.RemoveAt(0);
        }
    }

    /// <summary>
    /// The media process leads a session of its own: known by its command line, which names our folder.
    /// </summary>
    private int? MediaId()
    {
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), out var id) || id == _id)
                continue;
            try
            {
                var arguments = File.ReadAllText(folder + "/cmdline").Split('\0');
                if (arguments.Contains("media") && arguments.Any(a => a.StartsWith(_folder, StringComparison.Ordinal)))
                    return id;
            }
            catch (IOException)
            {
                // It ended between the two looks.
            }
            catch (UnauthorizedAccessException)
            {
                // Another user's.
            }
        }

        return null;
    }

    /// <summary>utime and stime, behind the name in brackets, which may have blanks.</summary>
    private static double Cpu(int id)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{id}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return TickMs * (
                long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(
                    fields[12], CultureInfo.InvariantCulture));
        }
        catch (IOException)
        {
            return 0;
        }
    }

    private static double Memory(int id)
    {
        var line = File.ReadLines($"/proc/{id}/status").First(l => l.StartsWith("VmRSS:", StringComparison.Ordinal));
        return double.Parse(
            line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
    }
}
