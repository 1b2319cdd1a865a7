using TellerLine.Definitions;
using TellerLine.Kernel;
using TellerLine.SelfService.Core;

namespace TellerLine.SelfService;

/// <summary>What a dialogue may ask for beside the caller and the bank.</summary>
/// <param name="Flow">Another dialogue in force, or null.</param>
/// <param name="IsOpen">Whether these <c>hours</c> are open now.</param>
/// <param name="Today">In the bank's time zone.</param>
internal sealed record FlowWorld(Func<string, Menu?> Flow, Func<string, bool> IsOpen, Func<DateOnly> Today)
{
    /// <summary>A moment on the bank's clock; UTC unless told otherwise.</summary>
    public Func<DateTimeOffset, DateTime> Local { get; init; } = at => at.UtcDateTime;

    /// <summary>All that a dialogue plays, and what these play.</summary>
    public IReadOnlyDictionary<string, Menu> Gather(Menu menu)
    {
        Dictionary<string, Menu> flows = [];
        Queue<Menu> open = new([menu]);
        while (open.TryDequeue(out var one))
        {
            foreach (var key in one.SubFlows.Where(key => !flows.ContainsKey(key)))
            {
                if (Flow(key) is not { } flow)
                    continue;
                flows[key] = flow;
                open.Enqueue(flow);
            }
        }
        return flows;
    }

    public static FlowWorld Of(IDefinitions definitions, KernelOptions kernel, TimeProvider time)
    {
        return new(Flow, IsOpen, () => DateOnly.FromDateTime(Local()))
        {
            Local = at => kernel.LocalTime(Clock.ToUs(at)),
        };

        DateTime Local() => kernel.LocalTime(time.NowUs());

        Menu? Flow(string key) =>
            definitions.Keys(Menus.Kind).Contains(key) ? definitions.Now(Menus.Kind, key).Value : null;

        bool IsOpen(string key)
        {
            if (!definitions.Keys(OpeningHours.Kind).Contains(key))
                return false;
            var hours = definitions.Now(OpeningHours.Kind, key).Value;
            return hours.IsOpen(definitions.Now(Calendars.Kind, hours.Calendar).Value, Local());
        }
    }
}
