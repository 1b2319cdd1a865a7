using TellerLine.Information;

namespace TellerLine.Appointments;

/// <summary>Appointments as customers and those who help them book, hear and cancel them.</summary>
public interface IAppointments
{
    /// <summary>In the bank's order.</summary>
    IReadOnlyList<AppointmentService> Services { get; }

    /// <summary>Where a service is booked now, in the bank's order; those that are closed for the time being left
    /// out.</summary>
    IReadOnlyList<Branch> Branches(string service);

    /// <summary>The next slots with a place, of a service at a branch; empty where it is not booked.</summary>
    /// <param name="after">Only later ones; null: from now on.</param>
    /// <param name="day">Only of this day; null: of any.</param>
    /// <param name="most">So many at most.</param>
    Task<IReadOnlyList<FreeSlot>> Free(
        string service, string branch, Slot? after, DateOnly? day, int most, CancellationToken ct = default);

    /// <summary>
    /// The place is taken, and the customer told by a message, in one transaction: of two who want the last place of a
    /// slot one has it.
    /// </summary>
    Task<BookingAnswer> Book(Booking booking, CancellationToken ct = default);

    /// <summary>A customer's that are to come, the next one first.</summary>
    Task<IReadOnlyList<OpenAppointment>> Of(string customerId, CancellationToken ct = default);

    /// <summary>By the customer, whose it is.</summary>
    /// <returns>Why not; null: it is cancelled, its place is free again.</returns>
    Task<AppointmentRefusal?> Cancel(string number, string customerId, CancellationToken ct = default);
}

/// <param name="Left">Places; at least one.</param>
public readonly record struct FreeSlot(Slot Slot, int Left);

/// <param name="AmountMinor">Of a service that has an amount.</param>
/// <param name="Channel"><c>desk</c> or <c>keypad</c>.</param>
/// <param name="By">A user's number, or <c>customer</c>.</param>
/// <param name="Language">Of the messages: <c>zh-CN</c> or <c>en</c>.</param>
public sealed record Booking(
    string CustomerId, string Service, string Branch, Slot Slot, long? AmountMinor, string Channel, string? ContactId,
    string By, string Language);

public abstract record BookingAnswer
{
    private BookingAnswer()
    {
    }

    public sealed record Booked(string Number) : BookingAnswer;

    public sealed record Refused(AppointmentRefusal Why) : BookingAnswer;
}

/// <param name="Branch">As it is now; null: the bank has it no more.</param>
/// <param name="Service">Likewise.</param>
public sealed record OpenAppointment(
    string Number, AppointmentService? Service, Branch? Branch, Slot Slot, long? AmountMinor);
