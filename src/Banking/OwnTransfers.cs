using TellerLine.Customers;
using TellerLine.Kernel;

namespace TellerLine.Banking;

/// <summary>
/// The way of a transfer: decided and stored as submitted in one transaction (limits, PIN token, journal), sent to the core bank, and its
/// answer stored in a second one. A crash between the two leaves it submitted, and <see cref="Reconciler"/> asks.
/// </summary>
internal sealed class OwnTransfers(IDb db, PatientCore core, BankingOptions options, KernelOptions kernel, TimeProvider time)
{
    /// <summary>What became of the order that came with this key before, or null when none did.</summary>
    internal async Task<TransferOutcome?> Before(OwnTransfer transfer, CancellationToken ct)
    {
        if (await db.Read(connection => TransactionStore.ByKey(connection, transfer.IdempotencyKey), ct) is not { } known)
            return null;
        if ((known.Order with { Token = transfer.Token, ContactId = transfer.ContactId }) != transfer)
            return new TransferOutcome.Refused(null, RefusalReason.KeyReused);

        // While the first one may still be on its way nobody asks: the question would bar it.
        return known.IsSettled || IsOnItsWay(known) ? Outcome(known) : await Reconcile(known);
    }

    internal async Task<TransferOutcome> Refuse(OwnTransfer transfer, RefusalReason reason, CancellationToken ct)
    {
        try
        {
            await db.Write(scope => JournalRefusal(scope, transfer, reason), ct);
        }
        catch (DbBusyException)
        {
            // Nothing was begun and nothing will be: the customer's answer needs no record to be true.
        }

        return new TransferOutcome.Refused(null, reason);
    }

    internal async Task<TransferOutcome> Submit(OwnTransfer transfer, CancellationToken ct)
    {
        Submission submission;
        try
        {
            submission = await db.Write(scope => Submit(scope, transfer), ct);
        }
        catch (DbBusyException)
        {
            return new TransferOutcome.Refused(null, RefusalReason.Busy);
        }

        return submission switch
        {
            Submission.Refused refused => new TransferOutcome.Refused(null, refused.Reason),
            Submission.Sent sent => await Send(sent.Transaction),
            _ => await Before(transfer, ct) ?? throw new InvalidOperationException("A key is taken by no transaction."),
        };
    }

    /// <summary>Asks the core bank what became of it, and stores the answer.</summary>
    internal async Task<TransferOutcome> Reconcile(Transaction transaction) =>
        await Learn(transaction, new TransactionFact.Reconciled(await core.Settle(transaction.Order.IdempotencyKey)));

    internal Task<List<Transaction>> Unsettled(int limit, CancellationToken ct)
    {
        var before = time.NowUs() - (2 * (long)core.Patience.TotalMicroseconds);
        return db.Read(connection => TransactionStore.Unsettled(connection, before, limit), ct);
    }

    private Submission Submit(WriteScope scope, OwnTransfer transfer)
    {
        var now = time.NowUs();
        var day = kernel.DayOf(now);
        if (TransactionStore.ByKey(scope.Connection, transfer.IdempotencyKey, scope.Transaction) is not null)
            return new Submission.KnownKey();
        var moved = TransactionStore.DaySum(scope, db.Engine, transfer.CustomerId, day, transfer.Amount.Currency);
        var token = PinTokens.Look(scope, db.Engine, transfer.Token, transfer.CustomerId, transfer.ContactId, now);
        if (OwnTransferRules.BrokenByLimitsOrPin(transfer.Amount, moved, options.OwnTransferLimits, token) is { } reason)
        {
            JournalRefusal(scope, transfer, reason);
            return new Submission.Refused(reason);
        }

        var transaction = new Transaction(Ids.New(time), transfer, day, now, Submitted());
        if (!TransactionStore.Add(scope, transaction))
            return new Submission.KnownKey();
        TransactionStore.AddToDay(scope, transaction, transfer.Amount.Minor);
        PinTokens.Use(scope, transfer.Token, now);
        scope.Append(
            $"customer/{transfer.CustomerId}",
            new TransactionSubmitted(
                transaction.Id,
                TransactionStore.OwnTransferKind,
                AccountNumbers.Tail(transfer.From),
                AccountNumbers.Tail(transfer.To),
                transfer.Amount.Minor,
                transfer.Amount.Currency,
                transfer.ContactId),
            transfer.ContactId);
        return new Submission.Sent(transaction);
    }

