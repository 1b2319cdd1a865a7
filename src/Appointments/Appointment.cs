using TellerLine.Access;
using TellerLine.Kernel;

namespace TellerLine.Appointments;

public enum AppointmentStatus
{
    Booked,

    /// <summary>The customer came and was served.</summary>
    Kept,

    /// <summary>爽约: the customer did not come.</summary>
    Missed,

    Cancelled,
}

/// <summary>A visit to a branch that is agreed on (预约); pure.</summary>
/// <param name="Number"><c>AP260318000001</c>.</param>
/// <param name="Service">An <see cref="AppointmentService.Code"/>.</param>
/// <param name="Branch">A code of the kind <c>branches</c>.</param>
/// <param name="Unit">Of the branch when it was booked: whose staff sees it.</param>
/// <param name="AmountMinor">Of a withdrawal; else null.</param>
internal sealed record Appointment(
    string Number, string CustomerId, string Service, string Branch, string Unit, Slot Slot, long? AmountMinor,
    AppointmentStatus Status)
{
    /// <returns>What it becomes, or why it may not.</returns>
    /// <param name="now">On the bank's clock.</param>
    public static (Appointment? Next, AppointmentRefusal? Refused) Decide(
        Appointment state, AppointmentCommand command, DateTime now) => command switch
        {
            _ when state.Status != AppointmentStatus.Booked => (null, AppointmentRefusal.Over),
            AppointmentCommand.Cancel when now >= state.Slot.Begin => (null, AppointmentRefusal.Begun),
            AppointmentCommand.Cancel => (state with { Status = AppointmentStatus.Cancelled }, null),
            // Who comes early is served early, on the day itself.
            AppointmentCommand.Keep when DateOnly.FromDateTime(now) < state.Slot.Day =>
                (null, AppointmentRefusal.NotYet),
            AppointmentCommand.Keep => (state with { Status = AppointmentStatus.Kept }, null),
            AppointmentCommand.Miss when now < state.Slot.Begin => (null, AppointmentRefusal.NotYet),
            AppointmentCommand.Miss => (state with { Status = AppointmentStatus.Missed }, null),
            _ => throw new ArgumentOutOfRangeException(nameof(command), command, null),
        };
}

internal abstract record AppointmentCommand
{
    private AppointmentCommand()
    {
    }

    public sealed record Cancel(string Reason) : AppointmentCommand;

    public sealed record Keep : AppointmentCommand;

    public sealed record Miss : AppointmentCommand;
}

/// <param name="Code">For programs; the telephone says it by this.</param>
public sealed record AppointmentRefusal(string Code, BilingualText Why)
{
    public static readonly AppointmentRefusal
        Over = new("over", new("该预约已结束。", "This appointment is over.")),
        Begun = new("begun", new("预约时间已到，不能取消。", "Its time has come: it cannot be cancelled.")),
        NotYet = new("notYet", new("预约时间未到。", "Its time has not come.")),
        NotOffered = new("notOffered", new("该网点不接受此项预约。", "This is not booked at that branch.")),
        NotOpen = new("notOpen", new("该时段网点不营业。", "The branch is not open then.")),
        TooLate = new("tooLate", new("该时段已来不及预约。", "It is too late to book this slot.")),
        TooFar = new("tooFar", new("超出可预约的日期。", "So far ahead nothing is booked yet.")),
        Amount = new("amount", new("金额不在可预约的范围内。", "The amount is outside what is booked.")),
        Full = new("full", new("该时段已约满。", "The slot is taken.")),
        Twice = new("twice", new("客户在该时段已有预约。", "The customer has an appointment at that time.")),
        TooMany = new("tooMany", new("客户的预约数已达上限。", "The customer has as many appointments as one may.")),
        NotYours = new("notYours", new("没有这个预约。", "There is no such appointment."));
}

// Stream appointment/{number}.

/// <param name="Channel"><c>desk</c> or <c>keypad</c>.</param>
[Event("appointment.booked")]
public sealed record AppointmentBooked(
    string Number, string CustomerId, string Service, string Branch, string Day, string Time, long? AmountMinor,
    string Channel, string? ContactId, string By);

/// <param name="Reason">As it was written; empty by keypad.</param>
[Event("appointment.cancelled")]
public sealed record AppointmentCancelled(string Number, string Reason, string By);

[Event("appointment.reminded")]
public sealed record AppointmentReminded(string Number, string By);

[Event("appointment.kept")]
public sealed record AppointmentKept(string Number, string By);

[Event("appointment.missed")]
public sealed record AppointmentMissed(string Number, string By);
