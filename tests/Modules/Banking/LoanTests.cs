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

/// <summary>
/// Loans of the embedded ledger: told, repaid with interest, and lent on a time deposit that is stopped until then. The
/// clock says the 2nd of March 2026.
/// </summary>
public sealed class LoanTests
{
    private const string Enquiry = "135790", Transaction = "246801";

    private static readonly DateOnly Today = new(2026, 3, 2), Matures = new(2026, 11, 2);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static Identification Holder(IdentificationLevel level, string id = "C1") => new(
        new CustomerCard(
            id, CustomerKind.Personal, "张伟", "张", "先生", Segment.Ordinary, "138****0001", "", false,
            Accessibility.None),
        level);

    [Theory, BothEngines]
    public async Task a_loan_is_told_with_its_interest_and_repaid_until_its_account_is_closed(DbEngine engine)
    {
        await using var bank = await Bank.Start(engine);
        var account = await bank.Open("C1", 20_000_00);
        var loan = await LoanBooks.Loan(
            bank.Kernel.Db, "C1", new LoanTerms(12_000_00, 360, new(2026, 2, 10), new(2027, 2, 10), 12));
        var loans = bank.Kernel.Services.GetRequiredService<ILoans>();
        var told = Assert.Single(await Told(loans));

        // 3.6 % of 12,000 is 1.20 a day: twenty days of it are owed, and twenty-eight with the first instalment.
        Assert.Equal(
            (Money.Cny(12_000_00), Money.Cny(12_024_00), Money.Cny(0)), (told.Principal, told.Owed, told.Overdue));
        Assert.Equal(new Instalment(new(2026, 3, 10), Money.Cny(1_033_60)), told.Next);

        Assert.Equal(
            new CoreAnswer.Refused(TransferRefusal.MoreThanOwed),
            await bank.Ledger.Transfer(Pays(account, loan, 12_024_01, "key-00000001"), Ct));
        Assert.Equal(-12_000_00, await bank.Fen(loan));
        var paid = Assert.IsType<CoreAnswer.Posted>(
            await bank.Ledger.Transfer(Pays(account, loan, 1_033_60, "key-00000002"), Ct));
        Assert.Equal(Money.Cny(-10_990_40), paid.ToBalance);
        Assert.Equal(paid, await bank.Ledger.Transfer(Pays(account, loan, 1_033_60, "key-00000002"), Ct));
        told = Assert.Single(await Told(loans));
        Assert.Equal(new DateOnly(2026, 4, 10), told.Next!.Due);

        // A month and a day later the second instalment is overdue; all that is owed repays it.
        bank.Clock.Advance(TimeSpan.FromDays(40));
        told = Assert.Single(await Told(loans));
        Assert.True(told.Overdue.Minor > 0);
        var last = Assert.IsType<CoreAnswer.Posted>(
            await bank.Ledger.Transfer(Pays(account, loan, told.Owed.Minor, "key-00000003"), Ct));
        Assert.Equal(Money.Cny(0), last.ToBalance);
        Assert.Empty(await Told(loans));
        Assert.Equal(
            new CoreAnswer.Refused(TransferRefusal.AccountClosed),
            await bank.Ledger.Transfer(Pays(account, loan, 1, "key-00000004"), Ct));
        await bank.Prove();
    }

    [Fact]
    public async Task loans_and_deposits_are_told_to_their_customer_alone_and_only_after_the_enquiry_pin()
    {
        await using var bank = await Bank.Start();
        await bank.Open("C1", 0);
        await LoanBooks.Loan(
            bank.Kernel.Db, "C1", new LoanTerms(12_000_00, 360, new(2026, 2, 10), new(2027, 2, 10), 12));
        await LoanBooks.Deposit(bank.Kernel.Db, "C1", 50_000_00, Matures);
        var loans = bank.Kernel.Services.GetRequiredService<ILoans>();
        foreach (var who in new[] { null, Holder(IdentificationLevel.Account) })
        {
            Assert.IsType<LoansOutcome.NotIdentified>(await loans.Of(who, Ct));
            Assert.IsType<PledgesOutcome.NotIdentified>(await loans.Pledges(who, Ct));
        }
        var other = Holder(IdentificationLevel.EnquiryPin, "C2");
        Assert.Empty(Assert.IsType<LoansOutcome.Told>(await loans.Of(other, Ct)).Loans);
        Assert.Empty(Assert.IsType<PledgesOutcome.Told>(await loans.Pledges(other, Ct)).Pledges);
        bank.Core.CutThere = true;
        Assert.IsType<LoansOutcome.Unavailable>(await loans.Of(Holder(IdentificationLevel.EnquiryPin), Ct));
    }

