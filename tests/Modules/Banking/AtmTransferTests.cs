using System.Globalization;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using TellerLine.Banking;
using TellerLine.Customers;
using TellerLine.Kernel;

namespace TellerLine.Modules.Banking;

/// <summary>
/// Transfers made at an ATM over the real ledger: out of the account at once, arrived after 24 hours or taken back
/// before, once, whatever breaks in between.
/// </summary>
public sealed class AtmTransferTests
{
    private const long Fen = 500_00, Left = 9_500_00, All = 10_000_00;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Made yesterday at 18:00; the customer calls at this time of today.</summary>
    [Theory]
    [InlineData("17:00:00", true)]
    [InlineData("17:59:59", true)]
    [InlineData("18:00:00", false)]
    [InlineData("18:01:00", false)]
    public async Task until_its_time_it_is_taken_back_from_then_on_it_has_arrived(string at, bool revoked)
    {
        foreach (var (engine, dueRan) in new[]
            { (DbEngine.Sqlite, true), (DbEngine.Sqlite, false), (DbEngine.PostgreSql, true) })
        {
            await using var scene = await Scene.Start(engine, madeAt: 18);
            await scene.At(2026, 3, 3, TimeOnly.Parse(at, CultureInfo.InvariantCulture));
            // The moment counts, not whether the ledger has come to post it.
            if (dueRan)
                await scene.CatchUp();
            Assert.Equal(revoked, (await scene.Told()).Count == 1);
            var outcome = await scene.Revoke();
            await scene.CatchUp();
            if (revoked)
            {
                var posted = Assert.IsType<TransferOutcome.Posted>(outcome);
                Assert.Equal(Money.Cny(All), posted.FromBalance);
                await scene.At(2026, 3, 4, new TimeOnly(12, 0));
                await scene.CatchUp();
                Assert.Equal((All, 0, 0), await scene.Balances());
                Assert.Equal(["atm-revoked"], await scene.Notices());
            }
            else
            {
                Assert.Equal(
                    TransferRefusal.AlreadyArrived, Assert.IsType<TransferOutcome.Refused>(outcome).Reason);
                Assert.Equal((Left, Fen, 0), await scene.Balances());
                Assert.Empty(await scene.Notices());
            }
            await scene.Prove();
        }
    }

    [Theory, BothEngines]
    public async Task it_is_told_whole_debited_once_and_waits_in_the_banks_own_account(DbEngine engine)
    {
        await using var scene = await Scene.Start(engine);
        Assert.Equal(new AtmIntakeOutcome.Taken(scene.Made.MadeUs + AtmLedger.ArrivesAfterUs), await scene.Take());
        Assert.Equal((Left, 0, Fen), await scene.Balances());
        var one = Assert.Single(await scene.Told());
        Assert.Equal(
            ("atm-00000001", scene.From, "ATM-03", "东街", Money.Cny(Fen), "李*", scene.Made.MadeUs),
            (one.Id, one.Account, one.Atm, one.Place, one.Amount, one.Payee, one.MadeUs));
        Assert.Equal(
            (AccountNumbers.Tail(scene.To), one.MadeUs + AtmLedger.ArrivesAfterUs), (one.PayeeTail, one.ArrivesUs));

        // The same name with another transfer is a fault of the machine's.
        Assert.Equal(
            new AtmIntakeOutcome.Refused(TransferRefusal.KeyReused),
            await scene.Intake.Take(scene.Made with { Amount = Money.Cny(Fen + 1) }, Ct));
        Assert.DoesNotContain(
            "李明",
            string.Join('\n', await scene.Bank.Kernel.Db.Read(
                c => c.Query<string>("SELECT body FROM journal UNION ALL SELECT payee FROM ledger_atm_transfer"), Ct)),
            StringComparison.Ordinal);
        Assert.IsType<AtmTransfersOutcome.NotIdentified>(
            await scene.Machines.Of(scene.Who with { Level = IdentificationLevel.Account }, Ct));
        await scene.Prove();
    }

    [Fact]
    public async Task the_machine_hears_why_a_transfer_is_not_taken_and_nothing_moves()
    {
        await using var scene = await Scene.Start();
        var own = await scene.Bank.Open("C1", 0);
        var made = scene.Made with { Id = "atm-00000002" };
        foreach (var (wrong, why) in new[]
        {
            (made with { To = own }, TransferRefusal.NotToAnother),
            (made with { To = made.From }, TransferRefusal.SameAccount),
            (made with { To = "6288999999999999" }, TransferRefusal.AccountNotFound),
            (made with { Amount = Money.Cny(All) }, TransferRefusal.InsufficientFunds),
        })
            Assert.Equal(new AtmIntakeOutcome.Refused(why), await scene.Intake.Take(wrong, Ct));
        // What was refused is not remembered: the customer may have paid in meanwhile.
        Assert.IsType<AtmIntakeOutcome.Taken>(await scene.Intake.Take(made, Ct));
        Assert.Equal((All - (2 * Fen), 0, 2 * Fen), await scene.Balances());
        await scene.Prove();
    }

