using Dapper;
using Microsoft.Extensions.DependencyInjection;
using TellerLine.Banking;
using TellerLine.Kernel;
using TellerLine.Notices;

namespace TellerLine.Modules.Banking;

/// <summary>
/// Payments that arrive later, over the real ledger: once, or not at all, whatever breaks in between.
/// </summary>
public sealed class DeferredTransferTests
{
    private static readonly RevokeOrigin ByKeypad = new(OrderWay.Keypad, null, "call-2");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothEngines]
    public async Task it_is_debited_at_once_and_arrives_at_its_time_and_once(DbEngine engine)
    {
        await using var scene = await Scene.Start(engine);
        var deferred = await scene.Deferred(TransferSpeed.Ordinary);
        Assert.Equal((Money.Cny(9_200_00), scene.Now + Hours(2)), (deferred.FromBalance, deferred.ArrivesUs));
        Assert.Equal((9_200_00, 0, 800_00), await scene.Fen());
        Assert.Equal(deferred, await scene.Bank.Telephone.Transfer(scene.Wish, Ct));
        Assert.Equal(["transfer-deferred"], await scene.Told());
        Assert.Empty(await scene.Bank.Telephone.Untold("C1", Ct));
        var waiting = Assert.Single(await scene.Later.Of("C1", Ct));
        Assert.Equal((deferred.TransactionId, deferred.ArrivesUs), (waiting.TransactionId, waiting.ArrivesUs));

        scene.Bank.Clock.Advance(TimeSpan.FromMinutes(119));
        await scene.CatchUp();
        Assert.Equal((9_200_00, 0, 800_00), await scene.Fen());
        scene.Bank.Clock.Advance(TimeSpan.FromMinutes(1));
        await scene.CatchUp();
        await scene.CatchUp();
        Assert.Equal((9_200_00, 800_00, 0), await scene.Fen());
        Assert.Equal(["transfer-deferred", "transfer-arrived"], await scene.Told());
        Assert.IsType<TransferOutcome.Posted>(await scene.Bank.Telephone.Transfer(scene.Wish, Ct));
        Assert.Equal(TransferEnd.Posted, Assert.Single(await scene.Bank.Telephone.Untold("C1", Ct)).End);
        Assert.Equal(RevokeOutcome.TooLate, await scene.Revoke(deferred));
        await scene.Bank.Prove();
    }

    [Fact]
    public async Task what_the_risk_rules_delay_arrives_that_much_later_and_may_be_taken_back()
    {
        await using var scene = await Scene.Start();
        scene.Bank.Screen.Says = new RiskVerdict(RiskResult.Pass, "newPayeeDelay") { DelayHours = 24 };
        Assert.Equal(Clock.FromUs(scene.Bank.Clock.NowUs() + Hours(24)), await Foreseen(TransferSpeed.RealTime));
        var first = await scene.Deferred(TransferSpeed.RealTime);
        Assert.Equal(scene.Now + Hours(24), first.ArrivesUs);
        Assert.Equal(RevokeOutcome.Revoked, await scene.Revoke(first));
        Assert.Equal((10_000_00, 0, 0), await scene.Fen());
        // Who wants it later than that has it later.
        scene.Bank.Screen.Says = new RiskVerdict(RiskResult.Pass, "newPayeeDelay") { DelayHours = 1 };
        Assert.Null(await Foreseen(TransferSpeed.Ordinary));
        var second = Assert.IsType<TransferOutcome.Deferred>(await scene.Order(
            scene.Wish with { Speed = TransferSpeed.Ordinary, IdempotencyKey = "wish-0002" }));
        Assert.Equal(scene.Now + Hours(2), second.ArrivesUs);
        await scene.Bank.Prove();

        Task<DateTimeOffset?> Foreseen(TransferSpeed speed) =>
            scene.Bank.Telephone.DelayedUntil("C1", scene.Payee, scene.Wish.Amount, speed, Ct);
    }

    [Fact]
    public async Task one_for_the_next_day_arrives_in_its_morning_also_after_a_restart()
    {
        await using var scene = await Scene.Start();
        var deferred = await scene.Deferred(TransferSpeed.NextDay);
        Assert.Equal(Clock.ToUs(new DateTimeOffset(2026, 3, 3, 8, 0, 0, TimeSpan.FromHours(8))), deferred.ArrivesUs);
        scene.Bank.Clock.Advance(TimeSpan.FromHours(22));
        await using var again = await scene.Bank.Kernel.Another();
        await again.Services.GetRequiredService<DueRunner>().CatchUp(Ct);
        Assert.Equal((9_200_00, 800_00, 0), await scene.Fen());
    }

    [Theory, BothEngines]
    public async Task taken_back_before_its_time_it_never_arrives_and_the_days_sum_is_given_back(DbEngine engine)
    {
        await using var scene = await Scene.Start(engine);
        var deferred = await scene.Deferred(TransferSpeed.Ordinary);
        Assert.Equal(RevokeOutcome.NotFound, await scene.Later.Revoke(deferred.TransactionId, "C2", ByKeypad, Ct));
        Assert.Equal(RevokeOutcome.Revoked, await scene.Revoke(deferred));
        Assert.Equal(RevokeOutcome.TooLate, await scene.Revoke(deferred));
        Assert.Equal((10_000_00, 0, 0), await scene.Fen());
        scene.Bank.Clock.Advance(TimeSpan.FromHours(3));
        await scene.CatchUp();
        await scene.Bank.Reconciler.Round(Ct);
        Assert.Equal((10_000_00, 0, 0), await scene.Fen());
        Assert.Equal(["transfer-deferred", "transfer-revoked"], await scene.Told());
        Assert.Empty(await scene.Bank.Telephone.Untold("C1", Ct));
        Assert.Equal(0, await scene.DaySum());
        Assert.Equal(
            ["call-1 contact.transferDeferred", "call-2 contact.transferRevoked", "call-1 contact.transferArrived"],
            await scene.Contacts());
        await scene.Bank.Prove();
    }

    [Fact]
    public async Task it_counts_in_the_day_on_which_it_was_ordered()
    {
        await using var scene = await Scene.Start();
        await scene.Deferred(TransferSpeed.NextDay);
        Assert.Equal(800_00, await scene.DaySum());
        var over = scene.Wish with { Amount = Money.Cny(1_000_00), Speed = TransferSpeed.RealTime };
        for (var i = 0; i < 4; i++)
            Assert.IsType<TransferOutcome.Posted>(await scene.Order(over with { IdempotencyKey = $"more-000{i}" }));
        Assert.Equal(
            TransferRefusal.OverDayLimit,
            Assert.IsType<TransferOutcome.Refused>(await scene.Order(over with { IdempotencyKey = "more-0009" })).Reason);
    }

    /// <summary>What stops an account, or the contract, stops what has not arrived.</summary>
    [Theory]
    [InlineData("frozen", TransferRefusal.AccountFrozen)]
    [InlineData("held", TransferRefusal.AccountHeld)]
    [InlineData("suspended", TransferRefusal.ContractSuspended)]
    [InlineData("payeeClosed", TransferRefusal.AccountClosed)]
    public async Task what_is_not_allowed_any_more_goes_back_and_is_told(string what, TransferRefusal why)
    {
        await using var scene = await Scene.Start();
        await scene.Deferred(TransferSpeed.Ordinary);
        switch (what)
        {
            case "frozen":
                await scene.Set(scene.From, "status", "frozen");
                break;
            case "held":
                await scene.Bank.Ledger.Place(new HoldOrder("hold-0001", scene.From, "LR1"), Ct);
                break;
            case "suspended":
                scene.Bank.Papers.Active = false;
                break;
            default:
                await scene.Set(scene.Payee, "status", "closed");
                break;
        }
        scene.Bank.Clock.Advance(TimeSpan.FromHours(2));
        await scene.CatchUp();
        Assert.Equal((10_000_00, 0, 0), await scene.Fen());
        Assert.Equal(["transfer-deferred", "transfer-returned"], await scene.Told());
        var untold = Assert.Single(await scene.Bank.Telephone.Untold("C1", Ct));
        Assert.Equal((TransferEnd.Failed, true), (untold.End, untold.WentBack));
        var refused = Assert.IsType<TransferOutcome.Refused>(await scene.Bank.Telephone.Transfer(scene.Wish, Ct));
        Assert.Equal(why, refused.Reason);
        Assert.Equal(0, await scene.DaySum());
        await scene.Bank.Prove();
    }

    /// <summary>Every write of the way, lost before or after its commit: a restart ends it the same.</summary>
    [Theory]
    [InlineData(0, DbFault.Broken)]
    [InlineData(0, DbFault.AnswerLost)]
    [InlineData(1, DbFault.Broken)]
    [InlineData(1, DbFault.AnswerLost)]
    public async Task a_crash_between_any_two_writes_of_its_arrival_loses_nothing(int after, DbFault fault)
    {
        await using var scene = await Scene.Start();
        await scene.Deferred(TransferSpeed.Ordinary);
        scene.Bank.Clock.Advance(TimeSpan.FromHours(2));
        scene.Bank.Record.FailWrite(after, fault);
        await scene.CatchUp();
        scene.Bank.Clock.Advance(TimeSpan.FromMinutes(1));
        await using var again = await scene.Bank.Kernel.Another();
        await again.Services.GetRequiredService<DueRunner>().CatchUp(Ct);
        await again.Services.GetRequiredService<Reconciler>().Round(Ct);
        Assert.Equal((9_200_00, 800_00, 0), await scene.Fen());
        Assert.Equal(["transfer-deferred", "transfer-arrived"], await scene.Told());
        await scene.Bank.Prove();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task a_core_bank_that_does_not_answer_is_asked_again_until_it_has_arrived_once(bool there)
    {
        await using var scene = await Scene.Start();
        await scene.Deferred(TransferSpeed.Ordinary);
        scene.Bank.Clock.Advance(TimeSpan.FromHours(2));
        (scene.Bank.Core.CutThere, scene.Bank.Core.CutBack) = (there, !there);
        await scene.CatchUp();
        Assert.Equal(there ? (9_200_00, 0, 800_00) : (9_200_00, 800_00, 0), await scene.Fen());
        (scene.Bank.Core.CutThere, scene.Bank.Core.CutBack) = (false, false);
        scene.Bank.Clock.Advance(TimeSpan.FromMinutes(1));
        await scene.CatchUp();
        await scene.Bank.Reconciler.Round(Ct);
        Assert.Equal((9_200_00, 800_00, 0), await scene.Fen());
        Assert.Equal(["transfer-deferred", "transfer-arrived"], await scene.Told());
        await scene.Bank.Prove();
    }

    [Theory]
    [InlineData(0, DbFault.Broken)]
    [InlineData(0, DbFault.AnswerLost)]
    [InlineData(1, DbFault.Broken)]
    [InlineData(1, DbFault.AnswerLost)]
    public async Task a_crash_while_it_is_taken_back_leaves_it_waiting_or_gives_it_back(int after, DbFault fault)
    {
        await using var scene = await Scene.Start();
        var deferred = await scene.Deferred(TransferSpeed.Ordinary);
        scene.Bank.Record.FailWrite(after, fault);
        if (after == 0)
            await Assert.ThrowsAnyAsync<Exception>(() => scene.Revoke(deferred));
        else
            Assert.Equal(RevokeOutcome.Returning, await scene.Revoke(deferred));
        scene.Bank.Clock.Advance(TimeSpan.FromMinutes(1));
        await scene.Bank.Reconciler.Round(Ct);
        scene.Bank.Clock.Advance(TimeSpan.FromHours(2));
        await scene.CatchUp();
        var stayed = (after, fault) == (0, DbFault.Broken);
        Assert.Equal(stayed ? (9_200_00, 800_00, 0) : (10_000_00, 0, 0), await scene.Fen());
        Assert.Equal(["transfer-deferred", stayed ? "transfer-arrived" : "transfer-revoked"], await scene.Told());
        await scene.Bank.Prove();
    }

    /// <summary>The debit's own answer is lost: reconciliation learns it, and its time is kept.</summary>
    [Fact]
    public async Task a_debit_that_is_learnt_later_waits_as_any()
    {
        await using var scene = await Scene.Start();
        scene.Bank.Core.CutBack = true;
        Assert.IsType<TransferOutcome.Unknown>(
            await scene.Order(scene.Wish with { Speed = TransferSpeed.Ordinary }));
        scene.Bank.Core.CutBack = false;
        scene.Bank.Clock.Advance(TimeSpan.FromMinutes(1));
        await scene.Bank.Reconciler.Round(Ct);
        Assert.Equal((9_200_00, 0, 800_00), await scene.Fen());
        scene.Bank.Clock.Advance(TimeSpan.FromHours(2));
        await scene.CatchUp();
        Assert.Equal((9_200_00, 800_00, 0), await scene.Fen());
        await scene.Bank.Prove();
    }

    [Fact]
    public async Task arriving_and_being_taken_back_at_once_only_one_wins()
    {
        await using var scene = await Scene.Start();
        var deferred = await scene.Deferred(TransferSpeed.Ordinary);
        scene.Bank.Clock.Advance(TimeSpan.FromHours(2) - TimeSpan.FromMicroseconds(1));
        var outcomes = await Task.WhenAll(scene.Revoke(deferred), scene.Revoke(deferred), scene.Revoke(deferred));
        scene.Bank.Clock.Advance(TimeSpan.FromMicroseconds(1));
        await scene.CatchUp();
        Assert.Single(outcomes, RevokeOutcome.Revoked);
        Assert.Equal((10_000_00, 0, 0), await scene.Fen());
    }

    [Fact]
    public async Task a_core_of_the_banks_own_names_an_account_for_it_or_it_is_not_offered()
    {
        Assert.Null(new BankingOptions { CoreUrl = "https://core.example", Demonstration = false }.Transit);
        Assert.Equal("99", new BankingOptions { CoreUrl = "https://core.example", TransitAccount = "99" }.Transit);
        Assert.Contains(
            new BankingOptionsCheck(new BankingOptions { TransitAccount = "99" }).Check(),
            fault => fault.Place == "Banking:TransitAccount");
        await using var scene = await Scene.Start();
        Assert.Equal(
            TransferRefusal.SpeedNotOffered,
            Assert.IsType<TransferOutcome.Refused>(await scene.Order(scene.Wish with
            {
                Kind = TransferKind.Own, Speed = TransferSpeed.NextDay,
            })).Reason);
    }

    private static long Hours(int hours) => hours * 3_600_000_000L;

    private sealed class Scene(Bank bank, string from, string payee) : IAsyncDisposable
    {
        public Bank Bank => bank;

        public string From => from;

        public string Payee => payee;

        public IDeferredTransfers Later => bank.Kernel.Services.GetRequiredService<IDeferredTransfers>();

        public long Now { get; private set; }

        public TransferWish Wish { get; private set; } = new(
            TransferKind.Payee, "C1", from, payee, Money.Cny(800_00), "wish-0001", "call-1", new PinToken(""))
        {
            PayeeKnown = true,
            Caller = Papers.Bound,
            Origin = Bank.Keyed,
        };

        public static async Task<Scene> Start(DbEngine engine = DbEngine.Sqlite)
        {
            var bank = await Bank.StartWithNotices(engine);
            var (from, payee) = (await bank.Open("C1", 10_000_00), await bank.Open("C2", 0));
            bank.Papers.Name(payee);
            return new Scene(bank, from, payee);
        }

        public async Task<TransferOutcome.Deferred> Deferred(TransferSpeed speed)
        {
            Now = bank.Clock.NowUs();
            Wish = Wish with { Speed = speed };
            var deferred = Assert.IsType<TransferOutcome.Deferred>(await Order(Wish));
            await CatchUp();
            return deferred;
        }

        public async Task<TransferOutcome> Order(TransferWish wish) =>
            await bank.Telephone.Transfer(wish with { Token = await bank.Token("C1") }, Ct);

        public Task<RevokeOutcome> Revoke(TransferOutcome.Deferred one) =>
            Later.Revoke(one.TransactionId, "C1", ByKeypad, Ct);

        public Task CatchUp() => bank.Kernel.Services.GetRequiredService<DueRunner>().CatchUp(Ct);

        /// <summary>The payer's, the payee's, and what is on its way.</summary>
        public async Task<(long From, long Payee, long OnItsWay)> Fen()
        {
            var transit = await bank.Kernel.Db.Read(c => c.ExecuteScalar<long?>(
                "SELECT balance_minor FROM ledger_account WHERE number = @number",
                new { number = EmbeddedLedger.Transit }), Ct);
            return (await bank.Fen(from), await bank.Fen(payee), transit ?? 0);
        }

        public Task<long> DaySum() => bank.Kernel.Db.Read(
            c => c.ExecuteScalar<long>("SELECT minor FROM bank_day_sum WHERE kind = 'payeeTransfer'"), Ct);

        public Task<List<string>> Told() => bank.Kernel.Db.Read(
            c => c.Query<string>("SELECT template FROM notice ORDER BY template <> 'transfer-deferred', template").AsList(), Ct);

        public Task<List<string>> Contacts() => bank.Kernel.Db.Read(
            c => c.Query<string>(
                """
                SELECT SUBSTR(stream, 9) || ' ' || kind FROM journal WHERE kind LIKE 'contact.transfer%' ORDER BY seq
                """).AsList(), Ct);

        public Task<int> Set(string account, string column, string value) => bank.Kernel.Db.Write(
            scope => scope.Connection.Execute(
                $"UPDATE ledger_account SET {column} = @value WHERE number = @account", new { account, value },
                scope.Transaction), Ct);

        public ValueTask DisposeAsync() => bank.DisposeAsync();
    }
}
