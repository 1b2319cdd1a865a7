using System.Globalization;
using System.Security.Claims;
using System.Text.Json;
using TellerLine.Access;
using TellerLine.Customers;
using TellerLine.Kernel;
using TellerLine.Records;

namespace TellerLine.Appointments;

/// <summary>An appointment's page.</summary>
internal sealed class AppointmentViews(
    AppointmentRecords records, AppointmentBook book, ICustomers customers, IJournal journal)
{
    private static readonly Dictionary<AppointmentStatus, RecordState> States = new()
    {
        [AppointmentStatus.Booked] = new("booked", new("已预约", "Booked"), "talking"),
        [AppointmentStatus.Kept] = new("kept", new("已到店", "Kept"), "ready"),
        [AppointmentStatus.Missed] = new("missed", new("爽约", "Missed"), "alarm"),
        [AppointmentStatus.Cancelled] = new("cancelled", new("已取消", "Cancelled"), "wrapup"),
    };

    private static readonly Dictionary<string, BilingualText> Happened = new()
    {
        ["appointment.booked"] = new("预约", "Booked"),
        ["appointment.cancelled"] = new("取消", "Cancelled"),
        ["appointment.reminded"] = new("前一日提醒", "Customer reminded"),
        ["appointment.kept"] = new("客户到店", "Kept"),
        ["appointment.missed"] = new("客户爽约", "Missed"),
    };

    /// <returns>Null: there is none that this reader may see.</returns>
    public async Task<RecordView?> View(string number, ClaimsPrincipal reader, CancellationToken ct)
    {
        if (await records.Seen(number, reader, ct) is not { } stored)
            return null;
        var story = await journal.ReadStream(AppointmentBook.Subject(number), ct: ct);
        return new RecordView(
            number, number, States[stored.Appointment.Status], await Facts(stored, ct), null, Actions(stored, reader),
            [.. story.Select(Told)], stored.Version);
    }

    private static RecordEvent Told(JournalRow row)
    {
        var (by, what) = (JsonDocument.Parse(row.Body).RootElement.GetProperty("by").GetString()!, Happened[row.Kind]);
        if (row.Kind == "appointment.cancelled" && row.As<AppointmentCancelled>().Reason is { Length: > 0 } reason)
            what = new($"{what.Zh}：{reason}", $"{what.En}: {reason}");
        return new(Clock.FromUs(row.AtUs), by, what);
    }

    private async Task<List<RecordFact>> Facts(StoredAppointment stored, CancellationToken ct)
    {
        var appointment = stored.Appointment;
        var card = await customers.ById(appointment.CustomerId, ct);
        var service = book.Rules.Find(appointment.Service);
        var branch = book.BranchOf(appointment.Branch);
        List<RecordFact> facts =
        [
            new(new("客户", "Customer"), "text", $"{appointment.CustomerId} {Masks.Name(card?.Name ?? "")}"),
            new(new("预约业务", "Service"), "text", appointment.Service,
                service is null ? null : new(service.Zh, service.En)),
            new(new("网点", "Branch"), "text", appointment.Branch,
                branch is null ? null : new($"{branch.Code} {branch.Zh}", $"{branch.Code} {branch.En}")),
            new(new("时间", "When"), "text", appointment.Slot.ToString()),
        ];
        if (appointment.AmountMinor is { } minor)
            facts.Add(new(new("金额（元）", "Amount (yuan)"), "text",
                (minor / 100m).ToString("N2", CultureInfo.InvariantCulture)));
        facts.AddRange(
        [
            new(new("来源", "By way of"), "text", stored.Channel,
                stored.Channel == "keypad" ? new("客户按键", "keypad") : new("座席", "desk")),
            new(new("预约登记时间", "Booked at"), "time", $"{Clock.FromUs(stored.BookedUs):O}"),
        ]);
        if (stored.ContactId is { } contact)
            facts.Add(new(new("联络", "Contact"), "text", contact));
        return facts;
    }

    private List<RecordAction> Actions(StoredAppointment stored, ClaimsPrincipal reader)
    {
        List<RecordAction> actions = [];
        Add("cancel", new("取消预约", "Cancel"), new AppointmentCommand.Cancel("x"), FormOf.Schema<AppointmentReason>(), true);
        Add("keep", new("已到店", "Kept"), new AppointmentCommand.Keep(), null, false);
        Add("miss", new("爽约", "Missed"), new AppointmentCommand.Miss(), null, false);
        return actions;

        void Add(string name, BilingualText title, AppointmentCommand command, JsonElement? form, bool grave)
        {
            if (AppointmentRecords.Reaches(AppointmentRecords.PermissionOf(command), stored.Appointment, reader))
                actions.Add(new(
                    name, title, Appointment.Decide(stored.Appointment, command, book.Now).Refused?.Why, form, null,
                    grave));
        }
    }
}
