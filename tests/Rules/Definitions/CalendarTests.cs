using TellerLine.Definitions;
using TellerLine.Definitions.Core;
using TellerLine.Kernel;

namespace TellerLine.Rules.Definitions;

/// <summary>China's calendar as it ships, hours on it, and what is wrong with others.</summary>
public sealed class CalendarTests
{
    private static readonly BankCalendar China = Read(Calendars.Kind, Calendars.Kind.Shipped[0].Yaml).Value!;

    private static DefinitionReading<T> Read<T>(DefinitionKind<T> kind, string yaml)
        where T : class => kind.Read(new DefinitionText(yaml, YamlText.Parse(yaml).Json), new OneCalendar());

    [Theory]
    [InlineData("2026-02-13", DayKind.Workday)]
    [InlineData("2026-02-14", DayKind.Workday)] // 周六，调休上班
    [InlineData("2026-02-15", DayKind.Holiday)]
    [InlineData("2026-02-23", DayKind.Holiday)]
    [InlineData("2026-02-24", DayKind.Workday)]
    [InlineData("2026-03-01", DayKind.Restday)]
    [InlineData("2025-10-08", DayKind.Holiday)]
    [InlineData("2025-10-11", DayKind.Workday)]
    [InlineData("2024-02-18", DayKind.Workday)]
    [InlineData("2030-10-01", DayKind.Workday)] // not published yet: weekends alone
    public void days_are_what_the_state_council_published(string day, DayKind kind) =>
        Assert.Equal(kind, China.Of(DateOnly.Parse(day)));

    [Theory]
    [InlineData(2024, 251)]
    [InlineData(2025, 248)]
    [InlineData(2026, 248)]
    public void a_year_has_so_many_working_days(int year, int days)
    {
        Assert.True(China.Covers(year));
        var first = new DateOnly(year, 1, 1);
        Assert.Equal(
            days, Enumerable.Range(0, 366).Select(first.AddDays).Count(d => d.Year == year && China.IsWorked(d)));
    }

    [Theory]
    [InlineData("2026-02-13", 1, "2026-02-14")]
    [InlineData("2026-02-14", 1, "2026-02-24")]
    [InlineData("2026-09-30", 3, "2026-10-10")]
    [InlineData("2026-02-15", 0, "2026-02-15")]
    public void working_days_are_counted_from_the_next_day(string from, int count, string last) =>
        Assert.Equal(DateOnly.Parse(last), China.AfterWorkingDays(DateOnly.Parse(from), count));

    [Fact]
    public void a_calendars_faults_are_told_all_at_once()
    {
        const string yaml = """
            years:
              - year: 2027
                holidays:
                  - { zh: 元旦, en: New Year, from: 2027-01-01, to: 2027-01-32 }
                  - { zh: 春节, en: Spring, from: 2027-02-06, to: 2027-02-05 }
                  - { zh: 甲, en: A, from: 2027-05-01, to: 2027-05-03 }
                  - { zh: 乙, en: B, from: 2027-05-03, to: 2027-05-03 }
                worked: [2027-05-02, 2027-05-10, 2026-01-03]
              - { year: 2027, holidays: [], worked: [] }
            """;
        Assert.Equal(
            [
                "/years/0/holidays/0/to: there is no day 2027-01-32",
                "/years/0/holidays/1/to: the last day is before the first",
                "/years/0/holidays/3: 2027-05-03 is in two holidays",
                "/years/0/worked/0: 2027-05-02 is off and worked at once",
                "/years/0/worked/1: 2027-05-10 is no weekend day: it is worked anyway",
                "/years/0/worked/2: 2026-01-03 is not within 2027",
                "/years/1/year: 2027 stands twice",
            ],
            Read(Calendars.Kind, yaml).Faults.Select(f => $"{f.Path}: {f.En}"));
    }

    [Theory]
    [InlineData("2026-03-02 08:29", false)]
    [InlineData("2026-03-02 08:30", true)]
    [InlineData("2026-03-02 11:59", true)]
    [InlineData("2026-03-02 12:00", false)]
    [InlineData("2026-03-02 23:59", true)]
    [InlineData("2026-03-01 10:00", false)]
    [InlineData("2026-02-14 09:00", true)]
    [InlineData("2026-10-01 10:30", true)]
    [InlineData("2026-10-02 10:30", false)]
    public void hours_follow_the_kind_of_day_and_its_exceptions(string local, bool open)
    {
        const string yaml = """
            calendar: cn
            workday: ["08:30-12:00", "13:30-24:00"]
            restday: []
            holiday: ["10:00-11:00"]
            exceptions:
              - { date: 2026-10-02, spans: [] }
            """;
        Assert.Equal(open, Read(OpeningHours.Kind, yaml).Value!.IsOpen(China, DateTime.Parse(local)));
    }

    [Fact]
    public void hours_that_overlap_or_end_before_they_begin_are_faults()
    {
        const string yaml = """
            calendar: moon
            workday: ["08:30-12:00", "11:00-13:00"]
            restday: ["10:00-10:00"]
            holiday: ["23:00-24:30"]
            exceptions:
              - { date: 2026-02-30, spans: [] }
              - { date: 2026-10-01, spans: [] }
              - { date: 2026-10-01, spans: [] }
            """;
        Assert.Equal(
            [
                "/calendar", "/workday/1", "/restday/0", "/holiday/0", "/exceptions/0/date", "/exceptions/2/date",
            ],
            Read(OpeningHours.Kind, yaml).Faults.Select(f => f.Path));
    }

    private sealed class OneCalendar : IServiceProvider, IDefinitions
    {
        public object GetService(Type serviceType) => this;

        public InForce<T> Now<T>(DefinitionKind<T> kind, string key)
            where T : class => throw new KeyNotFoundException();

        public InForce<T> At<T>(DefinitionKind<T> kind, string key, long atUs)
            where T : class => throw new KeyNotFoundException();

        public IReadOnlyList<InForce<T>> History<T>(DefinitionKind<T> kind, string key)
            where T : class => [];

        public IReadOnlyList<string> Keys(DefinitionKind kind) => [Calendars.China];
    }
}
