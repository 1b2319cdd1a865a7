using TellerLine.Banking;
using TellerLine.Contracts;
using TellerLine.Customers;
using TellerLine.Kernel;

namespace TellerLine.Rules.Banking;

public sealed class TransactionTests
{
    private static readonly CoreAnswer Posted = new CoreAnswer.Posted("e1", Money.Cny(0), Money.Cny(0));

    private static readonly CoreAnswer Refused = new CoreAnswer.Refused(TransferRefusal.InsufficientFunds);

    private static readonly CoreAnswer NoAnswer = new CoreAnswer.Unknown("nothing in time");

    private static readonly TransactionFact[] Way =
    [
        new TransactionFact.CustomerIdentified(), new TransactionFact.ReadBackConfirmed(),
        new TransactionFact.PinTokenTaken(),
        new TransactionFact.RiskPassed(), new TransactionFact.SentToCore(),
    ];

    [Fact]
    public void the_whole_way_ends_submitted() => Assert.IsType<TransactionState.Submitted>(After(Way));

    [Fact]
    public void what_waits_for_a_second_person_goes_when_let_go_and_is_void_for_ever_when_not()
    {
        TransactionFact[] asked = [.. Way[..^1], new TransactionFact.SecondAsked()];
        Assert.IsType<TransactionState.Pending>(After(asked));
        Assert.Throws<InvalidOperationException>(() => After([.. asked, new TransactionFact.SentToCore()]));
        Assert.IsType<TransactionState.Submitted>(
            After([.. asked, new TransactionFact.SecondApproved(), new TransactionFact.SentToCore()]));
        TransactionFact[] over = [.. asked, new TransactionFact.SecondOver(TransferVoid.Expired)];
        Assert.Equal(new TransactionState.Voided(TransferVoid.Expired), After(over));
        Assert.Throws<InvalidOperationException>(() => After([.. over, new TransactionFact.SecondApproved()]));
        Assert.Equal(
            new TransactionState.Voided(TransferVoid.LineDropped),
            After([.. asked, new TransactionFact.LineDropped()]));
    }

    [Fact]
    public void no_step_can_be_left_out()
    {
        for (var missing = 0; missing < Way.Length - 1; missing++)
            Assert.Throws<InvalidOperationException>(() => After([.. Way.Where((_, i) => i != missing)]));
    }

    [Fact]
    public void a_line_dropped_before_submission_voids()
    {
        for (var done = 0; done < Way.Length; done++)
            Assert.IsType<TransactionState.Voided>(After([.. Way.Take(done), new TransactionFact.LineDropped()]));
    }

    [Fact]
    public void a_line_dropped_after_submission_changes_nothing()
    {
        Assert.IsType<TransactionState.Submitted>(After([.. Way, new TransactionFact.LineDropped()]));
        Assert.IsType<TransactionState.Posted>(
            After([.. Way, new TransactionFact.CoreAnswered(Posted), new TransactionFact.LineDropped()]));
    }

    [Fact]
    public void no_answer_is_unknown_and_never_failed() =>
        Assert.IsType<TransactionState.Unknown>(After([.. Way, new TransactionFact.CoreAnswered(NoAnswer)]));

    [Fact]
    public void what_is_unknown_is_settled_by_asking()
    {
        Assert.Equal(
            new TransactionState.Posted("e1", Reconciled: true),
            After([.. Way, new TransactionFact.CoreAnswered(NoAnswer), new TransactionFact.Reconciled(Posted)]));
        Assert.Equal(
            new TransactionState.Failed(TransferRefusal.InsufficientFunds, Reconciled: true),
            After([.. Way, new TransactionFact.CoreAnswered(NoAnswer), new TransactionFact.Reconciled(Refused)]));
        Assert.IsType<TransactionState.Unknown>(
            After([.. Way, new TransactionFact.CoreAnswered(NoAnswer), new TransactionFact.Reconciled(NoAnswer)]));
    }

