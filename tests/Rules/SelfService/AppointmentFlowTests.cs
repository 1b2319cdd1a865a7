using TellerLine.Appointments;
using TellerLine.SelfService;

namespace TellerLine.Rules.SelfService;

/// <summary>预约 by keypad: what, where, one of the next free slots, confirmed; heard again and cancelled.</summary>
public sealed class AppointmentFlowTests : FlowTests
{
    private static readonly string[] First = ["7", "5", Bank.Enquiry];

    private static readonly DateOnly Day = new(2026, 3, 3);

    [Fact]
    public async Task one_of_the_next_free_slots_is_read_back_and_booked()
    {
        await Call(Zhang, [.. First, "1", "2", "101#", "2", "1"]);
        Assert.Contains("最近的空闲时段", Phone.Heard[^3], StringComparison.Ordinal);
        Assert.StartsWith("将为您预约网点业务，城东支行，", Phone.Heard[^2], StringComparison.Ordinal);
        Assert.StartsWith("预约成功，确认短信正在发送。", Last, StringComparison.Ordinal);
        var booked = Assert.Single(Appointments.Booked);
        Assert.Equal(
            ("visit", "101", new Slot(Day, (9 * 60) + 30), null, "keypad", "n1-c1", "customer", "zh-CN"),
            (booked.Service, booked.Branch, booked.Slot, booked.AmountMinor, booked.Channel, booked.ContactId,
                booked.By, booked.Language));
        Assert.Equal(
            ("appointmentBooked", true), Phone.Noted<ServiceDone>().Select(d => (d.Outcome, d.Achieved)).Single());
    }

    /// <summary>Large cash: 50 000 to 1 000 000, and only where there is enough of it.</summary>
    [Fact]
    public async Task a_withdrawal_has_an_amount_within_its_bounds_at_a_branch_that_has_it()
    {
        await Call(Zhang, [.. First, "2", "49999#", "1", "50000#", "2", "102#", "1", "101#", "1", "1"]);
        Assert.True(Heard("可预约的金额从五万元整到一百万元整"));
        Assert.True(Heard("该网点不接受此项预约。"));
        Assert.Equal(50_000_00, Assert.Single(Appointments.Booked).AmountMinor);
    }

    [Fact]
    public async Task later_slots_are_told_and_after_the_last_the_first_again()
    {
        Appointments.SlotsADay = 4;
        await Call(Zhang, [.. First, "1", "2", "101#", "4", "2", "1", "1"]);
        Assert.True(Heard("没有更晚的时段，从头播报。"));
        Assert.Equal(new Slot(Day, 9 * 60), Assert.Single(Appointments.Booked).Slot);
    }

    [Fact]
    public async Task who_was_a_moment_too_late_is_told_what_is_free_now()
    {
        Appointments.Refusals.Enqueue(AppointmentRefusal.Full);
        Appointments.Refusals.Enqueue(AppointmentRefusal.Twice);
        await Call(Zhang, [.. First, "1", "2", "101#", "1", "1", "2", "1", "3", "1"]);
        Assert.True(Heard("该时段刚刚约满，请另选。"));
        Assert.True(Heard("您在该时段已有预约，请另选。"));
        Assert.Equal(new Slot(Day, 10 * 60), Assert.Single(Appointments.Booked).Slot);
    }

    [Fact]
    public async Task who_has_as_many_as_one_may_hears_so()
    {
        Appointments.Refusals.Enqueue(AppointmentRefusal.TooMany);
        await Call(Zhang, [.. First, "1", "2", "101#", "1", "1"]);
        Assert.True(Heard("您的预约已达上限，请先取消一个。"));
        Assert.Equal("tooManyAppointments", Phone.Noted<ServiceDone>().Single().Outcome);
    }

    [Fact]
    public async Task what_is_booked_is_heard_and_cancelled()
    {
        await Call(Zhang, [.. First, "1", "2", "101#", "1", "1", "*", "5", "1", "1", "1"]);
        Assert.True(Heard("您预约了网点业务，城东支行，"));
        Assert.StartsWith("预约已取消，确认短信正在发送。", Last, StringComparison.Ordinal);
        Assert.Empty(Appointments.Booked);
        Assert.Equal("appointmentCancelled", Phone.Noted<ServiceDone>().Last().Outcome);
    }

    [Fact]
    public async Task star_at_the_confirmation_books_and_cancels_nothing()
    {
        await Call(Zhang, [.. First, "1", "2", "101#", "1", "*"]);
        Assert.Empty(Appointments.Booked);
        Assert.Contains("最近的空闲时段", Last, StringComparison.Ordinal);
    }

    [Fact]
    public async Task where_nothing_is_free_that_is_said()
    {
        Appointments.SlotsADay = 0;
        await Call(Zhang, [.. First, "1", "2", "101#"]);
        Assert.True(Heard("目前没有可预约的时段。"));
        Assert.Equal("noSlot", Phone.Noted<ServiceDone>().Single().Outcome);
    }

    [Fact]
    public async Task what_cannot_be_kept_is_said_and_nothing_is_told_before_the_enquiry_pin()
    {
        Appointments.Down = true;
        await Call(Zhang, [.. First, "1", "2", "101#", "1", "1"]);
        Assert.True(Heard("预约可能未能办理"));
        Assert.Single(Log.Faults);
        await Call(Zhang, "7", "5", "111111");
        Assert.DoesNotContain("appointments-service", Nodes);
    }
}