    [Theory, BothEngines]
    public async Task a_deposit_is_pledged_once_stopped_and_let_go_when_its_loan_is_repaid(DbEngine engine)
    {
        await using var bank = await Bank.StartWithNotices(engine);
        var account = await bank.Open("C1", 1_000_00);
        var deposit = await LoanBooks.Deposit(bank.Kernel.Db, "C1", 50_000_00, Matures);
        var wish = await Wish(bank, deposit, account, "key-00000001");
        var posted = Assert.IsType<TransferOutcome.Posted>(await bank.Telephone.Transfer(wish, Ct));
        Assert.Equal((Money.Cny(50_000_00), Money.Cny(41_000_00)), (posted.FromBalance, posted.ToBalance));
        Assert.Equal(posted, await bank.Telephone.Transfer(wish with { Token = await bank.Token("C1") }, Ct));

        // Nothing is lent on it again, and nothing leaves it.
        var loans = bank.Kernel.Services.GetRequiredService<ILoans>();
        var own = Holder(IdentificationLevel.EnquiryPin);
        var pledges = Assert.IsType<PledgesOutcome.Told>(await loans.Pledges(own, Ct));
        Assert.Equal((0, 1), (pledges.Pledges.Count, pledges.Deposits));
        Assert.Equal(
            TransferRefusal.DepositPledged,
            Refused(await bank.Telephone.Transfer(await Wish(bank, deposit, account, "key-00000002"), Ct)));
        Assert.Equal(
            new CoreAnswer.Refused(TransferRefusal.DepositPledged),
            await Lends(bank).Pledge(Order(deposit, account, "key-00000003"), Ct));
        Assert.Equal(
            new CoreAnswer.Refused(TransferRefusal.AccountHeld),
            await bank.Ledger.Transfer(Pays(deposit, account, 1, "key-00000004"), Ct));

        bank.Clock.Advance(TimeSpan.FromDays(36));
        var loan = Assert.Single(await Told(loans));
        Assert.Equal(deposit, loan.Deposit);
        // 2.85 % of 40,000 over 36 of 360 days.
        Assert.Equal((Money.Cny(40_000_00), Money.Cny(40_114_00)), (loan.Principal, loan.Owed));
        Assert.IsType<TransferOutcome.Posted>(await bank.Telephone.Transfer(
            new TransferWish(
                TransferKind.Own, "C1", account, loan.Number, loan.Owed, "key-00000005", "call-1",
                await bank.Token("C1")) { Origin = Bank.Keyed }, Ct));
        Assert.Empty(await Told(loans));
        Assert.Single(Assert.IsType<PledgesOutcome.Told>(await loans.Pledges(own, Ct)).Pledges);
        Assert.IsType<CoreAnswer.Posted>(await bank.Ledger.Transfer(Pays(deposit, account, 1, "key-00000006"), Ct));
        Assert.Equal(1, await bank.Kernel.Db.Read(
            c => c.ExecuteScalar<long>("SELECT COUNT(*) FROM notice WHERE template = 'loan-granted'"), Ct));
        await bank.Prove();
    }

