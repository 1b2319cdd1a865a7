using TellerLine.Appointments;
using TellerLine.Information;
using TellerLine.Rules.Appointments;
using TellerLine.Rules.Information;

namespace TellerLine.Rules.SelfService;

/// <summary>Appointments in memory: what ships, from nine o'clock on the third of March, every half hour.</summary>
internal sealed class OpenAppointments : IAppointments
{
    private static readonly DateOnly Day = new(2026, 3, 3);

    public List<Booking> Booked { get; } = [];

    /// <summary>What the next bookings are answered with, in order.</summary>
    public Queue<AppointmentRefusal> Refusals { get; } = [];

    public int SlotsADay { get; set; } = 8;

    /// <summary>Nothing can be kept.</summary>
    public bool Down { get; set; }

    public IReadOnlyList<AppointmentService> Services => AppointmentRulesTests.Shipped.Services;

    public IReadOnlyList<Branch> Branches(string service) =>
    [
        .. InformationTests.Branches.Branches.Where(one => one.Closed is null
            && AppointmentRulesTests.Shipped.Places(one.Code, service) > 0),
    ];

    public Task<IReadOnlyList<FreeSlot>> Free(
        string service, string branch, Slot? after, DateOnly? day, int most, CancellationToken ct = default) =>
        Task.FromResult<IReadOnlyList<FreeSlot>>(
        [
            .. Enumerable.Range(0, SlotsADay).Select(i => new FreeSlot(new Slot(Day, (9 * 60) + (30 * i)), 1))
                .Where(one => (after is null || one.Slot.Begin > after.Value.Begin)
                    && Booked.All(booked => booked.Slot != one.Slot)).Take(most),
        ]);

    public Task<BookingAnswer> Book(Booking booking, CancellationToken ct = default)
    {
        if (Down)
            throw new IOException("appointments are away");
        if (Refusals.TryDequeue(out var why))
            return Task.FromResult<BookingAnswer>(new BookingAnswer.Refused(why));
        Booked.Add(booking);
        return Task.FromResult<BookingAnswer>(new BookingAnswer.Booked($"AP{Booked.Count}"));
    }

    public Task<IReadOnlyList<OpenAppointment>> Of(string customerId, CancellationToken ct = default) =>
        Task.FromResult<IReadOnlyList<OpenAppointment>>(
        [
            .. Booked.Where(one => one.CustomerId == customerId).Select((one, i) => new OpenAppointment(
                $"AP{i + 1}", AppointmentRulesTests.Shipped.Find(one.Service),
                InformationTests.Branches.Branches.First(branch => branch.Code == one.Branch), one.Slot,
                one.AmountMinor)),
        ]);

    public Task<AppointmentRefusal?> Cancel(string number, string customerId, CancellationToken ct = default)
    {
        if (Refusals.TryDequeue(out var why))
            return Task.FromResult<AppointmentRefusal?>(why);
        Booked.RemoveAt(int.Parse(number[2..], System.Globalization.CultureInfo.InvariantCulture) - 1);
        return Task.FromResult<AppointmentRefusal?>(null);
    }
}
