using System.Data;
using System.Globalization;
using Dapper;
using TellerLine.Kernel;

namespace TellerLine.Appointments;

/// <summary>An appointment's row.</summary>
internal sealed record StoredAppointment(
    Appointment Appointment, string Channel, string? ContactId, string Language, long BookedUs, string BookedBy,
    long Version);

/// <summary>The tables of <c>001_appointments.sql</c>.</summary>
internal sealed class AppointmentStore(KernelOptions kernel, TimeProvider time)
{
    private const long MinuteUs = 60_000_000;

    private const string Columns =
        """
        SELECT number AS Number, customer_id AS CustomerId, service AS Service, branch AS Branch, unit AS Unit, day AS Day,
          minute AS Minute, amount_minor AS AmountMinor, status AS Status, channel AS Channel, contact_id AS ContactId,
          language AS Language, booked_us AS BookedUs, booked_by AS BookedBy, version AS Version
        FROM appointment
        """;

    public static StoredAppointment? Find(
        IDbConnection connection, string number, IDbTransaction? transaction = null) =>
        connection.QuerySingleOrDefault<Row>($"{Columns} WHERE number = @number", new { number }, transaction)
            ?.Stored();

    /// <summary>Those that are to come, the next one first.</summary>
    public IReadOnlyList<StoredAppointment> Open(
        IDbConnection connection, string customerId, IDbTransaction? transaction = null) =>
        [
            .. connection.Query<Row>(
                $"{Columns} WHERE customer_id = @customerId AND status = 'booked' AND begins_us > @now ORDER BY begins_us",
                new { customerId, now = time.NowUs() }, transaction).Select(row => row.Stored()),
        ];

    /// <summary>How many places of each slot of these days are taken.</summary>
    public static IReadOnlyDictionary<Slot, int> Taken(
        IDbConnection connection, string branch, string service, DateOnly from, DateOnly to) =>
        connection.Query<(string Day, long Minute, long Taken)>(
            """
            SELECT day, minute, taken FROM appointment_slot
            WHERE branch = @branch AND service = @service AND day >= @from AND day <= @to
            """,
            new { branch, service, from = Day(from), to = Day(to) })
            .ToDictionary(row => new Slot(DayOf(row.Day), (int)row.Minute), row => (int)row.Taken);

    /// <summary>The slot's row is locked until the commit: who comes second sees what the first has taken.</summary>
    /// <returns>False: no place is left.</returns>
    public static bool Take(WriteScope scope, string branch, string service, Slot slot, int places) =>
        scope.Connection.QuerySingleOrDefault<long?>(
            """
            INSERT INTO appointment_slot (branch, service, day, minute, taken) VALUES (@branch, @service, @day, @minute, 1)
            ON CONFLICT (branch, service, day, minute) DO UPDATE SET taken = appointment_slot.taken + 1
            WHERE appointment_slot.taken < @places
            RETURNING taken
            """,
            new { branch, service, day = Day(slot.Day), minute = (long)slot.Minute, places = (long)places },
            scope.Transaction) is not null;

    public static void GiveBack(WriteScope scope, Appointment appointment) => scope.Connection.Execute(
        """
        UPDATE appointment_slot SET taken = taken - 1
        WHERE branch = @Branch AND service = @Service AND day = @day AND minute = @minute AND taken > 0
        """,
        new
        {
            appointment.Branch,
            appointment.Service,
            day = Day(appointment.Slot.Day),
            minute = (long)appointment.Slot.Minute,
        },
        scope.Transaction);

    /// <summary>Until the commit no other booking of this customer's is decided.</summary>
    public static void Lock(WriteScope scope, string customerId) => scope.Connection.Execute(
        """
        INSERT INTO appointment_customer (customer_id, bookings) VALUES (@customerId, 1)
        ON CONFLICT (customer_id) DO UPDATE SET bookings = appointment_customer.bookings + 1
        """,
        new { customerId }, scope.Transaction);

    /// <summary><c>AP260318000001</c>: the bank's day and a count.</summary>
    public string NextNumber(WriteScope scope)
    {
        var day = kernel.DayOf(time.NowUs());
        var last = scope.Connection.ExecuteScalar<long>(
            """
            INSERT INTO appointment_number (bank_day, last) VALUES (@day, 1)
            ON CONFLICT (bank_day) DO UPDATE SET last = appointment_number.last + 1 RETURNING last
            """,
            new { day = Day(day) }, scope.Transaction);
        return string.Create(CultureInfo.InvariantCulture, $"AP{day:yyMMdd}{last:000000}");
    }

    public void Add(WriteScope scope, StoredAppointment stored)
    {
        var appointment = stored.Appointment;
        scope.Connection.Execute(
            """
            INSERT INTO appointment (number, customer_id, service, branch, unit, day, minute, begins_us, amount_minor, status,
              channel, contact_id, language, booked_us, booked_by, version)
            VALUES (@Number, @CustomerId, @Service, @Branch, @Unit, @day, @minute, @begins, @AmountMinor, @status,
              @Channel, @ContactId, @Language, @BookedUs, @BookedBy, @Version)
            """,
            new
            {
                appointment.Number,
                appointment.CustomerId,
                appointment.Service,
                appointment.Branch,
                appointment.Unit,
                day = Day(appointment.Slot.Day),
                minute = (long)appointment.Slot.Minute,
                begins = Us(appointment.Slot),
                appointment.AmountMinor,
                status = EnumWords.Of(appointment.Status),
                stored.Channel,
                stored.ContactId,
                stored.Language,
                stored.BookedUs,
                stored.BookedBy,
                stored.Version,
            },
            scope.Transaction);
    }

    /// <returns>False: somebody was quicker; it is not what was read any more.</returns>
    public static bool Change(WriteScope scope, StoredAppointment next) => scope.Connection.Execute(
        "UPDATE appointment SET status = @status, version = @Version WHERE number = @Number AND version = @Version - 1",
        new { status = EnumWords.Of(next.Appointment.Status), next.Version, next.Appointment.Number },
        scope.Transaction) == 1;

    public long Us(Slot slot) => UsAt(slot.Day, slot.Minute);

    /// <param name="minute">Of the bank's day.</param>
    public long UsAt(DateOnly day, int minute) => kernel.Day(day).FromUs + (minute * MinuteUs);

    internal static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static DateOnly DayOf(string text) =>
        DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private sealed record Row(
        string Number, string CustomerId, string Service, string Branch, string Unit, string Day, long Minute,
        long? AmountMinor, string Status, string Channel, string? ContactId, string Language, long BookedUs,
        string BookedBy, long Version)
    {
        public StoredAppointment Stored() => new(
            new Appointment(
                Number, CustomerId, Service, Branch, Unit, new Slot(DayOf(Day), (int)Minute), AmountMinor,
                EnumWords.To<AppointmentStatus>(Status)),
            Channel, ContactId, Language, BookedUs, BookedBy, Version);
    }
}
