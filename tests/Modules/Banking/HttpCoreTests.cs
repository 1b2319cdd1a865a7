using System.Net;
using Microsoft.Extensions.DependencyInjection;
using TellerLine.Banking;
using TellerLine.CoreKit;
using TellerLine.Customers;
using TellerLine.Kernel;

namespace TellerLine.Modules.Banking;

/// <summary>
/// The telephone bank over a core bank that is another process, reached by HTTP, and fails on purpose: whatever it
/// does, money moves once or never, and nobody is told what is not so.
/// </summary>
public sealed class HttpCoreTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task accounts_and_a_transfer_come_from_the_other_process()
    {
        await using var core = await KitProcess.Start();
        await using var bank = await Over(core);
        var listed = Assert.IsType<AccountsOutcome.Listed>(await bank.Telephone.Accounts(StandIn.Customer, Ct));
        Assert.Equal(
            [StandIn.Payer, StandIn.Saver, StandIn.Deposit, StandIn.Card, StandIn.NewCard],
            listed.Accounts.Select(a => a.Number));
        Assert.IsType<BalanceOutcome.NotFound>(
            await bank.Telephone.Balance(StandIn.Customer, StandIn.Payee, Ct));

        var posted = Assert.IsType<TransferOutcome.Posted>(await bank.Telephone.Transfer(await Wish(bank), Ct));
        Assert.Equal((Money.Cny(999_970_00), Money.Cny(50_030_00)), (posted.FromBalance, posted.ToBalance));
        using var client = core.Client();
        Assert.Equal(999_970_00, await client.Balance(StandIn.Payer));
    }

    [Fact]
    public async Task a_card_s_bill_comes_from_the_other_process_and_falls_by_what_is_repaid()
    {
        await using var core = await KitProcess.Start();
        await using var bank = await Over(core);
        var cards = bank.Kernel.Services.GetRequiredService<ICreditCards>();
        var told = Assert.IsType<CardOutcome.Told>(await cards.Of(Holder, StandIn.Card, Ct));
        Assert.Equal((Money.Cny(2_000_00), Money.Cny(1_500_00), Money.Cny(150_00)), (
            told.Owed, told.Bill!.Left, told.Bill.MinimumLeft));
        Assert.IsType<CardOutcome.NotFound>(await cards.Of(Holder, StandIn.Saver, Ct));
        Assert.IsType<CardOutcome.NotFound>(await cards.Of(Holder, StandIn.Payee, Ct));

        Assert.Equal(CardActivation.Done, await cards.Activate(Holder, StandIn.NewCard, "call-1", Ct));
        Assert.Equal(CardActivation.Already, await cards.Activate(Holder, StandIn.NewCard, "call-1", Ct));

        Assert.IsType<TransferOutcome.Posted>(await bank.Telephone.Transfer(
            await Wish(bank) with { To = StandIn.Card }, Ct));
        told = Assert.IsType<CardOutcome.Told>(await cards.Of(Holder, StandIn.Card, Ct));
        Assert.Equal((Money.Cny(1_970_00), Money.Cny(1_470_00), Money.Cny(120_00)), (
            told.Owed, told.Bill!.Left, told.Bill.MinimumLeft));
    }

    [Theory]
    [InlineData(Fault.None)]
    [InlineData(Fault.SilentBefore)]
    [InlineData(Fault.SilentAfter)]
    [InlineData(Fault.WrongAmount)]
    [InlineData(Fault.WrongKey)]
    public async Task a_loan_on_a_deposit_is_lent_and_repaid_over_the_other_process_once_or_never(Fault fault)
    {
        await using var core = await KitProcess.Start();
        await using var bank = await Over(core);
        var loans = bank.Kernel.Services.GetRequiredService<ILoans>();
        Assert.Empty(Assert.IsType<LoansOutcome.Told>(await loans.Of(Holder, Ct)).Loans);
        var lent = Assert.Single(Assert.IsType<PledgesOutcome.Told>(await loans.Pledges(Holder, Ct)).Pledges);
        Assert.Equal((StandIn.Deposit, Money.Cny(45_000_00), 285), (lent.Deposit.Number, lent.Most, lent.RateBp));
        var wish = await Wish(bank) with
        {
            Kind = TransferKind.PledgedLoan, From = StandIn.Deposit, To = StandIn.Payer, Amount = Money.Cny(30_000_00),
            Loan = new LoanWish(lent.LastDay, lent.RateBp),
        };
        var moved = fault != Fault.SilentBefore;
        if (fault == Fault.None)
            Assert.Equal(
                Money.Cny(1_030_000_00),
                Assert.IsType<TransferOutcome.Posted>(await bank.Telephone.Transfer(wish, Ct)).ToBalance);
        else
        {
            await core.Does(fault);
            await Unknown(bank, core, wish, silent: fault is Fault.SilentBefore or Fault.SilentAfter);
            bank.Clock.Advance(TimeSpan.FromMinutes(1));
            Assert.Equal(1, await bank.Reconciler.Round(Ct));
        }
        using var client = core.Client();
        Assert.Equal(moved ? 1_030_000_00 : 1_000_000_00, await client.Balance(StandIn.Payer));
        if (!moved)
            return;
        Assert.Empty(Assert.IsType<PledgesOutcome.Told>(await loans.Pledges(Holder, Ct)).Pledges);
        var loan = Assert.Single(Assert.IsType<LoansOutcome.Told>(await loans.Of(Holder, Ct)).Loans);
        Assert.IsType<TransferOutcome.Posted>(await bank.Telephone.Transfer(
            await Wish(bank) with { To = loan.Number, Amount = loan.Owed, IdempotencyKey = "key-00000009" }, Ct));
        Assert.Empty(Assert.IsType<LoansOutcome.Told>(await loans.Of(Holder, Ct)).Loans);
        Assert.Single(Assert.IsType<PledgesOutcome.Told>(await loans.Pledges(Holder, Ct)).Pledges);
    }

    [Theory]
    [InlineData(Fault.None)]
    [InlineData(Fault.SilentBefore)]
    [InlineData(Fault.SilentAfter)]
    [InlineData(Fault.FailsAfter)]
    [InlineData(Fault.HalfAnAnswer)]
    [InlineData(Fault.WrongAmount)]
    [InlineData(Fault.WrongKey)]
    [InlineData(Fault.Late)]
    public async Task a_transfer_of_a_machine_is_told_and_taken_back_over_the_other_process_once_or_never(Fault fault)
    {
        await using var core = await KitProcess.Start();
        await using var bank = await Over(core);
        var machines = bank.Kernel.Services.GetRequiredService<IAtmTransfers>();
        var one = Assert.Single(Assert.IsType<AtmTransfersOutcome.Told>(await machines.Of(Holder, Ct)).Transfers);
        Assert.Equal(
            (StandIn.AtAtm, StandIn.Payer, Money.Cny(500_00), "3006", 24),
            (one.Id, one.Account, one.Amount, one.PayeeTail, (one.ArrivesUs - one.MadeUs) / 3_600_000_000));
        var wish = await Wish(bank) with
        {
            Kind = TransferKind.AtmRevocation, From = one.PayeeTail, To = one.Account, Amount = one.Amount,
            Subject = one.Id,
        };
        var back = fault is not (Fault.SilentBefore or Fault.Late);
        if (fault == Fault.None)
            Assert.Equal(
                Money.Cny(1_000_500_00),
                Assert.IsType<TransferOutcome.Posted>(await bank.Telephone.Transfer(wish, Ct)).FromBalance);
        else
        {
            await core.Does(fault);
            await Unknown(
                bank, core, wish, silent: fault is Fault.SilentBefore or Fault.SilentAfter or Fault.Late);
            bank.Clock.Advance(TimeSpan.FromMinutes(1));
            Assert.Equal(1, await bank.Reconciler.Round(Ct));
            if (fault == Fault.Late)
                await core.Release();
        }
        using var client = core.Client();
        Assert.Equal(back ? 1_000_500_00 : 1_000_000_00, await client.Balance(StandIn.Payer));
        Assert.Equal(
            back ? 0 : 1, Assert.IsType<AtmTransfersOutcome.Told>(await machines.Of(Holder, Ct)).Transfers.Count);
        Assert.Equal(
            back ? TransferEnd.Posted : TransferEnd.Failed,
            Assert.Single(await bank.Telephone.Untold(StandIn.Customer, Ct)).End);

        // What the core says of one that has arrived, and of one that is back, is told.
        async Task<TransferRefusal> Why(string id, long fen, string key) =>
            Assert.IsType<TransferOutcome.Refused>(await bank.Telephone.Transfer(
                wish with
                {
                    Subject = id, Amount = Money.Cny(fen), IdempotencyKey = key,
                    Token = await bank.Token(StandIn.Customer),
                }, Ct)).Reason;
        Assert.Equal(TransferRefusal.AlreadyArrived, await Why(StandIn.Arrived, 700_00, "key-00000002"));
        Assert.Equal(TransferRefusal.NoSuchTransfer, await Why("another", 700_00, "key-00000003"));
        if (back)
            Assert.Equal(TransferRefusal.AlreadyRevoked, await Why(StandIn.AtAtm, 500_00, "key-00000004"));
    }

    [Theory]
    [InlineData(Fault.SilentBefore, false)]
    [InlineData(Fault.SilentAfter, true)]
    [InlineData(Fault.FailsAfter, true)]
    [InlineData(Fault.HalfAnAnswer, true)]
    [InlineData(Fault.WrongAmount, true)]
    [InlineData(Fault.WrongKey, true)]
    public async Task what_is_not_answered_rightly_is_unknown_until_the_core_is_asked_and_moves_once_or_never(
        Fault fault, bool moved)
    {
        await using var core = await KitProcess.Start();
        await using var bank = await Over(core);
        var wish = await Wish(bank);
        await core.Does(fault);
        await Unknown(bank, core, wish, silent: fault is Fault.SilentBefore or Fault.SilentAfter);

        bank.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(1, await bank.Reconciler.Round(Ct));
        var again = await bank.Telephone.Transfer(wish with { Token = await bank.Token(StandIn.Customer) }, Ct);
        if (moved)
            Assert.IsType<TransferOutcome.Posted>(again);
        else
            Assert.Equal(TransferRefusal.NeverArrived, Assert.IsType<TransferOutcome.Refused>(again).Reason);
        using var client = core.Client();
        Assert.Equal(moved ? 999_970_00 : 1_000_000_00, await client.Balance(StandIn.Payer));
    }

    [Fact]
    public async Task an_order_that_arrives_after_it_was_asked_about_moves_nothing()
    {
        await using var core = await KitProcess.Start();
        await using var bank = await Over(core);
        await core.Does(Fault.Late);
        await Unknown(bank, core, await Wish(bank), silent: true);
        bank.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(1, await bank.Reconciler.Round(Ct));

        await core.Release();
        using var client = core.Client();
        Assert.Equal(1_000_000_00, await client.Balance(StandIn.Payer));
        Assert.Equal(TransferEnd.Failed, Assert.Single(await bank.Telephone.Untold(StandIn.Customer, Ct)).End);
    }

    [Fact]
    public async Task a_core_that_is_away_refuses_before_anything_is_begun_and_its_check_says_so()
    {
        await using var core = await KitProcess.Start();
        await using var bank = await Over(core);
        var wish = await Wish(bank);
        var check = new CoreBankCheck(bank.Kernel.Services.GetRequiredService<ICoreBank>());
        Assert.Equal(HealthState.Ok, (await check.Look(Ct)).State);
        core.Kill();
        Assert.Equal(
            new TransferOutcome.Refused(null, TransferRefusal.CoreUnavailable),
            await bank.Telephone.Transfer(wish, Ct));
        Assert.IsType<AccountsOutcome.Unavailable>(await bank.Telephone.Accounts(StandIn.Customer, Ct));
        Assert.Equal(HealthState.Fault, (await check.Look(Ct)).State);
    }

    [Theory]
    [InlineData(Fault.None)]
    [InlineData(Fault.SilentBefore)]
    [InlineData(Fault.SilentAfter)]
    public async Task a_hold_is_placed_once_whatever_the_core_says_and_stops_payments_until_it_is_lifted(Fault fault)
    {
        await using var core = await KitProcess.Start();
        await using var bank = await Over(core);
        var holds = bank.Kernel.Services.GetRequiredService<IAccountHolds>();
        var hold = new HoldOrder("LR260302000001", StandIn.Payer, "LR260302000001");
        if (fault != Fault.None)
        {
            await core.Does(fault);
            var placing = holds.Place(hold);
            await core.HasTheOrder();
            bank.Clock.Advance(TimeSpan.FromSeconds(2));
            Assert.IsType<HoldAnswer.Unknown>(await placing);
        }
        var placed = Assert.IsType<HoldAnswer.Done>(await holds.Place(hold));
        Assert.Equal(placed, await holds.Place(hold));
        Assert.Equal(
            TransferRefusal.AccountHeld,
            Assert.IsType<TransferOutcome.Refused>(await bank.Telephone.Transfer(await Wish(bank), Ct)).Reason);

        Assert.IsType<HoldAnswer.Done>(await holds.Release(hold));
        Assert.Equal(new HoldAnswer.Refused(HoldRefusal.Released), await holds.Place(hold));
        Assert.IsType<TransferOutcome.Posted>(
            await bank.Telephone.Transfer(await Wish(bank) with { IdempotencyKey = "key-00000002" }, Ct));
        var now = DateTimeOffset.UtcNow;
        var moved = Assert.Single((await holds.Movements(
            StandIn.Payer, Clock.ToUs(now.AddHours(-1)), Clock.ToUs(now.AddHours(1)), 5, Ct))!);
        Assert.Equal((Money.Cny(-30_00), Money.Cny(999_970_00)), (moved.Amount, moved.Balance));
    }

    [Fact]
    public async Task the_kit_finds_nothing_against_a_core_that_keeps_to_the_contract()
    {
        await using var core = await KitProcess.Start();
        Assert.All(await Kit(core), finding => Assert.Null(finding.Broken));
    }

    [Theory]
    [InlineData(Fault.PostsTwice, "answers the same key with the same answer and moves nothing")]
    [InlineData(Fault.PostsTwice, "posts once when a key comes 20 times at once")]
    [InlineData(Fault.ForgetsKeys, "tells what became of a posted order")]
    [InlineData(Fault.PostsBarred, "bars an order that is asked about before it comes")]
    [InlineData(Fault.WrongAmount, "posts an order and moves exactly its amount")]
    [InlineData(Fault.PostsTwice, "takes such a transfer back once a key, and once alone")]
    [InlineData(Fault.ForgetsKeys, "takes such a transfer back once a key, and once alone")]
    [InlineData(Fault.PostsBarred, "takes such a transfer back once a key, and once alone")]
    public async Task the_kit_names_what_a_core_does_wrong(Fault fault, string demand)
    {
        await using var core = await KitProcess.Start();
        await core.Does(fault, times: 10_000);
        Assert.Contains(demand, (await Kit(core)).Where(f => f.Broken is not null).Select(f => f.Demand));
    }

    [Fact]
    public async Task without_its_token_the_core_says_nothing()
    {
        await using var core = await KitProcess.Start();
        using var stranger = core.Client("another");
        Assert.Equal(HttpStatusCode.Unauthorized, await stranger.Status("v1/transfers", "{}"));
    }

    private static Identification Holder { get; } = new(
        new CustomerCard(
            StandIn.Customer, CustomerKind.Personal, "张伟", "张", "先生", Segment.Ordinary, "138****0001", "", false,
            Accessibility.None),
        IdentificationLevel.EnquiryPin);

    private static async Task<List<Finding>> Kit(KitProcess core)
    {
        using var client = core.Client();
        var found = new List<Finding>();
        await foreach (var finding in new Conformance(client, StandIn.Customer, StandIn.Payer, StandIn.Saver).Run())
            found.Add(finding);
        return found;
    }

    private static async Task<Bank> Over(KitProcess core)
    {
        var bank = await Bank.StartOver(core.Address, KitProcess.Token);
        bank.Papers.Accounts = [StandIn.Payer, StandIn.Saver];
        return bank;
    }

    private static async Task<TransferWish> Wish(Bank bank) => new(
        TransferKind.Own, StandIn.Customer, StandIn.Payer, StandIn.Saver, Money.Cny(30_00), "key-00000001", "call-1",
        await bank.Token(StandIn.Customer))
    {
        Origin = Bank.Keyed,
    };

    /// <summary>A core that says nothing is waited for by the bank's clock.</summary>
    private static async Task Unknown(Bank bank, KitProcess core, TransferWish wish, bool silent)
    {
        var asked = bank.Telephone.Transfer(wish, Ct);
        await core.HasTheOrder();
        if (silent)
            bank.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.IsType<TransferOutcome.Unknown>(await asked);
    }
}
