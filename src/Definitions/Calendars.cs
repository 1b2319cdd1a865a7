using System.Globalization;
using TellerLine.Kernel;

namespace TellerLine.Definitions;

/// <summary>What a day is to those who work at the bank.</summary>
public enum DayKind
{
    /// <summary>工作日, weekend days worked in exchange among them.</summary>
    Workday,

    /// <summary>休息日</summary>
    Restday,

    /// <summary>法定节假日, the days off around it among them.</summary>
    Holiday,
}

/// <summary>The kind <c>calendars</c>: days worked and off, by year, as the State Council publishes them.</summary>
public static class Calendars
{
    /// <summary>The mainland's.</summary>
    public const string China = "cn";

    public static readonly DefinitionKind<BankCalendar> Kind = new("calendars", "工作日历", "Calendars")
    {
        Edit = DefinitionsPermissions.EditCalendars,
        Schema = Text("calendar.schema.json"),
        Open = true,
        Shipped = [new(China, "中国节假日", "Holidays of China", Text("calendar.cn.yaml"))],
        Read = DefinitionReader.As<CalendarFile>((file, _) => CalendarFile.Check(file)).Then(BankCalendar.Of),
    };

    internal static string Text(string name) =>
        ShippedDefinition.Text(typeof(Calendars).Assembly, $"TellerLine.Definitions.kinds.{name}");

    internal static bool IsDate(string text, out DateOnly date) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out date);
}

/// <summary>A calendar as it is written.</summary>
internal sealed record CalendarFile(IReadOnlyList<CalendarFile.YearEntry> Years)
{
    internal sealed record YearEntry(
        int Year, string? Source, IReadOnlyList<HolidayEntry> Holidays, IReadOnlyList<string> Worked);

    internal sealed record HolidayEntry(string Zh, string En, string From, string To);

    public static IEnumerable<DefinitionFault> Check(CalendarFile file)
    {
        HashSet<int> years = [];
        for (var i = 0; i < file.Years.Count; i++)
        {
            var (year, at) = (file.Years[i], $"/years/{i}");
            if (!years.Add(year.Year))
                yield return new($"{at}/year", $"{year.Year} 年出现两次", $"{year.Year} stands twice");
            HashSet<DateOnly> off = [];
            for (var h = 0; h < year.Holidays.Count; h++)
            {
                foreach (var fault in Holiday(year.Holidays[h], $"{at}/holidays/{h}", year.Year, off))
                    yield return fault;
            }
            for (var w = 0; w < year.Worked.Count; w++)
            {
                if (Worked(year.Worked[w], $"{at}/worked/{w}", year.Year, off) is { } fault)
                    yield return fault;
            }
        }
    }

    private static IEnumerable<DefinitionFault> Holiday(
        HolidayEntry holiday, string at, int year, HashSet<DateOnly> off)
    {
        var (isFrom, isTo) = (Calendars.IsDate(holiday.From, out var from), Calendars.IsDate(holiday.To, out var to));
        if (!isFrom)
            yield return NoDay($"{at}/from", holiday.From);
        if (!isTo)
            yield return NoDay($"{at}/to", holiday.To);
        if (!isFrom || !isTo)
            yield break;
        if (from.Year != year || to.Year != year)
            yield return new(at, $"{holiday.Zh}不在 {year} 年内", $"{holiday.En} is not within {year}");
        else if (to < from)
            yield return new($"{at}/to", "末日早于首日", "the last day is before the first");
        else
        {
            for (var day = from; day <= to; day = day.AddDays(1))
            {
                if (!off.Add(day))
                    yield return new(at, $"{day:yyyy-MM-dd} 属于两个假期", $"{day:yyyy-MM-dd} is in two holidays");
            }
        }
    }

    private static DefinitionFault? Worked(string text, string at, int year, HashSet<DateOnly> off) =>
        !Calendars.IsDate(text, out var day) ? NoDay(at, text)
        : day.Year != year ? new(at, $"{text} 不在 {year} 年内", $"{text} is not within {year}")
        : off.Contains(day) ? new(at, $"{text} 既放假又上班", $"{text} is off and worked at once")
        : day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)
            ? new(at, $"{text} 不是周六或周日，本来就上班", $"{text} is no weekend day: it is worked anyway")
        : null;

    private static DefinitionFault NoDay(string at, string text) =>
        new(at, $"没有 {text} 这一天", $"there is no day {text}");
}
