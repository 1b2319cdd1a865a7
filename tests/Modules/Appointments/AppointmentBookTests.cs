using Dapper;
using Microsoft.Extensions.DependencyInjection;
using TellerLine.Appointments;
using TellerLine.Customers;
using TellerLine.Definitions;
using TellerLine.Information;
using TellerLine.Kernel;
using TellerLine.Notices;

namespace TellerLine.Modules.Appointments;

/// <summary>预约 over the database: a slot's last place, a customer's bounds, reminders over restarts.</summary>
public sealed class AppointmentBookTests
{
    /// <summary>A Monday; the bank's clock is eight hours before Greenwich's.</summary>
    private static readonly DateTimeOffset Monday = new(2026, 3, 2, 10, 15, 0, TimeSpan.FromHours(8));

    private static readonly Slot Wednesday = new(new DateOnly(2026, 3, 4), (9 * 60) + 30);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Branch 102 serves one visitor at a time.</summary>
    [Theory, BothEngines]
    public async Task of_many_who_want_the_last_place_of_a_slot_one_has_it_and_cancelled_it_is_free_again(
        DbEngine engine)
    {
        await using var on = await Books.Start(engine);
        var answers = await Task.WhenAll(
            Enumerable.Range(1, 8).Select(i => on.Book.Book(Visit($"C{i}", "102"), Ct)));
        var one = Assert.Single(answers.OfType<BookingAnswer.Booked>());
        Assert.All(
            answers.OfType<BookingAnswer.Refused>(), refused => Assert.Equal(AppointmentRefusal.Full, refused.Why));
        Assert.Equal(
            (1, 1), (await on.Count("SELECT COUNT(*) FROM appointment"), await on.Count("SELECT COUNT(*) FROM notice")));
        Assert.DoesNotContain(Wednesday, (await on.Book.Free("visit", "102", null, Wednesday.Day, 99, Ct))
            .Select(free => free.Slot));

        var holder = (await on.Kernel.Db.Read(c => AppointmentStore.Find(c, one.Number), Ct))!.Appointment.CustomerId;
        Assert.Equal(AppointmentRefusal.NotYours, await on.Book.Cancel(one.Number, "C9", Ct));
        var both = await Task.WhenAll(
            on.Book.Cancel(one.Number, holder, Ct), on.Book.Cancel(one.Number, holder, Ct));
        Assert.Equal([null, AppointmentRefusal.Over], both.OrderBy(refused => refused is not null));
        Assert.IsType<BookingAnswer.Booked>(await on.Book.Book(Visit("C9", "102"), Ct));
        Assert.Equal(AppointmentRefusal.Full, await on.Refused(Visit(holder, "102")));
    }

    [Theory, BothEngines]
    public async Task a_customer_is_at_one_place_at_a_time_and_has_three_at_most_also_in_two_calls_at_once(
        DbEngine engine)
    {
        await using var on = await Books.Start(engine);
        var both = await Task.WhenAll(
            on.Book.Book(Visit("C1", "101"), Ct), on.Book.Book(Visit("C1", "201"), Ct));
        Assert.Single(both.OfType<BookingAnswer.Booked>());
        Assert.Equal(AppointmentRefusal.Twice, Assert.Single(both.OfType<BookingAnswer.Refused>()).Why);
        var more = await Task.WhenAll(Enumerable.Range(1, 4).Select(i => on.Book.Book(
            Visit("C1", "101") with { Slot = Wednesday with { Minute = Wednesday.Minute + (30 * i) } }, Ct)));
        Assert.Equal(2, more.OfType<BookingAnswer.Booked>().Count());
        Assert.Equal(3, (await on.Book.Of("C1", Ct)).Count);
        Assert.Equal(
            (await on.Book.Of("C1", Ct)).OrderBy(one => one.Slot.Begin).Select(one => one.Number),
            (await on.Book.Of("C1", Ct)).Select(one => one.Number));
    }

