namespace TellerLine.CoreKit;

/// <summary>Transfers made at an ATM: the money has left the account already, and comes back once or arrives.</summary>
internal sealed partial class Books
{
    private readonly Dictionary<string, AtmRow> _atm = [];
    private readonly Dictionary<string, (Revoke? Order, Revoked Answer)> _revocations = [];

    public void MadeAtAtm(string id, string account, long minor, DateTimeOffset madeAt)
    {
        lock (_gate)
            _atm.Add(id, new AtmRow(account, minor, madeAt, Back: false));
    }

    public AtmList AtmTransfers(AtmQuestion question)
    {
        lock (_gate)
            return new AtmList(question.Number, [.. _atm
                .Where(one => one.Value.Account == question.Number && one.Value is { Back: false, HasArrived: false })
                .Select(one => new AtmTransfer(
                    one.Key, one.Value.MadeAt, one.Value.ArrivesAt, "ATM-03", "East Street", one.Value.Minor,
                    "CNY", "李明", "3006"))]);
    }

    /// <summary>Gives it back once a key.</summary>
    public Revoked Revoke(Revoke order, Fault fault)
    {
        lock (_gate)
        {
            if (_revocations.TryGetValue(order.Key!, out var before)
                && !(fault == Fault.PostsTwice && before.Order is not null)
                && !(fault == Fault.PostsBarred && before.Order is null))
                return before.Order is null || before.Order with { Reference = order.Reference } == order
                    ? before.Answer : new Revoked(order.Key, "refused", "keyReused");
            var answer = Decide(order, again: fault == Fault.PostsTwice);
            if (fault != Fault.ForgetsKeys)
                _revocations[order.Key!] = (order, answer);
            return answer;
        }
    }

    /// <summary>What became of the key; one that never came is refused from now on.</summary>
    public Revoked SettleRevocation(string key)
    {
        lock (_gate)
        {
            if (!_revocations.TryGetValue(key, out var before))
                _revocations[key] = before = (null, new Revoked(key, "refused", "neverArrived"));
            return before.Answer;
        }
    }

    private Revoked Decide(Revoke order, bool again)
    {
        if (!_atm.TryGetValue(order.Id!, out var one) || one.Account != order.Account || one.Minor != order.AmountMinor)
            return No("noSuchTransfer");
        if (one.Back && !again)
            return No("alreadyRevoked");
        if (one.HasArrived)
            return No("alreadyArrived");
        var account = _accounts[one.Account];
        if (account.Status == "closed")
            return No("accountClosed");
        _accounts[one.Account] = account = account with { BalanceMinor = account.BalanceMinor + one.Minor };
        _atm[order.Id!] = one with { Back = true };
        Moved(account, one.Minor);
        return new Revoked(
            order.Key, "posted", null, $"E{++_entries:00000000}", order.Id, one.Account, one.Minor, order.Currency,
            account.BalanceMinor);

        Revoked No(string reason) => new(order.Key, "refused", reason);
    }

    private sealed record AtmRow(string Account, long Minor, DateTimeOffset MadeAt, bool Back)
    {
        public DateTimeOffset ArrivesAt => MadeAt.AddDays(1);

        public bool HasArrived => DateTimeOffset.UtcNow >= ArrivesAt;
    }
}
