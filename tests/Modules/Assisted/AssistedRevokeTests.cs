using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using TellerLine.Assisted;
using TellerLine.Banking;
using TellerLine.Bills;
using TellerLine.Calls;
using TellerLine.Catalogue;
using TellerLine.Contracts;
using TellerLine.Customers;
using TellerLine.Kernel;
using TellerLine.Modules.Banking;
using TellerLine.Modules.Catalogue;
using TellerLine.Wealth;

namespace TellerLine.Modules.Assisted;

/// <summary>
/// <c>/api/assisted/revoke</c> over HTTP: what was ordered for later comes back at once, what was made at an ATM is
/// read back and keyed; the bank as it is, the conversation played.
/// </summary>
public sealed class AssistedRevokeTests
{
    private const string Address = "/api/assisted", Revoke = Address + "/revoke", Machine = "atm-00000001";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task only_who_may_make_transactions_takes_anything_back_and_only_for_who_is_on_the_line()
    {
        await using var on = await Line.Start();
        using var anybody = new HttpClient { BaseAddress = on.Web.Url };
        using var operations = await on.Web.SignedIn("5001");
        foreach (var number in new[] { await on.Later(), Machine })
        {
            Assert.Equal(HttpStatusCode.Unauthorized, await Status(anybody, number));
            Assert.Equal(HttpStatusCode.Forbidden, await Status(operations, number));
            on.Call = null;
            Assert.Equal(HttpStatusCode.NotFound, await Status(on.Agent, number));
            on.Call = on.Known(IdentificationLevel.EnquiryPin);
        }
        Assert.Equal(HttpStatusCode.NotFound, await Status(on.Agent, "T260302999999"));
        Assert.Equal(HttpStatusCode.NotFound, await Status(on.Agent, null));
        Assert.Equal((8_700_00, 0), await on.Fen());
    }

    [Fact]
    public async Task what_another_customer_sent_is_not_found()
    {
        await using var on = await Line.Start();
        var number = await on.Later();
        on.Call = new PlayedCall
        {
            Who = new((await on.Web.Get<ICustomers>().ById("C2", Ct))!, IdentificationLevel.EnquiryPin),
        };
        Assert.Empty((await on.View()).GetProperty("waiting").EnumerateArray());
        Assert.Equal(HttpStatusCode.NotFound, await Status(on.Agent, number));
        Assert.Equal(HttpStatusCode.NotFound, await Status(on.Agent, Machine));
        Assert.Equal((8_700_00, 0), await on.Fen());
    }

    [Fact]
    public async Task before_the_enquiry_pin_and_after_its_time_it_is_refused_in_words()
    {
        await using var on = await Line.Start();
        var number = await on.Later();
        on.Call = on.Known(IdentificationLevel.Account);
        Assert.Empty((await on.View()).GetProperty("waiting").EnumerateArray());
        foreach (var one in new[] { number, Machine })
            Assert.Equal(("cannot", "请先让客户输入查询密码（S）。"), await on.Refused(one));

        on.Call = on.Known(IdentificationLevel.EnquiryPin);
        await on.Arrives("bank_transaction", number);
        Assert.Equal(("tooLate", "已到到账时间，不能撤销。"), await on.Refused(number));
        await on.Arrives("ledger_atm_transfer", Machine);
        Assert.Equal(HttpStatusCode.NotFound, await Status(on.Agent, Machine));
        Assert.Equal((8_700_00, 0), await on.Fen());
    }

    [Fact]
    public async Task what_was_ordered_for_later_is_told_and_comes_back_at_once()
    {
        await using var on = await Line.Start();
        var number = await on.Later();
        var waiting = Waiting(await on.View(), number);
        Assert.Equal(("ordinary", 800_00), (Text(waiting, "speed"), waiting.GetProperty("amountMinor").GetInt64()));
        using var answer = await on.Agent.PostAsJsonAsync(Revoke, new { number }, Ct);
        var done = await answer.Content.ReadFromJsonAsync<JsonElement>(Ct);
        Assert.Equal("已撤销，款项已退回付款账户。", Text(done.GetProperty("told"), "zh"));
        Assert.Equal([Machine], Numbers(done.GetProperty("view")));
        Assert.Equal((9_500_00, 0), await on.Fen());
        Assert.Equal(("tooLate", "已到到账时间，不能撤销。"), await on.Refused(number));
    }