    [Theory, BothEngines]
    public async Task taken_back_twice_at_once_it_comes_back_once_and_the_second_hears_so(DbEngine engine)
    {
        await using var scene = await Scene.Start(engine);
        var wishes = await Task.WhenAll(Enumerable.Range(1, 4).Select(i => scene.Wish($"wish-000{i}")));
        var outcomes = await Task.WhenAll(wishes.Select(wish => scene.Bank.Telephone.Transfer(wish, Ct)));
        Assert.Single(outcomes.OfType<TransferOutcome.Posted>());
        Assert.All(
            outcomes.OfType<TransferOutcome.Refused>(),
            refused => Assert.Equal(TransferRefusal.AlreadyRevoked, refused.Reason));
        foreach (var wish in wishes)
            Assert.IsNotType<TransferOutcome.Unknown>(await scene.Bank.Telephone.Transfer(wish, Ct));
        Assert.Equal((All, 0, 0), await scene.Balances());
        await scene.Prove();
    }

    [Fact]
    public async Task arriving_and_being_taken_back_at_once_only_one_happens()
    {
        await using var scene = await Scene.Start(DbEngine.PostgreSql);
        scene.Bank.Clock.Advance(TimeSpan.FromHours(24) - TimeSpan.FromMicroseconds(1));
        var wish = await scene.Wish("wish-0001");
        scene.Bank.Clock.Advance(TimeSpan.FromMicroseconds(1));
        var taking = scene.Bank.Telephone.Transfer(wish, Ct);
        await Task.WhenAll(scene.CatchUp(), scene.CatchUp(), taking);
        Assert.IsType<TransferOutcome.Refused>(await taking);
        Assert.Equal((Left, Fen, 0), await scene.Balances());
        await scene.Prove();
    }

    /// <summary>No contract and no recording is needed, and no day's sum counts it.</summary>
    [Theory]
    [InlineData("nothing signed")]
    [InlineData("suspended")]
    [InlineData("not recorded")]
    [InlineData("frozen")]
    [InlineData("held")]
    public async Task money_that_comes_back_asks_for_nothing_but_the_pin(string what)
    {
        await using var scene = await Scene.Start();
        switch (what)
        {
            case "nothing signed":
                scene.Bank.Papers.Signed = false;
                break;
            case "suspended":
                scene.Bank.Papers.Active = false;
                break;
            case "not recorded":
                scene.Bank.Evidence.Kept = false;
                break;
            case "frozen":
                await scene.Status(scene.From, "frozen");
                break;
            default:
                await scene.Bank.Ledger.Place(new HoldOrder("hold-0001", scene.From, "LR1"), Ct);
                break;
        }
        Assert.IsType<TransferOutcome.Posted>(await scene.Revoke());
        Assert.Equal((All, 0, 0), await scene.Balances());
        Assert.Equal(0, await scene.Bank.Kernel.Db.Read(
            c => c.ExecuteScalar<long>("SELECT COUNT(*) FROM bank_day_sum"), Ct));
        await scene.Prove();
    }

    [Fact]
    public async Task without_a_right_pin_or_of_another_customer_nothing_is_taken_back()
    {
        await using var scene = await Scene.Start();
        var wish = await scene.Wish("wish-0001");
        async Task<TransferRefusal> Why(TransferWish asked) =>
            Assert.IsType<TransferOutcome.Refused>(await scene.Bank.Telephone.Transfer(asked, Ct)).Reason;
        Assert.Equal(TransferRefusal.PinTokenNotValid, await Why(wish with { Token = new PinToken("wrong") }));
        Assert.Equal(
            TransferRefusal.NotTheCustomersAccount,
            await Why(wish with { CustomerId = "C2", Token = await scene.Bank.Token("C2") }));
        Assert.Equal(
            TransferRefusal.NotTheCustomersAccount,
            await Why(wish with { To = scene.To, Token = await scene.Bank.Token("C1") }));
        Assert.Equal(TransferRefusal.NotTheCustomersAccount, await Why(wish with { Subject = null }));
        var other = await scene.Bank.Open("C1", 0);
        Assert.Equal(
            TransferRefusal.NoSuchTransfer,
            await Why(wish with { To = other, IdempotencyKey = "wish-0002", Token = await scene.Bank.Token("C1") }));
        Assert.Equal(
            TransferRefusal.NoSuchTransfer,
            await Why(wish with
            {
                Amount = Money.Cny(1), IdempotencyKey = "wish-0003", Token = await scene.Bank.Token("C1"),
            }));
        Assert.Equal((Left, 0, Fen), await scene.Balances());
        await scene.Prove();
    }

