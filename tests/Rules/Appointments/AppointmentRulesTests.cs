using Microsoft.Extensions.DependencyInjection;
using TellerLine.Appointments;
using TellerLine.Definitions;

namespace TellerLine.Rules.Appointments;

/// <summary>预约规则: which slots there are, and which of them can be booked at a moment.</summary>
public sealed class AppointmentRulesTests
{
    internal static readonly AppointmentRules Shipped = (AppointmentRules)Check(AppointmentRules.Kind.Shipped[0].Yaml)
        .Value!;

    private static readonly IReadOnlyList<HoursSpan> Open = [new(9 * 60, 12 * 60), new((13 * 60) + 30, 17 * 60)];

    private static readonly DateOnly Today = new(2026, 3, 2);

    /// <summary>The branch closes at noon: no slot ends after it.</summary>
    [Fact]
    public void a_slot_lies_within_the_hours_from_begin_to_end()
    {
        var begins = (Shipped with { SlotMinutes = 45 }).Begins(Open).Select(minute => new Slot(Today, minute).Time);
        Assert.Equal(["09:00", "09:45", "10:30", "11:15", "13:30", "14:15", "15:00", "15:45"], begins);
    }

    [Theory]
    [InlineData("visit", 0, 11, 30, null)]
    [InlineData("visit", 0, 11, 0, "tooLate")]
    [InlineData("visit", 0, 11, 45, "notOpen")]
    [InlineData("visit", 0, 12, 0, "notOpen")]
    [InlineData("visit", 14, 9, 0, null)]
    [InlineData("visit", 15, 9, 0, "tooFar")]
    [InlineData("visit", -1, 9, 0, "tooLate")]
    [InlineData("cash", 0, 16, 30, "tooLate")]
    [InlineData("cash", 1, 9, 0, null)]
    public void a_slot_is_booked_an_hour_before_and_large_cash_the_day_before(
        string service, int days, int hour, int minute, string? refused) =>
        Assert.Equal(refused, Shipped.Fault(
            Shipped.Find(service)!, new Slot(Today.AddDays(days), (hour * 60) + minute), Open,
            Today.ToDateTime(new TimeOnly(10, 15)))?.Code);

    [Theory]
    [InlineData("code: manager", "code: visit", "/services/2/code")]
    [InlineData("minYuan: 50000, ", "", "/services/1/maxYuan")]
    [InlineData("minYuan: 50000", "minYuan: 2000000", "/services/1/maxYuan")]
    [InlineData("daysBefore: 1", "daysBefore: 15", "/services/1/daysBefore")]
    [InlineData("branch: \"102\"", "branch: \"101\"", "/branches/1/branch")]
    [InlineData("{ service: visit, places: 3 }", "{ service: tea, places: 3 }", "/branches/0/places/0/service")]
    [InlineData("{ service: visit, places: 3 }", "{ service: cash, places: 3 }", "/branches/0/places/1/service")]
    [InlineData("\"16:00\"", "\"26:00\"", "/remindAt")]
    public void what_contradicts_itself_is_refused_at_its_place(string was, string written, string path)
    {
        var yaml = AppointmentRules.Kind.Shipped[0].Yaml;
        Assert.Contains(was, yaml, StringComparison.Ordinal);
        var at = yaml.IndexOf(was, StringComparison.Ordinal);
        Assert.Contains(
            path, Check(yaml[..at] + written + yaml[(at + was.Length)..]).Faults.Select(fault => fault.Path));
    }

    [Theory]
    [InlineData("2026-03-02", "09:30", true)]
    [InlineData("2026-02-30", "09:30", false)]
    [InlineData("2026-03-02", "9:30", false)]
    [InlineData(null, null, false)]
    public void a_slot_is_a_day_and_a_time(string? day, string? time, bool there) =>
        Assert.Equal(there ? $"{day} {time}" : null, Slot.Of(day, time)?.ToString());

    private static (object? Value, IReadOnlyList<DefinitionFault> Faults) Check(string yaml)
    {
        var (value, _, faults) = new DefinitionCheck<AppointmentRules>(
            AppointmentRules.Kind, new ServiceCollection().BuildServiceProvider()).Read(yaml);
        return (value, faults);
    }
}
