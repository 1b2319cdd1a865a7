using TellerLine.Simulation.Core;
using TellerLine.Simulation.Replay;

namespace TellerLine.Rules.Simulation.Replay;

/// <summary>
/// A centre of which everything is known, its log as a switch would write it, and what is inferred from that.
/// </summary>
public sealed class KnownCentreTests
{
    private const long SecondUs = 1_000_000;
    private const int Days = 12, Agents = 8, Opens = 9 * 3600, Closes = 17 * 3600;
    private const double PatienceS = 150, NobodyS = 60;

    [Fact]
    public void what_a_log_was_made_with_is_found_in_it_and_replays_it()
    {
        var log = Log(1);
        // Nobody is off duty within a day: no pause is taken for it.
        var parameters = Parameters.Fit(log, new DutyRules(3600));

        // Patience was exponential, whatever the line.
        var patience = parameters.Patience.ByGroup["*"];
        Assert.All([20.0, 60.0], s => Assert.Equal(
            Math.Exp(-s / PatienceS), patience[0].Seconds.Beyond(s), .04));
        // Not ready: 5 to 15 s when somebody waits, an exponential minute when nobody does.
        Assert.InRange(parameters.NotReady.When(1).MeanS, 9, 11.5);
        Assert.Equal(Math.Exp(-30 / NobodyS), parameters.NotReady.When(0).Beyond(30), .05);
        Assert.InRange(parameters.NotReady.When(0).MeanS, 42, 66);

        // Another twelve days of the same centre, with the parameters of these.
        var result = ReplayResult.Of(Log(2), parameters, 4, 1);
        var actual = result.Actual.Month;
        Assert.Equal(actual.AbandonRate, result.Runs.Average(r => r.Month.AbandonRate), .02);
        Assert.Equal(actual.ServiceLevel20, result.Runs.Average(r => r.Month.ServiceLevel20), .04);
        Assert.InRange(result.Runs.Average(r => r.Month.MeanWaitS) / actual.MeanWaitS, .85, 1.15);
    }

    [Fact]
    public void parameters_come_back_from_their_file_as_they_were()
    {
        var log = Log(3);
        var parameters = Parameters.Fit(log);
        var again = ParametersFile.Read(ParametersFile.Write(parameters), "params.json");

        Assert.Equal(
            ReplayResult.Of(log, parameters, 1, 1).Runs[0].Month.MeanWaitS,
            ReplayResult.Of(log, again, 1, 1).Runs[0].Month.MeanWaitS);
        Assert.Contains(
            "params.json: no \"format\"", Assert.Throws<ParametersException>(
                () => ParametersFile.Read("{}", "params.json")).Message);
    }

    private static BankLog Log(long seed)
    {
        var made = new LogText();
        var duties = Enumerable.Range(0, Days).Select(
            day => new Duty((day * 86_400L + Opens) * SecondUs, (day * 86_400L + Closes) * SecondUs)).ToArray();
        VirtualAgent[] agents =
            [.. Enumerable.Range(0, Agents).Select(a => new VirtualAgent($"AGENT{a}", [0], duties))];
        new VirtualCentre(["PS"], agents, new Writer(made, agents), new Known(seed)).Run(Arrivals(seed));
        return made.Read();
    }

    private static IEnumerable<Arrival> Arrivals(long seed)
    {
        RandomStream arrivals = new(seed, "arrivals"), service = new(seed, "service"), patience = new(seed, "patience");
        for (var day = 0; day < Days; day++)
        {
            var atS = day * 86_400.0 + Opens;
            while ((atS += arrivals.NextExponential() * 22) < day * 86_400 + Closes)
                yield return new(
                    (long)atS * SecondUs, 0, (long)(service.NextExponential() * 150) * SecondUs,
                    (long)(patience.NextExponential() * PatienceS * SecondUs));
        }
    }

    private sealed class Known(long seed) : IAfterService
    {
        private readonly RandomStream _random = new(seed, "away");

        public Away After(in ServiceEnded ended)
        {
            var (some, none) = (5 + _random.NextDouble() * 10, _random.NextExponential() * NobodyS);
            return new(0, (long)((ended.SomebodyWaits ? some : none) * SecondUs));
        }
    }

    private sealed class Writer(LogText to, VirtualAgent[] agents) : ICentreObserver
    {
        public void Over(in ContactRecord contact)
        {
            var (at, wait) = (contact.Arrival.AtUs / SecondUs, (int)(contact.WaitUs / SecondUs));
            if (contact.AnsweredUs is { } answeredUs)
                to.Answered(
                    at, contact.WaitUs == 0 ? null : wait, (int)((contact.LeftUs - answeredUs) / SecondUs),
                    agents[contact.Agent].Number);
            else
                to.HungUp(at, wait);
        }
    }
}