    [Fact]
    public async Task what_was_made_at_a_machine_is_told_as_such_read_back_keyed_and_proved()
    {
        await using var on = await Line.Start();
        // Money only comes back: whatever became of the contract.
        on.Papers.Active = false;
        var waiting = Waiting(await on.View(), Machine);
        Assert.Equal(
            ("atm", "东街", "李*", 500_00),
            (Text(waiting, "speed"), Text(waiting, "place"), Text(waiting, "payee"),
                waiting.GetProperty("amountMinor").GetInt64()));
        using var answer = await on.Agent.PostAsJsonAsync(Revoke, new { number = Machine }, Ct);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var begun = await answer.Content.ReadFromJsonAsync<JsonElement>(Ct);
        Assert.StartsWith("请朗读给客户听", Text(begun.GetProperty("told"), "zh"), StringComparison.Ordinal);
        var transfer = begun.GetProperty("view").GetProperty("transfer");
        Assert.Equal(
            ("revocation", "readBack", $"撤销在自助设备上转给尾号 {on.PayeeTail} 账户的 500.00 元，款项退回您尾号 {on.Tail} 的账户。"),
            (Text(transfer, "kind"), Text(transfer, "state"), Text(transfer, "readBack")));
        Assert.Equal((9_500_00, 0), await on.Fen());
        Assert.Equal("inHand", (await on.Refused(Machine)).Code);

        var over = await on.Keyed();
        Assert.Equal(
            ("posted", "自助设备转账已撤销，款项已退回付款账户。", 10_000_00),
            (Text(over, "outcome"), Text(over.GetProperty("told"), "zh"), over.GetProperty("balanceMinor").GetInt64()));
        Assert.Equal((10_000_00, 0), await on.Fen());
        Assert.Equal([nameof(ReadBackBegun), nameof(TransferConfirmed)], on.Call!.Told);
        var proved = Assert.Single(on.Witness.Posted);
        Assert.Equal(
            ("atmRevocation", "agent", "1001", "transactionPin", on.PayeeTail, on.Tail),
            (proved.Kind, proved.Way, proved.Agent, proved.Level, proved.FromTail, proved.ToTail));
        Assert.Empty(await Bank.Faults(on.Web.Db));
    }

    [Fact]
    public async Task what_arrives_while_the_customer_keys_is_refused_in_words()
    {
        await using var on = await Line.Start();
        using var begun = await on.Agent.PostAsJsonAsync(Revoke, new { number = Machine }, Ct);
        await on.Arrives("ledger_atm_transfer", Machine);
        var over = await on.Keyed();
        Assert.Equal(
            ("refused", "这笔转账已到账，不能撤销。"), (Text(over, "outcome"), Text(over.GetProperty("told"), "zh")));
        Assert.Equal((9_500_00, 0), await on.Fen());
    }

    [Fact]
    public async Task what_the_bank_has_closed_is_not_begun_and_says_why()
    {
        await using var on = await Line.Start(Services.With(
            "atmRevoke", item => item with { Disabled = new("自助设备系统升级", "The machines are being upgraded") }));
        var (code, why) = await on.Refused(Machine);
        Assert.Equal((ServiceRefusal.Disabled, "自助设备系统升级"), (code, why));
        Assert.Equal(JsonValueKind.Null, (await on.View()).GetProperty("transfer").ValueKind);
    }

    private static async Task<HttpStatusCode> Status(HttpClient who, string? number)
    {
        using var answer = await who.PostAsJsonAsync(Revoke, new { number }, Ct);
        return answer.StatusCode;
    }

    private static JsonElement Waiting(JsonElement view, string number) =>
        view.GetProperty("waiting").EnumerateArray().Single(one => Text(one, "number") == number);

    private static string[] Numbers(JsonElement view) =>
        [.. view.GetProperty("waiting").EnumerateArray().Select(one => Text(one, "number"))];

    private static string Text(JsonElement of, string name) => of.GetProperty(name).GetString() ?? "";

