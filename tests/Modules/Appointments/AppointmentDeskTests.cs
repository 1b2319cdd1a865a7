using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using TellerLine.Appointments;
using TellerLine.Catalogue;
using TellerLine.Customers;
using TellerLine.Information;
using TellerLine.Kernel;
using TellerLine.Modules.Banking;
using TellerLine.Modules.Catalogue;

namespace TellerLine.Modules.Appointments;

/// <summary>预约 over HTTP: 1001 books for a customer in a call, 6001 marks what became of it at the branch.</summary>
public sealed class AppointmentDeskTests
{
    private const string Address = "/api/appointments";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task an_agent_books_a_free_slot_and_the_branch_marks_who_came_once_the_day_has_come()
    {
        await using var web = await Start();
        using var agent = await web.SignedIn("1001");
        using var branch = await web.SignedIn("6001");
        var offered = await agent.GetFromJsonAsync<JsonElement>($"{Address}/offered", Ct);
        Assert.Equal(
            ["visit", "cash", "manager"],
            offered.GetProperty("services").EnumerateArray().Select(one => Text(one, "code")));
        var slot = (await Free(agent))[0];
        var number = await Done(await Book(agent, slot, contactId: "call-1"));
        Assert.Contains(slot with { Left = slot.Left - 1 }, await Free(agent));

        var view = await View(branch, number);
        Assert.Equal(("booked", $"{slot.Day} {slot.Time}"), (State(view), Fact(view, "When")));
        Assert.Equal("C1 张*", Fact(view, "Customer"));
        Assert.Equal(HttpStatusCode.Forbidden, (await Do(agent, number, "keep", 1)).StatusCode);
        var day = AppointmentStore.Day(web.Get<KernelOptions>().DayOf(web.Get<TimeProvider>().NowUs()).AddDays(1));
        await Set(web, "day = @value", day);
        Assert.Equal("notYet", await Refusal(await Do(branch, number, "keep", 1)));
        await Set(web, "day = @value", AppointmentStore.Day(DateOnly.Parse(day, null).AddDays(-1)));
        Assert.Equal(HttpStatusCode.Conflict, (await Do(branch, number, "keep", 9)).StatusCode);
        await Done(await Do(branch, number, "keep", 1));
        Assert.Equal("kept", State(await View(agent, number)));
        Assert.Equal("over", await Refusal(await Do(branch, number, "miss", 2)));
        Assert.Contains(("6001", "appointment.kept", $"appointment/{number}"), await web.Audit());
        Assert.Equal(["Booked", "Kept"], Story(await View(branch, number)));
    }

    [Fact]
    public async Task it_is_cancelled_with_a_reason_and_who_did_not_come_is_marked()
    {
        await using var web = await Start();
        using var agent = await web.SignedIn("1001");
        using var branch = await web.SignedIn("6001");
        var slots = await Free(agent);
        var (first, second) = (await Done(await Book(agent, slots[0])), await Done(await Book(agent, slots[1])));
        using var unsaid = await Do(agent, first, "cancel", 1, new { reason = "" });
        Assert.Equal(["/reason"], await Faults(unsaid));
        await Done(await Do(agent, first, "cancel", 1, new { reason = "客户出差" }));
        Assert.Contains("Cancelled: 客户出差", Story(await View(agent, first)));
        Assert.Contains(("1001", "appointment.cancelled", $"appointment/{first}"), await web.Audit());
        Assert.Equal(slots[0].Left, (await Free(agent))[0].Left);
        Assert.Equal("notYet", await Refusal(await Do(branch, second, "miss", 1)));
        await Set(web, "day = @value", "2026-03-02", second);
        await Done(await Do(branch, second, "miss", 1));
        Assert.Equal("missed", State(await View(branch, second)));
    }

    [Fact]
    public async Task what_cannot_be_booked_is_told_at_its_field()
    {
        await using var web = await Start();
        using var agent = await web.SignedIn("1001");
        var slot = (await Free(agent))[0];
        Assert.Equal(
            ["/branch", "/customer", "/day", "/service", "/time"],
            (await Faults(await Post(agent, new { customer = "C9", service = "", branch = "", day = "", time = "" })))
                .Order());
        Assert.Equal(["/time"], await Faults(await Book(agent, slot with { Time = "03:00" })));
        Assert.Equal(["/branch"], await Faults(await Book(agent, slot, branch: "301")));
        Assert.Equal(["/amount"], await Faults(await Book(agent, slot, service: "cash")));
        await Done(await Book(agent, slot));
        Assert.Equal(["/time"], await Faults(await Book(agent, slot, branch: "201")));
    }

