using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace TellerLine.Journeys.Peers;

/// <summary>
/// Child processes of a journey: their output is kept for a failing test's message, their end is waited for.
/// </summary>
internal sealed class Child : IAsyncDisposable
{
    private readonly Process _process;
    private readonly List<string> _lines = [];
    private readonly List<(Func<string, bool> Wanted, TaskCompletionSource<string> Found)> _waiting = [];

    private Child(Process process) => _process = process;

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    public int ExitCode => _process.ExitCode;

    public string Output
    {
        get
        {
            lock (_lines)
                return string.Join('\n', _lines.TakeLast(200));
        }
    }

    public static Child Start(
        string program, IEnumerable<string> arguments, string? directory = null,
        params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(program)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = directory ?? "",
        };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        var child = new Child(
            Process.Start(start) ?? throw new InvalidOperationException($"{program} does not start."));
        child._process.OutputDataReceived += (_, line) => child.Read(line.Data);
        child._process.ErrorDataReceived += (_, line) => child.Read(line.Data);
        child._process.BeginOutputReadLine();
        child._process.BeginErrorReadLine();
        return child;
    }

    /// <summary>The first line, past or future, that is wanted.</summary>
    public async Task<string> Line(Func<string, bool> wanted, TimeSpan patience)
    {
        var found = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lines)
        {
            if (_lines.FirstOrDefault(wanted) is { } line)
                return line;
            _waiting.Add((wanted, found));
        }
        try
        {
            await Task.WhenAny(found.Task, _process.WaitForExitAsync()).WaitAsync(patience);
        }
        catch (TimeoutException)
        {
            // Told below, with what it did say.
        }
        return found.Task.IsCompleted
            ? await found.Task
            : throw new TimeoutException(
                $"{Path.GetFileName(_process.StartInfo.FileName)} {(_process.HasExited ? $"ended with {_process.ExitCode}" : "did not say it")}:\n{Output}");
    }

    public async Task<int> Ended(TimeSpan patience)
    {
        try
        {
            await _process.WaitForExitAsync().WaitAsync(patience);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException(
                $"{Path.GetFileName(_process.StartInfo.FileName)} did not end in {patience.TotalSeconds} s:\n{Output}");
        }
        return _process.ExitCode;
    }

    /// <summary>kill -9.</summary>
    public void Kill() => _process.Kill();

    /// <summary>
    /// As whoever keeps a service asks. Ctrl-C would be ignored by all that a shell starts in the background, these
    /// tests and what they start included.
    /// </summary>
    public void Terminate() => Signal("TERM");

    public void Signal(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", _process.Id.ToString()]);
        kill.WaitForExit();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private void Read(string? line)
    {
        if (line is null)
            return;
        lock (_lines)
        {
            _lines.Add(line);
            foreach (var (wanted, found) in _waiting)
                if (wanted(line))
                    found.TrySetResult(line);
        }
    }
}

internal static class Processes
{
    /// <summary>A process with all that descend from it.</summary>
    public static IReadOnlyList<int> TreeOf(int id)
    {
        var parents = Directory.EnumerateDirectories("/proc")
            .Select(d => int.TryParse(Path.GetFileName(d), out var each) ? (Id: each, Parent: ParentOf(each)) : default)
            .Where(p => p.Id != 0)
            .ToLookup(p => p.Parent, p => p.Id);
        IEnumerable<int> Tree(int root) => parents[root].SelectMany(Tree).Prepend(root);
        return [.. Tree(id)];
    }

    private static int ParentOf(int id)
    {
        try
        {
            // proc(5): the command's name is in brackets and may hold anything; state and parent follow the last of
            // them.
            var stat = File.ReadAllText($"/proc/{id}/stat");
            return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1]);
        }
        catch (IOException)
        {
            return 0;
        }
    }
}

/// <summary>
/// Free ports of the loopback, below those the system gives to others for the asking: what is free now is free when it
/// is used.
/// </summary>
internal static class Ports
{
    private const int First = 12_000;
    private const int Last = 32_000;

    public static int Tcp() => Free(_ => true);

    /// <summary>Free for both UDP and TCP.</summary>
    public static int Both() => Free(FreeForUdp);

    private static int Free(Func<int, bool> also)
    {
        while (true)
        {
            var port = Random.Shared.Next(First, Last);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                if (also(port))
                    return port;
            }
            catch (SocketException)
            {
                // Taken: another.
            }
        }
    }

    private static bool FreeForUdp(int port)
    {
        try
        {
            using var udp = new UdpClient(new IPEndPoint(IPAddress.Loopback, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
