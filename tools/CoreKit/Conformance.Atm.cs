using static TellerLine.CoreKit.Trial;

namespace TellerLine.CoreKit;

/// <summary>Transfers made at an ATM: one that waits on the first account is taken back; where none waits, nothing is
/// tried.</summary>
internal sealed partial class Conformance
{
    /// <summary>What came back to the first account, which no transfer of the kit's moved.</summary>
    private long _cameBack;

    private async Task AtmTransfers()
    {
        var told = await core.AtmTransfers(from);
        Demand(told.Number == from && told.Transfers is not null, "they are of another account");
        foreach (var one in told.Transfers!)
            Demand(
                one is
                {
                    Id.Length: > 0, MadeAt: { } made, ArrivesAt: { } arrives, AmountMinor: > 0, Currency.Length: 3,
                    PayeeTail.Length: 4,
                } && arrives - made == TimeSpan.FromDays(1) && arrives > DateTimeOffset.UtcNow,
                $"ATM transfer {one.Id} is not whole, arrives at another time than a day later, or has arrived");
    }

    private async Task Revokes()
    {
        if (await core.AtmTransfers(from) is not { Transfers: [var one, ..] })
            return;
        var before = await core.Balance(from);
        var barred = Wish(one);
        NotBack("neverArrived", await core.Settle(barred));
        NotBack("neverArrived", await core.Revoke(barred));
        NotBack("noSuchTransfer", await core.Revoke(Wish(one) with { AmountMinor = one.AmountMinor + 1 }));
        NotBack("noSuchTransfer", await core.Revoke(Wish(one) with { Account = to }));
        NotBack("noSuchTransfer", await core.Revoke(Wish(one) with { Id = "no-such-transfer" }));
        Demand(await core.Balance(from) == before, "a transfer that was not taken back came back");

        var order = Wish(one);
        var answers = await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => core.Revoke(order)));
        Demand(answers[0].IsPosted, $"answered {answers[0].Outcome} {answers[0].Reason}");
        foreach (var answer in answers.Append(await core.Settle(order)))
            Demand(answer == answers[0], $"answered {answer.Outcome} {answer.Reason}; the first answer was another");
        var after = await core.Balance(from);
        _cameBack = after - before;
        Demand(
            _cameBack == one.AmountMinor && answers[0].BalanceMinor == after
            && (answers[0].Id, answers[0].Account, answers[0].AmountMinor) == (one.Id, from, one.AmountMinor),
            "it did not come back once, or the answer says another order");
        NotBack("keyReused", await core.Revoke(order with { AmountMinor = one.AmountMinor + 1 }));
        NotBack("alreadyRevoked", await core.Revoke(Wish(one)));
        Demand(
            (await core.AtmTransfers(from)).Transfers!.All(waiting => waiting.Id != one.Id),
            "it is still told as waiting");
    }

    private static void NotBack(string reason, Revoked answer) =>
        Demand(
            answer is { Outcome: "refused" } && answer.Reason == reason,
            $"answered {answer.Outcome} {answer.Reason}; expected refused {reason}");

    private Revoke Wish(AtmTransfer one) => new(
        Key(), one.Id, from, one.AmountMinor, one.Currency, "conformance");
}