    [Fact]
    public async Task large_cash_has_its_amount_a_day_ahead_and_only_where_it_is_booked()
    {
        await using var on = await Books.Start();
        var cash = Visit("C1", "101") with { Service = "cash", AmountMinor = 60_000_00 };
        Assert.Equal(AppointmentRefusal.Amount, await on.Refused(cash with { AmountMinor = null }));
        Assert.Equal(AppointmentRefusal.Amount, await on.Refused(cash with { AmountMinor = 49_999_99 }));
        Assert.Equal(AppointmentRefusal.Amount, await on.Refused(Visit("C1", "101") with { AmountMinor = 1_00 }));
        Assert.Equal(AppointmentRefusal.NotOffered, await on.Refused(cash with { Branch = "102" }));
        // 301 is being rebuilt.
        Assert.Equal(AppointmentRefusal.NotOffered, await on.Refused(Visit("C1", "301")));
        var today = new DateOnly(2026, 3, 2);
        Assert.Equal(
            AppointmentRefusal.TooLate, await on.Refused(cash with { Slot = new Slot(today, 16 * 60) }));
        Assert.NotEmpty(await on.Book.Free("visit", "101", null, today, 99, Ct));
        Assert.Empty(await on.Book.Free("cash", "101", null, today, 99, Ct));
        Assert.IsType<BookingAnswer.Booked>(await on.Book.Book(cash, Ct));
    }

    /// <summary>The day before at 16:00, once, whatever restarts; what is cancelled or booked later is not.</summary>
    [Theory, BothEngines]
    public async Task the_customer_is_reminded_once_on_the_day_before_over_a_restart(DbEngine engine)
    {
        await using var on = await Books.Start(engine);
        var number = await on.Booked(Visit("C1", "101"));
        Assert.Null(await on.Book.Cancel(await on.Booked(Visit("C2", "101")), "C2", Ct));
        on.Clock.Advance(new DateTimeOffset(2026, 3, 3, 15, 59, 0, TimeSpan.FromHours(8)) - Monday);
        await on.CatchUp();
        Assert.DoesNotContain("appointment.reminded", await on.Story(number));
        on.Clock.Advance(TimeSpan.FromMinutes(2));
        await using (var again = await on.Kernel.Another())
        {
            await again.Services.GetRequiredService<DueRunner>().CatchUp(Ct);
            await again.Services.GetRequiredService<DueRunner>().CatchUp(Ct);
        }
        Assert.Equal(["appointment.booked", "appointment.reminded"], await on.Story(number));
        Assert.Equal(1, await on.Count("SELECT COUNT(*) FROM notice WHERE template = 'appointment-reminder'"));
        await on.Booked(Visit("C3", "101"));
        Assert.Equal(0, await on.Count("SELECT COUNT(*) FROM due WHERE kind LIKE 'appointment.%'"));
    }

    private static Booking Visit(string customer, string branch) => new(
        customer, "visit", branch, Wednesday, null, "keypad", "call-1", "customer", "zh-CN");

    private sealed class Books(TestKernel kernel, FakeTime clock) : IAsyncDisposable
    {
        public TestKernel Kernel => kernel;

        public FakeTime Clock => clock;

        public IAppointments Book => kernel.Services.GetRequiredService<IAppointments>();

        public static async Task<Books> Start(DbEngine engine = DbEngine.Sqlite)
        {
            var clock = new FakeTime(Monday);
            return new Books(
                await TestKernel.Start(engine, (services, configuration) => services
                    .AddSingleton<TimeProvider>(clock).AddCustomers(configuration).AddDefinitions(configuration)
                    .AddNotices(configuration).AddInformation(configuration).AddAppointments(configuration)),
                clock);
        }

        public async Task<string> Booked(Booking booking) =>
            Assert.IsType<BookingAnswer.Booked>(await Book.Book(booking, Ct)).Number;

        public async Task<AppointmentRefusal> Refused(Booking booking) =>
            Assert.IsType<BookingAnswer.Refused>(await Book.Book(booking, Ct)).Why;

        public Task CatchUp() => kernel.Services.GetRequiredService<DueRunner>().CatchUp(Ct);

        public Task<int> Count(string sql) => kernel.Db.Read(c => c.ExecuteScalar<int>(sql), Ct);

        public async Task<IEnumerable<string>> Story(string number) =>
            (await kernel.Journal.ReadStream($"appointment/{number}", ct: Ct)).Select(row => row.Kind);

        public ValueTask DisposeAsync() => kernel.DisposeAsync();
    }
}
