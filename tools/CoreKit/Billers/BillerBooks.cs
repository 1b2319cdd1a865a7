using System.Globalization;

namespace TellerLine.CoreKit;

/// <summary>
/// A biller's books in memory: what is owed is the last five digits of a number in fen, less what was paid; one answer
/// a key. What it does wrong it does on purpose (<see cref="Fault"/>).
/// </summary>
internal sealed class BillerBooks
{
    private const int Digits = 5;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, (BillPayment? Order, BillPaid Answer)> _answers = [];
    private readonly Dictionary<(string, string), long> _paid = [];
    private int _receipts;

    public BillArrears Arrears(BillQuestion asked)
    {
        lock (_gate)
        {
            var owed = Owed(asked.Biller!, asked.Number!);
            return new BillArrears(
                asked.Biller, asked.Number, owed is not null, owed, owed is null ? null : "CNY");
        }
    }

    /// <summary>Pays once a key.</summary>
    public BillPaid Pay(BillPayment order, Fault fault)
    {
        lock (_gate)
        {
            if (_answers.TryGetValue(order.Key!, out var before) && !Again(before.Order, fault))
                return before.Order is null || Same(before.Order, order) ? before.Answer
                    : new BillPaid(order.Key, "refused", "keyReused");
            var answer = Decide(order);
            if (fault != Fault.ForgetsKeys)
                _answers[order.Key!] = (order, answer);
            return answer;
        }
    }

    /// <summary>What became of the key; one that never came is refused from now on.</summary>
    public BillPaid Settle(BillPayment order)
    {
        lock (_gate)
        {
            if (!_answers.TryGetValue(order.Key!, out var before))
                _answers[order.Key!] = before = (null, new BillPaid(order.Key, "refused", "neverArrived"));
            return before.Answer;
        }
    }

    /// <summary>Takes back what the key paid, once.</summary>
    public BillPaid Reverse(BillPayment order)
    {
        lock (_gate)
        {
            if (!_answers.TryGetValue(order.Key!, out var before) || before.Order is null
                || !Same(before.Order, order) || before.Answer.Outcome == "refused")
                return new BillPaid(order.Key, "refused", "notPaid");
            if (before.Answer.IsPaid)
            {
                _paid[(order.Biller!, order.Number!)] -= order.AmountMinor!.Value;
                _answers[order.Key!] = before = (before.Order, before.Answer with { Outcome = "reversed" });
            }
            return before.Answer;
        }
    }

    private long? Owed(string biller, string number) =>
        number.Length < Digits || number.StartsWith("000", StringComparison.Ordinal) || !number.All(char.IsAsciiDigit)
            ? null
            : long.Parse(number[^Digits..], CultureInfo.InvariantCulture) - _paid.GetValueOrDefault((biller, number));

    private BillPaid Decide(BillPayment order)
    {
        var amount = order.AmountMinor!.Value;
        if (Owed(order.Biller!, order.Number!) is not { } owed)
            return new BillPaid(order.Key, "refused", "noSuchNumber");
        if (amount <= 0 || amount > owed || order.Currency != "CNY")
            return new BillPaid(order.Key, "refused", "amountNotOwed");
        _paid[(order.Biller!, order.Number!)] =
            _paid.GetValueOrDefault((order.Biller!, order.Number!)) + amount;
        return new BillPaid(
            order.Key, "paid", null, $"{260_302_000_000 + ++_receipts}", order.Biller, order.Number, amount,
            order.Currency);
    }

    private static bool Again(BillPayment? before, Fault fault) =>
        (fault == Fault.PostsTwice && before is not null) || (fault == Fault.PostsBarred && before is null);

    private static bool Same(BillPayment one, BillPayment other) =>
        (one.Biller, one.Number, one.AmountMinor, one.Currency)
        == (other.Biller, other.Number, other.AmountMinor, other.Currency);
}