    [Fact]
    public async Task the_telephone_bank_lends_a_share_not_past_the_maturity_at_its_rate_into_a_signed_account()
    {
        await using var bank = await Bank.Start();
        var account = await bank.Open("C1", 0);
        var deposit = await LoanBooks.Deposit(bank.Kernel.Db, "C1", 50_000_00, Matures);
        var wish = await Wish(bank, deposit, account, "key-00000001");
        foreach (var other in new[]
        {
            wish with { Amount = Money.Cny(45_000_01) },
            wish with { Loan = new(Matures.AddDays(1), LoanBooks.LendsBp) },
            wish with { Loan = new(Today, LoanBooks.LendsBp) },
            wish with { Loan = new(Matures, LoanBooks.LendsBp + 1) },
        })
            Assert.Equal(TransferRefusal.LoanTerms, Refused(await bank.Telephone.Transfer(other, Ct)));
        foreach (var other in new[]
        {
            wish with { From = account, To = deposit }, wish with { Loan = null },
            wish with { Kind = TransferKind.Own },
            wish with { From = account, To = deposit, Kind = TransferKind.Own }, wish with { CustomerId = "C2" },
        })
            Assert.Equal(TransferRefusal.NotTheCustomersAccount, Refused(await bank.Telephone.Transfer(other, Ct)));
        bank.Papers.Without = account;
        Assert.Equal(TransferRefusal.AccountNotSigned, Refused(await bank.Telephone.Transfer(wish, Ct)));
        bank.Papers.Without = null;
        bank.Evidence.Kept = false;
        Assert.Equal(TransferRefusal.NotRecorded, Refused(await bank.Telephone.Transfer(wish, Ct)));
        Assert.Equal(0, await bank.Fen(account));
        await bank.Prove();
    }

    [Theory, BothEngines]
    public async Task a_key_with_another_loan_is_refused_and_one_asked_about_before_it_comes_is_barred(DbEngine engine)
    {
        await using var bank = await Bank.Start(engine);
        var account = await bank.Open("C1", 0);
        var deposit = await LoanBooks.Deposit(bank.Kernel.Db, "C1", 50_000_00, Matures);
        var (core, order) = (Lends(bank), Order(deposit, account, "key-00000001"));
        Assert.Equal(
            new CoreAnswer.Refused(TransferRefusal.NeverArrived),
            await core.Settle(order with { Key = "key-00000002" }, Ct));
        Assert.Equal(
            new CoreAnswer.Refused(TransferRefusal.NeverArrived),
            await core.Pledge(order with { Key = "key-00000002" }, Ct));
        var first = await core.Pledge(order, Ct);
        Assert.Equal([first, first], [await core.Pledge(order, Ct), await core.Settle(order, Ct)]);
        foreach (var other in new[]
        {
            order with { Ends = order.Ends.AddDays(-1) }, order with { RateBp = 1 },
            order with { Amount = Money.Cny(1) },
        })
            Assert.Equal(new CoreAnswer.Refused(TransferRefusal.KeyReused), await core.Pledge(other, Ct));
        await bank.Prove();
    }

    [Theory, BothEngines]
    public async Task of_many_at_once_one_alone_has_the_deposit(DbEngine engine)
    {
        await using var bank = await Bank.Start(engine);
        var account = await bank.Open("C1", 0);
        var deposit = await LoanBooks.Deposit(bank.Kernel.Db, "C1", 50_000_00, Matures);
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(
            i => Lends(bank).Pledge(Order(deposit, account, $"key-0000000{i}"), Ct)));
        Assert.Single(answers.OfType<CoreAnswer.Posted>());
        Assert.Equal(7, answers.Count(one => one is CoreAnswer.Refused { Reason: TransferRefusal.DepositPledged }));
        Assert.Equal(40_000_00, await bank.Fen(account));
        await bank.Prove();
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task without_an_answer_a_loan_is_unknown_until_reconciled_and_paid_out_once_or_never(
        bool there, bool back)
    {
        await using var bank = await Bank.Start();
        var account = await bank.Open("C1", 0);
        var deposit = await LoanBooks.Deposit(bank.Kernel.Db, "C1", 50_000_00, Matures);
        var wish = await Wish(bank, deposit, account, "key-00000001");
        bank.Core.CutBack = back;
        bank.Core.CutPledge = there;
        Assert.IsType<TransferOutcome.Unknown>(await bank.Telephone.Transfer(wish, Ct));
        (bank.Core.CutPledge, bank.Core.CutBack) = (false, false);
        var untold = Assert.Single(await bank.Telephone.Untold("C1", Ct));
        Assert.True(untold.IsLoan);
        bank.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(1, await bank.Reconciler.Round(Ct));
        Assert.Equal(back ? 40_000_00 : 0, await bank.Fen(account));
        var ended = Assert.Single(await bank.Telephone.Untold("C1", Ct));
        Assert.Equal(back ? TransferEnd.Posted : TransferEnd.Failed, ended.End);
        // Its late message changes nothing.
        await Lends(bank).Pledge(Order(deposit, account, "key-00000001"), Ct);
        Assert.Equal(back ? 40_000_00 : 0, await bank.Fen(account));
        await bank.Prove();
    }

