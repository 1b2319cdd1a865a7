using Dapper;
using Microsoft.Extensions.DependencyInjection;
using TellerLine.Appointments;
using TellerLine.Banking;
using TellerLine.Bills;
using TellerLine.Contracts;
using TellerLine.Customers;
using TellerLine.Information;
using TellerLine.Kernel;
using TellerLine.LossReports;
using TellerLine.Modules.SelfService;
using TellerLine.Movements;
using TellerLine.PersonalMenus;
using TellerLine.SelfService;
using TellerLine.Wealth;

namespace TellerLine.Modules.Banking;

/// <summary>Credit cards of the embedded ledger: the bill from its postings, repaid by keypad with money.</summary>
public sealed class CardTests
{
    private const string Enquiry = "135790", Transaction = "246801";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static Identification Holder(IdentificationLevel level, string id = "C1") => new(
        new CustomerCard(
            id, CustomerKind.Personal, "张伟", "张", "先生", Segment.Ordinary, "138****0001", "", false,
            Accessibility.None),
        level);

    [Theory, BothEngines]
    public async Task the_bill_is_what_was_owed_when_the_statement_closed_less_what_came_in_since(DbEngine engine)
    {
        await using var bank = await Bank.StartWithNotices(
            engine, (services, _) => services.AddSingleton<ICardBank, EmbeddedCards>());
        var cards = bank.Kernel.Services.GetRequiredService<ICreditCards>();
        var account = await bank.Open("C1", 10_000_00);
        var card = await bank.Open("C1", -2_000_00, AccountKind.Credit, creditLimit: 20_000_00);
        var own = Holder(IdentificationLevel.EnquiryPin);

        // The clock says the 2nd of March: the statement of the 5th of February is the last.
        var told = Assert.IsType<CardOutcome.Told>(await cards.Of(own, card, Ct));
        Assert.Equal(
            new CardBill(
                new(2026, 2, 5), new(2026, 2, 25), Money.Cny(2_000_00), Money.Cny(200_00), Money.Cny(0)), told.Bill);
        Assert.Equal(Money.Cny(18_000_00), told.Account.Available);

        // Bought since: owed, and not yet billed. Repaid since: of the bill.
        await Moves(bank, card, account, 300_00, "key-00000001");
        await Moves(bank, account, card, 500_00, "key-00000002");
        told = Assert.IsType<CardOutcome.Told>(await cards.Of(own, card, Ct));
        Assert.Equal(
            (Money.Cny(1_800_00), Money.Cny(1_500_00), Money.Cny(0)), (
                told.Owed, told.Bill!.Left, told.Bill.MinimumLeft));

        // When the next statement has closed, all of it is billed anew.
        bank.Clock.Advance(TimeSpan.FromDays(4));
        told = Assert.IsType<CardOutcome.Told>(await cards.Of(own, card, Ct));
        Assert.Equal(
            (new DateOnly(2026, 3, 5), Money.Cny(1_800_00), Money.Cny(0)), (
                told.Bill!.Closed, told.Bill.Billed, told.Bill.Paid));
    }

    [Theory, BothEngines]
    public async Task a_new_card_pays_nothing_until_its_holder_activates_it_and_he_is_told_once(DbEngine engine)
    {
        await using var bank = await Bank.StartWithNotices(
            engine, (services, _) => services.AddSingleton<ICardBank, EmbeddedCards>());
        var cards = bank.Kernel.Services.GetRequiredService<ICreditCards>();
        var account = await bank.Open("C1", 0);
        var card = await bank.Open("C1", 0, AccountKind.Credit, creditLimit: 20_000_00);
        await bank.Kernel.Db.Write(scope => scope.Connection.Execute(
            "UPDATE ledger_account SET inactive = 1 WHERE number = @card", new { card }, scope.Transaction), Ct);
        var own = Holder(IdentificationLevel.EnquiryPin);
        var order = new TransferOrder("key-00000001", card, account, Money.Cny(1_00), "T1");
        Assert.Equal(
            new CoreAnswer.Refused(TransferRefusal.AccountFrozen), await bank.Ledger.Transfer(order, Ct));

        foreach (var who in new[] { null, Holder(IdentificationLevel.Account), Holder(own.Level, "C2") })
            Assert.Equal(CardActivation.NotFound, await cards.Activate(who, card, "call-1", Ct));
        Assert.Equal(CardActivation.NotFound, await cards.Activate(own, account, "call-1", Ct));
        await bank.Ledger.Place(new HoldOrder("hold-0001", card, "L1"), Ct);
        Assert.Equal(CardActivation.Held, await cards.Activate(own, card, "call-1", Ct));
        await bank.Ledger.Release(new HoldOrder("hold-0001", card, "L1"), Ct);

        var both = await Task.WhenAll(
            cards.Activate(own, card, "call-1", Ct), cards.Activate(own, card, "call-2", Ct));
        Assert.Equal([CardActivation.Done, CardActivation.Already], both.Order());
        Assert.Equal(CardActivation.Already, await cards.Activate(own, card, "call-3", Ct));
        Assert.IsType<CoreAnswer.Posted>(
            await bank.Ledger.Transfer(order with { Key = "key-00000002" }, Ct));
        Assert.Equal(1, await bank.Kernel.Db.Read(
            c => c.ExecuteScalar<long>("SELECT COUNT(*) FROM notice WHERE template = 'card-activated'"), Ct));
    }

