using TellerLine.Definitions;
using TellerLine.Information;
using TellerLine.Kernel;

namespace TellerLine.Appointments;

/// <summary>
/// The shell: what the rules allow and a slot has room for is booked, with its reminder and its message.
/// </summary>
internal sealed class AppointmentBook(
    IDb db, AppointmentStore store, AppointmentNotices notices, IInformation information, IDefinitions definitions,
    IDueTimes due, KernelOptions kernel, TimeProvider time) : IAppointments
{
    public IReadOnlyList<AppointmentService> Services => Rules.Services;

    internal AppointmentRules Rules => definitions.Now(AppointmentRules.Kind).Value;

    /// <summary>On the bank's clock.</summary>
    internal DateTime Now => kernel.LocalTime(time.NowUs());

    public IReadOnlyList<Branch> Branches(string service)
    {
        var rules = Rules;
        return [.. information.Now().Branches.Select(one => one.Branch)
            .Where(one => one.Closed is null && rules.Places(one.Code, service) > 0)];
    }

    public async Task<IReadOnlyList<FreeSlot>> Free(
        string service, string branch, Slot? after, DateOnly? day, int most, CancellationToken ct = default)
    {
        var (rules, now) = (Rules, Now);
        if (rules.Find(service) is not { } wanted || Find(service, branch) is not { } at)
            return [];
        var (first, last) = day is { } one ? (one, one)
            : (DateOnly.FromDateTime(now), DateOnly.FromDateTime(now).AddDays(rules.DaysAhead));
        var taken = await db.Read(
            connection => AppointmentStore.Taken(connection, branch, service, first, last), ct);
        List<FreeSlot> free = [];
        for (var on = first; on <= last && free.Count < most; on = on.AddDays(1))
        {
            var open = information.OpenOn(at, on);
            free.AddRange(rules.Begins(open).Select(minute => new Slot(on, minute))
                .Where(slot => (after is null || slot.Begin > after.Value.Begin)
                    && rules.Fault(wanted, slot, open, now) is null)
                .Select(slot => new FreeSlot(
                    slot, rules.Places(branch, service) - taken.GetValueOrDefault(slot)))
                .Where(slot => slot.Left > 0));
        }
        return [.. free.Take(most)];
    }

    public Task<BookingAnswer> Book(Booking booking, CancellationToken ct = default)
    {
        var (rules, now) = (Rules, Now);
        var refused = rules.Find(booking.Service) is not { } service
            || Find(booking.Service, booking.Branch) is not { } branch ? AppointmentRefusal.NotOffered
            : AmountFault(service, booking.AmountMinor)
                ?? rules.Fault(service, booking.Slot, information.OpenOn(branch, booking.Slot.Day), now);
        return refused is not null
            ? Task.FromResult<BookingAnswer>(new BookingAnswer.Refused(refused))
            : db.Write(scope => Book(scope, booking, rules), ct);
    }

    public async Task<IReadOnlyList<OpenAppointment>> Of(string customerId, CancellationToken ct = default)
    {
        var open = await db.Read(connection => store.Open(connection, customerId), ct);
        return [.. open.Select(one => one.Appointment).Select(one => new OpenAppointment(
            one.Number, Rules.Find(one.Service), BranchOf(one.Branch), one.Slot, one.AmountMinor))];
    }

    public Task<AppointmentRefusal?> Cancel(string number, string customerId, CancellationToken ct = default) =>
        db.Write(
            scope => AppointmentStore.Find(scope.Connection, number, scope.Transaction) is { } stored
                && stored.Appointment.CustomerId == customerId
                    ? Apply(scope, stored, new AppointmentCommand.Cancel(""), "customer")
                    : AppointmentRefusal.NotYours,
            ct);

    /// <summary>Decides, and keeps what comes of it, with its event, its message and its place.</summary>
    /// <returns>Why not.</returns>
    internal AppointmentRefusal? Apply(
        WriteScope scope, StoredAppointment stored, AppointmentCommand command, string by)
    {
        var (next, refused) = Appointment.Decide(stored.Appointment, command, Now);
        if (next is null)
            return refused;
        var kept = stored with { Appointment = next, Version = stored.Version + 1 };
        if (!AppointmentStore.Change(scope, kept))
            return AppointmentRefusal.Over;
        due.Cancel(scope, AppointmentDues.Remind, next.Number);
        switch (command)
        {
            case AppointmentCommand.Cancel cancel:
                scope.Append(Subject(next.Number), new AppointmentCancelled(next.Number, cancel.Reason, by));
                AppointmentStore.GiveBack(scope, next);
                notices.Cancelled(scope, kept, BranchOf(next.Branch));
                break;
            case AppointmentCommand.Keep:
                scope.Append(Subject(next.Number), new AppointmentKept(next.Number, by));
                break;
            default:
                scope.Append(Subject(next.Number), new AppointmentMissed(next.Number, by));
                break;
        }
        return null;
    }

    /// <summary>The day before, at the bank's hour; one that is booked later has just been told.</summary>
    internal void Remind(WriteScope scope, StoredAppointment stored)
    {
        scope.Append(Subject(stored.Appointment.Number), new AppointmentReminded(stored.Appointment.Number, "system"));
        notices.Reminded(scope, stored, BranchOf(stored.Appointment.Branch));
    }

    internal Branch? BranchOf(string code) =>
        information.Now().Branches.Select(one => one.Branch).FirstOrDefault(one => one.Code == code);

    internal static string Subject(string number) => $"appointment/{number}";

    private BookingAnswer Book(WriteScope scope, Booking booking, AppointmentRules rules)
    {
        AppointmentStore.Lock(scope, booking.CustomerId);
        var open = store.Open(scope.Connection, booking.CustomerId, scope.Transaction);
        if (open.Any(one => one.Appointment.Slot == booking.Slot))
            return new BookingAnswer.Refused(AppointmentRefusal.Twice);
        if (open.Count >= rules.MostOpen)
            return new BookingAnswer.Refused(AppointmentRefusal.TooMany);
        if (!AppointmentStore.Take(
            scope, booking.Branch, booking.Service, booking.Slot, rules.Places(booking.Branch, booking.Service)))
            return new BookingAnswer.Refused(AppointmentRefusal.Full);
        var number = store.NextNumber(scope);
        var appointment = new Appointment(
            number, booking.CustomerId, booking.Service, booking.Branch, rules.At(booking.Branch)!.Unit, booking.Slot,
            booking.AmountMinor, AppointmentStatus.Booked);
        var stored = new StoredAppointment(
            appointment, booking.Channel, booking.ContactId, booking.Language, time.NowUs(), booking.By, 1);
        store.Add(scope, stored);
        scope.Append(
            Subject(number),
            new AppointmentBooked(
                number, booking.CustomerId, booking.Service, booking.Branch, AppointmentStore.Day(booking.Slot.Day),
                booking.Slot.Time, booking.AmountMinor, booking.Channel, booking.ContactId, booking.By),
            booking.ContactId);
        notices.Booked(scope, stored, BranchOf(booking.Branch));
        var remindAt = store.UsAt(booking.Slot.Day.AddDays(-1), rules.RemindAtMinute);
        if (remindAt > time.NowUs())
            due.Set(scope, AppointmentDues.Remind, number, remindAt, subject: Subject(number));
        return new BookingAnswer.Booked(number);
    }

    private Branch? Find(string service, string branch) =>
        Branches(service).FirstOrDefault(one => one.Code == branch);

    private static AppointmentRefusal? AmountFault(AppointmentService service, long? minor) =>
        service.HasAmount
            ? minor >= Minor(service.MinYuan!.Value) && minor <= Minor(service.MaxYuan!.Value)
                ? null : AppointmentRefusal.Amount
            : minor is null ? null : AppointmentRefusal.Amount;

    private static long Minor(int yuan) => 100L * yuan;
}

/// <summary>What happens to an appointment by itself.</summary>
internal static class AppointmentDues
{
    public static readonly DueKind Remind = DueKind.Of<AppointmentReminder>(
        "appointment.reminded", "预约前一日提醒", "Reminder the day before an appointment");
}

internal sealed class AppointmentReminder(AppointmentBook book) : IDueHandler
{
    public void Handle(DueRow row, WriteScope scope)
    {
        if (AppointmentStore.Find(scope.Connection, row.Key, scope.Transaction) is
            { Appointment.Status: AppointmentStatus.Booked } stored)
            book.Remind(scope, stored);
    }
}