    [Fact]
    public async Task by_keypad_a_loan_is_taken_heard_and_repaid_with_money()
    {
        await using var web = await BankUnderWeb.Start(
            (services, configuration) => services.AddBills(configuration).AddMovements(configuration)
                .AddLossReports(configuration).AddPersonalMenus(configuration).AddInformation(configuration)
                .AddAppointments(configuration).AddWealth(configuration).AddSelfService(configuration),
            _ => { });
        var account = await Bank.Open(web.Db, "C1", 10_000_00);
        var kernel = web.Get<KernelOptions>();
        var today = kernel.DayOf(web.Get<TimeProvider>().NowUs());
        var deposit = await LoanBooks.Deposit(web.Db, "C1", 50_000_00, today.AddMonths(8));
        Assert.IsType<Papers>(web.Get<IContracts>()).Accounts = [account];
        await web.Get<IPins>().Set("C1", PinKind.Enquiry, "135790"u8);
        await web.Get<IPins>().Set("C1", PinKind.Transaction, "246801"u8);

        // 7 3 3: a loan of 30,000 as long as the deposit lasts; back; 1 heard; back; 2 all of it repaid; 1 none.
        var phone = new KeyedTelephone(
            [
                "7", "3", "3", "30000", "3", "1", "*", "1", "*", "2", "1", "1", "*", "1",
            ],
            [Enquiry, Transaction, Transaction]);
        await Assert.ThrowsAsync<OperationCanceledException>(() => web.Get<TelephoneFlow>().Run(
            phone, new CallerContext("call-1", Papers.Bound), Ct));
        var heard = string.Join(' ', phone.Heard);
        Assert.True(heard.Contains("loan.done", StringComparison.Ordinal), heard);
        Assert.Contains("loan.principal", heard);
        Assert.Contains("loan.repaid", heard);
        Assert.Contains("loan.none", heard);
        Assert.Equal(
            ["pledgedLoan", "loan", "loanRepay", "loan"],
            phone.Notes.OfType<ServiceDone>().Select(done => done.Item));
        Assert.Equal(10_000_00, (await web.Get<ICoreBank>().Account(account, Ct))!.Balance.Minor);
        Assert.False((await web.Get<ICoreBank>().Account(deposit, Ct))!.Held);
        Assert.Equal(2, await web.Db.Read(
            c => c.ExecuteScalar<long>("SELECT COUNT(*) FROM bank_transaction WHERE state = 'posted'"), Ct));
        Assert.Empty(await Bank.Faults(web.Db));
        var trial = await web.Get<ITrialBalance>().Of(0, long.MaxValue, Ct);
        Assert.True(trial!.Holds);
        Assert.Contains(trial.Lines, line => line.Kind == "loan");
    }

    private static EmbeddedLedger Lends(Bank bank) => bank.Core.Inner;

    private static async Task<IReadOnlyList<Loan>> Told(ILoans loans) =>
        Assert.IsType<LoansOutcome.Told>(await loans.Of(Holder(IdentificationLevel.EnquiryPin), Ct)).Loans;

    private static TransferRefusal Refused(TransferOutcome outcome) =>
        Assert.IsType<TransferOutcome.Refused>(outcome).Reason;

    private static TransferOrder Pays(string from, string to, long fen, string key) =>
        new(key, from, to, Money.Cny(fen), "T1");

    private static PledgeOrder Order(string deposit, string to, string key) =>
        new(key, deposit, to, Money.Cny(40_000_00), Matures, LoanBooks.LendsBp, "T1");

    private static async Task<TransferWish> Wish(Bank bank, string deposit, string to, string key) => new(
        TransferKind.PledgedLoan, "C1", deposit, to, Money.Cny(40_000_00), key, "call-1", await bank.Token("C1"))
    {
        Loan = new LoanWish(Matures, LoanBooks.LendsBp),
        Origin = Bank.Keyed,
    };
}