    /// <summary>By telephone the whole way is one request: whoever asks has identified the customer and read the order back.</summary>
    private static TransactionState Submitted() =>
        new TransactionFact[]
        {
            new TransactionFact.CustomerIdentified(),
            new TransactionFact.ReadBackConfirmed(),
            new TransactionFact.PinTokenTaken(),
            new TransactionFact.RiskPassed(),
            new TransactionFact.SentToCore(),
        }.Aggregate((TransactionState)new TransactionState.Draft(), TransactionMachine.Next);

    private async Task<TransferOutcome> Send(Transaction transaction)
    {
        var order = transaction.Order;
        var answer = await core.Transfer(new TransferOrder(order.IdempotencyKey, order.From, order.To, order.Amount, transaction.Id));
        return await Learn(transaction, new TransactionFact.CoreAnswered(answer));
    }

    /// <summary>Stores what the core bank said. Should that fail, its word stands all the same, and reconciliation will store it.</summary>
    private async Task<TransferOutcome> Learn(Transaction transaction, TransactionFact fact)
    {
        try
        {
            return Outcome(await db.Write(scope => Learn(scope, transaction.Id, fact)));
        }
        catch (DbBusyException)
        {
            return Outcome(After(transaction, fact));
        }
    }

    private Transaction Learn(WriteScope scope, string id, TransactionFact fact)
    {
        var before = TransactionStore.Locked(scope, db.Engine, id);
        var after = After(before, fact);
        if (after.State == before.State)
            return before;
        TransactionStore.Update(scope, after, time.NowUs());
        if (after.State is TransactionState.Failed)
            TransactionStore.AddToDay(scope, after, -after.Order.Amount.Minor);
        scope.Append($"customer/{after.Order.CustomerId}", EventOf(after), after.Order.ContactId);
        return after;
    }

    private static Transaction After(Transaction transaction, TransactionFact fact)
    {
        var next = TransactionMachine.Next(transaction.State, fact);
        var answer = fact is TransactionFact.CoreAnswered answered ? answered.Answer : ((TransactionFact.Reconciled)fact).Answer;
        return next != transaction.State && answer is CoreAnswer.Posted posted
            ? transaction with { State = next, FromBalance = posted.FromBalance, ToBalance = posted.ToBalance }
            : transaction with { State = next };
    }

    private static object EventOf(Transaction transaction) => transaction.State switch
    {
        TransactionState.Posted posted => new TransactionPosted(transaction.Id, posted.EntryId, posted.Reconciled, transaction.Order.ContactId),
        TransactionState.Failed failed => new TransactionFailed(transaction.Id, failed.Reason, failed.Reconciled, transaction.Order.ContactId),
        _ => new TransactionUnknown(transaction.Id, transaction.Order.ContactId),
    };

    private static TransferOutcome Outcome(Transaction transaction) => transaction.State switch
    {
        TransactionState.Posted => new TransferOutcome.Posted(transaction.Id, transaction.FromBalance!.Value, transaction.ToBalance!.Value),
        TransactionState.Failed failed => new TransferOutcome.Refused(transaction.Id, failed.Reason),
        _ => new TransferOutcome.Unknown(transaction.Id),
    };

    private bool IsOnItsWay(Transaction transaction) =>
        time.NowUs() - transaction.SubmittedUs < 2 * (long)core.Patience.TotalMicroseconds;

    private static bool JournalRefusal(WriteScope scope, OwnTransfer transfer, RefusalReason reason)
    {
        scope.Append(
            $"customer/{transfer.CustomerId}", new TransactionRefused(TransactionStore.OwnTransferKind, reason, transfer.ContactId), transfer.ContactId);
        return true;
    }

    private abstract record Submission
    {
        internal sealed record Sent(Transaction Transaction) : Submission;

        internal sealed record Refused(RefusalReason Reason) : Submission;

        internal sealed record KnownKey : Submission;
    }
}
