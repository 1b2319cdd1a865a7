using System.Globalization;
using TellerLine.Definitions;
using TellerLine.Information;
using TellerLine.Kernel;
using TellerLine.Notices;

namespace TellerLine.Appointments;

/// <summary>What the customer is told of an appointment, in the transaction in which it happens.</summary>
internal sealed class AppointmentNotices(INotices notices, IDefinitions definitions)
{
    public void Booked(WriteScope scope, StoredAppointment stored, Branch? branch) =>
        Tell(scope, NoticeOccasions.AppointmentBooked, stored, branch, "booked");

    public void Reminded(WriteScope scope, StoredAppointment stored, Branch? branch) =>
        Tell(scope, NoticeOccasions.AppointmentReminder, stored, branch, "reminded");

    public void Cancelled(WriteScope scope, StoredAppointment stored, Branch? branch) =>
        Tell(scope, NoticeOccasions.AppointmentCancelled, stored, branch, "cancelled");

    private void Tell(
        WriteScope scope, NoticeOccasion occasion, StoredAppointment stored, Branch? branch, string step)
    {
        var appointment = stored.Appointment;
        var service = definitions.Now(AppointmentRules.Kind).Value.Find(appointment.Service);
        var all = new Dictionary<string, NoticeWord>
        {
            ["number"] = appointment.Number,
            ["service"] = service is null ? appointment.Service : new NoticeWord(service.Zh, service.En),
            ["branch"] = branch is null ? appointment.Branch : new NoticeWord(branch.Zh, branch.En),
            ["time"] = appointment.Slot.Begin.ToString("MM-dd HH:mm", CultureInfo.InvariantCulture),
        };
        notices.Queue(scope, new NoticeOrder(
            occasion.Key, appointment.CustomerId, $"appointment/{appointment.Number}/{step}",
            occasion.Fields.ToDictionary(field => field.Name, field => all[field.Name]))
        {
            Language = stored.Language,
            Cause = stored.ContactId,
        });
    }
}
