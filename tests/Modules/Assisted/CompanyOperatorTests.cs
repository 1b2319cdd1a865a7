using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Dapper;
using TellerLine.Customers;
using static TellerLine.Modules.Assisted.DeskUnderTest;

namespace TellerLine.Modules.Assisted;

/// <summary>对公经办人: who speaks for a company, over HTTP; the conversation is played.</summary>
public sealed class CompanyOperatorTests
{
    private const string Manager = "P7654321", Bookkeeper = "P7654322", Code = "91350100M000100Y43";

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
        Assert.Equal(1, on.Call.Proved);
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
        await on.Next();
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

    private sealed class Line(DeskUnderTest all) : IAsyncDisposable
    {
        public WebUnderTest Web => all.Web;

        public HttpClient Agent => all.Agent;

        public PlayedCall Call => all.Call!;

        public Task Next() => all.IsCalled("E1");

        public static async Task<Line> Start() => new(await DeskUnderTest.Start(
            fen: 10_000_00, customer: "E1", before: web => web.Db.Write(scope =>
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
            }, Ct)));

        public Task<JsonElement> View() => all.View();

        public async Task<(bool Asks, int Accounts)> Accounts()
        {
            var view = await all.Get("/accounts");
            return (view.GetProperty("asksOperator").GetBoolean(), view.GetProperty("accounts").GetArrayLength());
        }

        public Task<HttpResponseMessage> Proves(string identity) =>
            Agent.PostAsJsonAsync($"{Address}/operator", new { identity }, Ct);

        public ValueTask DisposeAsync() => all.DisposeAsync();
    }
}
