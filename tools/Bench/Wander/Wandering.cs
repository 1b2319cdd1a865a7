using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using TellerLine.Bench.Load;
using TellerLine.Bench.Server;

namespace TellerLine.Bench.Wander;

/// <summary>
/// Agents and customers who do whatever comes to mind, in any order and at once, with the real centre; and then a look
/// at what is left, which should be nothing. The same number does the same things again, as far as time lets it.
/// </summary>
internal static partial class Wandering
{
    private const int CallersAtOnce = 5, KeptLines = 4_000;

    private static readonly string[] Agents = ["1001", "1002", "1003", "1004", "1005", "1006"];

    /// <summary>Leads them: seldom takes calls of the queue, but listens in and takes over.</summary>
    private const string Leader = "2001";

    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(120);

    /// <returns>The program's exit code: 0 when nothing is left.</returns>
    public static async Task<int> Run(string[] args)
    {
        var seed = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : Environment.TickCount;
        var minutes = args.Length > 1 ? double.Parse(args[1], CultureInfo.InvariantCulture) : 1;
        if (CentreServer.Program is null)
        {
            Console.Error.WriteLine("tellerline was not built; run ./dev wander");
            return 2;
        }

        var folder = Directory.CreateTempSubdirectory("tellerline-wander").FullName;
        var log = new ConcurrentQueue<string>();
        Console.WriteLine(FormattableString.Invariant($"seed {seed}, {minutes} minutes"));
        using var rtp = new RtpLoad();
        using var centre = new CentreServer(folder);
        centre.Start();
        await centre.Answering(CancellationToken.None);
        using var customers = new SipLoad(centre.Sip);
        using var phones = new SipLoad(centre.Sip);
        var agents = new List<WanderingAgent>();
        phones.OnInvite = call => agents.Find(a => a.Number == UserOf(call.From))?.Ring(call);
        foreach (var number in (string[])[.. Agents, Leader])
        {
            var desk = await DeskClient.SignIn(centre.Http, number, CancellationToken.None);
            await phones.Register(number, await desk.SipSecret(CancellationToken.None), WanderingAgent.Domain);
            agents.Add(new WanderingAgent(number, desk, centre, phones, rtp, new Random(seed + agents.Count)));
            if (number != Leader)
                await desk.Ready();
        }

        using var over = new CancellationTokenSource(TimeSpan.FromMinutes(minutes));
        await Task.WhenAll(
            [
                .. agents.Select(agent => Keep(agent.Number, log, () => One(agent, seed, log, over.Token), over.Token)),
                .. Enumerable.Range(0, CallersAtOnce).Select(i => Caller(
                    customers, rtp, new Random(seed - 1 - i), i, log, over.Token)),
            ]);
        await Settle(agents, log);
        var found = Leftovers.Of(centre).Concat(Stuck(agents)).Concat(centre.Process.Faults).ToList();
        var contacts = Leftovers.Contacts(centre);
        foreach (var agent in agents)
            await agent.Leave();
        Console.WriteLine($"{log.Count} things done, {contacts} contacts; {found.Count} found");
        foreach (var what in found)
            Console.WriteLine("- " + what);
        foreach (var (what, times) in Tally(log))
            Console.WriteLine(FormattableString.Invariant($"{times,6} × {what}"));
        if (found.Count == 0)
        {
            Directory.Delete(folder, recursive: true);
            return 0;
        }

        await File.WriteAllLinesAsync(Path.Combine(folder, "done.txt"), log);
        await File.WriteAllLinesAsync(Path.Combine(folder, "output.txt"), centre.Process.Lines);
        Console.WriteLine("kept: " + folder);
        return 1;
    }

    private static async Task One(
        WanderingAgent agent, int seed, ConcurrentQueue<string> log, CancellationToken ct)
    {
        var random = new Random(seed ^ int.Parse(agent.Number, CultureInfo.InvariantCulture));
        while (!ct.IsCancellationRequested)
        {
            await Task.Delay(random.Next(20, 900), ct);
            if (agent.Number == Leader && random.Next(3) > 0)
            {
                Note(log, await agent.LookAfter(ct));
                continue;
            }

            if (agent.Number != Leader && !agent.IsOnTheLine && random.Next(3) > 0)
            {
                Note(log, await agent.BecomeReady());
                continue;
            }

            Note(log, await agent.DoSomething(Agents, ct));
        }
    }

