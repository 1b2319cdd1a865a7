using TellerLine.Customers;
using TellerLine.Kernel;

namespace TellerLine.Banking;

/// <summary>How a transaction waits for a second person, or waited.</summary>
/// <param name="Why">See <see cref="SecondRequest.Why"/>.</param>
internal sealed record SecondWait(string Why, long AskedUs, long DueUs)
{
    internal string? Signature { get; init; }

    internal long? DecidedUs { get; init; }

    internal string? Note { get; init; }
}

/// <summary>
/// The clock of what waits for a second person, and its end without one; each in the transaction of its cause.
/// </summary>
internal sealed class SecondWaits(
    IDb db, IDueTimes due, OrderBooks books, BankingOptions options, TimeProvider time)
{
    internal static readonly DueKind Expires = DueKind.Of<SecondExpires>(
        "transaction.secondExpires", "双人复核到期", "The time for a second person is over");

    internal SecondWait Begins(string why, long nowUs) =>
        new(why, nowUs, nowUs + (options.SecondPersonSeconds * 1_000_000L));

    internal void Asked(WriteScope scope, Transaction transaction)
    {
        var (order, second) = (transaction.Order, transaction.Second!);
        scope.Append(
            $"customer/{order.CustomerId}",
            new TransactionPending(
                transaction.Id, TransactionStore.WordOf(order.Kind), AccountNumbers.Tail(order.From),
                AccountNumbers.Tail(order.To), order.Amount.Minor, order.Amount.Currency, order.ContactId,
                order.Origin.Agent!, order.Origin.ReadBack, second.Why, second.DueUs),
            order.ContactId);
        scope.Append(
            $"contact/{order.ContactId}",
            new SecondAsked(
                transaction.Id, order.Origin.Agent!, second.Why, order.Amount.Minor, order.Amount.Currency),
            transaction.Id);
        due.Set(scope, Expires, transaction.Id, second.DueUs, subject: $"transaction/{transaction.Id}");
    }

    /// <returns>What it became; null: it does not wait any more, or there is none.</returns>
    internal Transaction? Over(
        WriteScope scope, string id, TransferVoid why, string? by = null, string? note = null)
    {
        if (TransactionStore.Find(scope.Connection, id, scope.Transaction) is null)
            return null;
        var before = TransactionStore.Locked(scope, db.Engine, id);
        if (before.State is not TransactionState.Pending)
            return null;
        var over = before with
        {
            State = TransactionMachine.Next(before.State, new TransactionFact.SecondOver(why)),
            Approver = by,
            Second = before.Second! with { Note = note },
        };
        TransactionStore.Decide(scope, over, time.NowUs());
        TransactionStore.AddToDay(scope, over, -over.Order.Amount.Minor);
        books.Became(scope, over);
        scope.Append(
            $"customer/{over.Order.CustomerId}",
            new TransactionVoided(id, why, by, note, over.Order.ContactId), over.Order.ContactId);
        Decided(scope, over, EnumWords.Of(why), by, note);
        return over;
    }

    /// <summary>The contact's story tells it, and the clock stops.</summary>
    internal void Decided(WriteScope scope, Transaction transaction, string outcome, string? by, string? note)
    {
        scope.Append(
            $"contact/{transaction.Order.ContactId}", new SecondDecided(transaction.Id, outcome, by, note),
            transaction.Id);
        due.Cancel(scope, Expires, transaction.Id);
    }
}

internal sealed class SecondExpires(SecondWaits waits) : IDueHandler
{
    public void Handle(DueRow row, WriteScope scope) => waits.Over(scope, row.Key, TransferVoid.Expired);
}

/// <summary>
/// What waited when the program stopped is void: who asked and the customer's line are another process's story.
/// </summary>
internal sealed class NothingWaits(IDb db, SecondWaits waits) : IAtStart
{
    public async Task Run(CancellationToken ct)
    {
        var left = await db.Read(connection => TransactionStore.Pending(connection), ct);
        foreach (var one in left)
            await db.Write(scope => waits.Over(scope, one.Id, TransferVoid.Restarted), ct);
    }
}
