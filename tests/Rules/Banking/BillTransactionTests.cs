using TellerLine.Banking;
using TellerLine.Kernel;

namespace TellerLine.Rules.Banking;

public sealed class BillTransactionTests
{
    private static readonly CoreAnswer
        Posted = new CoreAnswer.Posted("e1", Money.Cny(0), Money.Cny(0)),
        Refused = new CoreAnswer.Refused(TransferRefusal.AccountFrozen),
        NoAnswer = new CoreAnswer.Unknown("nothing in time");

    private static readonly TransactionState
        Debited = new TransactionState.Debited("e1", false),
        Paid = new TransactionState.Posted("e1", false),
        Returning = new TransactionState.Returning("e1", false, TransferRefusal.BillerRefused);

    [Fact]
    public void a_debit_is_not_the_end_of_a_bill_and_its_payment_is()
    {
        Assert.Equal(Debited, Next(new TransactionState.Submitted(), new TransactionFact.CoreAnswered(Posted, true)));
        Assert.Equal(Paid, Next(Debited, Biller(new BillAnswer.Done("R1"))));
        Assert.Equal(
            new TransactionState.Posted("e1", true), Next(Debited, Biller(new BillAnswer.Done("R1"), later: true)));
    }

    [Fact]
    public void a_biller_without_an_answer_leaves_it_debited_and_one_that_refuses_sends_the_money_back()
    {
        Assert.Equal(Debited, Next(Debited, Biller(new BillAnswer.Unknown())));
        Assert.Equal(Returning, Next(Debited, Biller(new BillAnswer.Refused(TransferRefusal.BillerRefused))));
        Assert.Equal(Returning, Next(Returning, new TransactionFact.CoreReturned(NoAnswer, false)));
        Assert.Equal(Returning, Next(Returning, new TransactionFact.CoreReturned(Refused, false)));
        Assert.Equal(
            new TransactionState.Failed(TransferRefusal.BillerRefused, false) { Returned = true },
            Next(Returning, new TransactionFact.CoreReturned(Posted, false)));
    }

    [Fact]
    public void a_reversal_is_asked_of_the_biller_first_and_ends_when_the_money_is_back()
    {
        var reversing = Next(Paid, new TransactionFact.ReversalAsked());
        Assert.Equal(reversing, Next(reversing, new TransactionFact.BillerReversed(new BillAnswer.Unknown())));
        Assert.Equal(
            Paid,
            Next(
                reversing,
                new TransactionFact.BillerReversed(new BillAnswer.Refused(TransferRefusal.BillerRefused))));
        var crediting = Next(reversing, new TransactionFact.BillerReversed(new BillAnswer.Done("R1")));
        Assert.True(crediting.WasPosted);
        Assert.Equal(
            new TransactionState.Reversed("e1", false),
            Next(crediting, new TransactionFact.CoreReturned(Posted, false)));
    }

    [Fact]
    public void what_was_said_once_is_no_news_and_its_contrary_is_a_fault()
    {
        Assert.Equal(Paid, Next(Paid, Biller(new BillAnswer.Done("R1"))));
        Assert.Equal(Debited, Next(Debited, new TransactionFact.CoreAnswered(Posted, true)));
        Assert.Equal(Returning, Next(Returning, Biller(new BillAnswer.Refused(TransferRefusal.NeverArrived))));
        Assert.Throws<InvalidOperationException>(() => Next(Returning, Biller(new BillAnswer.Done("R1"))));
        Assert.Throws<InvalidOperationException>(
            () => Next(Paid, Biller(new BillAnswer.Refused(TransferRefusal.BillerRefused))));
        Assert.Throws<InvalidOperationException>(() => Next(Debited, new TransactionFact.ReversalAsked()));
        Assert.Throws<InvalidOperationException>(() => Next(Debited, new TransactionFact.CoreAnswered(Refused, true)));
    }

    [Fact]
    public void a_dropped_line_changes_nothing_of_what_has_left()
    {
        Assert.Equal(Debited, Next(Debited, new TransactionFact.LineDropped()));
        Assert.Equal(Returning, Next(Returning, new TransactionFact.LineDropped()));
    }

    private static TransactionFact.BillerAnswered Biller(BillAnswer answer, bool later = false) =>
        new TransactionFact.BillerAnswered(answer, later);

    private static TransactionState Next(TransactionState state, TransactionFact fact) =>
        TransactionMachine.Next(state, fact);
}
