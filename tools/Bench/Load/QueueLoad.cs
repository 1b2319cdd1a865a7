using System.Collections.Concurrent;
using System.Diagnostics;
using TellerLine.Bench.Server;

namespace TellerLine.Bench.Load;

/// <summary>
/// Agents at SIP telephones with their desks, and customers who call the hotline, key 0 into the menu, wait, talk for a
/// moment, hang up.
/// </summary>
internal sealed class QueueLoad(CentreServer centre, RtpLoad rtp) : IAsyncDisposable
{
    private static readonly string[] Agents = ["1001", "1002", "1003", "1004", "1005", "1006"];

    private readonly SipLoad _phones = new(centre.Sip);
    private readonly ConcurrentDictionary<string, long> _rang = new();
    private readonly List<DeskClient> _desks = [];
    private double _talking;

    /// <summary>The customers' telephones.</summary>
    public SipLoad Customers { get; } = new(centre.Sip);

    /// <summary>When an agent's telephone rang for each caller, µs UTC, by the caller's number.</summary>
    public IReadOnlyDictionary<string, long> Rang => _rang;

    /// <summary>Seconds of media of all calls so far.</summary>
    public double TalkingSeconds => _talking;

    /// <summary>Registers the agents' telephones and opens their desks, ready.</summary>
    public async Task Open(CancellationToken ct)
    {
        _phones.OnInvite = call =>
        {
            var number = call.To[(call.To.IndexOf("sip:", StringComparison.Ordinal) + 4)..];
            _rang.TryAdd(number[..number.IndexOf('@', StringComparison.Ordinal)], Libc.NowNs() / 1000);
            return rtp.Port;
        };
        foreach (var agent in Agents)
        {
            var desk = await DeskClient.SignIn(centre.Http, agent, ct);
            _desks.Add(desk);
            await _phones.Register(agent, await desk.SipSecret(ct), "tellerline");
            await desk.Ready();
        }
    }

    /// <summary>
    /// Fewer callers at once than agents: somebody is always ready, so that a wait is the centre's, not an agent's.
    /// </summary>
    /// <param name="series">Four digits that set this run's callers apart.</param>
    public async Task Many(int count, int series, CancellationToken ct)
    {
        var next = 0;
        await Task.WhenAll(Enumerable.Range(0, Agents.Length / 2).Select(async _ =>
        {
            int number;
            while ((number = Interlocked.Increment(ref next)) <= count)
            {
                var seconds = await OneCall($"+8613{series:0000}{number:00000}", ct);
                lock (_rang)
                    _talking += seconds;
            }
        }));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var desk in _desks)
            await desk.DisposeAsync();
        _phones.Dispose();
        Customers.Dispose();
    }

    private async Task<double> OneCall(string caller, CancellationToken ct)
    {
        var call = await Customers.Call(CentreServer.Hotline, caller, rtp.Port).WaitAsync(TimeSpan.FromSeconds(10), ct);
        var started = Stopwatch.GetTimestamp();
        var leg = rtp.Add(call.ServerRtp!);
        try
        {
            await Task.Delay(100, ct);
            while (!_rang.ContainsKey(caller))
            {
                rtp.Key(leg, 0);
                for (var i = 0; i < 30 && !_rang.ContainsKey(caller); i++)
                    await Task.Delay(10, ct);
                if (Stopwatch.GetElapsedTime(started).TotalSeconds > 20)
                    throw new TimeoutException($"caller {caller} reached no agent in 20 s");
            }

            await Task.Delay(300, ct);
        }
        finally
        {
            rtp.Remove(leg);
            await call.Hangup().WaitAsync(TimeSpan.FromSeconds(10), ct);
        }

        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }
}