    [Fact]
    public void what_a_crash_left_submitted_is_settled_by_asking() =>
        Assert.Equal(
            new TransactionState.Posted("e1", Reconciled: true),
            After([.. Way, new TransactionFact.Reconciled(Posted)]));

    [Fact]
    public void the_first_word_stands_and_its_contrary_is_a_fault()
    {
        Assert.IsType<TransactionState.Posted>(
            After([.. Way, new TransactionFact.CoreAnswered(Posted), new TransactionFact.Reconciled(Posted)]));
        Assert.IsType<TransactionState.Posted>(
            After([.. Way, new TransactionFact.CoreAnswered(Posted), new TransactionFact.Reconciled(NoAnswer)]));
        Assert.Throws<InvalidOperationException>(
            () => After([.. Way, new TransactionFact.CoreAnswered(Posted), new TransactionFact.Reconciled(Refused)]));
        Assert.Throws<InvalidOperationException>(
            () => After([.. Way, new TransactionFact.CoreAnswered(Refused), new TransactionFact.Reconciled(Posted)]));
    }

    private static readonly ContractLimits Limits = new(PerTransaction: 1_000_00, PerDay: 5_000_00);

    [Theory]
    [InlineData(1_000_00, 0, null)]
    [InlineData(1_000_01, 0, TransferRefusal.OverTransactionLimit)]
    [InlineData(200_00, 4_800_00, null)]
    [InlineData(300_00, 4_800_00, TransferRefusal.OverDayLimit)]
    [InlineData(1, 5_000_00, TransferRefusal.OverDayLimit)]
    public void limits_are_kept_to_the_fen(long fen, long movedToday, TransferRefusal? reason) =>
        Assert.Equal(
            reason, TransferRules.BrokenByLimitsOrPin(
                Money.Cny(fen), movedToday, Limits, new TokenFacts(Fresh: true, PinMustChange.No)));

    [Fact]
    public void money_needs_a_fresh_token_of_a_pin_that_is_not_the_banks_first()
    {
        Assert.Equal(
            TransferRefusal.PinTokenNotValid, TransferRules.BrokenByLimitsOrPin(Money.Cny(1), 0, Limits, default));
        Assert.Equal(
            TransferRefusal.PinIsInitial,
            TransferRules.BrokenByLimitsOrPin(Money.Cny(1), 0, Limits, new TokenFacts(true, PinMustChange.Initial)));
    }

    [Fact]
    public void only_the_customers_own_two_accounts_of_one_currency_will_do()
    {
        Account[] own = [Account("1", "C1"), Account("2", "C1"), Account("3", "C2"),
            Account("4", "C1") with { Balance = Money.Zero("USD") }];
        Assert.Null(TransferRules.BrokenByOrder(Order("1", "2", 1), own));
        Assert.Equal(TransferRefusal.SameAccount, TransferRules.BrokenByOrder(Order("1", "1", 1), own));
        Assert.Equal(TransferRefusal.NotTheCustomersAccount, TransferRules.BrokenByOrder(Order("1", "3", 1), own));
        Assert.Equal(TransferRefusal.NotTheCustomersAccount, TransferRules.BrokenByOrder(Order("9", "1", 1), own));
        Assert.Equal(TransferRefusal.CurrenciesDiffer, TransferRules.BrokenByOrder(Order("1", "4", 1), own));
        Assert.Equal(TransferRefusal.AmountNotPositive, TransferRules.BrokenByOrder(Order("1", "2", 0), own));
    }

    private static Account Account(string number, string customer) =>
        new(number, customer, AccountKind.Current, AccountStatus.Active, Money.Cny(0), Money.Cny(0));

    private static TransferWish Order(string from, string to, long fen) =>
        new(TransferKind.Own, "C1", from, to, Money.Cny(fen), "12345678", "c", new PinToken(""))
        {
            Origin = new OrderOrigin(OrderWay.Keypad, null, "", IdentificationLevel.TransactionPin),
        };

    private static TransactionState After(TransactionFact[] facts) =>
        facts.Aggregate((TransactionState)new TransactionState.Draft(), TransactionMachine.Next);
}
