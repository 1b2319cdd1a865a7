using System.Globalization;
using TellerLine.Definitions;
using TellerLine.Kernel;

namespace TellerLine.Appointments;

/// <summary>What a customer may book.</summary>
/// <param name="Says">The prompt with its name; null: it is not booked by keypad.</param>
/// <param name="DaysBefore">The bank's days ahead at least: 1, not before tomorrow.</param>
/// <param name="MinYuan">With <paramref name="MaxYuan"/>: it has an amount, in whole yuan.</param>
public sealed record AppointmentService(
    string Code, string Zh, string En, string? Says = null, int DaysBefore = 0, int? MinYuan = null,
    int? MaxYuan = null)
{
    public bool HasAmount => MaxYuan is not null;
}

/// <param name="Service">An <see cref="AppointmentService.Code"/>.</param>
/// <param name="Places">Served at once.</param>
public sealed record ServicePlaces(string Service, int Places);

/// <param name="Branch">A code of the kind <c>branches</c>; one that is not in it any more takes no bookings.</param>
/// <param name="Unit">Path of the unit whose staff serves there.</param>
public sealed record BranchPlaces(string Branch, string Unit, IReadOnlyList<ServicePlaces> Places);

/// <summary>The kind <c>appointments</c> (预约规则).</summary>
/// <param name="LeadMinutes">From booking to the slot's begin at least.</param>
/// <param name="MostOpen">Of one customer, at once.</param>
/// <param name="RemindAt">On the day before, the bank's clock: <c>16:00</c>.</param>
public sealed record AppointmentRules(
    int SlotMinutes, int LeadMinutes, int DaysAhead, int MostOpen, string RemindAt,
    IReadOnlyList<AppointmentService> Services, IReadOnlyList<BranchPlaces> Branches)
{
    public static readonly DefinitionKind<AppointmentRules> Kind = new("appointments", "预约规则", "Appointments")
    {
        Edit = AppointmentPermissions.EditRules,
        Schema = Text("appointments.schema.json"),
        Shipped = [new(DefinitionKeys.Main, "预约规则", "Appointments", Text("appointments.yaml"))],
        Read = DefinitionReader.As<AppointmentRules>((rules, _) => rules.Faults()),
    };

    public int RemindAtMinute =>
        (int)TimeOnly.ParseExact(RemindAt, "HH:mm", CultureInfo.InvariantCulture).ToTimeSpan().TotalMinutes;

    public AppointmentService? Find(string? service) => Services.FirstOrDefault(one => one.Code == service);

    public BranchPlaces? At(string? branch) => Branches.FirstOrDefault(one => one.Branch == branch);

    /// <returns>Zero: it is not booked there.</returns>
    public int Places(string branch, string service) =>
        At(branch)?.Places.FirstOrDefault(one => one.Service == service)?.Places ?? 0;

    /// <summary>When slots begin, in minutes of the day: those that end before the doors close.</summary>
    public IEnumerable<int> Begins(IReadOnlyList<HoursSpan> open)
    {
        foreach (var span in open)
        {
            for (var begin = span.FromMinute; begin + SlotMinutes <= span.ToMinute; begin += SlotMinutes)
                yield return begin;
        }
    }

    /// <summary>Why a slot cannot be booked, whoever else has it; null: it can.</summary>
    /// <param name="open">The branch's hours on the slot's day.</param>
    /// <param name="now">On the bank's clock.</param>
    internal AppointmentRefusal? Fault(
        AppointmentService service, Slot slot, IReadOnlyList<HoursSpan> open, DateTime now)
    {
        var today = DateOnly.FromDateTime(now);
        return !Begins(open).Contains(slot.Minute) ? AppointmentRefusal.NotOpen
            : slot.Day < today.AddDays(service.DaysBefore) || slot.Begin < now.AddMinutes(LeadMinutes)
                ? AppointmentRefusal.TooLate
            : slot.Day > today.AddDays(DaysAhead) ? AppointmentRefusal.TooFar
            : null;
    }

    private IEnumerable<DefinitionFault> Faults()
    {
        foreach (var fault in DefinedLists.Twice(Services.Select(one => one.Code), "/services")
            .Concat(DefinedLists.Twice(Branches.Select(one => one.Branch), "/branches", "branch")))
            yield return fault;
        for (var i = 0; i < Services.Count; i++)
        {
            if ((Services[i].MinYuan is null) != (Services[i].MaxYuan is null)
                || Services[i].MinYuan > Services[i].MaxYuan)
                yield return new(
                    $"/services/{i}/maxYuan", "最低与最高金额须同时填写，最高不低于最低",
                    "both amounts or none, the higher one no less than the lower");
            if (Services[i].DaysBefore > DaysAhead)
                yield return new(
                    $"/services/{i}/daysBefore", "不得多于最多提前的天数", "no more than the days ahead at most");
        }
        for (var i = 0; i < Branches.Count; i++)
        {
            foreach (var fault in DefinedLists.Twice(
                Branches[i].Places.Select(one => one.Service), $"/branches/{i}/places", "service"))
                yield return fault;
            for (var j = 0; j < Branches[i].Places.Count; j++)
            {
                if (Find(Branches[i].Places[j].Service) is null)
                    yield return new(
                        $"/branches/{i}/places/{j}/service", $"没有业务 {Branches[i].Places[j].Service}",
                        $"there is no service {Branches[i].Places[j].Service}");
            }
        }
    }

    private static string Text(string name) =>
        ShippedDefinition.Text(typeof(AppointmentRules).Assembly, $"TellerLine.Appointments.kinds.{name}");
}

/// <summary>When somebody is served: a day of the bank's and a minute of it.</summary>
public readonly record struct Slot(DateOnly Day, int Minute)
{
    private const int MinutesOfAnHour = 60;

    /// <summary>On the bank's clock.</summary>
    public DateTime Begin => Day.ToDateTime(TimeOnly.MinValue).AddMinutes(Minute);

    /// <summary><c>09:30</c></summary>
    public string Time => string.Create(
        CultureInfo.InvariantCulture, $"{Minute / MinutesOfAnHour:00}:{Minute % MinutesOfAnHour:00}");

    /// <param name="day"><c>2026-03-01</c></param>
    /// <param name="time"><c>09:30</c></param>
    /// <returns>Null: no such day or time.</returns>
    public static Slot? Of(string? day, string? time) =>
        DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var on)
        && TimeOnly.TryParseExact(time, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var at)
            ? new Slot(on, (at.Hour * MinutesOfAnHour) + at.Minute)
            : null;

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Day:yyyy-MM-dd} {Time}");
}