    [Fact]
    public async Task a_card_is_told_to_its_holder_alone_and_only_after_the_enquiry_pin()
    {
        await using var web = await Start();
        var cards = web.Get<ICreditCards>();
        var card = await Bank.Open(web.Db, "C1", 0, AccountKind.Credit, creditLimit: 20_000_00);
        var current = await Bank.Open(web.Db, "C1", 0);
        var closed = await Bank.Open(web.Db, "C1", 0, AccountKind.Credit, AccountStatus.Closed);

        Assert.IsType<CardOutcome.NotIdentified>(await cards.Of(null, card, Ct));
        Assert.IsType<CardOutcome.NotIdentified>(await cards.Of(Holder(IdentificationLevel.Account), card, Ct));
        foreach (var (id, number) in new[] { ("C2", card), ("C1", current), ("C1", closed), ("C1", "0") })
            Assert.IsType<CardOutcome.NotFound>(
                await cards.Of(Holder(IdentificationLevel.EnquiryPin, id), number, Ct));
        Assert.Null(Assert.IsType<CardOutcome.Told>(
            await cards.Of(Holder(IdentificationLevel.EnquiryPin), card, Ct)).Bill);
    }

    [Fact]
    public async Task by_keypad_a_bill_is_heard_repaid_once_and_heard_as_paid_with_a_message_to_the_customer()
    {
        await using var web = await Start();
        var account = await Bank.Open(web.Db, "C1", 10_000_00);
        var card = await Bank.Open(web.Db, "C1", -2_000_00, AccountKind.Credit, creditLimit: 20_000_00);
        Assert.IsType<Papers>(web.Get<IContracts>()).Accounts = [account];
        await web.Get<IPins>().Set("C1", PinKind.Enquiry, "135790"u8);
        await web.Get<IPins>().Set("C1", PinKind.Transaction, "246801"u8);

        // 7 2 1: limit and bill; back; 2 repayment; 1 all of the bill; 1 confirmed; the transaction PIN; back; 1 again.
        var phone = new KeyedTelephone(
            ["7", "2", "1", "*", "2", "1", "1", "*", "1"], [Enquiry, Transaction]);
        await Assert.ThrowsAsync<OperationCanceledException>(() => web.Get<TelephoneFlow>().Run(
            phone, new CallerContext("call-1", Papers.Bound), Ct));
        var heard = string.Join(' ', phone.Heard);
        Assert.True(heard.Contains("card.done", StringComparison.Ordinal), heard);
        Assert.Contains("card.billed", heard);
        Assert.Contains("card.minimum", heard);
        Assert.Contains("card.done", heard);
        Assert.Contains("card.settled", heard);
        Assert.Equal((8_000_00, 0), (await Fen(web, account), await Fen(web, card)));
        Assert.Equal(
            ["cardBill", "cardRepay", "cardBill"], phone.Notes.OfType<ServiceDone>().Select(done => done.Item));
        Assert.Equal(1, await web.Db.Read(
            c => c.ExecuteScalar<long>("SELECT COUNT(*) FROM bank_transaction WHERE state = 'posted'"), Ct));
        Assert.Equal(1, await web.Db.Read(c => c.ExecuteScalar<long>("SELECT COUNT(*) FROM notice"), Ct));
        Assert.Empty(await Bank.Faults(web.Db));
    }

    private static async Task<long> Fen(WebUnderTest web, string account) =>
        (await web.Get<ICoreBank>().Account(account, Ct))!.Balance.Minor;

    private static async Task Moves(Bank bank, string from, string to, long fen, string key) =>
        Assert.IsType<CoreAnswer.Posted>(await bank.Ledger.Transfer(
            new TransferOrder(key, from, to, Money.Cny(fen), "T1"), Ct));

    private static Task<WebUnderTest> Start() => BankUnderWeb.Start(
        (services, configuration) => services.AddBills(configuration).AddMovements(configuration)
            .AddLossReports(configuration).AddPersonalMenus(configuration).AddInformation(configuration)
            .AddAppointments(configuration).AddWealth(configuration).AddSelfService(configuration),
        _ => { });
}
