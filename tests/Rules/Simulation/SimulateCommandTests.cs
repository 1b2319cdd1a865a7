using System.Text.Json;
using TellerLine.Rules.Architecture;
using TellerLine.Simulation;
using TellerLine.Simulation.Core;
using TellerLine.Simulation.Scenarios;

namespace TellerLine.Rules.Simulation;

public sealed class SimulateCommandTests
{
    private const string Load = "--calls-per-interval 100 --interval-min 30 --aht 180 ";

    [Fact]
    public void json_is_one_object_with_every_figure_its_interval_and_the_theory()
    {
        var (code, output, error) = Run(Load + "--agents 14 --patience 120 --days 2 --json");

        Assert.Equal((0, ""), (code, error));
        var told = JsonDocument.Parse(output).RootElement;
        foreach (var count in new[] { "offered", "answered", "abandoned", "shortAbandoned" })
            Assert.True(told.GetProperty(count).GetInt64() > 0);
        foreach (var figure in new[]
        {
            "abandonRate", "serviceLevel20", "meanWaitS", "p95WaitS", "occupancy", "asaS", "netAbandonRate",
        })
        {
            var value = told.GetProperty(figure).GetDouble();
            var interval = told.GetProperty("ci").GetProperty(figure);
            Assert.InRange(value, interval[0].GetDouble(), interval[1].GetDouble());
        }
        Assert.Equal("Erlang A", told.GetProperty("theory").GetProperty("model").GetString());
        Assert.Equal(0.99, told.GetProperty("confidence").GetDouble());
        Assert.True(told.GetProperty("stable").GetBoolean());
    }

    [Fact]
    public void the_fewest_agents_for_a_level_are_found_and_tried()
    {
        var (_, output, _) = Run(Load + "--level 0.8 --days 1 --json");
        Assert.Equal(14, JsonDocument.Parse(output).RootElement.GetProperty("agents").GetInt32());
    }

    [Fact]
    public void an_unstable_load_is_said()
    {
        var (code, output, _) = Run(Load + "--agents 10 --days 1");
        Assert.Equal(0, code);
        Assert.Contains("Unstable: a load of 10 erlangs is not below 10 agents", output);
        Assert.Contains("∞", output);

        var told = JsonDocument.Parse(Run(Load + "--agents 10 --days 1 --json").Output).RootElement;
        Assert.False(told.GetProperty("stable").GetBoolean());
        Assert.Equal(JsonValueKind.Null, told.GetProperty("theory").GetProperty("meanWaitS").ValueKind);
        Assert.Equal(JsonValueKind.Null, told.GetProperty("ci").GetProperty("meanWaitS").ValueKind);
    }

    [Fact]
    public void all_faults_are_told_at_once()
    {
        var (code, output, error) = Run(
            "--calls-per-interval x --aht -1 --foo --agents 3 --level 0.8 --sd 3 --seed 1.5 --days");

        Assert.Equal((2, ""), (code, output));
        Assert.Equal(
            [
                "--foo: no such option",
                "--days: its value is missing",
                "--calls-per-interval: x: expected calls, more than 0",
                "--interval-min: is needed: minutes, more than 0 up to 1440",
                "--aht: -1: expected seconds, more than 0 up to 86400",
                "--sd: only with --distribution lognormal: an exponential's deviation is its mean",
                "--agents, --level: expected one of both",
                "--seed: 1.5: expected a whole number",
                "tellerline simulate --help tells all options",
            ],
            Lines(error));
    }

    [Theory]
    [InlineData("--file a.yaml --aht 180", "--aht: with --file the scenario says it; expected one of both")]
    [InlineData(Load + "--agents 14 --agents 15", "--agents: said twice")]
    [InlineData(Load + "--agents 0", "--agents: 0: expected 1 to 20000 agents")]
    [InlineData(Load + "--agents 14 --distribution normal",
        "--distribution: normal: expected exponential or lognormal")]
    [InlineData(Load, "--agents: is needed: 1 to 20000 agents (or --level)")]
    [InlineData(Load + "--agents 14 --days 36000",
        "--days, --replications: 172800000 calls: expected at most 50000000, a run of a few minutes")]
    public void what_is_contradictory_or_missing_is_a_fault(string args, string fault)
    {
        var (code, _, error) = Run(args);
        Assert.Equal(2, code);
        Assert.Contains(fault, Lines(error));
    }

