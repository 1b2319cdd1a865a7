using Microsoft.Extensions.DependencyInjection;
using TellerLine.Banking;
using TellerLine.Kernel;

namespace TellerLine.Modules.Banking;

public sealed class TransferTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [BothEngines]
    public async Task a_transfer_between_own_accounts_is_posted_and_told(DbEngine engine)
    {
        await using var bank = await Bank.Start(engine);
        var (transfer, a, b) = await Prepare(bank, 100_00, 30_00);
        var posted = Assert.IsType<TransferOutcome.Posted>(await bank.Telephone.Transfer(transfer, Ct));
        Assert.Equal((Money.Cny(70_00), Money.Cny(30_00)), (posted.FromBalance, posted.ToBalance));
        Assert.Equal((70_00, 30_00), (await bank.Fen(a), await bank.Fen(b)));

        var kinds = (await bank.Kernel.Journal.ReadStream("customer/C1", ct: Ct)).Select(row => row.Kind);
        Assert.Equal(["pin.set", "pin.checked", "transaction.submitted", "transaction.posted"], kinds);
    }

    [Fact]
    public async Task the_same_key_again_tells_the_same_and_needs_no_new_token()
    {
        await using var bank = await Bank.Start();
        var (transfer, a, _) = await Prepare(bank, 100_00, 30_00);
        var first = await bank.Telephone.Transfer(transfer, Ct);
        Assert.Equal(first, await bank.Telephone.Transfer(transfer, Ct));
        Assert.Equal(70_00, await bank.Fen(a));
        Assert.Equal(
            new TransferOutcome.Refused(null, TransferRefusal.KeyReused),
            await bank.Telephone.Transfer(transfer with { Amount = Money.Cny(1) }, Ct));
    }

    [Fact]
    public async Task a_token_is_good_for_one_transfer_of_one_customer_in_one_call_for_two_minutes()
    {
        await using var bank = await Bank.Start();
        var (transfer, _, _) = await Prepare(bank, 100_00, 1_00);
        var notValid = new TransferOutcome.Refused(null, TransferRefusal.PinTokenNotValid);

        Assert.Equal(notValid, await bank.Telephone.Transfer(transfer with { ContactId = "call-2" }, Ct));
        Assert.Equal(notValid, await bank.Telephone.Transfer(transfer with { Token = new PinToken("00") }, Ct));
        Assert.Equal(notValid, await bank.Telephone.Transfer(transfer with { Token = await bank.Token("C2") }, Ct));
        Assert.Equal(
            notValid,
            await bank.Telephone.Transfer(
                transfer with { Token = await bank.Token("C1", kind: PinKind.Enquiry) }, Ct));

        // Refusals used nothing up.
        Assert.IsType<TransferOutcome.Posted>(await bank.Telephone.Transfer(transfer, Ct));
        Assert.Equal(notValid, await bank.Telephone.Transfer(transfer with { IdempotencyKey = "wish-0002" }, Ct));

        var token = await bank.Token("C1");
        bank.Clock.Advance(TimeSpan.FromSeconds(120));
        Assert.Equal(
            notValid,
            await bank.Telephone.Transfer(transfer with { IdempotencyKey = "wish-0003", Token = token }, Ct));
    }

    [Fact]
    public async Task one_token_at_two_transfers_at_once_pays_for_one()
    {
        await using var bank = await Bank.Start();
        var (transfer, a, _) = await Prepare(bank, 100_00, 1_00);
        var outcomes = await Task.WhenAll(
            Enumerable.Range(0, 8)
            .Select(i => bank.Telephone.Transfer(transfer with { IdempotencyKey = $"wish-100{i}" }, Ct)));
        Assert.Single(outcomes, outcome => outcome is TransferOutcome.Posted);
        Assert.Equal(99_00, await bank.Fen(a));
    }

    [Fact]
    public async Task the_banks_first_pin_moves_no_money()
    {
        await using var bank = await Bank.Start();
        var (transfer, _, _) = await Prepare(bank, 100_00, 1_00);
        await bank.Pins.Set("C1", PinKind.Transaction, "739184"u8, initial: true);
        await using var check = await bank.Pins.Open("C1", PinKind.Transaction, "call-1", Ct);
        var right = Assert.IsType<PinOutcome.Right>(await check.Settle(check.Matches("739184"u8)));
        Assert.Equal(PinMustChange.Initial, right.MustChange);
        Assert.Equal(
            new TransferOutcome.Refused(null, TransferRefusal.PinIsInitial),
            await bank.Telephone.Transfer(transfer with { Token = right.Token }, Ct));
    }

    [Theory, BothEngines]
    public async Task a_pin_said_aloud_moves_no_money_until_it_is_changed_keyed_before_or_after(DbEngine engine)
    {
        await using var bank = await Bank.Start(engine);
        var (keyedBefore, a, _) = await Prepare(bank, 100_00, 1_00);
        var locks = bank.Kernel.Services.GetRequiredService<ISpokenPinLocks>();
        await bank.Kernel.Db.Write(scope =>
        {
            locks.Spoken(scope, "C1", "call-1", "1001");
            return true;
        }, Ct);
        var refused = new TransferOutcome.Refused(null, TransferRefusal.PinIsSpoken);
        Assert.Equal(refused, await bank.Telephone.Transfer(keyedBefore, Ct));
        Assert.Equal(refused, await bank.Telephone.Transfer(
            keyedBefore with { Token = await Keyed(bank), IdempotencyKey = "wish-0002" }, Ct));
        Assert.Equal(100_00, await bank.Fen(a));
        await bank.Pins.Set("C1", PinKind.Transaction, "739184"u8);
        Assert.IsType<TransferOutcome.Posted>(await bank.Telephone.Transfer(
            keyedBefore with { Token = await Keyed(bank), IdempotencyKey = "wish-0003" }, Ct));
    }

    [Fact]
    public async Task a_day_has_its_limit_to_the_fen_and_midnight_is_the_banks()
    {
        await using var bank = await Bank.Start();
        bank.Papers.Type = bank.Papers.Type with { OwnPerTransaction = 1_000, OwnPerDay = 5_000 };
        var (transfer, _, _) = await Prepare(bank, 100_000_00, 1_000_00);
        Assert.Equal(TransferRefusal.OverTransactionLimit, await Reason(bank, transfer, 1_000_01));
        for (var i = 0; i < 4; i++)
            Assert.Null(await Reason(bank, transfer, 1_000_00));
        Assert.Null(await Reason(bank, transfer, 800_00));
        Assert.Equal(TransferRefusal.OverDayLimit, await Reason(bank, transfer, 300_00));
        Assert.Null(await Reason(bank, transfer, 200_00));
        Assert.Equal(TransferRefusal.OverDayLimit, await Reason(bank, transfer, 1));

        bank.Clock.Advance(TimeSpan.FromHours(13));
        Assert.Equal(TransferRefusal.OverDayLimit, await Reason(bank, transfer, 1));
        bank.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Null(await Reason(bank, transfer, 1));
    }

    [Fact]
    public async Task what_the_core_refuses_gives_the_days_limit_back()
    {
        await using var bank = await Bank.Start();
        bank.Papers.Type = bank.Papers.Type with { OwnPerTransaction = 10, OwnPerDay = 10 };
        var (transfer, _, _) = await Prepare(bank, 5_00, 10_00);
        var refused = Assert.IsType<TransferOutcome.Refused>(await bank.Telephone.Transfer(transfer, Ct));
        Assert.Equal(TransferRefusal.InsufficientFunds, refused.Reason);
        Assert.NotNull(refused.TransactionId);
        Assert.Null(await Reason(bank, transfer, 5_00));
    }

    [Fact]
    public async Task somebody_elses_account_is_none_of_ours()
    {
        await using var bank = await Bank.Start();
        var (transfer, _, _) = await Prepare(bank, 100_00, 1_00);
        var foreign = await bank.Open("C2", 0);
        Assert.Equal(
            new TransferOutcome.Refused(null, TransferRefusal.NotTheCustomersAccount),
            await bank.Telephone.Transfer(transfer with { To = foreign }, Ct));
        Assert.IsType<BalanceOutcome.NotFound>(await bank.Telephone.Balance("C1", foreign, Ct));
        Assert.IsType<BalanceOutcome.Told>(await bank.Telephone.Balance("C2", foreign, Ct));
    }

    [Fact]
    public async Task an_answer_lost_on_the_way_back_is_unknown_and_then_found_posted()
    {
        await using var bank = await Bank.Start();
        var (transfer, a, _) = await Prepare(bank, 100_00, 30_00);
        bank.Core.CutBack = true;
        var unknown = Assert.IsType<TransferOutcome.Unknown>(await bank.Telephone.Transfer(transfer, Ct));

        // An impatient retry meets the same unknown and posts nothing more.
        Assert.Equal(unknown, await bank.Telephone.Transfer(transfer, Ct));
        bank.Core.CutBack = false;
        bank.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(1, await bank.Reconciler.Round(Ct));
        Assert.Equal(
            unknown.TransactionId,
            Assert.IsType<TransferOutcome.Posted>(await bank.Telephone.Transfer(transfer, Ct)).TransactionId);
        Assert.Equal(70_00, await bank.Fen(a));
        var posted = (await bank.Kernel.Journal.ReadStream("customer/C1", ct: Ct))[^1];
        Assert.True(posted.As<TransactionPosted>().Reconciled);
        await bank.Prove();
    }

    [Fact]
    public async Task an_order_lost_on_the_way_there_is_unknown_and_then_found_to_have_failed()
    {
        await using var bank = await Bank.Start();
        var (transfer, a, _) = await Prepare(bank, 100_00, 30_00);
        bank.Core.Held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var asked = bank.Telephone.Transfer(transfer, Ct);
        await bank.Core.Holding.Task.WaitAsync(Ct);
        bank.Core.Held.SetException(new IOException("cut"));
        bank.Core.Held = null;
        var unknown = Assert.IsType<TransferOutcome.Unknown>(await asked);

        bank.Clock.Advance(TimeSpan.FromMinutes(1));
        var refused = Assert.IsType<TransferOutcome.Refused>(await bank.Telephone.Transfer(transfer, Ct));
        Assert.Equal((unknown.TransactionId, TransferRefusal.NeverArrived), (refused.TransactionId, refused.Reason));

        // The order was only late: it arrives now, and finds its key barred.
        var late = await bank.Ledger.Transfer(
            new TransferOrder(
                transfer.IdempotencyKey, transfer.From, transfer.To, transfer.Amount, unknown.TransactionId!), Ct);
        Assert.IsType<CoreAnswer.Refused>(late);
        Assert.Equal(100_00, await bank.Fen(a));
    }

    [Fact]
    public async Task a_hang_up_before_it_is_submitted_voids_and_after_changes_nothing()
    {
        await using var bank = await Bank.Start();
        var (transfer, a, _) = await Prepare(bank, 100_00, 30_00);
        using var gone = new CancellationTokenSource();
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => bank.Telephone.Transfer(transfer, gone.Token));
        Assert.Equal(100_00, await bank.Fen(a));

        using var hangUp = new CancellationTokenSource();
        bank.Core.Held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var asked = bank.Telephone.Transfer(transfer, hangUp.Token);
        await bank.Core.Holding.Task.WaitAsync(Ct);
        await hangUp.CancelAsync();
        bank.Core.Held.SetResult();
        Assert.IsType<TransferOutcome.Posted>(await asked);
        Assert.Equal(70_00, await bank.Fen(a));
    }

    [Fact]
    public async Task a_core_that_is_away_is_told_as_away()
    {
        await using var bank = await Bank.Start();
        var (transfer, a, _) = await Prepare(bank, 100_00, 30_00);
        bank.Core.CutThere = true;
        Assert.IsType<AccountsOutcome.Unavailable>(await bank.Telephone.Accounts("C1", Ct));
        Assert.IsType<BalanceOutcome.Unavailable>(await bank.Telephone.Balance("C1", a, Ct));
        Assert.Equal(
            new TransferOutcome.Refused(null, TransferRefusal.CoreUnavailable),
            await bank.Telephone.Transfer(transfer, Ct));
    }

    [Fact]
    public async Task a_core_that_never_answers_is_waited_for_only_so_long()
    {
        await using var bank = await Bank.Start();
        var (transfer, a, _) = await Prepare(bank, 100_00, 30_00);
        bank.Core.Held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var asked = bank.Telephone.Transfer(transfer, Ct);
        await bank.Core.Holding.Task.WaitAsync(Ct);
        Assert.False(asked.IsCompleted);
        bank.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.IsType<TransferOutcome.Unknown>(await asked);

        // The order goes on, unheard, while reconciliation asks after it: whichever comes first, record and money
        // agree.
        bank.Core.Held.SetResult();
        bank.Core.Held = null;
        bank.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(1, await bank.Reconciler.Round(Ct));
        var outcome = await bank.Telephone.Transfer(transfer, Ct);
        Assert.Equal(outcome is TransferOutcome.Posted ? 70_00 : 100_00, await bank.Fen(a));
        await bank.Prove();
    }

    [Fact]
    public async Task what_a_crash_left_submitted_is_asked_about_after_the_restart()
    {
        await using var bank = await Bank.Start();
        var (transfer, a, _) = await Prepare(bank, 100_00, 30_00);
        bank.Core.Held = new TaskCompletionSource();
        _ = bank.Telephone.Transfer(transfer, Ct);
        await bank.Core.Holding.Task.WaitAsync(Ct);

        bank.Clock.Advance(TimeSpan.FromMilliseconds(900));
        await using var restarted = await bank.Kernel.Another();
        var reconciler = restarted.Services.GetRequiredService<Reconciler>();
        Assert.Equal(0, await reconciler.Round(Ct));
        bank.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(1, await reconciler.Round(Ct));
        var refused = Assert.IsType<TransferOutcome.Refused>(
            await restarted.Services.GetRequiredService<ITelephoneBank>().Transfer(transfer, Ct));
        Assert.Equal(TransferRefusal.NeverArrived, refused.Reason);
        Assert.Equal(100_00, await bank.Fen(a));
    }

    private static async Task<(TransferWish Transfer, string From, string To)> Prepare(
        Bank bank, long onFrom, long amount)
    {
        var (a, b) = (await bank.Open("C1", onFrom), await bank.Open("C1", 0));
        return (
            new TransferWish(
                TransferKind.Own, "C1", a, b, Money.Cny(amount), "wish-0001", "call-1", await bank.Token("C1"))
            {
                Origin = Bank.Keyed,
            }, a, b);
    }

    private static async Task<PinToken> Keyed(Bank bank)
    {
        await using var check = await bank.Pins.Open("C1", PinKind.Transaction, "call-1", Ct);
        return Assert.IsType<PinOutcome.Right>(await check.Settle(check.Matches("739184"u8))).Token;
    }

    private static async Task<TransferRefusal?> Reason(Bank bank, TransferWish transfer, long fen)
    {
        var outcome = await bank.Telephone.Transfer(
            transfer with { Amount = Money.Cny(fen), IdempotencyKey = Guid.NewGuid().ToString(),
                Token = await bank.Token("C1") }, Ct);
        return (outcome as TransferOutcome.Refused)?.Reason;
    }
}
