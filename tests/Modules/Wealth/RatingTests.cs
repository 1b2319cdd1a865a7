using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using TellerLine.Customers;
using TellerLine.Kernel;
using TellerLine.Modules.Banking;
using TellerLine.Wealth;

namespace TellerLine.Modules.Wealth;

/// <summary>客户风险测评 over HTTP: 6001 records what C1 answered at the branch.</summary>
public sealed class RatingTests
{
    private const string Address = "/api/wealth/ratings";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothEngines]
    public async Task a_branch_records_a_rating_and_it_runs_out_after_twelve_months(DbEngine engine)
    {
        await using var web = await Start(engine);
        var today = web.Get<KernelOptions>().DayOf(web.Get<TimeProvider>().NowUs());
        using var branch = await web.SignedIn("6001");
        await Done(await Record(branch, "C1", "C2", today.AddMonths(-12)));
        await Done(await Record(branch, "13800000001", "C4", today));
        var row = Assert.Single((await branch.GetFromJsonAsync<JsonElement>(Address, Ct))
            .GetProperty("rows").EnumerateArray());
        Assert.Equal(
            ("C1", "张*", "C4", $"{today:yyyy-MM-dd}", $"{today.AddMonths(12):yyyy-MM-dd}", "valid", "6001"),
            (Text(row, "customerId"), Text(row, "customer"), Text(row, "level"), Text(row, "ratedOn"),
                Text(row, "validTo"), Text(row, "state"), Text(row, "by")));
        Assert.Equal(
            [("6001", "wealth.rated", "customer/C1"), ("6001", "wealth.rated", "customer/C1")], await web.Audit());
        var view = await branch.GetFromJsonAsync<JsonElement>($"{Address}/C1", Ct);
        Assert.Equal("valid", Text(view.GetProperty("state"), "code"));
        Assert.Equal(2, view.GetProperty("story").GetArrayLength());

        // What is sold goes by it: to its last day, and no further.
        var rating = (await web.Get<IRiskRatings>().Of("C1", Ct))!;
        Assert.Equal(("C4", "6001"), (rating.Level, rating.By));
        var product = web.Get<IWealth>().Find("equity")!;
        Assert.Equal(Suitability.Suits, SuitabilityRules.Of(rating, product, today.AddMonths(12), 12, false, false));
        var after = today.AddMonths(12).AddDays(1);
        Assert.Equal(Suitability.Expired, SuitabilityRules.Of(rating, product, after, 12, false, false));
    }

    [Fact]
    public async Task what_cannot_be_is_refused_at_its_field_and_only_a_branch_records()
    {
        await using var web = await Start(DbEngine.Sqlite);
        var today = web.Get<KernelOptions>().DayOf(web.Get<TimeProvider>().NowUs());
        using var branch = await web.SignedIn("6001");
        Assert.Equal(["/customer", "/level", "/day"], await Faults(await branch.PostAsJsonAsync(Address, new { }, Ct)));
        Assert.Equal(["/level", "/customer"], await Faults(await Record(branch, "C9", "C6", today)));
        Assert.Equal(["/day"], await Faults(await Record(branch, "C1", "C3", today.AddDays(1))));
        Assert.Equal(["/day"], await Faults(await Record(branch, "C1", "C3", today.AddMonths(-12).AddDays(-1))));
        await Done(await Record(branch, "C1", "C3", today.AddDays(-2)));
        Assert.Equal(["/day"], await Faults(await Record(branch, "C1", "C5", today.AddDays(-3))));
        Assert.Equal(HttpStatusCode.NotFound, (await branch.GetAsync($"{Address}/C9", Ct)).StatusCode);
        using var agent = await web.SignedIn("1001");
        Assert.Equal(HttpStatusCode.Forbidden, (await Record(agent, "C1", "C5", today)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await agent.GetAsync(Address, Ct)).StatusCode);
        using var risk = await web.SignedIn("5001");
        Assert.Equal(HttpStatusCode.OK, (await risk.GetAsync(Address, Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await Record(risk, "C1", "C5", today)).StatusCode);
    }

    private static Task<HttpResponseMessage> Record(HttpClient who, string customer, string level, DateOnly day) =>
        who.PostAsJsonAsync(Address, new { customer, level, day = $"{day:yyyy-MM-dd}" }, Ct);

    private static async Task Done(HttpResponseMessage response) =>
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(Ct));

    private static async Task<string[]> Faults(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        return [.. (await answer.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("faults").EnumerateArray()
            .Select(fault => Text(fault, "path"))];
    }

    private static string Text(JsonElement of, string name) => of.GetProperty(name).GetString() ?? "";

    private static Task<WebUnderTest> Start(DbEngine engine) => BankUnderWeb.Start(
        (services, configuration) => services.AddWealth(configuration), routes => routes.MapWealth(), engine);
}