    [Fact]
    public void the_scenario_of_the_documents_is_played()
    {
        var file = Path.Combine(Tree.Root, "docs/scenarios/two-queues.yaml");
        var (code, output, error) = Run($"--file {file} --days 3 --json");

        Assert.Equal((0, ""), (code, error));
        var told = JsonDocument.Parse(output).RootElement;
        Assert.Equal(
            ["general", "cards"],
            told.GetProperty("queues").EnumerateArray().Select(queue => queue.GetProperty("name").GetString()));
        Assert.Equal(24, told.GetProperty("intervals").GetArrayLength());
        Assert.Equal(JsonValueKind.Null, told.GetProperty("theory").ValueKind);
        Assert.InRange(told.GetProperty("offered").GetInt32(), 6_500, 7_200);
    }

    [Fact]
    public void a_call_log_gives_the_figures_again()
    {
        var scenario = ScenarioFile.Read(
            File.ReadAllText(Path.Combine(Tree.Root, "docs/scenarios/two-queues.yaml"))).Scenario! with { Units = 2 };
        var text = new StringWriter();
        var total = Simulator.Run(scenario, new CallLog(text, scenario)).Centre.Total;

        var lines = Lines(text.ToString());
        Assert.Equal("contact_id,queue,credit_s,offered_at,answered_at,ended_at,agent,outcome,wait_s,talk_s", lines[0]);
        var rows = lines.Skip(1).Select(line => line.Split(',')).ToList();
        Assert.Equal(total.Offered, rows.Count);
        Assert.Equal(total.Answered, rows.Count(row => row[7] == "answered"));
        Assert.Equal(total.ShortAbandoned, rows.Count(row => row[7] == "short-abandoned"));
        Assert.Equal(
            total.AnsweredIn20, rows.Count(row => row[7] == "answered" && double.Parse(row[8]) <= 20));
        Assert.All(rows, row => Assert.InRange(
            DateTimeOffset.Parse(row[3]), new(2026, 1, 5, 8, 0, 0, TimeSpan.FromHours(8)),
            new(2026, 1, 6, 20, 0, 0, TimeSpan.FromHours(8))));
        foreach (var row in rows.Where(row => row[7] == "answered"))
        {
            var (offered, answered) = (DateTimeOffset.Parse(row[3]), DateTimeOffset.Parse(row[4]));
            Assert.Equal(double.Parse(row[8]), (answered - offered).TotalSeconds, 5);
            Assert.Equal(double.Parse(row[9]), (DateTimeOffset.Parse(row[5]) - answered).TotalSeconds, 5);
        }
    }

    [Fact]
    public void the_centres_reports_know_the_call_logs_columns()
    {
        var sources = Tree.Read("src/Insights/kinds/callLogs.yaml");
        var from = sources.IndexOf("key: simulator", StringComparison.Ordinal);
        var source = sources[from..sources.IndexOf("  - key:", from, StringComparison.Ordinal)];
        // The head start is the router's; a report has no use for it.
        Assert.All(
            CallLog.Header.Split(',').Where(column => column != "credit_s"),
            column => Assert.Contains(column, source));
    }

    [Fact]
    public void a_file_that_cannot_be_read_or_written_is_a_fault()
    {
        Assert.Equal(2, Run("--file no-such-file.yaml").Code);
        var (code, _, error) = Run(Load + "--agents 14 --days 1 --journal no-such-folder/log.csv");
        Assert.Equal(1, code);
        Assert.StartsWith("--journal:", error);
    }

    private static (int Code, string Output, string Error) Run(string args)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var code = SimulateCommand.Run(args.Split(' ', StringSplitOptions.RemoveEmptyEntries), output, error);
        return (code, output.ToString(), error.ToString());
    }

    private static string[] Lines(string text) => text.ReplaceLineEndings("\n").TrimEnd().Split('\n');
}