    [Fact]
    public async Task a_branch_sees_its_own_and_no_others_and_who_may_only_look_books_nothing()
    {
        await using var web = await Start();
        using var agent = await web.SignedIn("1001");
        using var branch = await web.SignedIn("6001");
        var slots = await Free(agent);
        var (own, theirs) = (await Done(await Book(agent, slots[0])), await Done(await Book(agent, slots[1])));
        await Set(web, "unit = @value", "outlets/elsewhere", theirs);
        Assert.Equal(HttpStatusCode.NotFound, (await branch.GetAsync($"{Address}/{theirs}", Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await Do(branch, theirs, "miss", 1)).StatusCode);
        var list = await branch.GetFromJsonAsync<JsonElement>(Address, Ct);
        var row = Assert.Single(list.GetProperty("rows").EnumerateArray());
        Assert.Equal((own, "张*"), (Text(row, "number"), Text(row, "customer")));
        var byDay = await agent.GetFromJsonAsync<JsonElement>($"{Address}?beginsAt.from={slots[1].Day}&beginsAt.to={slots[1].Day}&branch=101", Ct);
        Assert.NotEqual(0, byDay.GetProperty("rows").GetArrayLength());
        using var manager = await web.SignedIn("3001");
        Assert.Equal(HttpStatusCode.Forbidden, (await Book(manager, slots[2])).StatusCode);
    }

    [Fact]
    public async Task what_the_catalogue_does_not_offer_is_refused_with_the_bank_s_reason()
    {
        await using var web = await Start(Services.With(
            "appointments", item => item with { Disabled = new("预约系统升级", "Being upgraded") }));
        using var agent = await web.SignedIn("1001");
        Assert.Equal(
            "预约系统升级",
            Text((await agent.GetFromJsonAsync<JsonElement>($"{Address}/offered", Ct)).GetProperty("whyNot"), "zh"));
        Assert.Equal("serviceDisabled", await Refusal(await Book(agent, (await Free(agent))[0])));
    }

    private static async Task<List<FreeAppointment>> Free(HttpClient who) =>
        (await who.GetFromJsonAsync<List<FreeAppointment>>($"{Address}/free?service=visit&branch=101", Ct))!;

    private static Task<HttpResponseMessage> Book(
        HttpClient who, FreeAppointment slot, string service = "visit", string branch = "101",
        string? contactId = null) => Post(
        who, new { customer = "C1", service, branch, day = slot.Day, time = slot.Time, contactId });

    private static Task<HttpResponseMessage> Post(HttpClient who, object wish) =>
        who.PostAsJsonAsync(Address, wish, Ct);

    private static Task<HttpResponseMessage> Do(
        HttpClient who, string number, string what, long version, object? form = null) =>
        who.PostAsJsonAsync($"{Address}/{number}/{what}", new { version, form }, Ct);

    private static Task<JsonElement> View(HttpClient who, string number) =>
        who.GetFromJsonAsync<JsonElement>($"{Address}/{number}", Ct);

    private static string State(JsonElement view) => Text(view.GetProperty("state"), "code");

    private static string Fact(JsonElement view, string name) => Text(
        view.GetProperty("facts").EnumerateArray().Single(fact => Text(fact.GetProperty("name"), "en") == name),
        "value");

    private static List<string> Story(JsonElement view) =>
        [.. view.GetProperty("story").EnumerateArray().Select(one => Text(one.GetProperty("what"), "en"))];

    private static string Text(JsonElement of, string name) => of.GetProperty(name).GetString() ?? "";

    private static async Task<string> Done(HttpResponseMessage answer)
    {
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Ct));
        return Text(await answer.Content.ReadFromJsonAsync<JsonElement>(Ct), "id");
    }

    private static async Task<string> Refusal(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        return Text(await answer.Content.ReadFromJsonAsync<JsonElement>(Ct), "code");
    }

    private static async Task<List<string>> Faults(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        return [.. (await answer.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("faults").EnumerateArray()
            .Select(fault => Text(fault, "path"))];
    }

    /// <summary>Days pass, and units move, by a stroke of the pen.</summary>
    private static Task<int> Set(WebUnderTest web, string what, string value, string? number = null) => web.Db.Write(
        scope => scope.Connection.Execute(
            $"UPDATE appointment SET {what} WHERE number = COALESCE(@number, number)", new { value, number },
            scope.Transaction), Ct);

    private static Task<WebUnderTest> Start(IOfferedServices? services = null) => BankUnderWeb.Start(
        (added, configuration) => added.AddSingleton(services ?? Services.Shipped).AddInformation(configuration)
            .AddAppointments(configuration),
        routes => routes.MapAppointments());
}