    /// <summary>Calls, keys this and that, mostly 0 for a person, and hangs up some time.</summary>
    private static Task Caller(
        SipLoad customers, RtpLoad rtp, Random random, int place, ConcurrentQueue<string> log, CancellationToken ct) =>
        Keep($"caller {place}", log, async () =>
        {
            while (!ct.IsCancellationRequested)
            {
                await Task.Delay(random.Next(0, 1_500), ct);
                var number = $"+86139{random.Next(100_000_000):00000000}";
                var call = await customers.Call(CentreServer.Hotline, number, rtp.Port)
                    .WaitAsync(TimeSpan.FromSeconds(20), CancellationToken.None);
                var leg = rtp.Add(call.ServerRtp!);
                Note(log, $"{number} calls");
                try
                {
                    for (var left = random.Next(4, 80); left > 0 && !call.Ended.Task.IsCompleted; left--)
                    {
                        await Task.Delay(random.Next(100, 900), ct);
                        if (random.Next(3) == 0)
                            rtp.Key(leg, (byte)(random.Next(3) > 0 ? 0 : random.Next(12)));
                    }
                }
                finally
                {
                    rtp.Remove(leg);
                    Note(log, $"{number} hangs up");
                    if (!call.Ended.Task.IsCompleted)
                        await call.Hangup().WaitAsync(TimeSpan.FromSeconds(20), CancellationToken.None);
                }
            }
        }, ct);

    /// <summary>A fault is noted, and all goes on.</summary>
    private static async Task Keep(string who, ConcurrentQueue<string> log, Func<Task> live, CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            try
            {
                await live();
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault) when (fault is not OutOfMemoryException)
            {
                Note(log, $"{who}: {fault.GetType().Name}: {fault.Message}");
            }
        }
    }

    /// <summary>All customers have hung up: whatever still goes on ends by itself.</summary>
    private static async Task Settle(List<WanderingAgent> agents, ConcurrentQueue<string> log)
    {
        var since = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(since) < Settled && Stuck(agents).Any())
        {
            // Whom an agent called is no customer of ours, and hangs up with the agent.
            foreach (var agent in agents)
                await agent.EndCall();
            await Task.Delay(500);
        }

        Note(log, "settled");
        // What is told in the background (a line's quality, a seal) is written within a moment.
        await Task.Delay(3_000);
    }

    private static IEnumerable<string> Stuck(List<WanderingAgent> agents) => agents
        .Where(agent => agent.IsOnTheLine || agent.Desk.State is not ("ready" or "notReady"))
        .Select(agent => $"agent {agent.Number} is {agent.Desk.State}"
            + (agent.IsOnTheLine ? " and on the line" : ""));

    private static void Note(ConcurrentQueue<string> log, string what)
    {
        if (what.Length == 0)
            return;
        log.Enqueue(FormattableString.Invariant($"{DateTime.UtcNow:HH:mm:ss.fff} {what}"));
        if (log.Count > KeptLines * 10)
            log.TryDequeue(out _);
    }

    /// <summary>How often each thing was done, and how it went: who did it to whom left out.</summary>
    private static IEnumerable<(string What, int Times)> Tally(IEnumerable<string> log) => log
        .Select(line => Whom().Replace(line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..], "…"))
        .CountBy(what => what)
        .OrderByDescending(one => one.Value).ThenBy(one => one.Key, StringComparer.Ordinal)
        .Select(one => (one.Key, one.Value));

    [GeneratedRegex(@"(?<![*\d])(n\d+-[0-9a-f-]{36}|\+?\d{4,})|desk \d+: .*HubException: ")]
    private static partial Regex Whom();

    private static string UserOf(string address)
    {
        var from = address.IndexOf("sip:", StringComparison.Ordinal) + 4;
        return address[from..address.IndexOf('@', from)];
    }
}
