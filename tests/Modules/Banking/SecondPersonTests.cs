using Microsoft.Extensions.DependencyInjection;
using TellerLine.Banking;
using TellerLine.Contracts;
using TellerLine.Customers;
using TellerLine.Kernel;

namespace TellerLine.Modules.Banking;

/// <summary>
/// What needs a second person (双人临柜), on the contract that has the higher limits with an agent: 50,000 a transfer
/// and a day, above 5,000 with a second person.
/// </summary>
public sealed class SecondPersonTests
{
    private const string Maker = "1003";

    private static readonly SecondDecider
        Lead = new("2001", "session-2001", 5_000_00),
        Floor = new("3001", "session-3001", 50_000_00),
        Operations = new("5001", "session-5001", null);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothEngines]
    public async Task six_thousand_wait_and_go_when_one_with_the_authority_approves(DbEngine engine)
    {
        await using var bank = await Bank.Start(engine);
        var (wish, from, payee) = await Prepare(bank);
        var pending = await Pending(bank, wish);
        Assert.Equal(0, await bank.Fen(payee));
        Assert.Equal(
            new SecondOutcome.NotYours(SecondRefusal.OwnTransfer),
            await Approve(bank, pending, new SecondDecider(Maker, "another-session", null)));
        Assert.Equal(
            new SecondOutcome.NotYours(SecondRefusal.SameSession),
            await Approve(bank, pending, Floor with { Session = "session-maker" }));
        Assert.Equal(new SecondOutcome.NotYours(SecondRefusal.AuthorityTooLow), await Approve(bank, pending, Lead));

        var approved = Assert.IsType<SecondOutcome.Approved>(await Approve(bank, pending, Floor));
        Assert.Equal(
            pending.TransactionId, Assert.IsType<TransferOutcome.Posted>(approved.Transfer).TransactionId);
        Assert.Equal((94_000_00, 6_000_00), (await bank.Fen(from), await bank.Fen(payee)));

        // Whoever asks again with the same key hears the end; nothing is posted twice.
        Assert.IsType<TransferOutcome.Posted>(await bank.Telephone.Transfer(wish, Ct));
        var past = Assert.Single(await bank.Second.Past(Ct));
        Assert.Equal(("posted", "3001", "contract"), (past.State, past.By, past.Why));
        var submitted = Assert.Single(await Journal(bank, "customer/C1"), row => row.Kind == "transaction.submitted")
            .As<TransactionSubmitted>();
        Assert.Equal(
            (OrderWay.Agent, Maker, "3001", "read back", IdentificationLevel.TransactionPin),
            (submitted.Way, submitted.Agent, submitted.Approver, submitted.ReadBack, submitted.Level));
        Assert.Equal(
            ["contact.secondAsked", "contact.secondDecided", "contact.transferMade"],
            (await Journal(bank, "contact/call-1")).Select(row => row.Kind));
        await bank.Prove();
    }

    [Theory, BothEngines]
    public async Task of_two_who_decide_at_once_one_wins_and_the_other_hears_who(DbEngine engine)
    {
        await using var bank = await Bank.Start(engine);
        var (wish, _, payee) = await Prepare(bank);
        var pending = await Pending(bank, wish);
        var both = await Task.WhenAll(Approve(bank, pending, Floor), Approve(bank, pending, Operations));
        var won = Assert.Single(both.OfType<SecondOutcome.Approved>());
        Assert.IsType<TransferOutcome.Posted>(won.Transfer);
        var late = Assert.Single(both.OfType<SecondOutcome.TooLate>()).Request;
        var winner = both[0] is SecondOutcome.Approved ? Floor : Operations;
        Assert.Equal(winner.Number, late.By);
        Assert.Equal(6_000_00, await bank.Fen(payee));
    }

    [Fact]
    public async Task after_two_minutes_it_is_void_and_the_token_is_dead()
    {
        await using var bank = await Bank.Start();
        var (wish, from, _) = await Prepare(bank);
        var pending = await Pending(bank, wish);
        Assert.Equal(120_000_000, pending.DueUs - bank.Clock.NowUs());

        // Used up from the moment it waits.
        Assert.Equal(
            new TransferOutcome.Refused(null, TransferRefusal.PinTokenNotValid),
            await bank.Telephone.Transfer(
                wish with { IdempotencyKey = "another-wish", Amount = Money.Cny(10_00) }, Ct));
        bank.Clock.Advance(TimeSpan.FromSeconds(120));
        var late = Assert.IsType<SecondOutcome.TooLate>(await Approve(bank, pending, Floor));
        Assert.Equal(TransferVoid.Expired, late.Request.Void);
        Assert.Equal(
            new TransferOutcome.Refused(pending.TransactionId, TransferRefusal.NotLetGo),
            await bank.Telephone.Transfer(wish, Ct));
        Assert.Empty(await bank.Second.Open(Ct));
        Assert.Equal(100_000_00, await bank.Fen(from));
    }

    [Theory, BothEngines]
    public async Task its_time_is_a_due_time_that_voids_it_though_nobody_asks(DbEngine engine)
    {
        await using var bank = await Bank.Start(engine);
        var (wish, _, _) = await Prepare(bank);
        var pending = await Pending(bank, wish);
        await bank.Kernel.Db.Write(scope =>
        {
            var row = bank.Kernel.Services.GetRequiredService<IDueTimes>().Find(
                scope, SecondWaits.Expires, pending.TransactionId)!;
            Assert.Equal(pending.DueUs, row.DueUs);
            bank.Kernel.Services.GetRequiredService<SecondExpires>().Handle(row, scope);
            return true;
        }, Ct);
        var over = (await bank.Second.Find(pending.TransactionId, Ct))!;
        Assert.Equal(("voided", TransferVoid.Expired, null), (over.State, over.Void, over.By));
    }

    /// <summary>What waits counts in the day.</summary>
    [Fact]
    public async Task what_is_void_gives_the_days_sum_back()
    {
        await using var bank = await Bank.Start();
        var (wish, _, _) = await Prepare(bank);
        var pending = await Pending(bank, wish with { Amount = Money.Cny(48_000_00) });
        Assert.Equal(TransferRefusal.OverDayLimit, await Reason(bank, wish, 3_000_00));
        Assert.IsType<SecondOutcome.Rejected>(
            await bank.Second.Reject(pending.TransactionId, Lead, "the customer hesitates", Ct));
        Assert.Null(await Reason(bank, wish, 3_000_00));
        var past = Assert.Single(await bank.Second.Past(Ct));
        Assert.Equal((TransferVoid.Rejected, "2001", "the customer hesitates"), (past.Void, past.By, past.Note));
        Assert.IsType<SecondOutcome.TooLate>(await Approve(bank, pending, Floor));
    }

    [Fact]
    public async Task a_line_that_drops_voids_what_waits_and_changes_nothing_afterwards()
    {
        await using var bank = await Bank.Start();
        var (wish, from, _) = await Prepare(bank);
        var pending = await Pending(bank, wish);
        await bank.Second.Void(pending.TransactionId, TransferVoid.LineDropped);
        Assert.Equal(
            TransferVoid.LineDropped,
            Assert.IsType<SecondOutcome.TooLate>(await Approve(bank, pending, Floor)).Request.Void);
        Assert.Equal(100_000_00, await bank.Fen(from));

        var next = wish with { IdempotencyKey = "wish-0002", Token = await bank.Token("C1") };
        var again = await Pending(bank, next);
        Assert.IsType<SecondOutcome.Approved>(await Approve(bank, again, Floor));
        await bank.Second.Void(again.TransactionId, TransferVoid.LineDropped);
        Assert.Equal(94_000_00, await bank.Fen(from));
        Assert.IsType<TransferOutcome.Posted>(await bank.Telephone.Transfer(next, Ct));
    }

    [Fact]
    public async Task what_waited_when_the_program_stopped_is_void()
    {
        await using var bank = await Bank.Start();
        var (wish, _, payee) = await Prepare(bank);
        var pending = await Pending(bank, wish);
        await bank.Kernel.Services.GetServices<IAtStart>().OfType<NothingWaits>().Single().Run(Ct);
        Assert.Equal(TransferVoid.Restarted, (await bank.Second.Find(pending.TransactionId, Ct))!.Void);
        Assert.IsType<SecondOutcome.TooLate>(await Approve(bank, pending, Floor));
        Assert.Equal(0, await bank.Fen(payee));
    }

    [Fact]
    public async Task what_the_contract_no_longer_allows_or_nobody_records_does_not_go()
    {
        await using var bank = await Bank.Start();
        var (wish, from, _) = await Prepare(bank);
        var pending = await Pending(bank, wish);
        bank.Papers.Active = false;
        Assert.Equal(
            TransferVoid.NotAllowed,
            Assert.IsType<SecondOutcome.TooLate>(await Approve(bank, pending, Floor)).Request.Void);
        bank.Papers.Active = true;
        var again = await Pending(
            bank, wish with { IdempotencyKey = "wish-0002", Token = await bank.Token("C1") });
        bank.Evidence.Kept = false;
        Assert.Equal(
            TransferVoid.NotAllowed,
            Assert.IsType<SecondOutcome.TooLate>(await Approve(bank, again, Floor)).Request.Void);
        Assert.Equal(100_000_00, await bank.Fen(from));
    }

    [Theory, BothEngines]
    public async Task a_pin_said_aloud_while_it_waits_voids_it_when_it_is_approved(DbEngine engine)
    {
        await using var bank = await Bank.Start(engine);
        var (wish, from, payee) = await Prepare(bank);
        var pending = await Pending(bank, wish);
        await bank.Kernel.Db.Write(scope =>
        {
            bank.Kernel.Services.GetRequiredService<ISpokenPinLocks>().Spoken(scope, "C1", "call-1", Maker);
            return true;
        }, Ct);
        var late = Assert.IsType<SecondOutcome.TooLate>(await Approve(bank, pending, Floor));
        Assert.Equal(TransferVoid.PinMustChange, late.Request.Void);
        Assert.Equal((100_000_00, 0), (await bank.Fen(from), await bank.Fen(payee)));
        Assert.Equal(TransferVoid.PinMustChange, Assert.Single(await bank.Second.Past(Ct)).Void);
        // The day's sum is given back, and with a PIN of his own he may order it anew.
        var again = await Pending(
            bank, wish with { IdempotencyKey = "wish-0002", Amount = Money.Cny(50_000_00), Token = await bank.Token("C1") });
        Assert.IsType<SecondOutcome.Approved>(await Approve(bank, again, Floor));
        Assert.Equal(50_000_00, await bank.Fen(payee));
    }

    /// <summary>Up to 5,000 the contract needs nobody else; what is more than the agent may alone does.</summary>
    [Fact]
    public async Task the_agents_own_authority_counts_beside_the_contract()
    {
        await using var bank = await Bank.Start();
        var (wish, _, _) = await Prepare(bank);
        Assert.Null(await Reason(bank, wish, 5_000_00));
        var junior = wish with { Origin = wish.Origin with { AloneMinor = 1_000_00 } };
        Assert.Null(await Reason(bank, junior, 1_000_00));
        var pending = await Pending(bank, junior with
        {
            IdempotencyKey = "wish-0003", Amount = Money.Cny(1_000_01), Token = await bank.Token("C1"),
        });
        Assert.Equal("authority", (await bank.Second.Find(pending.TransactionId, Ct))!.Why);
        Assert.IsType<SecondOutcome.Approved>(await Approve(bank, pending, Lead));
    }

    /// <summary>Whichever way an order comes, and however much contract and agent might alone.</summary>
    [Theory, BothEngines]
    public async Task the_catalogue_s_bounds_of_a_service_hold_for_every_order_of_it(DbEngine engine)
    {
        await using var bank = await Bank.Start(engine);
        var (wish, _, _) = await Prepare(bank);
        var (own, card) = (
            await bank.Open("C1", 0), await bank.Open("C1", -9_000_00, AccountKind.Credit, creditLimit: 9_000_00));
        (bank.Services.AtMost["pay"], bank.Services.Second["cardRepay"]) = (3_000_00, 2_000_00);
        foreach (var origin in new[] { Bank.Keyed, wish.Origin })
        {
            Assert.Equal(
                TransferRefusal.OverServiceLimit, await Reason(bank, wish with { Origin = origin }, 3_000_01));
            Assert.Null(await Reason(bank, wish with { Origin = origin }, 3_000_00));
        }
        var between = wish with
        {
            Kind = TransferKind.Own, To = own, Origin = wish.Origin with { AloneMinor = null },
        };
        Assert.Null(await Reason(bank, between, 3_000_01));
        Assert.Null(await Reason(bank, between with { To = card }, 2_000_00));
        var pending = await Pending(bank, between with
        {
            To = card, Amount = Money.Cny(2_000_01), IdempotencyKey = "wish-0004", Token = await bank.Token("C1"),
        });
        Assert.Equal("service", (await bank.Second.Find(pending.TransactionId, Ct))!.Why);
        Assert.Equal(-7_000_00, await bank.Fen(card));
        Assert.IsType<SecondOutcome.Approved>(await Approve(bank, pending, Lead));
        Assert.Equal(-4_999_99, await bank.Fen(card));
    }

    [Fact]
    public async Task an_unsigned_payee_is_refused_whoever_would_approve()
    {
        await using var bank = await Bank.Start();
        var (wish, _, _) = await Prepare(bank);
        var stranger = await bank.Open("C3", 0);
        Assert.Equal(TransferRefusal.PayeeNotSigned, await Reason(bank, wish with { To = stranger }, 6_000_00));
        Assert.Empty(await bank.Second.Open(Ct));
    }

    /// <summary>By keypad nobody can be asked: what would need a second person is over the limit.</summary>
    [Fact]
    public async Task by_keypad_no_more_than_needs_nobody()
    {
        await using var bank = await Bank.Start();
        var (wish, _, _) = await Prepare(bank);
        var keyed = wish with { Origin = Bank.Keyed };
        Assert.Equal(TransferRefusal.OverTransactionLimit, await Reason(bank, keyed, 5_000_01));
        Assert.Null(await Reason(bank, keyed, 5_000_00));
    }

    /// <summary>A review goes to a second person whatever the amount, with an agent only; a block to nobody.</summary>
    [Theory, BothEngines]
    public async Task what_the_risk_rules_say_counts_before_money_moves(DbEngine engine)
    {
        await using var bank = await Bank.Start(engine);
        var (wish, _, payee) = await Prepare(bank);
        Assert.Null(await Reason(bank, wish, 10_00));
        Assert.Null(await Reason(bank, wish, 10_00));
        Assert.Equal([(true, 0), (false, 1)], bank.Screen.Asked.Select(facts => (facts.NewPayee, facts.PaymentsToday)));
        Assert.Equal(new TimeOnly(10, 0), bank.Screen.Asked[0].At);

        bank.Screen.Says = new RiskVerdict(RiskResult.Review, "newPayeeElderly");
        Assert.Equal(TransferRefusal.RiskReview, await Reason(bank, wish with { Origin = Bank.Keyed }, 10_00));
        var pending = await Pending(bank, wish with { IdempotencyKey = "wish-0009", Amount = Money.Cny(10_00) });
        Assert.Equal("risk", (await bank.Second.Find(pending.TransactionId, Ct))!.Why);
        Assert.IsType<SecondOutcome.Approved>(await Approve(bank, pending, Lead));
        bank.Screen.Says = new RiskVerdict(RiskResult.Block, "listedPayee");
        Assert.Equal(TransferRefusal.RiskBlocked, await Reason(bank, wish, 10_00));
        Assert.Equal(30_00, await bank.Fen(payee));
        Assert.Equal(
            ["newPayeeElderly", "newPayeeElderly", "listedPayee"],
            (await Journal(bank, "customer/C1")).Where(row => row.Kind == "transaction.screened")
                .Select(row => row.As<TransactionScreened>().Rule));
    }

    private static async Task<(TransferWish Wish, string From, string Payee)> Prepare(Bank bank)
    {
        bank.Papers.Type = new ContractType(
            "extended", "", "", "personal", 200_000, 1_000_000, 50_000, 50_000, 500, 1_000, 5_000);
        var (from, payee) = (await bank.Open("C1", 100_000_00), await bank.Open("C2", 0));
        bank.Papers.Name(payee);
        return (
            new TransferWish(
                TransferKind.Payee, "C1", from, payee, Money.Cny(6_000_00), "wish-0001", "call-1",
                await bank.Token("C1"))
            {
                PayeeKnown = true, Caller = Papers.Bound,
                Origin = new OrderOrigin(OrderWay.Agent, Maker, "read back", IdentificationLevel.TransactionPin)
                {
                    AloneMinor = 5_000_00, Session = "session-maker",
                },
            }, from, payee);
    }

    private static async Task<TransferOutcome.Pending> Pending(Bank bank, TransferWish wish) =>
        Assert.IsType<TransferOutcome.Pending>(await bank.Telephone.Transfer(wish, Ct));

    private static Task<SecondOutcome> Approve(Bank bank, TransferOutcome.Pending pending, SecondDecider by) =>
        bank.Second.Approve(pending.TransactionId, by, (_, request) => $"signature-of-{request.TransactionId}", Ct);

    private static async Task<TransferRefusal?> Reason(Bank bank, TransferWish wish, long fen) =>
        (await bank.Telephone.Transfer(
            wish with
            {
                Amount = Money.Cny(fen), IdempotencyKey = Guid.NewGuid().ToString(), Token = await bank.Token("C1"),
            }, Ct) as TransferOutcome.Refused)?.Reason;

    private static async Task<List<JournalRow>> Journal(Bank bank, string stream) =>
        [.. await bank.Kernel.Journal.ReadStream(stream, ct: Ct)];
}
