using System.Text.Json;
using TellerLine.Simulation.Replay;

namespace TellerLine.Rules.Simulation.Replay;

public sealed class ReplayCommandTests
{
    [Fact]
    public void every_fault_of_the_command_is_named_at_once_with_what_was_expected()
    {
        var (code, _, error) = Run("--replications", "0", "--speed", "--params", "a.json", "--fit", "b.json", "--seed");

        Assert.Equal(2, code);
        Assert.Equal(
            [
                "--replications 0; expected a number from 1 to 1000",
                "--speed is no option; see tellerline replay --help",
                "--seed has no value; expected a number from 0 to 9223372036854775807",
                "no log is named; expected tellerline replay FILE",
                "--params and --fit: parameters are read or fitted; expected one of the two",
            ],
            error.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void a_missing_log_or_missing_parameters_are_named()
    {
        var (code, _, error) = Run("no-such-log.tsv");
        Assert.Equal(2, code);
        Assert.Contains("no-such-log.tsv: no such file; expected a call log", error);
    }

    [Fact]
    public void a_small_log_is_told_as_one_object()
    {
        var text = new LogText();
        for (var i = 0; i < 50; i++)
            text.Answered(9 * 3600 + i * 120, i % 3 == 0 ? 10 : null, 100, "ANNA", priority: i % 2);
        text.HungUp(9 * 3600 + 7000, 30).Raw("broken");
        var (log, kept) = (Path.GetTempFileName(), Path.GetTempFileName());
        try
        {
            File.WriteAllText(log, text.ToString());
            var (code, output, error) = Run(log, "--fit", kept, "--replications", "3", "--json");

            Assert.True(code == 0, error);
            var told = JsonDocument.Parse(output).RootElement;
            Assert.Equal(51, told.GetProperty("actual").GetProperty("offered").GetDouble());
            Assert.Equal(51, told.GetProperty("simulated").GetProperty("offered").GetDouble());
            Assert.Equal(51, told.GetProperty("erlangA").GetProperty("offered").GetDouble());
            Assert.Equal(2, told.GetProperty("ci").GetProperty("abandonRate").GetArrayLength());
            var aside = told.GetProperty("setAside").GetProperty("byReason");
            Assert.Equal(1, aside.GetProperty("fields missing").GetInt32());
            Assert.Equal(3, told.GetProperty("replications").GetInt32());
            Assert.Equal(2, told.GetProperty("byHour").GetArrayLength());

            var (again, other, _) = Run(log, "--params", kept, "--replications", "3", "--json");
            Assert.Equal(0, again);
            Assert.Equal(
                told.GetProperty("simulated").ToString(),
                JsonDocument.Parse(other).RootElement.GetProperty("simulated").ToString());
        }
        finally
        {
            File.Delete(log);
            File.Delete(kept);
        }
    }

    private static (int Code, string Output, string Error) Run(params string[] args)
    {
        using StringWriter output = new(), error = new();
        return (ReplayCommand.Run(args, output, error), output.ToString(), error.ToString());
    }
}