    /// <summary>To a closed account nothing comes back; what the payee's account does not take goes back.</summary>
    [Theory]
    [InlineData("payer closed", Left, Fen)]
    [InlineData("payer frozen", All, 0)]
    [InlineData("payer held", All, 0)]
    [InlineData("payee closed", All, 0)]
    public async Task what_stops_an_account_stops_what_it_sent_and_money_always_has_a_place(
        string what, long from, long to)
    {
        await using var scene = await Scene.Start();
        if (what == "payer held")
            await scene.Bank.Ledger.Place(new HoldOrder("hold-0001", scene.From, "LR1"), Ct);
        else
            await scene.Status(what.StartsWith("payer", StringComparison.Ordinal) ? scene.From : scene.To, what.Split(' ')[1]);
        if (what == "payer closed")
            Assert.Equal(
                TransferRefusal.AccountClosed, Assert.IsType<TransferOutcome.Refused>(await scene.Revoke()).Reason);
        scene.Bank.Clock.Advance(TimeSpan.FromHours(24));
        await scene.CatchUp();
        Assert.Equal((from, to, 0), await scene.Balances());
        if (from == All)
            Assert.Equal(
                TransferRefusal.AlreadyRevoked,
                Assert.IsType<TransferOutcome.Refused>(await scene.Revoke("wish-0002")).Reason);
        await scene.Prove();
    }

    /// <summary>Both accounts closed: it stays where it is, and somebody sees it.</summary>
    [Fact]
    public async Task what_neither_account_takes_waits_for_somebody()
    {
        await using var scene = await Scene.Start();
        await scene.Status(scene.From, "closed");
        await scene.Status(scene.To, "closed");
        scene.Bank.Clock.Advance(TimeSpan.FromHours(24));
        await scene.CatchUp();
        Assert.Equal((Left, 0, Fen), await scene.Balances());
        await scene.Status(scene.To, "active");
        scene.Bank.Clock.Advance(TimeSpan.FromHours(1));
        await scene.CatchUp();
        Assert.Equal((Left, Fen, 0), await scene.Balances());
        await scene.Prove();
    }

    /// <summary>A line cut there or back: told as being processed, and settled once.</summary>
    [Theory]
    [InlineData(true, false)]
    [InlineData(false, false)]
    [InlineData(true, true)]
    [InlineData(false, true)]
    public async Task without_an_answer_it_is_unknown_until_the_core_bank_says_what_became_of_it(
        bool there, bool timePasses)
    {
        await using var scene = await Scene.Start();
        var wish = await scene.Wish("wish-0001");
        _ = await scene.Bank.Telephone.Accounts("C1", Ct);
        scene.Bank.Core.CutOrders = there;
        scene.Bank.Core.CutBack = !there;
        var unknown = Assert.IsType<TransferOutcome.Unknown>(await scene.Bank.Telephone.Transfer(wish, Ct));
        (scene.Bank.Core.CutOrders, scene.Bank.Core.CutBack) = (false, false);
        scene.Bank.Clock.Advance(timePasses ? TimeSpan.FromHours(24) : TimeSpan.FromMinutes(1));
        await scene.CatchUp();
        await using var again = await scene.Bank.Kernel.Another();
        await again.Services.GetRequiredService<Reconciler>().Round(Ct);
        Assert.Equal(there ? timePasses ? (Left, Fen, 0) : (Left, 0, Fen) : (All, 0, 0), await scene.Balances());
        var untold = Assert.Single(await scene.Bank.Telephone.Untold("C1", Ct));
        Assert.Equal(
            (unknown.TransactionId, OrderClass.Revocation, there ? TransferEnd.Failed : TransferEnd.Posted),
            (untold.TransactionId, untold.Class, untold.End));
        Assert.Equal(there ? [] : ["atm-revoked"], await scene.Notices());
        // Barred: the message that is late moves nothing any more.
        if (there)
            Assert.Equal(
                TransferRefusal.NeverArrived,
                Assert.IsType<TransferOutcome.Refused>(await scene.Bank.Telephone.Transfer(wish, Ct)).Reason);
        await scene.Prove();
    }

