using System.Diagnostics;
using TellerLine.Routing.Core;

namespace TellerLine.Routing.Bench;

/// <param name="DecisionsPerSecond">Offers made a second, everything that leads to them included.</param>
/// <param name="P50Us">Of one <c>Apply</c>.</param>
/// <param name="MaxUs">Collections included.</param>
public sealed record RouterBenchResult(
    int Agents, int Waiting, int Decisions, int Inputs, double DecisionsPerSecond, double P50Us, double P99Us,
    double MaxUs)
{
    /// <summary>Allocated by the router for one decision, its inputs made outside and not counted.</summary>
    public double BytesPerDecision { get; init; }
}

/// <summary>
/// The router alone on one core, saturated: all agents busy, as many contacts waiting as told. A queue for each of 20
/// skills; an agent has three of them at random; a queue relaxes in two steps (a lower level, then the neighbour's
/// agents too). Over and over an agent,
/// picked at random, ends his conversation, wraps up, is offered the first contact he has the skill for and takes it; a
/// new contact joins.
/// One in ten contacts that wait hangs up and is
/// replaced, one in ten has a head start of 1.5 minutes, one offer in fifty is declined.
/// </summary>
public static class RouterBench
{
    public static RouterBenchResult Run(
        int agents = 10_000, int waiting = 10_000, int decisions = 1_000_000, int seed = 1, int warmUp = 100_000)
    {
        new Load(1_000, 1_000, seed).Run(warmUp); // The compiler's tiers settle.
        return new Load(agents, waiting, seed).Run(decisions);
    }

    private sealed class Load
    {
        private const int Skills = 20;
        private readonly Router _router = new(new RouterSettings(20_000_000, 120_000_000, "o"));
        private readonly List<RouterEffect> _effects = new(16);
        private readonly Random _random;
        private readonly string[] _agents;
        private readonly string[] _waiting;
        private readonly Dictionary<string, string> _talkingTo = [];
        private readonly Dictionary<string, int> _place = [];
        private readonly List<long> _ticks = [];
        private readonly Queue<OfferMade> _made = new();
        private long _allocated;
        private long _nowUs = 1_000_000;
        private int _contacts, _offers;

        public Load(int agents, int waiting, int seed)
        {
            _random = new Random(seed);
            _agents = [.. Enumerable.Range(1, agents).Select(number => number.ToString())];
            _waiting = new string[waiting];
            var queues = Enumerable.Range(0, Skills).Select(QueueOf).ToArray();
            Apply(new PlanChanged(new RoutingPlan { Queues = [.. Enumerable.Range(0, Skills).Select(PlanOf)] }));
            foreach (var agent in _agents)
            {
                Apply(new AgentSignedIn(agent, queues)
                {
                    Skills = [.. Enumerable.Range(0, 3).Select(_ => _random.Next(Skills)).Distinct()
                        .Select(skill => new AgentSkill(QueueOf(skill), _random.Next(1, 6)))],
                });
                Apply(new AgentReady(agent));
                Queue($"c{++_contacts}");
                Take();
            }
            for (var place = 0; place < waiting; place++)
                Join(place);
        }

        public RouterBenchResult Run(int decisions)
        {
            _ticks.Clear();
            _ticks.Capacity = decisions * 6;
            (_offers, _allocated) = (0, 0);
            var started = Stopwatch.GetTimestamp();
            while (_offers < decisions)
                Turn();
            var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
            _ticks.Sort();
            return new RouterBenchResult(
                _agents.Length, _waiting.Length, _offers, _ticks.Count, _offers / seconds, At(0.5), At(0.99), At(1))
            {
                BytesPerDecision = (double)_allocated / _offers,
            };
        }

        private void Turn()
        {
            _nowUs += 5_000; // 200 a second: with 10,000 waiting, most of them relax once.
            if (_random.Next(10) == 0)
            {
                var place = _random.Next(_waiting.Length);
                Apply(new ContactLeft(_waiting[place]));
                _place.Remove(_waiting[place]);
                Join(place);
            }
            var agent = _agents[_random.Next(_agents.Length)];
            if (_talkingTo.Remove(agent, out var contact))
            {
                Apply(new ConversationEnded(contact, agent));
                Apply(new WrapupDone(agent, true));
            }
            else
                Apply(new AgentReady(agent));
            Take();
        }

        /// <summary>
        /// What was offered is taken, or declined and, with nobody idle, at the front of the queue.
        /// </summary>
        private void Take()
        {
            while (_made.TryDequeue(out var offer))
            {
                _offers++;
                if (_random.Next(50) == 0)
                {
                    Apply(new OfferDeclined(offer.OfferId, offer.Agent));
                    continue;
                }
                Apply(new OfferAccepted(offer.OfferId, offer.Agent));
                _talkingTo[offer.Agent] = offer.ContactId;
                if (_place.Remove(offer.ContactId, out var place))
                    Join(place);
            }
        }

        private void Join(int place)
        {
            _waiting[place] = $"c{++_contacts}";
            _place[_waiting[place]] = place;
            Queue(_waiting[place]);
        }

        private void Queue(string contact) =>
            Apply(new ContactWaits(
                contact, QueueOf(_random.Next(Skills)), _random.Next(10) == 0 ? 90_000_000 : 0, _nowUs));

        private void Apply(RouterInput input)
        {
            _effects.Clear();
            var named = input with { Id = new Guid(_ticks.Count, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1) };
            var started = Stopwatch.GetTimestamp();
            var before = GC.GetAllocatedBytesForCurrentThread();
            _router.Apply(named, _nowUs, _effects);
            _allocated += GC.GetAllocatedBytesForCurrentThread() - before;
            _ticks.Add(Stopwatch.GetTimestamp() - started);
            foreach (var effect in _effects)
            {
                if (effect is OfferMade made)
                    _made.Enqueue(made);
            }
        }

        private static string QueueOf(int skill) => $"s{skill}";

        private static QueuePlan PlanOf(int skill) => new(QueueOf(skill))
        {
            Demands = [new(QueueOf(skill), 3)],
            Steps =
            [
                new(20_000_000, Demands: [new(QueueOf(skill), 1)]),
                new(60_000_000, OverflowTo: [QueueOf((skill + 1) % Skills)]),
            ],
        };

        private double At(double share) =>
            _ticks[(int)Math.Min(_ticks.Count - 1, share * _ticks.Count)] * 1e6 / Stopwatch.Frequency;
    }
}
