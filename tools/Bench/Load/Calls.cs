using System.Diagnostics;
using System.Net;
using TellerLine.Bench.Server;

namespace TellerLine.Bench.Load;

/// <summary>Calls with audio: telephones that were answered and send until they are hung up.</summary>
internal sealed class Calls(SipLoad sip, RtpLoad rtp) : IDisposable
{
    private readonly List<(SipCall Call, RtpLoad.Leg Leg)> _up = [];

    public int Count => _up.Count;

    /// <summary>
    /// Named in the SDP of a call that sends nothing: nobody listens there, and it is a port a telephone may have.
    /// </summary>
    public const int Silent = 65_534;

    /// <summary>The first call a server answers; it may still be starting.</summary>
    /// <exception cref="InvalidOperationException">It ended, or did not answer within 30 s.</exception>
    public static async Task<long> FirstAnswer(
        IPEndPoint server, ServerProcess process, string number, CancellationToken ct)
    {
        var clock = Stopwatch.StartNew();
        List<(SipLoad Sip, Task<SipCall> Dialling)> tried = [];
        try
        {
            while (true)
            {
                ct.ThrowIfCancellationRequested();
                if (process.HasExited)
                    throw new InvalidOperationException("the server ended: " + process.Output);
                var sip = new SipLoad(server);
                tried.Add((sip, sip.Call(number, "+8613900000000", Silent)));
                try
                {
                    await tried[^1].Dialling.WaitAsync(TimeSpan.FromMilliseconds(250), ct);
                    return Stopwatch.GetTimestamp();
                }
                catch (Exception early) when (early is TimeoutException or InvalidOperationException)
                {
                    // Not listening yet (no answer), or its media process is not ready yet (503).
                    if (clock.Elapsed > TimeSpan.FromSeconds(30))
                        throw new InvalidOperationException($"{number} does not answer: {early.Message}", early);
                    await Task.Delay(5, ct);
                }
            }
        }
        finally
        {
            await Task.WhenAll(tried.Select(t => Over(t.Sip, t.Dialling)));
        }
    }

    /// <summary>An answer that came too late is an answer: its call would go on, and be measured as rest.</summary>
    private static async Task Over(SipLoad sip, Task<SipCall> dialling)
    {
        try
        {
            var call = await dialling.WaitAsync(TimeSpan.FromSeconds(1));
            await call.Hangup().WaitAsync(TimeSpan.FromSeconds(5));
        }
        catch (Exception none) when (none is TimeoutException or InvalidOperationException)
        {
            // It was never heard.
        }
        sip.Dispose();
    }

    /// <summary>Calls the server gave up, and why that is all one knows: it said BYE.</summary>
    public int Lost => _up.Count(up => up.Call.Ended.Task.IsCompleted);

    public async Task Add(string number, int count, CancellationToken ct)
    {
        const int atOnce = 20;
        for (var made = 0; made < count; made += atOnce)
        {
            var dialling = Enumerable.Range(0, Math.Min(atOnce, count - made))
                .Select(i => sip.Call(number, "+861390000" + (1000 + _up.Count + i), rtp.Port));
            foreach (var call in await Task.WhenAll(dialling).WaitAsync(TimeSpan.FromSeconds(10), ct))
                _up.Add((call, rtp.Add(call.ServerRtp
                    ?? throw new InvalidOperationException("an answer without audio"))));
        }
    }

    /// <summary>
    /// Groups of so many, whole one after the other: of each the first says the time, so that a mix can be read, and
    /// the others nothing.
    /// </summary>
    public async Task AddGroups(string number, int size, int groups, CancellationToken ct)
    {
        for (var group = 0; group < groups; group++)
        {
            var dialling = Enumerable.Range(0, size)
                .Select(i => sip.Call(number, "+861390000" + (1000 + _up.Count + i), rtp.Port)).ToArray();
            var answered = await Task.WhenAll(dialling).WaitAsync(TimeSpan.FromSeconds(10), ct);
            for (var i = 0; i < size; i++)
            {
                var server = answered[i].ServerRtp ?? throw new InvalidOperationException("an answer without audio");
                _up.Add((answered[i], rtp.Add(server, i == 0 ? RtpLoad.Saying.LoudTime : RtpLoad.Saying.Nothing)));
            }
        }
    }

    public async Task HangupAll(CancellationToken ct)
    {
        foreach (var (_, leg) in _up)
            rtp.Remove(leg);
        foreach (var batch in _up.Chunk(50))
            await Task.WhenAll(batch.Select(up => up.Call.Hangup())).WaitAsync(TimeSpan.FromSeconds(10), ct);
        _up.Clear();
    }

    public void Dispose()
    {
        foreach (var (_, leg) in _up)
            rtp.Remove(leg);
    }
}
