using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using TellerLine.Kernel;

namespace TellerLine.Definitions;

/// <summary>The kind <c>hours</c>: when something is open, by kinds of day, with exceptions.</summary>
/// <param name="Calendar">The key of the calendar that tells the days apart.</param>
public sealed record OpeningHours(
    string Calendar, IReadOnlyList<HoursSpan> Workday, IReadOnlyList<HoursSpan> Restday,
    IReadOnlyList<HoursSpan> Holiday, IReadOnlyDictionary<DateOnly, IReadOnlyList<HoursSpan>> Exceptions)
{
    /// <summary>When callers get a person.</summary>
    public const string Persons = "persons";

    public static readonly DefinitionKind<OpeningHours> Kind = new("hours", "营业时间", "Hours")
    {
        Edit = DefinitionsPermissions.EditCalendars,
        Schema = Calendars.Text("hours.schema.json"),
        Open = true,
        Shipped =
        [
            new(Persons, "人工服务时间", "When a person answers", Calendars.Text("hours.persons.yaml")),
            new("branches", "网点营业时间", "When branches are open", Calendars.Text("hours.branches.yaml")),
            new(
                "smallBranches", "社区网点营业时间", "When small branches are open",
                Calendars.Text("hours.smallBranches.yaml")),
        ],
        Read = DefinitionReader.As<HoursFile>(HoursFile.Check).Then(HoursFile.Of),
    };

    /// <param name="local">In the bank's time zone.</param>
    public bool IsOpen(BankCalendar calendar, DateTime local)
    {
        var minute = (local.Hour * 60) + local.Minute;
        return On(calendar, DateOnly.FromDateTime(local)).Any(s => minute >= s.FromMinute && minute < s.ToMinute);
    }

    public IReadOnlyList<HoursSpan> On(BankCalendar calendar, DateOnly day) =>
        Exceptions.TryGetValue(day, out var other) ? other : calendar.Of(day) switch
        {
            DayKind.Workday => Workday,
            DayKind.Restday => Restday,
            _ => Holiday,
        };
}

/// <param name="FromMinute">Of the day, 0 to 1,439.</param>
/// <param name="ToMinute">1 to 1,440, not open any more.</param>
public readonly record struct HoursSpan(int FromMinute, int ToMinute);

/// <summary>Hours as they are written.</summary>
internal sealed record HoursFile(
    string Calendar, IReadOnlyList<string> Workday, IReadOnlyList<string> Restday, IReadOnlyList<string> Holiday,
    IReadOnlyList<HoursFile.ExceptionEntry>? Exceptions)
{
    internal sealed record ExceptionEntry(string Date, string? Zh, string? En, IReadOnlyList<string> Spans);

    public static IEnumerable<DefinitionFault> Check(HoursFile file, IServiceProvider services)
    {
        var known = services.GetRequiredService<IDefinitions>().Keys(Calendars.Kind);
        if (!known.Contains(file.Calendar))
            yield return new(
                "/calendar", $"没有日历 {file.Calendar}；现有：{string.Join("、", known)}",
                $"there is no calendar {file.Calendar}; there are {string.Join(", ", known)}");
        HashSet<string> dates = [];
        var lists = new[] { ("/workday", file.Workday), ("/restday", file.Restday), ("/holiday", file.Holiday) }
            .Concat((file.Exceptions ?? []).Select((e, i) => ($"/exceptions/{i}/spans", e.Spans)));
        foreach (var (at, spans) in lists)
        {
            for (var i = 0; i < spans.Count; i++)
            {
                var span = Span(spans[i]);
                if (span.ToMinute <= span.FromMinute || span.ToMinute > 1440)
                    yield return new($"{at}/{i}", "止时应晚于起时，至多 24:00", "must end after it begins, at 24:00 at the latest");
                else if (i > 0 && span.FromMinute < Span(spans[i - 1]).ToMinute)
                    yield return new($"{at}/{i}", "时段应按先后排列且不重叠", "must begin after the one before has ended");
            }
        }
        for (var i = 0; i < (file.Exceptions ?? []).Count; i++)
        {
            var date = file.Exceptions![i].Date;
            if (!Calendars.IsDate(date, out _))
                yield return new($"/exceptions/{i}/date", $"没有 {date} 这一天", $"there is no day {date}");
            else if (!dates.Add(date))
                yield return new($"/exceptions/{i}/date", $"{date} 出现两次", $"{date} stands twice");
        }
    }

    public static OpeningHours Of(HoursFile file) => new(
        file.Calendar, Spans(file.Workday), Spans(file.Restday), Spans(file.Holiday),
        (file.Exceptions ?? []).ToDictionary(
            e => DateOnly.ParseExact(e.Date, "yyyy-MM-dd", CultureInfo.InvariantCulture), e => Spans(e.Spans)));

    private static IReadOnlyList<HoursSpan> Spans(IReadOnlyList<string> texts) => [.. texts.Select(Span)];

    /// <param name="text"><c>08:30-12:00</c>, as the schema has it.</param>
    private static HoursSpan Span(string text) => new(Minute(text.AsSpan(0, 5)), Minute(text.AsSpan(6, 5)));

    private static int Minute(ReadOnlySpan<char> text) =>
        (int.Parse(text[..2], CultureInfo.InvariantCulture) * 60) + int.Parse(text[3..], CultureInfo.InvariantCulture);
}
