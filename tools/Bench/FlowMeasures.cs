using System.Diagnostics;
using System.Runtime.CompilerServices;
using TellerLine.Customers;
using TellerLine.Definitions.Core;
using TellerLine.SelfService;
using TellerLine.SelfService.Core;

namespace TellerLine.Bench;

/// <summary>
/// The dialogue's engine on one thread: calls through the menu that ships, each event a step. What it drives
/// (telephone, bank, journal) is not in it.
/// </summary>
internal static class FlowMeasures
{
    private const int Rounds = 60_000;

    private static readonly FlowEvent Started = new FlowEvent.Started(null);

    /// <summary>A balance, back, a wrong key, silence, the language, a transfer, 0.</summary>
    private static readonly FlowEvent[] Call =
    [
        new FlowEvent.Pressed('1'), Ended("told"), new FlowEvent.Pressed('*'), new FlowEvent.Pressed('#'),
        new FlowEvent.Pressed(null), new FlowEvent.Pressed('8'), new FlowEvent.Pressed('2'), Ended("posted"),
        new FlowEvent.Pressed('9'), new FlowEvent.Pressed('0'),
    ];

    public static async IAsyncEnumerable<Result> Run([EnumeratorCancellation] CancellationToken ct)
    {
        await Task.CompletedTask;
        var menu = MenuReader.Read(YamlText.Parse(Menus.Text("main.yaml")).Json, _ => true).Menu!;
        var facts = new FlowFacts(
            null, IdentificationLevel.None, new DateOnly(2026, 3, 2), [], new Dictionary<string, Menu>(), Tries: 3);
        List<FlowEffect> effects = [];
        Play(Rounds / 10);
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var clock = Stopwatch.StartNew();
        var steps = Play(Rounds);
        var second = steps / clock.Elapsed.TotalSeconds;
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        yield return new Result(
            "dialogue's engine", second, "steps/s", 200_000,
            $"{steps} events, {Rounds} calls; {allocated / steps} bytes a step", AtLeast: true);

        int Play(int rounds)
        {
            var done = 0;
            for (var round = 0; round < rounds; round++)
            {
                ct.ThrowIfCancellationRequested();
                var state = FlowEngine.Next(
                    FlowEngine.At(menu, Languages.Chinese, 1, "greeting"), Started, facts, effects);
                foreach (var happened in Call)
                    state = FlowEngine.Next(state, happened, facts, effects);
                if (state.Wait is not Waiting.Over)
                    throw new InvalidOperationException("The call did not end with a person.");
                done += Call.Length + 1;
            }
            return done;
        }
    }

    private static FlowEvent.StepEnded Ended(string outcome) => new FlowEvent.StepEnded(
        outcome, null, ["balance.now", "n.1", "unit.yuan"], 5, "pin-enquiry", new Dictionary<string, FlowValue>());
}
