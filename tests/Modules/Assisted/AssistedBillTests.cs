using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using TellerLine.Assisted;
using TellerLine.Catalogue;
using TellerLine.Customers;
using TellerLine.Modules.Banking;
using TellerLine.Modules.Catalogue;
using static TellerLine.Modules.Assisted.DeskUnderTest;

namespace TellerLine.Modules.Assisted;

/// <summary>缴费 with an agent, over HTTP: the bank and the biller as they are, the conversation played.</summary>
public sealed class AssistedBillTests
{
    private const string Owing = "095160112850";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>T11's 128.50: asked, read back, the PIN keyed by the customer, paid once, the receipt told.</summary>
    [Fact]
    public async Task what_is_owed_is_asked_read_back_and_paid_once()
    {
        await using var on = await Start();
        var view = await on.View();
        Assert.Contains("telecom", view.GetProperty("billers").EnumerateArray().Select(
            one => one.GetProperty("code").GetString()));
        Assert.Equal(128_50, (await Owed(on, Owing)).GetProperty("owedMinor").GetInt64());

        using var begun = await Order(on.Agent, view, "telecom", Owing, "128.50");
        Assert.True(begun.IsSuccessStatusCode, await begun.Content.ReadAsStringAsync(Ct));
        var transfer = (await begun.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("transfer");
        Assert.Equal(("bill", "readBack"), (Text(transfer, "kind"), Text(transfer, "state")));
        Assert.Contains("128.50", Text(transfer, "readBack"), StringComparison.Ordinal);
        Assert.DoesNotContain(Owing, transfer.GetRawText(), StringComparison.Ordinal);

        transfer = await on.Keyed();
        Assert.Equal("posted", Text(transfer, "outcome"));
        Assert.Equal(1_000_00 - 128_50, transfer.GetProperty("balanceMinor").GetInt64());
        Assert.NotEmpty(Text(transfer, "receipt"));
        Assert.Equal(0, (await Owed(on, Owing)).GetProperty("owedMinor").GetInt64());
        Assert.Equal([nameof(ReadBackBegun), nameof(TransferConfirmed)], on.Call!.Told);
    }

    [Fact]
    public async Task what_the_biller_would_refuse_is_told_at_its_field_before_anything_is_read_back()
    {
        await using var on = await Start();
        var view = await on.View();

        Assert.Equal(["/number", "/amount"], await Faults(await Order(on.Agent, view, "telecom", "12", "0")));
        Assert.Equal(["/to"], await Faults(await Order(on.Agent, view, "nobody", Owing, "10")));
        Assert.Equal(["/amount"], await Faults(await Order(on.Agent, view, "telecom", Owing, "128.51")));
        Assert.Equal(["/amount"], await Faults(await Order(on.Agent, view, "telecom", Owing, "0.50")));
        Assert.Equal(["/number"], await Faults(
            await on.Agent.GetAsync($"{Address}/arrears?biller=telecom&number=12", Ct)));
        Assert.Empty(on.Call!.Told);
    }

    /// <summary>Who is not identified enough for his accounts is not told what somebody owes.</summary>
    [Fact]
    public async Task nothing_is_asked_of_a_biller_for_a_caller_known_by_number_alone()
    {
        await using var on = await Start(IdentificationLevel.Number);
        using var asked = await on.Agent.GetAsync($"{Address}/arrears?biller=telecom&number={Owing}", Ct);
        Assert.Equal(HttpStatusCode.Conflict, asked.StatusCode);
        on.Call = null;
        using var nobody = await on.Agent.GetAsync($"{Address}/arrears?biller=telecom&number={Owing}", Ct);
        Assert.Equal(HttpStatusCode.NotFound, nobody.StatusCode);
    }

    /// <summary>停办: with its reason, for what is owed and for the payment alike.</summary>
    [Fact]
    public async Task what_the_catalogue_does_not_offer_is_refused_with_the_bank_s_reason()
    {
        await using var on = await Start(services: Services.With(
            "bills", item => item with { Disabled = new("缴费系统升级", "Bill payment is being upgraded") }));
        var view = await on.View();
        foreach (var answer in new[]
        {
            await Order(on.Agent, view, "telecom", Owing, "128.50"),
            await on.Agent.GetAsync($"{Address}/arrears?biller=telecom&number={Owing}", Ct),
        })
        {
            using (answer)
            {
                Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
                Assert.Contains("缴费系统升级", await answer.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
            }
        }
        Assert.Empty(on.Call!.Told);
    }

    [Fact]
    public async Task who_was_not_trained_for_a_service_may_not_do_it_and_its_limit_holds_for_who_was()
    {
        await using var on = await Start(services: Services.With(
            "bills", item => item with { Trained = ["1002"], MaxYuan = 100 }));
        var view = await on.View();
        using var refused = await Order(on.Agent, view, "telecom", Owing, "128.50");
        Assert.Contains(
            ServiceRefusal.NotTrained, await refused.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        using var trained = await on.Web.SignedIn("1002");
        Assert.Equal(["/amount"], await Faults(await Order(trained, view, "telecom", Owing, "128.50")));
    }

    private static Task<JsonElement> Owed(DeskUnderTest on, string number) =>
        on.Get($"/arrears?biller=telecom&number={number}");

    private static Task<HttpResponseMessage> Order(
        HttpClient by, JsonElement view, string biller, string number, string amount) => by.PostAsJsonAsync(
        Address,
        new { kind = "bill", from = Text(view.GetProperty("accounts")[0], "ref"), to = biller, amount, number }, Ct);

    /// <summary>With the account that billers are paid into.</summary>
    private static async Task<DeskUnderTest> Start(
        IdentificationLevel level = IdentificationLevel.EnquiryPin, IOfferedServices? services = null)
    {
        var on = await DeskUnderTest.Start(level, services);
        await BankUnderWeb.OpenSettlement(on.Web.Db);
        return on;
    }
}
