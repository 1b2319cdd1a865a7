using TellerLine.Routing.Core;

namespace TellerLine.Routing.Bench;

/// <summary>How the wait told on joining compares with the wait that came, of those who were served.</summary>
/// <param name="Told">Callers who waited and were told.</param>
/// <param name="MedianErrorS">Of the absolute differences, seconds.</param>
/// <param name="MedianShare">Of the absolute differences, as shares of the wait that came.</param>
/// <param name="MedianRatio">Of told ÷ came: above 1 the callers were told too much.</param>
public sealed record EstimateBenchResult(int Told, double MedianErrorS, double MedianShare, double MedianRatio);

/// <summary>
/// Ten days of a centre of 30 agents on the production router, whose callers come by the hour's rate, now fewer and now
/// more than can be served; calls of three minutes and a patience of five in the mean, both exponential.
/// </summary>
public static class EstimateBench
{
    private const int Agents = 30, Days = 10;
    private const double CallS = 180, PatienceS = 300;

    /// <summary>Callers an hour, by the hour of the day from 8 to 20.</summary>
    private static readonly double[] PerHour = [400, 620, 760, 700, 520, 480, 640, 720, 690, 560, 430, 300];

    public static EstimateBenchResult Run(int seed = 1)
    {
        var day = new Day(new Random(seed));
        for (var i = 0; i < Days; i++)
            day.Play(i);
        return day.Result();
    }

    private sealed class Day(Random random)
    {
        private readonly Router _router = new(new RouterSettings(20_000_000, 0, "o"));
        private readonly List<RouterEffect> _effects = [];
        private readonly PriorityQueue<RouterInput, (long, long)> _coming = new();
        private readonly Dictionary<string, (long JoinedUs, long ToldUs)> _told = [];
        private readonly List<(double ToldS, double CameS)> _pairs = [];
        private long _order;
        private int _callers;

        public void Play(int number)
        {
            var startUs = (number * 86_400L + 8 * 3_600) * 1_000_000L;
            for (var agent = 1; agent <= Agents; agent++)
            {
                Come(startUs, new AgentSignedIn($"{agent}", [RoutingLimits.ServiceQueue]));
                Come(startUs, new AgentReady($"{agent}"));
            }
            for (var hour = 0; hour < PerHour.Length; hour++)
            {
                var untilS = (hour + 1) * 3_600.0;
                for (var s = hour * 3_600 + Exponential(3_600 / PerHour[hour]); s < untilS;
                    s += Exponential(3_600 / PerHour[hour]))
                {
                    var atUs = startUs + (long)(s * 1e6);
                    Come(atUs, new ContactWaits($"c{++_callers}", RoutingLimits.ServiceQueue, 0, atUs));
                    Come(atUs + (long)(Exponential(PatienceS) * 1e6), new ContactLeft($"c{_callers}"));
                }
            }
            Come(startUs + 13 * 3_600_000_000L, new DomainStarted());
            while (_coming.TryDequeue(out var input, out var at))
                Tell(input, at.Item1);
        }

        public EstimateBenchResult Result() => new(
            _pairs.Count, Median(_pairs.Select(pair => Math.Abs(pair.ToldS - pair.CameS))),
            Median(_pairs.Select(pair => Math.Abs(pair.ToldS - pair.CameS) / pair.CameS)),
            Median(_pairs.Select(pair => pair.ToldS / pair.CameS)));

        private void Tell(RouterInput input, long atUs)
        {
            // Patience is over for who still waits, not for who talks.
            if (input is ContactLeft left && _router.PositionOf(left.ContactId) is null)
                return;
            _effects.Clear();
            _router.Apply(input, atUs, _effects);
            if (input is ContactWaits joined && _router.ExpectedUs(joined.ContactId) is { } expectedUs)
                _told[joined.ContactId] = (atUs, expectedUs);
            foreach (var made in _effects.OfType<OfferMade>().ToList())
                Take(made, atUs);
        }

        private void Take(OfferMade made, long atUs)
        {
            if (_told.Remove(made.ContactId, out var told) && atUs > told.JoinedUs)
                _pairs.Add((told.ToldUs / 1e6, (atUs - told.JoinedUs) / 1e6));
            _router.Apply(new OfferAccepted(made.OfferId, made.Agent), atUs, _effects);
            var overUs = atUs + (long)(Exponential(CallS) * 1e6);
            Come(overUs, new ConversationEnded(made.ContactId, made.Agent));
            Come(overUs, new WrapupDone(made.Agent, ThenReady: true, made.ContactId));
        }

        private void Come(long atUs, RouterInput input) => _coming.Enqueue(input, (atUs, ++_order));

        private double Exponential(double mean) => -mean * Math.Log(1 - random.NextDouble());

        private static double Median(IEnumerable<double> values)
        {
            List<double> sorted = [.. values.Order()];
            return sorted.Count == 0 ? double.NaN : sorted[sorted.Count / 2];
        }
    }
}