    [Theory]
    [InlineData(0, DbFault.Broken)]
    [InlineData(0, DbFault.AnswerLost)]
    [InlineData(1, DbFault.Broken)]
    [InlineData(1, DbFault.AnswerLost)]
    public async Task a_crash_at_any_write_of_ours_leaves_it_waiting_or_taken_back_and_a_restart_knows(
        int after, DbFault fault)
    {
        await using var scene = await Scene.Start();
        var wish = await scene.Wish("wish-0001");
        scene.Bank.Record.FailWrite(after, fault);
        _ = await scene.Bank.Telephone.Transfer(wish, Ct);
        scene.Bank.Clock.Advance(TimeSpan.FromMinutes(1));
        await using var again = await scene.Bank.Kernel.Another();
        await again.Services.GetRequiredService<Reconciler>().Round(Ct);
        var back = after == 1;
        Assert.Equal(back ? (All, 0, 0) : (Left, 0, Fen), await scene.Balances());
        Assert.Equal(back ? ["atm-revoked"] : [], await scene.Notices());
        scene.Bank.Clock.Advance(TimeSpan.FromHours(24));
        await again.Services.GetRequiredService<DueRunner>().CatchUp(Ct);
        Assert.Equal(back ? (All, 0, 0) : (Left, Fen, 0), await scene.Balances());
        await scene.Prove();
    }

    private sealed class Scene(Bank bank, string from, string to) : IAsyncDisposable
    {
        public Bank Bank => bank;

        public string From => from;

        public string To => to;

        public AtmTransferMade Made { get; private set; } = null!;

        public IAtmIntake Intake => bank.Kernel.Services.GetRequiredService<IAtmIntake>();

        public IAtmTransfers Machines => bank.Kernel.Services.GetRequiredService<IAtmTransfers>();

        public Identification Who { get; } = new(
            new CustomerCard(
                "C1", CustomerKind.Personal, "张伟", "张", "先生", Segment.Ordinary, "138****0001", "", false,
                Accessibility.None),
            IdentificationLevel.EnquiryPin);

        /// <param name="madeAt">The hour of 2 March; without it, now.</param>
        public static async Task<Scene> Start(DbEngine engine = DbEngine.Sqlite, int? madeAt = null)
        {
            var bank = await Bank.StartWithNotices(engine);
            var scene = new Scene(bank, await bank.Open("C1", All), await bank.Open("C2", 0));
            if (madeAt is { } hour)
                await scene.At(2026, 3, 2, new TimeOnly(hour, 0));
            scene.Made = new AtmTransferMade(
                "atm-00000001", "ATM-03", "东街", scene.From, scene.To, "李明", Money.Cny(Fen), bank.Clock.NowUs());
            Assert.IsType<AtmIntakeOutcome.Taken>(await scene.Take());
            return scene;
        }

        public Task<AtmIntakeOutcome> Take() => Intake.Take(Made, Ct);

        /// <summary>By the clock of the bank, in Shanghai.</summary>
        public Task At(int year, int month, int day, TimeOnly time)
        {
            var at = new DateTimeOffset(new DateOnly(year, month, day), time, TimeSpan.FromHours(8));
            bank.Clock.Advance(at - bank.Clock.GetUtcNow());
            return Task.CompletedTask;
        }

        public async Task<IReadOnlyList<AtmTransfer>> Told() =>
            Assert.IsType<AtmTransfersOutcome.Told>(await Machines.Of(Who, Ct)).Transfers;

        public async Task<TransferWish> Wish(string key) => new(
            TransferKind.AtmRevocation, "C1", AccountNumbers.Tail(to), from, Money.Cny(Fen), key, "call-1",
            await bank.Token("C1"))
        {
            Subject = Made.Id, Origin = Bank.Keyed,
        };

        public async Task<TransferOutcome> Revoke(string key = "wish-0001") =>
            await bank.Telephone.Transfer(await Wish(key), Ct);

        public Task CatchUp() => bank.Kernel.Services.GetRequiredService<DueRunner>().CatchUp(Ct);

        /// <summary>The payer's, the payee's, and what waits.</summary>
        public async Task<(long From, long To, long Waiting)> Balances()
        {
            var waiting = await bank.Kernel.Db.Read(c => c.ExecuteScalar<long?>(
                "SELECT balance_minor FROM ledger_account WHERE number = @number",
                new { number = EmbeddedLedger.AtmTransit }), Ct);
            return (await bank.Fen(from), await bank.Fen(to), waiting ?? 0);
        }

        public Task<List<string>> Notices() => bank.Kernel.Db.Read(
            c => c.Query<string>("SELECT template FROM notice ORDER BY id").AsList(), Ct);

        public Task<int> Status(string account, string status) => bank.Kernel.Db.Write(
            scope => scope.Connection.Execute(
                "UPDATE ledger_account SET status = @status WHERE number = @account", new { account, status },
                scope.Transaction), Ct);

        public async Task Prove()
        {
            await bank.Prove();
            Assert.Equal(0, await bank.Kernel.Db.Read(
                c => c.ExecuteScalar<long>("SELECT CAST(SUM(balance_minor) AS BIGINT) FROM ledger_account"), Ct));
        }

        public ValueTask DisposeAsync() => bank.DisposeAsync();
    }
}
