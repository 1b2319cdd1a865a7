using Dapper;
using Microsoft.Extensions.DependencyInjection;
using TellerLine.Banking;
using TellerLine.Contracts;
using TellerLine.Customers;
using TellerLine.Kernel;

namespace TellerLine.Modules.Banking;

public sealed class DemonstrationTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [BothEngines]
    public async Task an_empty_database_becomes_the_demonstration_bank_and_stays_it(DbEngine engine)
    {
        await using var kernel = await Start(engine);
        var before = await Count(kernel);
        Assert.Equal((340, 680), (before.Customers, before.Pins));
        Assert.True(before.Postings > 6_000);
        await Proved(kernel);

        await using var again = await kernel.Another();
        Assert.Equal(before, await Count(again));
        var seeded = Assert.Single(await kernel.Journal.ReadStream("bank/demonstration", ct: Ct))
            .As<DemonstrationSeeded>();
        // Time deposits and loans come beside it: five accounts of two postings, and a machine's two entries.
        Assert.Equal((96_558, 340, before.Postings - 14), (seeded.Seed, seeded.Customers, seeded.Postings));
    }

    [Fact]
    public async Task switched_off_there_is_nothing()
    {
        await using var kernel = await Start(DbEngine.Sqlite, ("Banking:Demonstration", "false"));
        Assert.Equal((0, 0, 0), await Count(kernel));
        var demonstration = kernel.Services.GetRequiredService<IDemonstrationBank>();
        Assert.False(demonstration.On);
        Assert.Empty(demonstration.Customers);
        Assert.Equal("", demonstration.TransactionPin);
    }

    [Fact]
    public async Task zhang_wei_hears_his_balance_and_moves_money()
    {
        await using var kernel = await Start(DbEngine.Sqlite);
        var (customers, bank, pins) = (
            kernel.Services.GetRequiredService<ICustomers>(), kernel.Services.GetRequiredService<ITelephoneBank>(),
            kernel.Services.GetRequiredService<IPins>());
        var zhang = Assert.Single(await customers.ByNumber("+8613800000001", Ct));
        Assert.Equal(
            ("C10001", "张伟", "先生", Segment.Vip, "138****0001"),
            (zhang.Id, zhang.Name, zhang.Title, zhang.Segment, zhang.MaskedNumber));

        await using var enquiry = await pins.Open(zhang.Id, PinKind.Enquiry, "call-1", Ct);
        Assert.IsType<PinOutcome.Right>(await enquiry.Settle(enquiry.Matches("135790"u8)));
        var own = Assert.IsType<AccountsOutcome.Listed>(await bank.Accounts(zhang.Id, Ct)).Accounts;
        Assert.Equal(
            [("1000", AccountKind.Current, 12_345_67), (own[1].Tail, AccountKind.Savings, 50_000_05)],
            own.Select(a => (a.Tail, a.Kind, a.Balance.Minor)));

        await using var transaction = await pins.Open(zhang.Id, PinKind.Transaction, "call-1", Ct);
        var right = Assert.IsType<PinOutcome.Right>(await transaction.Settle(transaction.Matches("246801"u8)));
        var outcome = await bank.Transfer(
            new TransferWish(
                TransferKind.Own, zhang.Id, own[0].Number, own[1].Number, Money.Cny(345_67), "wish-0001", "call-1",
                right.Token)
            {
                Origin = Bank.Keyed,
            }, Ct);
        Assert.Equal(Money.Cny(12_000_00), Assert.IsType<TransferOutcome.Posted>(outcome).FromBalance);
        await Proved(kernel);
    }

    [Fact]
    public async Task zhang_wei_sent_money_at_a_machine_this_morning_and_takes_it_back_once()
    {
        await using var kernel = await Start(DbEngine.Sqlite);
        var machines = kernel.Services.GetRequiredService<IAtmTransfers>();
        var zhang = Assert.Single(
            await kernel.Services.GetRequiredService<ICustomers>().ByNumber("+8613800000001", Ct));
        var who = new Identification(zhang, IdentificationLevel.EnquiryPin);
        var one = Assert.Single(Assert.IsType<AtmTransfersOutcome.Told>(await machines.Of(who, Ct)).Transfers);
        Assert.Equal((Money.Cny(500_00), "李*", "1000"), (one.Amount, one.Payee, one.Account[^4..]));
        var wish = new TransferWish(
            TransferKind.AtmRevocation, zhang.Id, one.PayeeTail, one.Account, one.Amount, "wish-0001", "call-1",
            await Bank.Token(kernel.Services.GetRequiredService<IPins>(), zhang.Id, "call-1"))
        {
            Subject = one.Id, Origin = Bank.Keyed,
        };
        var posted = Assert.IsType<TransferOutcome.Posted>(
            await kernel.Services.GetRequiredService<ITelephoneBank>().Transfer(wish, Ct));
        Assert.Equal(Money.Cny(12_845_67), posted.FromBalance);
        await using var again = await kernel.Another();
        Assert.Empty(Assert.IsType<AtmTransfersOutcome.Told>(await machines.Of(who, Ct)).Transfers);
        await Proved(kernel);
    }

    [Fact]
    public async Task callers_are_found_by_number_account_and_document()
    {
        await using var kernel = await Start(DbEngine.Sqlite);
        var customers = kernel.Services.GetRequiredService<ICustomers>();
        Assert.Empty(await customers.ByNumber(null, Ct));
        Assert.Empty(await customers.ByNumber("+8613899999999", Ct));
        Assert.Equal(["C10005", "C10006"], (await customers.ByNumber("+8613800000005", Ct)).Select(c => c.Id));
        Assert.Equal(["E20002", "E20003"], (await customers.ByNumber("+8613900020002", Ct)).Select(c => c.Id));
        Assert.Equal(["C10007", "E20004"], (await customers.ByNumber("+8613800000007", Ct)).Select(c => c.Id));

        var guest = kernel.Services.GetRequiredService<IDemonstrationBank>().Customers[0];
        Assert.Equal("C10001", (await customers.ByAccount(guest.Account, Ct))?.Id);
        Assert.Null(await customers.ByAccount("6288990000000000000", Ct));
        Assert.Null(await customers.ByAccount("house/clearing", Ct));

        var smith = await customers.ByIdentity(IdentityKind.Passport, " e99012345", Ct);
        Assert.Equal(
            ("C10004", "John Smith", "Smith", "E9*****45"),
            (smith?.Id, smith?.Name, smith?.Surname, smith?.MaskedIdentity));
        Assert.Null(await customers.ByIdentity(IdentityKind.TaiwanPermit, "E99012345", Ct));

        var wang = await customers.ById("C10065", Ct);
        Assert.Equal((true, 67), (wang!.Elderly, wang.Age));
        var li = (await customers.ById("C10020", Ct))!;
        Assert.Equal((false, (int?)null), (li.Elderly, li.Age));
        Assert.Equal(Accessibility.Sight, (await customers.ById("C10020", Ct))!.Accessibility);
        Assert.Equal(("赵文斌", "经理", "139****0001"), OperatorOf(await customers.OperatorsOf("E20001", Ct)));
        Assert.Empty(await customers.OperatorsOf("C10001", Ct));
    }

    [Fact]
    public async Task identity_numbers_are_nowhere_in_full()
    {
        await using var kernel = await Start(DbEngine.Sqlite);
        var cipher = kernel.Services.GetRequiredService<IFieldCipher>();
        var stored = await kernel.Db.Read(
            c => c.Query<(string Id, string Masked, string Hash)>(
                "SELECT id, identity_masked, identity_hash FROM customer").ToList(), Ct);
        Assert.Equal(340, stored.Count);
        Assert.All(stored, row =>
        {
            Assert.Matches(@"^hmac-sha256\$[0-9a-f]{64}$", row.Hash);
            Assert.Matches(
                @"^[0-9A-Z]{2,6}\*+[0-9A-Z]{2,4}$",
                cipher.Decrypt(row.Masked, new FieldPlace("customer", "identity_masked", row.Id)));
        });
    }

    private static (string, string, string) OperatorOf(IReadOnlyList<CompanyOperator> operators) =>
        (operators[0].Name, operators[0].Role, operators[0].MaskedNumber);

    private static Task<TestKernel> Start(DbEngine engine, params (string, string)[] settings) => TestKernel.Start(
        engine,
        (services, configuration) =>
        {
            services.AddCustomers(configuration);
            services.AddSingleton<IEvidenceGuard>(new Evidence());
            services.AddSingleton<IContracts>(new Papers());
            services.AddBanking(configuration);
        },
        settings);

    private static async Task<(int Customers, int Pins, int Postings)> Count(TestKernel kernel) => await kernel.Db.Read(
        c => (c.ExecuteScalar<int>("SELECT count(*) FROM customer"), c.ExecuteScalar<int>("SELECT count(*) FROM pin"),
            c.ExecuteScalar<int>("SELECT count(*) FROM ledger_posting")),
        Ct);

    private static async Task Proved(TestKernel kernel)
    {
        Assert.Empty(await Bank.Faults(kernel.Db));
        Assert.Equal(
            0, await kernel.Db.Read(
                c => c.ExecuteScalar<long>("SELECT CAST(sum(amount_minor) AS BIGINT) FROM ledger_posting"), Ct));
    }
}
