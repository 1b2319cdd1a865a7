using Microsoft.Extensions.Logging;
using TellerLine.Catalogue;
using TellerLine.Contracts;
using TellerLine.Customers;
using TellerLine.Kernel;

namespace TellerLine.Banking;

/// <summary>
/// The way of a transfer, to an own account or to a payee: decided and stored as submitted in one transaction (the
/// contract, limits, PIN token, journal), sent to the core bank, and its answer stored in a second one. A crash or a
/// fault between the two leaves it submitted, and <see cref="Reconciler"/> asks. So a fault before the sending means
/// that nothing was begun (an order stored and never sent is barred when it is asked about), and one after it that the
/// end is unknown: no fault is told as a failure, and none as a success.
/// </summary>
internal sealed partial class Transfers(
    IDb db, PatientCore core, PatientLoans loans, PatientAtm atm, IBillPayer billers, OrderBooks books,
    IContracts contracts, IEvidenceGuard evidence, ICustomers customers, IRiskScreen risk, IOfferedServices services,
    SecondWaits waits, BankNotices notices, IEnumerable<ITransactionWitness> witnesses, IDueTimes due,
    BankingOptions options, KernelOptions kernel, TimeProvider time, ILogger<Transfers> log)
{
    internal async Task<TransferOutcome> Transfer(TransferWish transfer, CancellationToken ct)
    {
        Submission submission;
        try
        {
            submission = await Prepare(transfer, ct);
        }
        catch (DbBusyException)
        {
            return new TransferOutcome.Refused(null, TransferRefusal.Busy);
        }
        catch (Exception e) when (e is not OperationCanceledException || !ct.IsCancellationRequested)
        {
            LogNotBegun(log, transfer.IdempotencyKey, e);
            return new TransferOutcome.NotBegun();
        }

        return submission switch
        {
            Submission.Sent sent => await Send(sent.Transaction),
            Submission.Ended ended => Outcome(await Onward(ended.Transaction, asked: false, later: false)),
            Submission.Unknown unknown => new TransferOutcome.Unknown(unknown.Id),
            Submission.Known known => await Told(known.Transaction),
            Submission.Waits waiting => Outcome(waiting.Transaction),
            _ => new TransferOutcome.Refused(null, ((Submission.Refused)submission).Reason),
        };
    }

    /// <summary>
    /// Asks the core bank, or of a bill whoever's turn it is, what became of it, and stores the answer.
    /// </summary>
    internal async Task<Transaction> Reconcile(Transaction transaction)
    {
        if (transaction.State is TransactionState.Submitted or TransactionState.Unknown)
        {
            var answer = await SettledAtCore(transaction);
            var learnt = await Learn(
                transaction,
                new TransactionFact.Reconciled(answer, transaction.Class.GoesOn, transaction.IsDeferred));
            return learnt is null ? transaction : await Onward(learnt, asked: false, later: true);
        }
        return await Onward(transaction, asked: true, later: true);
    }

    internal Task<List<Transaction>> Unsettled(int limit, CancellationToken ct)
    {
        var (now, ours, theirs) = (time.NowUs(), Twice(core.Patience), Twice(billers.Patience));
        return db.Read(
            connection => TransactionStore.Unsettled(connection, now - ours, now - theirs, limit), ct);
    }

    /// <summary>While an order may still be on its way nobody asks: the question would bar it.</summary>
    internal bool MayBeAskedAbout(Transaction transaction) => transaction.State switch
    {
        TransactionState.Submitted or TransactionState.Unknown =>
            time.NowUs() - transaction.SubmittedUs >= Twice(core.Patience),
        TransactionState.Debited or TransactionState.Returning or TransactionState.Reversing =>
            time.NowUs() - transaction.LegUs >= Twice(billers.Patience),
        _ => false,
    };

    private static long Twice(TimeSpan patience) => 2 * (long)patience.TotalMicroseconds;

    /// <summary>Everything before the order leaves; whatever throws here, nothing was begun.</summary>
    private async Task<Submission> Prepare(TransferWish transfer, CancellationToken ct)
    {
        if (await Bounded(db.Read(
            connection => TransactionStore.ByKey(connection, transfer.IdempotencyKey), ct)) is { } known)
            return Before(known, transfer);
        if (!transfer.Class.TakesBack && !evidence.IsKept(transfer.ContactId))
            return await Refuse(transfer, TransferRefusal.NotRecorded, ct);
        if (await core.AccountsOf(transfer.CustomerId, ct) is not { } own)
            return await Refuse(transfer, TransferRefusal.CoreUnavailable, ct);
        if (TransferRules.BrokenByOrder(transfer, own) is { } reason)
            return await Refuse(transfer, reason, ct);
        if (transfer.Speed != TransferSpeed.RealTime && !Offered)
            return await Refuse(transfer, TransferRefusal.SpeedNotOffered, ct);
        if (transfer.Class == OrderClass.Bill
            && (transfer.Bill is null ? TransferRefusal.BillerClosed : billers.Broken(transfer)) is { } closed)
            return await Refuse(transfer, closed, ct);
        if (transfer.Class == OrderClass.Loan && await BrokenByDeposit(transfer, ct) is { } notLent)
            return await Refuse(transfer, notLent, ct);
        var elderly = transfer.Class.AsksAge
            && await Bounded(customers.ById(transfer.CustomerId, ct)) is { Elderly: true };
        return await HandOver(transfer, TransferRules.Repays(transfer, own), elderly, ct);
    }

    private static Submission Before(Transaction known, TransferWish transfer) =>
        (known.Order with
        {
            Token = transfer.Token, ContactId = transfer.ContactId, Caller = transfer.Caller, Origin = transfer.Origin,
            PayeeKnown = transfer.PayeeKnown,
        }) == transfer
            ? new Submission.Known(known)
            : new Submission.Refused(TransferRefusal.KeyReused);

    /// <summary>Refused before it became a transaction; the answer is true without its record.</summary>
    private async Task<Submission> Refuse(TransferWish transfer, TransferRefusal reason, CancellationToken ct)
    {
        try
        {
            await Bounded(db.Write(scope => JournalRefusal(scope, transfer, reason), ct));
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogNotRecorded(log, reason, e);
        }

        return new Submission.Refused(reason);
    }

    private async Task<TransferOutcome> Told(Transaction known) =>
        Outcome(MayBeAskedAbout(known) ? await Reconcile(known) : known);

    /// <summary>A database that does not answer is waited for as long as the core bank is.</summary>
    private Task<T> Bounded<T>(Task<T> work) => work.WaitAsync(core.Patience, time);

    private Submission Submit(
        WriteScope scope, TransferWish transfer, AccountKind? repays, bool elderly, Handed handed)
    {
        var now = time.NowUs();
        var day = kernel.DayOf(now);
        if (TransactionStore.ByKey(scope.Connection, transfer.IdempotencyKey, scope.Transaction) is { } known)
            return Before(known, transfer);
        if (transfer.Class.TakesBack)
            return SubmitRevocation(scope, transfer, day, now);
        var contract = contracts.Of(scope, transfer.CustomerId);
        if (TransferRules.BrokenByContract(transfer, contract) is { } notSigned)
        {
            JournalRefusal(scope, transfer, notSigned);
            return new Submission.Refused(notSigned);
        }

        var service = TransferRules.ServiceOf(transfer, repays);
        if (TransferRules.BrokenByService(transfer, services.Most(service)) is { } tooMuch)
        {
            JournalRefusal(scope, transfer, tooMuch);
            return new Submission.Refused(tooMuch);
        }

        var limits = SecondRules.Within(transfer, contract!);
        var moved = TransactionStore.DaySum(scope, transfer, day);
        var token = PinTokens.Look(scope, db.Engine, transfer.Token, transfer.CustomerId, transfer.ContactId, now);
        if (TransferRules.BrokenByLimitsOrPin(
            transfer.Amount, moved, limits, token) is { } reason)
        {
            JournalRefusal(scope, transfer, reason);
            return new Submission.Refused(reason);
        }

        if (BrokenByNewPayee(scope, transfer) is { } unconfirmed)
        {
            JournalRefusal(scope, transfer, unconfirmed);
            return new Submission.Refused(unconfirmed);
        }

        var verdict = Screened(scope, transfer, day, now, elderly);
        if (SecondRules.BrokenByRisk(transfer, verdict.Result) is { } risky)
        {
            JournalRefusal(scope, transfer, risky);
            return new Submission.Refused(risky);
        }

        if (books.Broken(scope, transfer, elderly) is { } notInBook)
        {
            JournalRefusal(scope, transfer, notInBook);
            return new Submission.Refused(notInBook);
        }

        var second = SecondRules.Needed(transfer, contract!, verdict.Result, services.SecondAbove(service)) is { } why
            ? waits.Begins(why, now) : null;
        var transaction = new Transaction(
            TransactionStore.NextNumber(scope, day), transfer, day, now, Ready(second is not null))
        {
            Second = second,
            ArrivesUs = ArrivesUs(transfer.Speed, verdict, now),
            Repays = repays,
        };
        if (!TransactionStore.Add(scope, transaction))
            return Before(
                TransactionStore.ByKey(scope.Connection, transfer.IdempotencyKey, scope.Transaction)!, transfer);
        TransactionStore.AddToDay(scope, transaction, transfer.Amount.Minor);
        PinTokens.Use(scope, transfer.Token, now);
        if (second is not null)
        {
            waits.Asked(scope, transaction);
            books.Became(scope, transaction);
            return new Submission.Waits(transaction);
        }

        Submitted(scope, transaction);
        return Inside(scope, transaction, handed) is { } ended
            ? new Submission.Ended(ended) : new Submission.Sent(transaction);
    }

    private void Submitted(WriteScope scope, Transaction transaction)
    {
        var order = transaction.Order;
        scope.Append(
            $"customer/{order.CustomerId}",
            new TransactionSubmitted(
                transaction.Id, TransactionStore.WordOf(order.Kind), AccountNumbers.Tail(order.From),
                AccountNumbers.Tail(order.To), order.Amount.Minor, order.Amount.Currency, order.ContactId,
                order.Origin.Way, order.Origin.Agent, transaction.Approver, order.Origin.ReadBack,
                order.Origin.Level),
            order.ContactId);
        if (transaction.Class == OrderClass.Bill)
            billers.Became(scope, StandingOf(transaction));
        books.Became(scope, transaction);
    }

    /// <summary>
    /// By telephone the whole way is one request: whoever asks has identified the customer and read the order back.
    /// </summary>
    private static TransactionState Ready(bool waits) =>
        new TransactionFact[]
        {
            new TransactionFact.CustomerIdentified(),
            new TransactionFact.ReadBackConfirmed(),
            new TransactionFact.PinTokenTaken(),
            new TransactionFact.RiskPassed(),
            waits ? new TransactionFact.SecondAsked() : new TransactionFact.SentToCore(),
        }.Aggregate((TransactionState)new TransactionState.Draft(), TransactionMachine.Next);

    /// <summary>
    /// Stores what the core bank said. Null when that failed: what is not on record is told to nobody, and
    /// reconciliation will learn it again.
    /// </summary>
    private async Task<Transaction?> Learn(Transaction transaction, TransactionFact fact)
    {
        try
        {
            return await Bounded(db.Write(scope => Learn(scope, transaction.Id, fact)));
        }
        catch (Exception e)
        {
            LogNotLearnt(log, transaction.Id, e);
            return null;
        }
    }

    private Transaction Learn(WriteScope scope, string id, TransactionFact fact) =>
        Learn(scope, TransactionStore.Locked(scope, db.Engine, id), fact);

    private Transaction Learn(WriteScope scope, Transaction before, TransactionFact fact)
    {
        var after = After(before, fact);
        if (after == before)
            return before;
        TransactionStore.Update(scope, after, time.NowUs());
        if (after.State == before.State)
            return after;
        if (after.State is TransactionState.Failed or TransactionState.Reversed)
            TransactionStore.AddToDay(scope, after, -after.Order.Amount.Minor);
        scope.Append($"customer/{after.Order.CustomerId}", EventOf(before, after, fact), after.Order.ContactId);
        if (after.Class == OrderClass.Bill)
            billers.Became(scope, StandingOf(after));
        books.Became(scope, after);
        if (after.State is TransactionState.Posted && !before.State.WasPosted)
        {
            if (after.Class.IsTransfer && !after.IsDeferred)
                notices.Posted(scope, after);
            if (after.Class == OrderClass.Loan)
                notices.Lent(scope, after);
            if (after.Class.TakesBack)
                notices.AtmRevoked(scope, after);
            foreach (var witness in witnesses)
                witness.Posted(scope, after.Told());
        }

        if (after.IsDeferred)
            Tell(scope, before, after);
        TellContact(scope, before, after, fact);
        return after;
    }

    private Transaction After(Transaction transaction, TransactionFact fact)
    {
        var next = transaction with { State = TransactionMachine.Next(transaction.State, fact) };
        if (next.State != transaction.State)
            next = next with { LegUs = time.NowUs() };
        return fact switch
        {
            TransactionFact.CoreAnswered { Answer: CoreAnswer.Posted posted } when next != transaction =>
                Balances(next, posted),
            TransactionFact.Reconciled { Answer: CoreAnswer.Posted posted } when next != transaction =>
                Balances(next, posted),
            TransactionFact.BillerAnswered { Answer: BillAnswer.Done done } when next != transaction =>
                next with { Receipt = done.Receipt },
            TransactionFact.CoreReturned { Answer: CoreAnswer.Refused } when
                transaction.State is TransactionState.Returning =>
                next with { Returns = next.Returns + 1 },
            _ => next,
        };
    }

    private static Transaction Balances(Transaction transaction, CoreAnswer.Posted posted) => transaction with
    {
        FromBalance = transaction.Class.LeavesHim ? posted.FromBalance : null,
        ToBalance = transaction.Class.ComesToHim ? posted.ToBalance : null,
    };

    private static object EventOf(Transaction before, Transaction after, TransactionFact fact)
    {
        var (id, contact) = (after.Id, after.Order.ContactId);
        return after.State switch
        {
            TransactionState.Posted when before.State is TransactionState.Reversing =>
                new BillReversalRefused(id, contact),
            TransactionState.Posted posted =>
                new TransactionPosted(id, posted.EntryId, posted.Reconciled, contact),
            TransactionState.Failed failed =>
                new TransactionFailed(id, failed.Reason, failed.Reconciled, contact),
            TransactionState.Deferred deferred => new TransactionDeferred(
                id, deferred.EntryId, after.Order.Speed, after.ArrivesUs!.Value, contact),
            TransactionState.Debited when after.IsDeferred => new TransactionArriving(id, contact),
            TransactionState.Debited debited => new TransactionDebited(id, debited.EntryId, contact),
            TransactionState.Returning returning => new TransactionReturning(id, returning.Why, contact),
            TransactionState.Reversed => new TransactionReversed(
                id, ((fact as TransactionFact.CoreReturned)?.Answer as CoreAnswer.Posted)?.EntryId ?? "", contact),
            _ => new TransactionUnknown(id, contact),
        };
    }

    private static TransferOutcome Outcome(Transaction transaction) => transaction.State switch
    {
        { WasPosted: true } =>
            new TransferOutcome.Posted(
                transaction.Id, (transaction.FromBalance ?? transaction.ToBalance)!.Value, transaction.ToBalance)
            {
                Receipt = transaction.Receipt,
            },
        TransactionState.Failed failed => new TransferOutcome.Refused(transaction.Id, failed.Reason),
        TransactionState.Deferred =>
            new TransferOutcome.Deferred(transaction.Id, transaction.FromBalance!.Value, transaction.ArrivesUs!.Value),
        TransactionState.Pending => new TransferOutcome.Pending(transaction.Id, transaction.Second!.DueUs),
        TransactionState.Voided => new TransferOutcome.Refused(transaction.Id, TransferRefusal.NotLetGo),
        _ => new TransferOutcome.Unknown(transaction.Id),
    };

    private static bool JournalRefusal(WriteScope scope, TransferWish transfer, TransferRefusal reason)
    {
        scope.Append(
            $"customer/{transfer.CustomerId}",
            new TransactionRefused(TransactionStore.WordOf(transfer.Kind), reason, transfer.ContactId),
            transfer.ContactId);
        return true;
    }

    private abstract record Submission
    {
        internal sealed record Sent(Transaction Transaction) : Submission;

        /// <summary>The core bank inside has answered.</summary>
        internal sealed record Ended(Transaction Transaction) : Submission;

        /// <inheritdoc cref="TransferOutcome.Unknown"/>
        internal sealed record Unknown(string? Id) : Submission;

        internal sealed record Waits(Transaction Transaction) : Submission;

        internal sealed record Refused(TransferRefusal Reason) : Submission;

        /// <summary>The key came before, with this very order.</summary>
        internal sealed record Known(Transaction Transaction) : Submission;
    }

    [LoggerMessage(Level = LogLevel.Error,
        Message = "The transfer {Key} was not begun: nothing was sent and nothing moved")]
    private static partial void LogNotBegun(ILogger logger, string key, Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "A transfer refused ({Reason}) is not in the journal")]
    private static partial void LogNotRecorded(ILogger logger, TransferRefusal reason, Exception exception);

    [LoggerMessage(Level = LogLevel.Error,
        Message = "What became of transaction {Id} could not be stored; it is unknown until reconciled")]
    private static partial void LogNotLearnt(ILogger logger, string id, Exception exception);
}
