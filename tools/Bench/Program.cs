using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using TellerLine.Bench;
using TellerLine.Bench.Server;
using TellerLine.Voice.Media;

// ./dev bench [NAME] [--json]; ./dev wander [SEED [MINUTES]]; as `media` and `exchange` the servers it starts of itself.
if (args is ["media", ..])
    return MediaProcess.Main(args[1..]);
if (args is ["exchange", ..])
{
    await ExchangeChild.Run(args[1..]);
    return 0;
}

if (args is ["wander", ..])
    return await TellerLine.Bench.Wander.Wandering.Run(args[1..]);

var json = args.Contains("--json");
var names = args.Where(a => !a.StartsWith('-')).ToArray();
var chosen = Measures.All.Where(m => names.Length == 0 || names.Any(m.Is)).ToArray();
if (chosen.Length == 0 || names.Any(n => !Measures.All.Any(m => m.Is(n))))
{
    Console.Error.WriteLine(
        "usage: ./dev bench [" + string.Join(" | ", Measures.All.Select(m => m.Name)) + "] [--json]");
    return 2;
}

// None is expected to take this long: a server that hangs.
var longest = TimeSpan.FromMinutes(15);
using var limit = new CancellationTokenSource();
// Ended from outside, it still ends its servers and removes their folders.
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    limit.Cancel();
}

var missed = 0;
try
{
    foreach (var measure in chosen)
    {
        limit.CancelAfter(longest);
        await foreach (var result in measure.Run(limit.Token))
        {
            if (result.Holds == false)
                missed++;
            Console.WriteLine(json ? result.ToJson() : result.ToLine());
        }
    }
}
catch (OperationCanceledException) when (limit.IsCancellationRequested)
{
    Console.Error.WriteLine("bench: stopped before its end");
    return 1;
}
finally
{
    await BenchCluster.Stop();
}

var cores = Directory.EnumerateDirectories("/sys/devices/system/cpu")
    .Count(d => int.TryParse(Path.GetFileName(d).AsSpan(3), out _));
var load = File.ReadAllText("/proc/loadavg").Split(' ');
var machine = new
{
    machine = Environment.MachineName,
    cores,
    processor = File.ReadLines("/proc/cpuinfo")
    .FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal))?.Split(": ")[^1],
    load = load.Take(3).Select(l => double.Parse(l, CultureInfo.InvariantCulture)).ToArray(),
    serverCore = ServerProcess.Core,
};
Console.WriteLine(json
    ? JsonSerializer.Serialize(machine, Result.Plain)
    : $"{machine.machine}: {cores} cores ({machine.processor}), load {string.Join(' ', load.Take(3))}; {missed} missed");
return 0;
