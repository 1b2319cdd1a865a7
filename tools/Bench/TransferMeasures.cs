using System.Runtime.CompilerServices;
using TellerLine.Bench.Load;
using TellerLine.Bench.Server;

namespace TellerLine.Bench;

/// <summary>
/// How long a transfer takes in the whole product, with its journal and its recording: from the agent's key to the
/// other's telephone ringing, and to the customer being heard there.
/// </summary>
internal static class TransferMeasures
{
    private const int Rounds = 12, RoundsToWarmUp = 3;

    private const double RingTarget = 50, HeardTarget = 60;

    private static readonly string[] Agents = ["1001", "1002"];

    public static async IAsyncEnumerable<Result> Run([EnumeratorCancellation] CancellationToken ct)
    {
        if (CentreServer.Program is null)
        {
            yield return Result.NotMeasured("transfers", "", null, "tellerline was not built; run ./dev bench");
            yield break;
        }

        var folder = Directory.CreateTempSubdirectory("tellerline-bench").FullName;
        try
        {
            await CentreServer.Seed(folder, ct);
            using var centre = new CentreServer(folder);
            centre.Start();
            await centre.Answering(ct);
            foreach (var result in await Measured(centre, ct))
                yield return result;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<IEnumerable<Result>> Measured(CentreServer centre, CancellationToken ct)
    {
        const string rings = "transfer: asked to ringing", blind = "blind: answered to heard",
            attended = "attended: asked to heard";
        using var rtp = new RtpLoad();
        using var at = new Telephones(centre, rtp);
        try
        {
            await at.Open(ct);
            foreach (var thenTransfer in (bool[])[true, false])
                for (var i = 0; i < RoundsToWarmUp; i++)
                    await at.Transfer(thenTransfer, ct);
            await centre.Process.Quiet(ct);
            var (rang, blindly, afterTalk) = (new List<double>(), new List<double>(), new List<double>());
            for (var i = 0; i < Rounds; i++)
            {
                var round = await at.Transfer(thenTransfer: true, ct);
                rang.Add(round.RangMs);
                blindly.Add(round.HeardMs);
            }

            for (var i = 0; i < Rounds; i++)
            {
                var round = await at.Transfer(thenTransfer: false, ct);
                rang.Add(round.RangMs);
                afterTalk.Add(round.HeardMs);
            }

            return
            [
                Of(rings, rang, RingTarget, "the desk's order to the INVITE at the colleague's telephone"),
                Of(blind, blindly, HeardTarget, "the colleague's 200 to the customer's first packet there"),
                Of(attended, afterTalk, HeardTarget, "the desk's order to the customer's first packet at the colleague's"),
            ];
        }
        catch (Exception broken) when (broken is InvalidOperationException or TimeoutException or HttpRequestException)
        {
            var why = $"{broken.Message} ({centre.Process.Output})";
            return [Result.NotMeasured(rings, "ms", RingTarget, why), Result.NotMeasured(blind, "ms", HeardTarget, why),
                Result.NotMeasured(attended, "ms", HeardTarget, why)];
        }
    }

    private static Result Of(string measure, List<double> ms, double target, string from)
    {
        ms.Sort();
        return new Result(
            measure + " p90", ms[ms.Count * 9 / 10], "ms", target,
            FormattableString.Invariant($"{from}; p50 {ms[ms.Count / 2]:0.0}, max {ms[^1]:0.0}, {ms.Count} transfers"));
    }

    /// <summary>Two agents at SIP telephones with their desks, and a customer.</summary>
    private sealed class Telephones(CentreServer centre, RtpLoad rtp) : IDisposable
    {
        private readonly SipLoad _phones = new(centre.Sip), _customers = new(centre.Sip);
        private readonly Dictionary<string, DeskClient> _desks = [];
        private readonly Dictionary<string, FirstWord> _ears = Agents.ToDictionary(a => a, _ => new FirstWord());
        private readonly Lock _gate = new();
        private TaskCompletionSource<(string Agent, long Ns)> _rings = new();
        private int _callers;

        public async Task Open(CancellationToken ct)
        {
            _phones.OnInvite = call =>
            {
                var agent = UserOf(call.From);
                lock (_gate)
                    _rings.TrySetResult((agent, Libc.NowNs()));
                return _ears[agent].Port;
            };
            foreach (var agent in Agents)
            {
                var desk = _desks[agent] = await DeskClient.SignIn(centre.Http, agent, ct);
                await _phones.Register(agent, await desk.SipSecret(ct), "tellerline");
                await desk.Ready();
            }
        }

        /// <summary>A call of its own, from the queue to the colleague.</summary>
        public async Task<(double RangMs, double HeardMs)> Transfer(bool thenTransfer, CancellationToken ct)
        {
            foreach (var desk in _desks.Values)
                await desk.Until(d => d.State == "ready", "ready", ct);
            var queued = NextRing();
            var call = await _customers.Call(CentreServer.Hotline, $"+861390001{++_callers:0000}", rtp.Port)
                .WaitAsync(TimeSpan.FromSeconds(10), ct);
            var leg = rtp.Add(call.ServerRtp!);
            try
            {
                for (var tries = 0; !queued.IsCompleted; tries++)
                {
                    rtp.Key(leg, 0);
                    await Task.WhenAny(queued, Task.Delay(300, ct));
                    if (tries > 60)
                        throw new TimeoutException("the caller reached no agent");
                }

                var first = (await queued).Agent;
                var other = Agents.First(a => a != first);
                await _desks[first].Until(d => d.InCall, "in conversation", ct);
                return await To(other, _desks[first], thenTransfer, ct);
            }
            finally
            {
                rtp.Remove(leg);
                await call.Hangup().WaitAsync(TimeSpan.FromSeconds(10), ct);
            }
        }

        public void Dispose()
        {
            foreach (var desk in _desks.Values)
                desk.DisposeAsync().AsTask().Wait(TimeSpan.FromSeconds(5));
            foreach (var ear in _ears.Values)
                ear.Dispose();
            _phones.Dispose();
            _customers.Dispose();
        }

        private async Task<(double RangMs, double HeardMs)> To(
            string other, DeskClient desk, bool thenTransfer, CancellationToken ct)
        {
            var (rings, heard) = (NextRing(), _ears[other].Next());
            var asked = Libc.NowNs();
            await desk.Ask("Consult", "agent", other, thenTransfer);
            var rangAt = (await rings.WaitAsync(TimeSpan.FromSeconds(10), ct)).Ns;
            var since = rangAt; // it is answered at once
            if (!thenTransfer)
            {
                await desk.Until(d => d.Consult == "apart", "consulting", ct);
                since = Libc.NowNs();
                await desk.Ask("Transfer");
            }

            var heardAt = await heard.WaitAsync(TimeSpan.FromSeconds(10), ct);
            return ((rangAt - asked) / 1e6, (heardAt - since) / 1e6);
        }

        private Task<(string Agent, long Ns)> NextRing()
        {
            lock (_gate)
            {
                _rings = new(TaskCreationOptions.RunContinuationsAsynchronously);
                return _rings.Task;
            }
        }

        private static string UserOf(string address)
        {
            var from = address.IndexOf("sip:", StringComparison.Ordinal) + 4;
            return address[from..address.IndexOf('@', from)];
        }
    }
}