    /// <summary>C1 with 10,000 yuan, of which 500 were sent to C2 at a machine an hour ago; 1001 has him on the
    /// line.</summary>
    private sealed class Line(WebUnderTest web, HttpClient agent, Papers papers, Witness witness, CustomerCard customer)
        : IServedCalls, IAsyncDisposable
    {
        private string _from = "", _to = "";

        public WebUnderTest Web => web;

        public HttpClient Agent => agent;

        public Papers Papers => papers;

        public Witness Witness => witness;

        public PlayedCall? Call { get; set; }

        public string Tail => AccountNumbers.Tail(_from);

        public string PayeeTail => AccountNumbers.Tail(_to);

        public IServedCall? Of(string agent) => Call;

        public PlayedCall Known(IdentificationLevel level) => new() { Who = new(customer, level) };

        public static async Task<Line> Start(IOfferedServices? services = null)
        {
            var (papers, witness, calls) = (new Papers(), new Witness(), new Calls());
            var web = await BankUnderWeb.Start(
                (added, configuration) => added
                    .AddSingleton<IContracts>(papers).AddSingleton<IServedCalls>(calls)
                    .AddSingleton<ITransactionWitness>(witness)
                    .AddSingleton(services ?? Services.Shipped).AddBills(configuration).AddWealth(configuration)
                    .AddAssisted(configuration),
                routes => routes.MapAssisted());
            await web.Db.Write(scope =>
            {
                web.Get<ICustomerRegister>().Add(scope, new CustomerProfile(
                    "C2", CustomerKind.Personal, "李明", "李", "先生", Segment.Ordinary, IdentityKind.Passport,
                    "P7654321", new DateOnly(1980, 1, 1), []));
                return true;
            }, Ct);
            var line = new Line(
                web, await web.SignedIn("1001"), papers, witness, (await web.Get<ICustomers>().ById("C1", Ct))!)
            {
                _from = await Bank.Open(web.Db, "C1", 10_000_00), _to = await Bank.Open(web.Db, "C2", 0),
            };
            (papers.Accounts, calls.Line) = ([line._from], line);
            papers.Name(line._to);
            line.Call = line.Known(IdentificationLevel.EnquiryPin);
            Assert.IsType<AtmIntakeOutcome.Taken>(await web.Get<IAtmIntake>().Take(
                new AtmTransferMade(
                    Machine, "ATM-03", "东街", line._from, line._to, "李明", Money.Cny(500_00),
                    web.Get<TimeProvider>().NowUs() - 3_600_000_000), Ct));
            return line;
        }

        /// <summary>800 yuan to C2, in two hours.</summary>
        public async Task<string> Later() => Assert.IsType<TransferOutcome.Deferred>(
            await web.Get<ITelephoneBank>().Transfer(
                new TransferWish(
                    TransferKind.Payee, "C1", _from, _to, Money.Cny(800_00), "wish-0001", "call-0",
                    await Bank.Token(web.Get<IPins>(), "C1", "call-0"))
                {
                    Speed = TransferSpeed.Ordinary, PayeeKnown = true, Caller = Papers.Bound, Origin = Bank.Keyed,
                }, Ct)).TransactionId;

        public Task<int> Arrives(string table, string id) => web.Db.Write(
            scope => scope.Connection.Execute(
                $"UPDATE {table} SET arrives_us = @now WHERE id = @id",
                new { id, now = web.Get<TimeProvider>().NowUs() }, scope.Transaction), Ct);

        public Task<JsonElement> View() => agent.GetFromJsonAsync<JsonElement>(Address, Ct)!;

        public async Task<(string Code, string Why)> Refused(string number)
        {
            using var answer = await agent.PostAsJsonAsync(Revoke, new { number }, Ct);
            Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
            var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(Ct);
            Assert.NotEqual("", Text(problem.GetProperty("why"), "en"));
            return (Text(problem, "code"), Text(problem.GetProperty("why"), "zh"));
        }

        /// <summary>The customer said yes and keyed the right PIN.</summary>
        public async Task<JsonElement> Keyed()
        {
            using var confirmed = await agent.PostAsync($"{Address}/confirm", null, Ct);
            Assert.Equal(HttpStatusCode.OK, confirmed.StatusCode);
            Call!.Keyed("verified", await Bank.Token(web.Get<IPins>(), "C1", Call.ContactId));
            JsonElement transfer;
            do
                transfer = (await View()).GetProperty("transfer");
            while (Text(transfer, "state") != "over");
            return transfer;
        }

        /// <summary>The payer's and the payee's.</summary>
        public async Task<(long From, long To)> Fen() => (
            (await web.Get<ICoreBank>().Account(_from, Ct))!.Balance.Minor,
            (await web.Get<ICoreBank>().Account(_to, Ct))!.Balance.Minor);

        public async ValueTask DisposeAsync()
        {
            Call?.Dispose();
            agent.Dispose();
            await web.DisposeAsync();
        }
    }

    private sealed class Calls : IServedCalls
    {
        public Line? Line { get; set; }

        public IServedCall? Of(string agent) => Line?.Of(agent);
    }

    private sealed class Witness : ITransactionWitness
    {
        public List<PostedTransaction> Posted { get; } = [];

        void ITransactionWitness.Posted(WriteScope scope, PostedTransaction transaction) => Posted.Add(transaction);
    }
}
