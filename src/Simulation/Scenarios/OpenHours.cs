namespace TellerLine.Simulation.Scenarios;

/// <summary>
/// From which interval of the day to which a list or a number counts: <c>opens</c> and <c>closes</c>.
/// </summary>
/// <param name="From">The first interval.</param>
/// <param name="Until">The one after the last; null: not said.</param>
/// <param name="PerDay">Intervals of a day.</param>
internal sealed record OpenHours(int From, int? Until, int PerDay)
{
    public static OpenHours Read(YamlPlace place, IReadOnlyDictionary<string, YamlPlace> members, int intervalMin)
    {
        int? Interval(string name)
        {
            if (!members.TryGetValue(name, out var said) || said.Minute() is not { } minute)
                return null;
            if (minute % intervalMin == 0)
                return minute / intervalMin;
            said.Fault($"{said.Shown}: expected a boundary of the intervals of {intervalMin} minutes");
            return null;
        }
        var (from, until) = (Interval("opens") ?? 0, Interval("closes"));
        if (until <= from)
        {
            members["closes"].Fault("expected to be after opens; across midnight the list begins at \"00:00\"");
            until = null;
        }
        return new OpenHours(from, until, 1_440 / intervalMin);
    }

    /// <summary>One value an interval, the first at opening; before and after the list nothing.</summary>
    public T[] List<T>(YamlPlace place, Func<YamlPlace, T> read)
    {
        var day = new T[PerDay];
        var items = place.Items("one number for each interval, the first at opens");
        if (Until is { } until && items.Count > 0 && items.Count != until - From)
            place.Fault($"{items.Count} numbers: expected {until - From}, one for each interval from opens to closes");
        else if (From + items.Count > PerDay)
            place.Fault($"{items.Count} numbers: expected at most {PerDay - From}, to the end of the day");
        for (var i = 0; i < items.Count; i++)
        {
            var value = read(items[i]);
            if (From + i < PerDay)
                day[From + i] = value;
        }
        return day;
    }

    /// <summary>The same in all intervals from opening to closing.</summary>
    public T[] All<T>(T value)
    {
        var day = new T[PerDay];
        Array.Fill(day, value, From, (Until ?? PerDay) - From);
        return day;
    }
}
