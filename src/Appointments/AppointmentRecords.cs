using System.Security.Claims;
using TellerLine.Access;
using TellerLine.Catalogue;
using TellerLine.Customers;
using TellerLine.Kernel;
using TellerLine.Records;

namespace TellerLine.Appointments;

/// <param name="Customer">A customer number, an account or card, or a telephone number of the customer's alone.</param>
/// <param name="Service">An <see cref="AppointmentService.Code"/>.</param>
/// <param name="Branch">A branch's code.</param>
/// <param name="Day"><c>2026-03-18</c></param>
/// <param name="Time"><c>09:30</c>: when the slot begins.</param>
/// <param name="Amount">Whole yuan, of a service that has an amount.</param>
public sealed record NewAppointment(
    [property: Field("客户号、账号或电话", "Customer number, account or telephone", Longest = 40)] string Customer,
    [property: Field("预约业务", "Service", Longest = 20)] string Service,
    [property: Field("网点", "Branch", Longest = 3)] string Branch,
    [property: Field("日期", "Day", Longest = 10)] string Day,
    [property: Field("时段", "Time", Longest = 5)] string Time,
    [property: Field("金额（整数元）", "Amount (whole yuan)", Optional = true, Least = 1)] int? Amount)
{
    /// <summary>The call in which it is booked, when there is one.</summary>
    public string? ContactId { get; init; }

    /// <summary>Of the messages: <c>zh-CN</c> or <c>en</c>; null: Chinese.</summary>
    public string? Language { get; init; }

    public override string ToString() => nameof(NewAppointment);
}

public sealed record AppointmentReason(
    [property: Field("理由", "Reason", Longest = 200, Lines = true)] string Reason);

/// <param name="WhyNot">Why nothing is booked by this agent now; null: it is.</param>
/// <param name="LastDay">The last that is booked now; <paramref name="Today"/> is the first.</param>
public sealed record OfferedAppointments(
    BilingualText? WhyNot, string Today, string LastDay, IReadOnlyList<OfferedAppointment> Services);

/// <param name="MinYuan">With <paramref name="MaxYuan"/>: it has an amount.</param>
public sealed record OfferedAppointment(
    string Code, BilingualText Name, int? MinYuan, int? MaxYuan, IReadOnlyList<OfferedBranch> Branches);

public sealed record OfferedBranch(string Code, BilingualText Name, BilingualText Address);

/// <param name="Left">Places.</param>
public sealed record FreeAppointment(string Day, string Time, int Left);

