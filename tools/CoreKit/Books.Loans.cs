namespace TellerLine.CoreKit;

/// <summary>Time deposits and the loans on them. Interest is not reckoned here.</summary>
internal sealed partial class Books
{
    private readonly Dictionary<string, Deposit> _deposits = [];
    private readonly Dictionary<string, (Loan Loan, string HoldKey)> _loans = [];

    public void Lends(string deposit, int rateBp, DateOnly matures, int loanRateBp)
    {
        lock (_gate)
            _deposits.Add(deposit, new Deposit(deposit, "CNY", null, rateBp, matures, null, loanRateBp));
    }

    public DepositList Deposits(CustomerQuestion question)
    {
        lock (_gate)
            return new DepositList(question.CustomerId, [.. _deposits.Values
                .Where(one => _accounts[one.Number!].CustomerId == question.CustomerId)
                .Select(one => one with
                {
                    AmountMinor = _accounts[one.Number!].BalanceMinor, Stopped = IsHeld(one.Number!),
                })]);
    }

    public LoanList Loans(CustomerQuestion question)
    {
        lock (_gate)
            return new LoanList(question.CustomerId, [.. _loans.Values.Select(one => one.Loan)
                .Where(one => _accounts[one.Number!] is { Status: "active" } account
                    && account.CustomerId == question.CustomerId)
                .Select(one =>
                {
                    var owed = -_accounts[one.Number!].BalanceMinor;
                    return one with { PrincipalMinor = owed, OwedMinor = owed, NextMinor = owed };
                })]);
    }

    /// <summary>Pledges and pays out once a key.</summary>
    public Answer Lend(Pledge order, Fault fault)
    {
        // Whatever of the order differs is another order.
        var asked = new Order(
            order.Key, $"{order.Deposit}/{order.Ends:O}/{order.RateBp}", order.To, order.AmountMinor, order.Currency,
            order.Reference);
        lock (_gate)
        {
            if (_answers.TryGetValue(order.Key!, out var before) && !Again(before, fault))
                return before.Order is null || Same(before.Order, asked) ? before.Answer
                    : new Answer(order.Key!, "refused", "keyReused");
            var answer = Decide(order);
            if (fault != Fault.ForgetsKeys)
                _answers[order.Key!] = (asked, answer);
            return answer;
        }
    }

    private Answer Decide(Pledge order)
    {
        if (order.AmountMinor <= 0)
            return No("amountNotPositive");
        if (!_accounts.TryGetValue(order.Deposit!, out var deposit) || !_accounts.TryGetValue(order.To!, out var to)
            || !_deposits.TryGetValue(order.Deposit!, out var lent) || deposit.CustomerId != to.CustomerId)
            return No("accountNotFound");
        if (deposit.Currency != order.Currency || to.Currency != order.Currency)
            return No("currenciesDiffer");
        if (IsHeld(deposit.Number))
            return No("depositPledged");
        var today = DateOnly.FromDateTime(DateTime.UtcNow);
        if (order.AmountMinor > deposit.BalanceMinor || order.Ends <= today || order.Ends > lent.Matures
            || order.RateBp != lent.LoanRateBp)
            return No("loanTerms");
        var (amount, entry) = (order.AmountMinor!.Value, ++_entries);
        var number = $"62220200007{entry:00000}";
        _accounts.Add(number, new Account(
            number, deposit.CustomerId, "loan", "active", deposit.Currency, -amount, 0));
        _accounts[to.Number] = to = to with { BalanceMinor = to.BalanceMinor + amount };
        Moved(_accounts[number], -amount);
        Moved(to, amount);
        var holdKey = $"{order.Key}/pledge";
        _holds.Add(holdKey, new HoldRow(deposit.Number, null, DateTimeOffset.UtcNow, Lifted: false));
        _loans.Add(number, (new Loan(
            number, deposit.Currency, amount, amount, order.RateBp, today, order.Ends, order.Ends, amount, 0,
            deposit.Number), holdKey));
        return new Answer(
            order.Key!, "posted", null, $"E{entry:00000000}", deposit.Number, to.Number, amount, order.Currency,
            deposit.BalanceMinor, to.BalanceMinor);

        Answer No(string reason) => new(order.Key!, "refused", reason);
    }

    private void Repaid(Account loan)
    {
        _accounts[loan.Number] = loan with { Status = "closed" };
        var key = _loans[loan.Number].HoldKey;
        _holds[key] = _holds[key] with { Lifted = true };
    }
}
