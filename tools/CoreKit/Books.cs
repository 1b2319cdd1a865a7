namespace TellerLine.CoreKit;

/// <summary>
/// A core bank's books in memory: accounts, entries of two postings, one answer a key. What it does wrong it does on
/// purpose (<see cref="Fault"/>).
/// </summary>
internal sealed partial class Books
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Account> _accounts = [];
    private readonly Dictionary<string, (Order? Order, Answer Answer)> _answers = [];
    private readonly Dictionary<string, HoldRow> _holds = [];
    private readonly Dictionary<string, List<Movement>> _movements = [];
    private readonly Dictionary<string, long> _billed = [];
    private int _entries;

    public void Open(Account account)
    {
        lock (_gate)
            _accounts.Add(account.Number, account);
    }

    public AccountList Find(Question question)
    {
        lock (_gate)
            return new AccountList([.. _accounts.Values
                .Where(a => a.Number == question.Number
                    || (question.CustomerId is not null && a.CustomerId == question.CustomerId))
                .OrderBy(a => a.Number, StringComparer.Ordinal)]);
    }

    /// <summary>Posts once a key.</summary>
    public Answer Transfer(Order order, Fault fault)
    {
        lock (_gate)
        {
            if (_answers.TryGetValue(order.Key!, out var before) && !Again(before, fault))
                return before.Order is null || Same(before.Order, order) ? before.Answer
                    : new Answer(order.Key!, "refused", "keyReused");
            var answer = Decide(order);
            if (fault != Fault.ForgetsKeys)
                _answers[order.Key!] = (order, answer);
            return answer;
        }
    }

    /// <summary>What became of the key; one that never came is refused from now on.</summary>
    public Answer Settle(string key)
    {
        lock (_gate)
        {
            if (!_answers.TryGetValue(key, out var before))
                _answers[key] = before = (null, new Answer(key, "refused", "neverArrived"));
            return before.Answer;
        }
    }

    /// <summary>Stops payments from the account, once a key.</summary>
    public Held Place(Hold hold)
    {
        lock (_gate)
        {
            if (_holds.TryGetValue(hold.Key!, out var before))
                return before.Account != hold.Account ? No(hold, "keyReused")
                    : before.Refused is { } why ? No(hold, why)
                    : before.Lifted ? No(hold, "released")
                    : Done(hold, before.At);
            var refused = !_accounts.TryGetValue(hold.Account!, out var account) ? "accountNotFound"
                : account.Status == "closed" ? "accountClosed" : null;
            var row = _holds[hold.Key!] = new HoldRow(hold.Account!, refused, DateTimeOffset.UtcNow, Lifted: false);
            return refused is null ? Done(hold, row.At) : No(hold, refused);
        }
    }

    /// <summary>Lifts what was placed under the key; one that never came is barred.</summary>
    public Held Release(Hold hold)
    {
        lock (_gate)
        {
            var now = DateTimeOffset.UtcNow;
            if (!_holds.TryGetValue(hold.Key!, out var row))
                row = new HoldRow(hold.Account!, "released", now, Lifted: false);
            if (row.Account != hold.Account)
                return No(hold, "keyReused");
            var changed = row is { Refused: null, Lifted: false } ? row with { Lifted = true, At = now } : row;
            _holds[hold.Key!] = changed;
            return Done(hold, changed.At);
        }
    }

    public MovementList Movements(Period period)
    {
        lock (_gate)
            return new MovementList(period.Number, [.. Enumerable.Reverse(_movements.GetValueOrDefault(period.Number!, []))
                .Where(one => one.At >= period.From && one.At < period.To).Take(period.Limit)]);
    }

    /// <summary>A card's last statement, of the fifth; nobody has paid of it.</summary>
    public void Billed(string number, long minor)
    {
        lock (_gate)
            _billed.Add(number, minor);
    }

    public CardAnswer Bill(CardQuestion question)
    {
        lock (_gate)
        {
            if (!_billed.TryGetValue(question.Number!, out var billed))
                return new CardAnswer(question.Number, null);
            var now = DateTime.UtcNow;
            var closed = new DateOnly(now.Year, now.Month, 5).AddMonths(now.Day > 5 ? 0 : -1);
            var paid = _movements.GetValueOrDefault(question.Number!, []).Where(one => one.AmountMinor > 0)
                .Sum(one => one.AmountMinor);
            return new CardAnswer(question.Number, new CardBill(
                closed, closed.AddDays(20), "CNY", billed, (billed + 9) / 10, paid));
        }
    }

    public Activated Activate(Activate card)
    {
        lock (_gate)
        {
            if (!_accounts.TryGetValue(card.Number!, out var account) || account.Kind != "credit"
                || account.Status == "closed")
                return new Activated(card.Number, "notFound");
            if (!account.Inactive)
                return new Activated(card.Number, "already");
            if (IsHeld(account.Number))
                return new Activated(card.Number, "held");
            _accounts[account.Number] = account with { Inactive = false };
            return new Activated(card.Number, "done");
        }
    }

    private bool IsHeld(string account) =>
        _holds.Values.Any(hold => hold.Account == account && hold is { Refused: null, Lifted: false });

    private static Held Done(Hold hold, DateTimeOffset at) => new(hold.Key, "done", hold.Account, At: at);

    private static Held No(Hold hold, string why) => new(hold.Key, "refused", Reason: why);

    private void Moved(Account account, long amount)
    {
        if (!_movements.TryGetValue(account.Number, out var all))
            _movements[account.Number] = all = [];
        all.Add(new Movement(DateTimeOffset.UtcNow, amount, account.BalanceMinor, account.Currency, "transfer"));
    }

    private static bool Again((Order? Order, Answer Answer) before, Fault fault) =>
        (fault == Fault.PostsTwice && before.Order is not null) || (fault == Fault.PostsBarred && before.Order is null);

    private static bool Same(Order one, Order other) =>
        (one.From, one.To, one.AmountMinor, one.Currency) == (other.From, other.To, other.AmountMinor, other.Currency);

    private Answer Decide(Order order)
    {
        if (order.AmountMinor <= 0)
            return No("amountNotPositive");
        if (order.From == order.To)
            return No("sameAccount");
        if (!_accounts.TryGetValue(order.From!, out var payer) || !_accounts.TryGetValue(order.To!, out var payee))
            return No("accountNotFound");
        if (payer.Currency != order.Currency || payee.Currency != order.Currency)
            return No("currenciesDiffer");
        if (payer.Status != "active" || payee.Status != "active")
            return No(payer.Status == "closed" || payee.Status == "closed" ? "accountClosed" : "accountFrozen");
        if (payee.Kind == "loan" && order.AmountMinor > -payee.BalanceMinor)
            return No("moreThanOwed");
        if (IsHeld(payer.Number))
            return No("accountHeld");
        if (payer.Inactive)
            return No("accountFrozen");
        var amount = order.AmountMinor!.Value;
        if (payer.BalanceMinor + payer.CreditLimitMinor < amount)
            return No("insufficientFunds");
        _accounts[payer.Number] = payer = payer with { BalanceMinor = payer.BalanceMinor - amount };
        _accounts[payee.Number] = payee = payee with { BalanceMinor = checked(payee.BalanceMinor + amount) };
        Moved(payer, -amount);
        Moved(payee, amount);
        if (payee is { Kind: "loan", BalanceMinor: 0 })
            Repaid(payee);
        return new Answer(
            order.Key!, "posted", null, $"E{++_entries:00000000}", payer.Number, payee.Number, amount, order.Currency,
            payer.BalanceMinor, payee.BalanceMinor);

        Answer No(string reason) => new(order.Key!, "refused", reason);
    }

    /// <param name="Refused">Why nothing is held under the key.</param>
    private sealed record HoldRow(string Account, string? Refused, DateTimeOffset At, bool Lifted);
}