/// <summary>The desk's and the branch's side: booked for a customer, cancelled, marked as kept or missed.</summary>
internal sealed class AppointmentRecords(
    IDb db, AppointmentBook book, ICustomers customers, IOfferedServices services, IAudit audit)
{
    public const string Service = "appointments";

    private const int MostShown = 60;

    public OfferedAppointments Offered(ClaimsPrincipal who)
    {
        var today = DateOnly.FromDateTime(book.Now);
        return new(
            services.Refuses(Service, ServiceChannel.Agent, who.Number())?.Why, AppointmentStore.Day(today),
            AppointmentStore.Day(today.AddDays(book.Rules.DaysAhead)),
            [
                .. book.Services.Select(one => new OfferedAppointment(
                    one.Code, new(one.Zh, one.En), one.MinYuan, one.MaxYuan,
                    [
                        .. book.Branches(one.Code).Select(branch => new OfferedBranch(
                            branch.Code, new(branch.Zh, branch.En), new(branch.AddressZh, branch.AddressEn))),
                    ])),
            ]);
    }

    /// <param name="day">Null: the next slots of any day.</param>
    public async Task<IReadOnlyList<FreeAppointment>> Free(
        string? service, string? branch, string? day, CancellationToken ct)
    {
        var on = Slot.Of(day, "00:00")?.Day;
        return service is null || branch is null || (day is not (null or "") && on is null) ? []
            : [.. (await book.Free(service, branch, null, on, MostShown, ct)).Select(one => new FreeAppointment(
                AppointmentStore.Day(one.Slot.Day), one.Slot.Time, one.Left))];
    }

    public async Task<RecordOutcome> Create(NewAppointment wish, ClaimsPrincipal agent, CancellationToken ct)
    {
        if (services.Refuses(Service, ServiceChannel.Agent, agent.Number()) is { } notOffered)
            return new RecordOutcome.Refused(notOffered.Code, notOffered.Why);
        List<FieldFault> faults = [.. FormOf.Faults(wish)];
        var slot = Slot.Of(wish.Day, wish.Time);
        if (!string.IsNullOrEmpty(wish.Day) && !string.IsNullOrEmpty(wish.Time) && slot is null)
            faults.Add(new("/time", "请选择时段", "Choose a time"));
        var found = string.IsNullOrWhiteSpace(wish.Customer)
            ? CustomersFound.None
            : await customers.Find(wish.Customer.Trim(), ct);
        if (!string.IsNullOrWhiteSpace(wish.Customer) && found.NotOne is { } not)
            faults.Add(new("/customer", not.Zh, not.En));
        if (faults.Count > 0)
            return new RecordOutcome.Faulty(faults);
        var answer = await book.Book(
            new Booking(
                found.Customers[0].Id, wish.Service, wish.Branch, slot!.Value,
                wish.Amount is { } yuan ? 100L * yuan : null, "desk", wish.ContactId, agent.Number(),
                wish.Language == "en" ? "en" : "zh-CN"),
            ct);
        return answer switch
        {
            BookingAnswer.Booked booked => new RecordOutcome.Done(booked.Number),
            BookingAnswer.Refused { Why: var why } =>
                new RecordOutcome.Faulty([new(FieldOf(why), why.Why.Zh, why.Why.En)]),
            _ => throw new InvalidOperationException("No such answer."),
        };
    }

    public Task<RecordOutcome> Cancel(
        string number, long version, AppointmentReason? form, ClaimsPrincipal who, CancellationToken ct)
    {
        form ??= new AppointmentReason("");
        return FormOf.Faults(form) is { Count: > 0 } faults
            ? Task.FromResult<RecordOutcome>(new RecordOutcome.Faulty(faults))
            : Apply(number, version, new AppointmentCommand.Cancel(form.Reason), who, ct);
    }

    public Task<RecordOutcome> Apply(
        string number, long version, AppointmentCommand command, ClaimsPrincipal who, CancellationToken ct) =>
        db.Write<RecordOutcome>(
            scope =>
            {
                if (AppointmentStore.Find(scope.Connection, number, scope.Transaction) is not { } stored
                    || !Reaches(PermissionOf(command), stored.Appointment, who))
                    return new RecordOutcome.Unknown();
                if (version != stored.Version)
                    return new RecordOutcome.Conflict(Differs(stored));
                if (book.Apply(scope, stored, command, who.Number()) is { } refused)
                    return new RecordOutcome.Refused(refused.Code, refused.Why);
                Noted(scope, number, command, who.Number());
                return new RecordOutcome.Done(number);
            },
            ct);

    /// <returns>Null: there is none that this reader may see.</returns>
    public async Task<StoredAppointment?> Seen(string number, ClaimsPrincipal reader, CancellationToken ct) =>
        await db.Read(connection => AppointmentStore.Find(connection, number), ct) is { } stored
        && Reaches(AppointmentPermissions.See, stored.Appointment, reader) ? stored : null;

    /// <summary>A branch's staff reaches its own unit's and those below.</summary>
    internal static bool Reaches(Permission permission, Appointment appointment, ClaimsPrincipal who) =>
        permission.ReachOf(who.Card().Roles) switch
        {
            Reach.All => true,
            Reach.None => false,
            _ => who.Card().OrgUnit is var own && (appointment.Unit == own
                || appointment.Unit.StartsWith(own + "/", StringComparison.Ordinal)),
        };

    internal static Permission PermissionOf(AppointmentCommand command) =>
        command is AppointmentCommand.Cancel ? AppointmentPermissions.Book : AppointmentPermissions.Settle;

    private void Noted(WriteScope scope, string number, AppointmentCommand command, string by)
    {
        switch (command)
        {
            case AppointmentCommand.Cancel cancel:
                audit.Add(scope, by, "appointment.cancelled", AppointmentBook.Subject(number), cancel.Reason);
                break;
            case AppointmentCommand.Keep:
                audit.Add(scope, by, "appointment.kept", AppointmentBook.Subject(number), "");
                break;
            default:
                audit.Add(scope, by, "appointment.missed", AppointmentBook.Subject(number), "");
                break;
        }
    }

    private static string FieldOf(AppointmentRefusal why) =>
        why == AppointmentRefusal.Amount ? "/amount"
        : why == AppointmentRefusal.NotOffered ? "/branch"
        : why == AppointmentRefusal.TooMany ? "/customer"
        : "/time";

    private static VersionConflict Differs(StoredAppointment stored)
    {
        var shown = new { Status = EnumWords.Of(stored.Appointment.Status) };
        return VersionConflict.Of(stored.Version, shown, shown);
    }
}
