using TellerLine.Appointments;

namespace TellerLine.Rules.Appointments;

/// <summary>预约 as a record: what may become of it, and when.</summary>
public sealed class AppointmentTests
{
    private static readonly DateTime Begin = new(2026, 3, 3, 9, 30, 0);

    private static readonly Appointment Booked = new(
        "AP260302000001", "C1", "visit", "101", "outlets/yinchuan",
        new Slot(DateOnly.FromDateTime(Begin), (9 * 60) + 30), null, AppointmentStatus.Booked);

    [Theory]
    [InlineData("cancel", -1, "Cancelled", null)]
    [InlineData("cancel", 0, null, "begun")]
    [InlineData("keep", -10 * 60, null, "notYet")]
    [InlineData("keep", -9 * 60, "Kept", null)]
    [InlineData("keep", 3 * 24 * 60, "Kept", null)]
    [InlineData("miss", -1, null, "notYet")]
    [InlineData("miss", 0, "Missed", null)]
    public void it_is_cancelled_before_it_begins_kept_from_its_day_on_and_missed_once_it_has_begun(
        string command, int minutes, string? becomes, string? refused)
    {
        var (next, why) = Appointment.Decide(Booked, Of(command), Begin.AddMinutes(minutes));
        Assert.Equal((becomes, refused), (next?.Status.ToString(), why?.Code));
    }

    [Theory]
    [InlineData(AppointmentStatus.Kept)]
    [InlineData(AppointmentStatus.Missed)]
    [InlineData(AppointmentStatus.Cancelled)]
    internal void what_is_over_stays_so(AppointmentStatus status)
    {
        foreach (var command in new[] { "cancel", "keep", "miss" })
            Assert.Equal(
                AppointmentRefusal.Over,
                Appointment.Decide(Booked with { Status = status }, Of(command), Begin).Refused);
    }

    private static AppointmentCommand Of(string name) => name switch
    {
        "cancel" => new AppointmentCommand.Cancel("ill"),
        "keep" => new AppointmentCommand.Keep(),
        _ => new AppointmentCommand.Miss(),
    };
}
