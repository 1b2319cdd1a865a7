using System.Collections.Frozen;

namespace TellerLine.Definitions;

/// <summary>Which days are worked. Years that it does not have know weekends only: <see cref="Covers"/> says so.</summary>
public sealed class BankCalendar
{
    private readonly FrozenDictionary<DateOnly, DayKind> _days;
    private readonly FrozenSet<int> _years;

    private BankCalendar(Dictionary<DateOnly, DayKind> days, IEnumerable<int> years) =>
        (_days, _years) = (days.ToFrozenDictionary(), years.ToFrozenSet());

    /// <summary>This year's holidays are known to it.</summary>
    public bool Covers(int year) => _years.Contains(year);

    public DayKind Of(DateOnly day) => _days.TryGetValue(day, out var kind) ? kind
        : day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? DayKind.Restday
        : DayKind.Workday;

    public bool IsWorked(DateOnly day) => Of(day) == DayKind.Workday;

    /// <summary>The last of so many working days, counted from the day after; 0: the day itself.</summary>
    /// <param name="count">0 to 1,000.</param>
    public DateOnly AfterWorkingDays(DateOnly day, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, 1_000);
        while (count > 0)
        {
            day = day.AddDays(1);
            if (IsWorked(day))
                count--;
        }
        return day;
    }

    internal static BankCalendar Of(CalendarFile file)
    {
        Dictionary<DateOnly, DayKind> days = [];
        foreach (var year in file.Years)
        {
            foreach (var holiday in year.Holidays)
            {
                for (var day = Day(holiday.From); day <= Day(holiday.To); day = day.AddDays(1))
                    days[day] = DayKind.Holiday;
            }
            foreach (var worked in year.Worked)
                days[Day(worked)] = DayKind.Workday;
        }
        return new BankCalendar(days, file.Years.Select(y => y.Year));
    }

    private static DateOnly Day(string text) => Calendars.IsDate(text, out var day)
        ? day
        : throw new FormatException($"{text} is no day.");
}
