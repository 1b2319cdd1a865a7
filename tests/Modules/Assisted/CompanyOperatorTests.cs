using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using TellerLine.Assisted;
using TellerLine.Bills;
using TellerLine.Calls;
using TellerLine.Catalogue;
using TellerLine.Contracts;
using TellerLine.Customers;
using TellerLine.Modules.Banking;
using TellerLine.Modules.Catalogue;
using TellerLine.Movements;
using TellerLine.Wealth;

namespace TellerLine.Modules.Assisted;

/// <summary>对公经办人: who speaks for a company, over HTTP; the conversation is played.</summary>
public sealed class CompanyOperatorTests
{
    private const string Address = "/api/assisted", Manager = "P7654321", Bookkeeper = "P7654322", Code = "91350100M000100Y43";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task nothing_of_a_company_is_told_before_its_operator_has_proved_to_be_one()
    {
        await using var on = await Line.Start();
        Assert.Equal((true, 0), await on.Accounts());
        Assert.True((await on.View()).GetProperty("asksOperator").GetBoolean());
        // The company's own code is known to everybody.
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await on.Proves(Code)).StatusCode);
        using var proved = await on.Proves(Manager.ToLowerInvariant());
        var shown = await proved.Content.ReadFromJsonAsync<JsonElement>(Ct);
        Assert.Equal(("赵**", true), (shown.GetProperty("name").GetString(), shown.GetProperty("transacts").GetBoolean()));
        Assert.Equal((false, 1), await on.Accounts());
        Assert.Single((await on.View()).GetProperty("accounts").EnumerateArray());
        Assert.Equal(["OperatorRefused", "OperatorProved"], on.Call.Told);
        Assert.Equal(
            [("1001", "operator.refused", "customer/E1"), ("1001", "operator.proved", "customer/E1")],
            await on.Web.Audit());
        Assert.DoesNotContain(
            Manager,
            string.Join('\n', await on.Web.Db.Read(
                c => c.Query<string>("SELECT body FROM journal UNION ALL SELECT detail FROM audit"), Ct)),
            StringComparison.OrdinalIgnoreCase);

        // Another conversation begins anew: whoever speaks there is asked.
        on.Next();
        Assert.Equal((true, 0), await on.Accounts());
    }

    [Fact]
    public async Task who_may_enquire_moves_no_money()
    {
        await using var on = await Line.Start();
        Assert.True((await on.Proves(Bookkeeper)).IsSuccessStatusCode);
        Assert.Equal((false, 1), await on.Accounts());
        var view = await on.View();
        Assert.Empty(view.GetProperty("accounts").EnumerateArray());
        Assert.Equal("This operator may hear of the accounts; he may not have money moved.",
            view.GetProperty("cannot").GetProperty("en").GetString());
        using var begun = await on.Agent.PostAsJsonAsync(
            Address, new { kind = "own", from = "a0", to = "a1", amount = "1" }, Ct);
        Assert.Equal(HttpStatusCode.Conflict, begun.StatusCode);
    }

    [Fact]
    public async Task three_wrong_answers_end_it_for_this_conversation_also_a_right_one_after_them()
    {
        await using var on = await Line.Start();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await on.Proves("P0000001")).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await on.Proves("P0000002")).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await on.Proves("P0000003")).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await on.Proves(Manager)).StatusCode);
        Assert.Equal((false, 0), await on.Accounts());
        Assert.Contains("list of operators", (await on.View()).GetProperty("cannot").GetProperty("en").GetString());
    }

    private sealed class Line(WebUnderTest web, HttpClient agent, CustomerCard company) : IAsyncDisposable
    {
        public WebUnderTest Web => web;

        public HttpClient Agent => agent;

        public PlayedCall Call { get; private set; } = null!;

        public void Next() => Call = new PlayedCall { Who = new(company, IdentificationLevel.EnquiryPin) };

        public static async Task<Line> Start()
        {
            var calls = new Later();
            var web = await BankUnderWeb.Start(
                (added, configuration) => added.AddSingleton<IServedCalls>(calls)
                    .AddSingleton(Services.Shipped).AddBills(configuration).AddMovements(configuration)
                    .AddWealth(configuration).AddAssisted(configuration),
                routes => routes.MapAssisted());
            await web.Db.Write(scope =>
            {
                web.Get<ICustomerRegister>().Add(scope, new CustomerProfile(
                    "E1", CustomerKind.Company, "宁川商贸有限公司", "宁川商贸", "", Segment.Gold,
                    IdentityKind.SocialCreditCode, Code, null, [])
                {
                    Operators =
                    [
                        new("赵文斌", "经理", "+8613900000001", IdentityKind.Passport, Manager),
                        new("马晓兰", "会计", "+8613900000002", IdentityKind.Passport, Bookkeeper)
                        {
                            Mandate = OperatorMandate.Enquiries,
                        },
                    ],
                });
                return true;
            }, Ct);
            Assert.IsType<Papers>(web.Get<IContracts>()).Accounts = [await Bank.Open(web.Db, "E1", 10_000_00)];
            var line = new Line(web, await web.SignedIn("1001"), (await web.Get<ICustomers>().ById("E1", Ct))!);
            line.Next();
            calls.Line = line;
            return line;
        }

        public Task<JsonElement> View() => agent.GetFromJsonAsync<JsonElement>(Address, Ct)!;

        public async Task<(bool Asks, int Accounts)> Accounts()
        {
            var view = await agent.GetFromJsonAsync<JsonElement>($"{Address}/accounts", Ct);
            return (view.GetProperty("asksOperator").GetBoolean(), view.GetProperty("accounts").GetArrayLength());
        }

        public Task<HttpResponseMessage> Proves(string identity) =>
            agent.PostAsJsonAsync($"{Address}/operator", new { identity }, Ct);

        public async ValueTask DisposeAsync()
        {
            agent.Dispose();
            await web.DisposeAsync();
        }
    }

    private sealed class Later : IServedCalls
    {
        public Line? Line { get; set; }

        public IServedCall? Of(string agent) => Line?.Call;
    }
}
