using TellerLine.Banking;
using TellerLine.Kernel;

namespace TellerLine.Modules.Banking;

/// <summary>Money to others, under a contract.</summary>
public sealed class PayeeTransferTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>A bound telephone has 1,000 a transfer and 5,000 a day, any other 500 and 1,000.</summary>
    [Theory, BothEngines]
    public async Task limits_are_those_of_the_contract_and_of_the_telephone_to_the_fen(DbEngine engine)
    {
        await using var bank = await Bank.Start(engine);
        var (wish, from, payee) = await Prepare(bank, 100_000_00);
        Assert.Null(await Reason(bank, wish, 800_00));
        Assert.Equal(TransferRefusal.OverTransactionLimit, await Reason(bank, wish, 1_200_00));
        for (var i = 0; i < 4; i++)
            Assert.Null(await Reason(bank, wish, 1_000_00));
        Assert.Equal(TransferRefusal.OverDayLimit, await Reason(bank, wish, 300_00));
        Assert.Null(await Reason(bank, wish, 200_00));
        Assert.Equal(TransferRefusal.OverDayLimit, await Reason(bank, wish, 1));
        Assert.Equal(TransferRefusal.OverTransactionLimit, await Reason(bank, wish with { Caller = "+8613900000009" }, 600_00));
        Assert.Equal(TransferRefusal.OverTransactionLimit, await Reason(bank, wish with { Caller = null }, 600_00));
        Assert.Equal((95_000_00, 5_000_00), (await bank.Fen(from), await bank.Fen(payee)));

        // What goes to the customer's own accounts is counted apart.
        var other = await bank.Open("C1", 0);
        Assert.Null(await Reason(bank, wish with { Kind = TransferKind.Own, To = other }, 50_000_00));
        await bank.Prove();
    }

    [Fact]
    public async Task from_any_other_telephone_the_day_is_shorter_and_what_was_paid_counts()
    {
        await using var bank = await Bank.Start();
        var (wish, _, _) = await Prepare(bank, 100_000_00);
        var stranger = wish with { Caller = null };
        Assert.Null(await Reason(bank, stranger, 500_00));
        Assert.Null(await Reason(bank, wish, 400_00));
        Assert.Equal(TransferRefusal.OverDayLimit, await Reason(bank, stranger, 100_01));
        Assert.Null(await Reason(bank, stranger, 100_00));
        Assert.Null(await Reason(bank, wish, 1_000_00));
    }

    [Fact]
    public async Task without_a_contract_or_with_a_suspended_one_nothing_moves()
    {
        await using var bank = await Bank.Start();
        var (wish, from, _) = await Prepare(bank, 1_000_00);
        bank.Papers.Active = false;
        Assert.Equal(TransferRefusal.ContractSuspended, await Reason(bank, wish, 1_00));
        bank.Papers.Signed = false;
        Assert.Equal(TransferRefusal.NotSigned, await Reason(bank, wish, 1_00));
        Assert.Equal(1_000_00, await bank.Fen(from));
    }

    [Fact]
    public async Task only_signed_accounts_pay_and_only_signed_payees_are_paid()
    {
        await using var bank = await Bank.Start();
        var (wish, from, payee) = await Prepare(bank, 1_000_00);
        var stranger = await bank.Open("C3", 0);
        Assert.Equal(TransferRefusal.PayeeNotSigned, await Reason(bank, wish with { To = stranger }, 1_00));

        // Neither may a payee's way lead to an own account, nor an own transfer to a payee: each has limits of its own.
        var own = await bank.Open("C1", 0);
        bank.Papers.Name(own);
        Assert.Equal(TransferRefusal.NotTheCustomersAccount, await Reason(bank, wish with { To = own }, 1_00));
        Assert.Equal(
            TransferRefusal.NotTheCustomersAccount, await Reason(bank, wish with { Kind = TransferKind.Own }, 1_00));

        bank.Papers.Without = from;
        Assert.Equal(TransferRefusal.AccountNotSigned, await Reason(bank, wish, 1_00));
        Assert.Equal(0, await bank.Fen(payee));
    }

    [Theory, BothEngines]
    public async Task who_is_paid_for_the_first_time_must_be_known_to_the_customer(DbEngine engine)
    {
        await using var bank = await Bank.Start(engine);
        var (wish, from, payee) = await Prepare(bank, 1_000_00);
        wish = wish with { PayeeKnown = false };
        Assert.True(await bank.Telephone.IsFirstPayment("C1", payee, Ct));
        Assert.Equal(TransferRefusal.PayeeNotConfirmed, await Reason(bank, wish, 10_00));
        Assert.Equal(1_000_00, await bank.Fen(from));
        Assert.Null(await Reason(bank, wish with { PayeeKnown = true }, 10_00));
        Assert.False(await bank.Telephone.IsFirstPayment("C1", payee, Ct));
        Assert.True(await bank.Telephone.IsFirstPayment("C2", payee, Ct));
        Assert.Null(await Reason(bank, wish, 10_00));
        Assert.Equal(20_00, await bank.Fen(payee));
    }

    [Fact]
    public async Task a_payees_balance_is_told_to_nobody_and_kept_nowhere()
    {
        await using var bank = await Bank.Start();
        var (wish, _, _) = await Prepare(bank, 1_000_00);
        var posted = Assert.IsType<TransferOutcome.Posted>(
            await bank.Telephone.Transfer(wish with { Token = await bank.Token("C1") }, Ct));
        Assert.Equal((Money.Cny(990_00), null), (posted.FromBalance, posted.ToBalance));
        Assert.Equal(posted, await bank.Telephone.Transfer(wish, Ct));
    }

    private static async Task<(TransferWish Wish, string From, string Payee)> Prepare(Bank bank, long fen)
    {
        var (from, payee) = (await bank.Open("C1", fen), await bank.Open("C2", 0));
        bank.Papers.Name(payee);
        return (
            new TransferWish(
                TransferKind.Payee, "C1", from, payee, Money.Cny(10_00), "wish-0001", "call-1", new PinToken(""))
            {
                PayeeKnown = true,
                Caller = Papers.Bound,
                Origin = Bank.Keyed,
            }, from, payee);
    }

    private static async Task<TransferRefusal?> Reason(Bank bank, TransferWish wish, long fen) =>
        (await bank.Telephone.Transfer(
            wish with
            {
                Amount = Money.Cny(fen), IdempotencyKey = Guid.NewGuid().ToString(), Token = await bank.Token("C1"),
            }, Ct) as TransferOutcome.Refused)?.Reason;
}
