using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using TellerLine.Banking;
using TellerLine.Catalogue;
using TellerLine.Customers;
using TellerLine.Kernel;
using TellerLine.Modules.Banking;
using TellerLine.Modules.Catalogue;
using static TellerLine.Modules.Assisted.DeskUnderTest;

namespace TellerLine.Modules.Assisted;

/// <summary>自助贷款 with an agent, over HTTP: the bank as it is, the conversation played.</summary>
public sealed class AssistedLoanTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task a_loan_on_a_deposit_is_read_back_paid_out_told_and_repaid()
    {
        await using var on = await Start();
        var view = await on.View();
        var all = await on.Get("/loans");
        Assert.Empty(all.GetProperty("loans").EnumerateArray());
        var pledge = Assert.Single(all.GetProperty("pledges").EnumerateArray());
        Assert.Equal(45_000_00, pledge.GetProperty("mostMinor").GetInt64());
        var account = Text(Assert.Single(view.GetProperty("accounts").EnumerateArray()), "ref");

        using var begun = await on.Order(new
        {
            kind = "pledgedLoan", from = Text(pledge, "ref"), to = account, amount = "900",
            ends = Text(pledge, "lastDay"),
        });
        Assert.True(begun.IsSuccessStatusCode, await begun.Content.ReadAsStringAsync(Ct));
        var transfer = (await begun.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("transfer");
        Assert.Equal(("loan", "readBack"), (Text(transfer, "kind"), Text(transfer, "state")));
        Assert.Contains("900.00", Text(transfer, "readBack"), StringComparison.Ordinal);
        Assert.Contains("2.85%", Text(transfer, "readBack"), StringComparison.Ordinal);
        transfer = await on.Keyed();
        Assert.Equal("posted", Text(transfer, "outcome"));
        Assert.Equal(1_900_00, transfer.GetProperty("balanceMinor").GetInt64());

        all = await on.Get("/loans");
        Assert.Empty(all.GetProperty("pledges").EnumerateArray());
        var loan = Assert.Single(all.GetProperty("loans").EnumerateArray());
        Assert.Equal(900_00, loan.GetProperty("principalMinor").GetInt64());
        Assert.Equal(["/amount"], await Faults(await on.Order(new
        {
            kind = "loanRepay", from = account, to = Text(loan, "ref"), amount = "900.01",
        })));
        using var repaid = await on.Order(new
        {
            kind = "loanRepay", from = account, to = Text(loan, "ref"), amount = "900",
        });
        Assert.True(repaid.IsSuccessStatusCode, await repaid.Content.ReadAsStringAsync(Ct));
        transfer = await on.Keyed();
        Assert.Equal("posted", Text(transfer, "outcome"));
        all = await on.Get("/loans");
        Assert.Empty(all.GetProperty("loans").EnumerateArray());
        Assert.Single(all.GetProperty("pledges").EnumerateArray());
        Assert.Empty(await Bank.Faults(on.Web.Db));
    }

    [Fact]
    public async Task what_the_bank_would_refuse_is_told_at_its_field_before_anything_is_read_back()
    {
        await using var on = await Start();
        var pledge = (await on.Get("/loans")).GetProperty("pledges")[0];
        Assert.Equal(
            ["/amount", "/from", "/to", "/ends"], await Faults(await on.Order(new { kind = "pledgedLoan" })));
        Assert.Equal(["/amount", "/to", "/ends"], await Faults(await on.Order(new
        {
            kind = "pledgedLoan", from = Text(pledge, "ref"), to = "", amount = "45000.01", ends = "2099-01-01",
        })));
        Assert.Equal(["/amount", "/from", "/to"], await Faults(await on.Order(new { kind = "loanRepay" })));
        Assert.Empty(on.Call!.Told);
    }

    /// <summary>More than the agent may alone waits for a second person; taken back, nothing was lent.</summary>
    [Fact]
    public async Task more_than_the_agent_s_authority_waits_for_a_second_person_and_pledges_nothing_until_then()
    {
        await using var on = await Start();
        var view = await on.View();
        var pledge = (await on.Get("/loans")).GetProperty("pledges")[0];
        using var begun = await on.Order(new
        {
            kind = "pledgedLoan", from = Text(pledge, "ref"), to = Text(view.GetProperty("accounts")[0], "ref"),
            amount = "30000", ends = Text(pledge, "lastDay"),
        });
        Assert.True(begun.IsSuccessStatusCode);
        Assert.Equal("pending", Text(await on.Keyed("pending"), "state"));
        using var cancelled = await on.Agent.PostAsync($"{Address}/cancel", null, Ct);
        var all = await on.Get("/loans");
        Assert.Empty(all.GetProperty("loans").EnumerateArray());
        Assert.Single(all.GetProperty("pledges").EnumerateArray());
    }

    [Fact]
    public async Task nothing_of_loans_is_told_before_the_enquiry_pin_or_where_the_catalogue_does_not_offer_it()
    {
        await using var on = await Start(IdentificationLevel.Number);
        using var asked = await on.Agent.GetAsync($"{Address}/loans", Ct);
        Assert.Equal(HttpStatusCode.Conflict, asked.StatusCode);
        on.Call = null;
        using var nobody = await on.Agent.GetAsync($"{Address}/loans", Ct);
        Assert.Equal(HttpStatusCode.NotFound, nobody.StatusCode);

        await using var closed = await Start(services: Services.With(
            "loan", item => item with { Disabled = new("贷款系统升级", "Loans are being upgraded") }));
        using var refused = await closed.Agent.GetAsync($"{Address}/loans", Ct);
        Assert.Contains("贷款系统升级", await refused.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
    }

    /// <summary>With a time deposit of 50,000.</summary>
    private static async Task<DeskUnderTest> Start(
        IdentificationLevel level = IdentificationLevel.EnquiryPin, IOfferedServices? services = null)
    {
        var on = await DeskUnderTest.Start(level, services);
        var today = on.Web.Get<KernelOptions>().DayOf(on.Web.Get<TimeProvider>().NowUs());
        await LoanBooks.Deposit(on.Web.Db, "C1", 50_000_00, today.AddMonths(8));
        return on;
    }
}
