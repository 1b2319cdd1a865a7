using TellerLine.Customers;
using TellerLine.Kernel;

namespace TellerLine.Banking;

/// <summary>The way past a second person.</summary>
internal sealed partial class Transfers : ISecondPerson
{
    private const int MostPast = 100;

    public async Task<IReadOnlyList<SecondRequest>> Open(CancellationToken ct) =>
        [.. (await db.Read(connection => TransactionStore.Pending(connection), ct)).Select(RequestOf)];

    public async Task<IReadOnlyList<SecondRequest>> Past(CancellationToken ct) =>
        [.. (await db.Read(connection => TransactionStore.WerePending(connection, MostPast), ct)).Select(RequestOf)];

    public async Task<SecondRequest?> Find(string transactionId, CancellationToken ct) =>
        await db.Read(connection => TransactionStore.Find(connection, transactionId), ct)
            is { Second: not null } found ? RequestOf(found) : null;

    public async Task<SecondOutcome> Approve(
        string transactionId, SecondDecider by, Func<WriteScope, SecondRequest, string> sign, CancellationToken ct)
    {
        var (outcome, sent) = await db.Write(scope => LetGo(scope, transactionId, by, sign), ct);
        // From here nothing stops it: the bank's record decides.
        return sent is null ? outcome! : new SecondOutcome.Approved(
            sent.State is TransactionState.Submitted ? await Send(sent)
                : Outcome(await Onward(sent, asked: false, later: false)));
    }

    public Task<SecondOutcome> Reject(string transactionId, SecondDecider by, string reason, CancellationToken ct) =>
        db.Write<SecondOutcome>(
            scope => Waiting(scope, transactionId, by, within: null) is { Refused: { } refused } ? refused
                : waits.Over(scope, transactionId, TransferVoid.Rejected, by.Number, reason) is not null
                    ? new SecondOutcome.Rejected()
                    : new SecondOutcome.NotFound(),
            ct);

    public Task Void(string transactionId, TransferVoid why) =>
        db.Write(scope => waits.Over(scope, transactionId, why));

    private (SecondOutcome? Outcome, Transaction? Sent) LetGo(
        WriteScope scope, string id, SecondDecider by, Func<WriteScope, SecondRequest, string> sign)
    {
        var (waiting, refused) = Waiting(scope, id, by, by.AuthorityMinor ?? long.MaxValue);
        if (refused is not null)
            return (refused, null);
        var order = waiting!.Order;
        if (BrokenMeanwhile(scope, order) is { } why)
            return (new SecondOutcome.TooLate(RequestOf(waits.Over(scope, id, why)!)), null);
        var now = time.NowUs();
        var sent = waiting with
        {
            State = TransactionMachine.Next(
                TransactionMachine.Next(waiting.State, new TransactionFact.SecondApproved()),
                new TransactionFact.SentToCore()),
            SubmittedUs = now,
            Approver = by.Number,
            Second = waiting.Second! with { Signature = sign(scope, RequestOf(waiting)), DecidedUs = now },
        };
        TransactionStore.Decide(scope, sent, now);
        Submitted(scope, sent);
        waits.Decided(scope, sent, "approved", by.Number, null);
        return (null, Inside(scope, sent) ?? sent);
    }

    /// <summary>What held when it began to wait is asked again.</summary>
    private TransferVoid? BrokenMeanwhile(WriteScope scope, TransferWish order) =>
        !evidence.IsKept(order.ContactId)
            || TransferRules.BrokenByContract(order, contracts.Of(scope, order.CustomerId)) is not null
            ? TransferVoid.NotAllowed
        : PinStore.LoadLocked(scope, db.Engine, order.CustomerId, PinKind.Transaction)
            is not { MustChange: PinMustChange.No }
            ? TransferVoid.PinMustChange
        : null;

    /// <param name="within">Up to which amount; null: whoever may look may reject.</param>
    private (Transaction? Waiting, SecondOutcome? Refused) Waiting(
        WriteScope scope, string id, SecondDecider by, long? within)
    {
        if (TransactionStore.Find(scope.Connection, id, scope.Transaction) is not { Second: not null })
            return (null, new SecondOutcome.NotFound());
        var found = TransactionStore.Locked(scope, db.Engine, id);
        if (found.State is not TransactionState.Pending)
            return (null, new SecondOutcome.TooLate(RequestOf(found)));
        if (time.NowUs() >= found.Second!.DueUs)
            return (null, new SecondOutcome.TooLate(RequestOf(waits.Over(scope, id, TransferVoid.Expired)!)));
        return SecondRules.Broken(found.Order, by, within) is { } why
            ? (null, new SecondOutcome.NotYours(why))
            : (found, null);
    }

    private static SecondRequest RequestOf(Transaction one)
    {
        var (order, second) = (one.Order, one.Second!);
        return new(
            one.Id, order.Kind, order.CustomerId, order.ContactId, order.Origin.Agent ?? "",
            AccountNumbers.Tail(order.From), AccountNumbers.Tail(order.To), order.Amount, order.Origin.ReadBack,
            second.Why, second.AskedUs, second.DueUs, TransactionStore.WordOf(one.State),
            (one.State as TransactionState.Voided)?.Why, one.Approver, second.DecidedUs, second.Note);
    }
}
