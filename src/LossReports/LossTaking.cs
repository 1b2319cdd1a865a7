using TellerLine.Banking;
using TellerLine.Customers;
using TellerLine.Definitions;
using TellerLine.Kernel;

namespace TellerLine.LossReports;

/// <summary>
/// How a report is taken: stored as identified with a due time that sends the stop payment, sent at once, and its
/// answer stored. A crash or a silence in between is settled by that due time under the same key.
/// </summary>
internal sealed class LossTaking(
    IDb db, LossStore store, LossNotices notices, ICustomerAnswers answers, IAccountHolds holds,
    IDefinitions definitions, IDueTimes due, IAudit audit, KernelOptions kernel, TimeProvider time) : ILossReports
{
    private const string Keypad = "keypad";

    private const string System = "system";

    /// <summary>When nothing has been heard of the order for so long, it is sent again.</summary>
    private const long SettleAfterUs = 10_000_000;

    private const int PriorShown = 20;

    private const long HourUs = 3_600_000_000;

    public IReadOnlyList<string> Products =>
        [.. Rules.Products.Where(product => !product.Refused).Select(product => product.Code)];

    internal LossRules Rules => definitions.Now(LossRules.Kind).Value;

    public async Task<LossIdentity> Identify(
        LossAsked asked, string identityNumber, CancellationToken ct = default)
    {
        var right = asked.Caller is { } caller
            && await answers.NumberIs(asked.CustomerId, caller, ct)
            && await answers.IdentityIs(asked.CustomerId, identityNumber, ct);
        return await db.Write<LossIdentity>(scope =>
        {
            var counted = Count(scope, asked.CustomerId, right);
            if (counted.Right)
                return new LossIdentity.Right(new LossProof(asked.CustomerId, asked.ContactId));
            if (counted.Left > 0)
                return new LossIdentity.Wrong(counted.Left);
            var number = Request(
                scope, new LossReport("", asked.CustomerId, asked.Product, "", null, "", LossStatus.Requested), Keypad,
                asked.ContactId, System);
            RefuseUnidentified(scope, number, counted.Wrong, System);
            return new LossIdentity.Refused();
        }, ct);
    }

    public async Task<LossAnswer> Report(
        LossAsked asked, LossProof proof, string tail, CancellationToken ct = default)
    {
        if (proof != new LossProof(asked.CustomerId, asked.ContactId))
            throw new ArgumentException("The proof is of another customer or contact.", nameof(proof));
        var wanted = new LossReport("", asked.CustomerId, asked.Product, tail, null, "", LossStatus.Requested);
        if (await Account(wanted, ct) is not { } found)
            return new LossAnswer.Unavailable();
        if (found.Several)
            return new LossAnswer.Several();
        var number = await db.Write(
            scope => Request(scope, wanted, Keypad, asked.ContactId, System), CancellationToken.None);
        return await Take(number, found, System);
    }

    /// <summary>A report of somebody who was identified.</summary>
    /// <returns>Null: it is not there, or dealt with.</returns>
    internal async Task<LossAnswer?> Accept(string number, string by, CancellationToken ct)
    {
        if (await db.Read(connection => LossStore.Find(connection, number), ct) is not
            { Report: { Status: LossStatus.Requested } report })
            return null;
        return await Account(report, ct) is not { } found ? new LossAnswer.Unavailable()
            : found.Several ? new LossAnswer.Several()
            : await Take(number, found, by);
    }

    /// <summary>Writes what is asked for; what can never be reported is refused there and then.</summary>
    /// <returns>Its number.</returns>
    internal string Request(WriteScope scope, LossReport wanted, string channel, string? contactId, string by)
    {
        var report = wanted with { Number = store.NextNumber(scope) };
        var stored = new StoredLoss(report, channel, contactId, time.NowUs(), by, 1);
        LossStore.Put(scope, stored);
        scope.Append(
            $"loss/{report.Number}",
            new LossRequested(report.Number, report.CustomerId, report.Product, report.Tail, channel, contactId, by),
            contactId);
        if (Rules.Find(report.Product) is null or { Refused: true })
            Refuse(scope, stored, LossRefusal.Bearer, null, by);
        return report.Number;
    }

    /// <summary>Counts an answer.</summary>
    internal (bool Right, int Left, int Wrong) Count(WriteScope scope, string customerId, bool right)
    {
        var (before, most) = (store.Wrong(scope, customerId), Rules.WrongIdentifications);
        if (before >= most)
            return (false, 0, before);
        var wrong = right ? 0 : before + 1;
        if (wrong != before)
            LossStore.SetWrong(scope, customerId, wrong);
        return (right, most - wrong, wrong);
    }

    internal void RefuseUnidentified(WriteScope scope, string number, int wrong, string by)
    {
        var stored = LossStore.Find(scope.Connection, number, scope.Transaction)!;
        if (stored.Report.Status != LossStatus.Requested)
            return;
        Refuse(scope, stored, LossRefusal.Unidentified, null, by);
        scope.Append(
            $"customer/{stored.Report.CustomerId}", new LossIdentificationRisk(number, wrong, stored.ContactId, by),
            stored.ContactId);
        audit.Add(scope, by, "loss.notIdentified", $"loss/{number}", stored.Report.CustomerId);
    }

    /// <summary>Sends the stop payment of a report that was taken, if it waits for one.</summary>
    /// <returns>How it stands now; null: there is none.</returns>
    internal async Task<StoredLoss?> Hold(string number)
    {
        var stored = await db.Read(connection => LossStore.Find(connection, number));
        if (stored is not { Report: { Status: LossStatus.Identified, Account: { } account } report })
            return stored;
        var answer = await holds.Place(new HoldOrder(number, account, number));
        if (answer is HoldAnswer.Unknown)
            return stored;
        var prior = answer is HoldAnswer.Done ? await Prior(account, report.AcceptedUs!.Value) : null;
        return await db.Write(scope => Held(scope, number, answer, prior));
    }

    /// <summary>The core bank lets payments go again.</summary>
    /// <returns>False: it did not answer.</returns>
    internal async Task<bool> Release(string number)
    {
        var stored = await db.Read(connection => LossStore.Find(connection, number));
        if (stored is not { Report: { IsLive: false, Account: { } account }, ReleasedUs: null })
            return true;
        if (await holds.Release(new HoldOrder(number, account, number)) is not HoldAnswer.Done done)
            return false;
        await db.Write(scope =>
        {
            var now = LossStore.Find(scope.Connection, number, scope.Transaction)!;
            if (now.ReleasedUs is not null)
                return false;
            LossStore.Put(scope, now with { ReleasedUs = done.AtUs, Version = now.Version + 1 });
            scope.Append($"loss/{number}", new LossReleased(number, done.AtUs, System));
            return true;
        });
        return true;
    }

    /// <summary>No reminder and no lapse any more; what holds is let go.</summary>
    internal void LetGo(WriteScope scope, string number)
    {
        Unset(scope, number);
        due.Set(scope, LossDues.Release, number, time.NowUs(), subject: Subject(number));
    }

    internal void Unset(WriteScope scope, string number)
    {
        due.Cancel(scope, LossDues.Lapse, number);
        foreach (var hours in Rules.ReminderHours)
            due.Cancel(scope, LossDues.Remind, $"{number}/{hours}");
    }

    private async Task<LossAnswer> Take(string number, FoundAccount found, string by)
    {
        var answer = await db.Write(scope => Take(scope, number, found.Account, by), CancellationToken.None);
        return answer is LossAnswer.Pending && await Hold(number) is { } stored ? Told(stored, again: false) : answer;
    }

    private LossAnswer Take(WriteScope scope, string number, Account? account, string by)
    {
        var stored = LossStore.Find(scope.Connection, number, scope.Transaction)!;
        // Two reports of one customer at once: the second waits here, and sees the first.
        _ = store.Wrong(scope, stored.Report.CustomerId);
        if (stored.Report.Status != LossStatus.Requested)
            return Told(stored, again: false);
        if (account is null or { Status: AccountStatus.Closed })
        {
            var why = account is null ? LossRefusal.NotFound : LossRefusal.Closed;
            Refuse(scope, stored, why, null, by);
            return new LossAnswer.Refused(number, why);
        }

        if (LossStore.Live(scope, account.Number) is { } live)
        {
            Refuse(
                scope, stored with { Report = stored.Report with { Account = account.Number } }, LossRefusal.Duplicate,
                live.Report.Number, by);
            return Told(live, again: true);
        }

        var now = time.NowUs();
        var report = LossReport.Decide(
            stored.Report, new LossCommand.Accept(account.Number, ValidUntil(stored.Report.Product, now)), now).Next!;
        LossStore.Put(scope, stored with { Report = report, Version = stored.Version + 1 });
        due.Set(scope, LossDues.Hold, number, now + SettleAfterUs, subject: Subject(number));
        scope.Append($"loss/{number}", new LossIdentified(number, report.ValidUntilUs, by), stored.ContactId);
        return new LossAnswer.Pending(number);
    }

    private StoredLoss Held(
        WriteScope scope, string number, HoldAnswer answer, IReadOnlyList<PriorDebit>? prior)
    {
        var stored = LossStore.Find(scope.Connection, number, scope.Transaction)!;
        if (stored.Report.Status != LossStatus.Identified)
            return stored;
        due.Cancel(scope, LossDues.Hold, number);
        if (answer is not HoldAnswer.Done done)
            return Refuse(
                scope, stored,
                answer is HoldAnswer.Refused { Reason: HoldRefusal.AccountClosed } ? LossRefusal.Closed
                    : LossRefusal.NotFound,
                null, System);
        var next = stored with
        {
            Report = LossReport.Decide(stored.Report, new LossCommand.Hold(), time.NowUs()).Next!,
            HeldUs = done.AtUs,
            Prior = prior,
            Version = stored.Version + 1,
        };
        LossStore.Put(scope, next);
        scope.Append($"loss/{number}", new LossHeld(number, done.AtUs, prior?.Count ?? 0, System), next.ContactId);
        notices.Held(scope, next);
        if (next.Report.ValidUntilUs is { } until)
        {
            due.Set(scope, LossDues.Lapse, number, until, subject: Subject(number));
            foreach (var hours in Rules.ReminderHours.Where(hours => until - (hours * HourUs) > time.NowUs()))
                due.Set(
                    scope, LossDues.Remind, $"{number}/{hours}", until - (hours * HourUs),
                    new LossReminderOf(number, hours), Subject(number));
        }

        return next;
    }

    private StoredLoss Refuse(WriteScope scope, StoredLoss stored, string why, string? earlier, string by)
    {
        var next = stored with
        {
            Report = LossReport.Decide(stored.Report, new LossCommand.Refuse(why, earlier), time.NowUs()).Next!,
            Version = stored.Version + 1,
        };
        LossStore.Put(scope, next);
        var number = next.Report.Number;
        scope.Append($"loss/{number}", new LossRefused(number, why, earlier, by), next.ContactId);
        if (why != LossRefusal.Duplicate)
            notices.Refused(scope, next);
        return next;
    }

    /// <summary>The report's day is not counted: after it come so many whole days.</summary>
    private long? ValidUntil(string product, long nowUs) => Rules.Find(product)?.LapsesAfterDays is { } days
        ? kernel.Day(kernel.DayOf(nowUs).AddDays(days + 1)).FromUs
        : null;

    private async Task<FoundAccount?> Account(LossReport report, CancellationToken ct)
    {
        if (await holds.Accounts(report.CustomerId, ct) is not { } accounts)
            return null;
        var kinds = Rules.Find(report.Product)?.Accounts ?? [];
        var fits = accounts.Where(account => kinds.Contains(account.Kind)
            && (report.Account is null ? account.Tail == report.Tail : account.Number == report.Account)).ToList();
        var open = fits.Where(account => account.Status != AccountStatus.Closed).ToList();
        return new FoundAccount(open.FirstOrDefault() ?? fits.FirstOrDefault(), open.Count > 1);
    }

    /// <summary>What went out on the day before it was taken: for that nobody promises anything.</summary>
    private async Task<IReadOnlyList<PriorDebit>?> Prior(string account, long acceptedUs)
    {
        var day = kernel.DayAround(acceptedUs);
        return await holds.Movements(account, day.FromUs, acceptedUs, PriorShown) is { } movements
            ? [.. movements.Where(one => one.Amount.Minor < 0)
                .Select(one => new PriorDebit(one.AtUs, -one.Amount.Minor, one.Amount.Currency))]
            : null;
    }

    private LossAnswer Told(StoredLoss stored, bool again)
    {
        var report = stored.Report;
        return report.Status switch
        {
            LossStatus.Provisional or LossStatus.Formal => new LossAnswer.Held(
                report.Number, report.ValidUntilUs is { } until ? kernel.DayOf(until) : null, again),
            LossStatus.Refused => new LossAnswer.Refused(report.Number, report.Why!),
            _ => new LossAnswer.Pending(report.Number),
        };
    }

    internal static string Subject(string number) => $"loss/{number}";

    /// <param name="Account">Null: none fits.</param>
    private sealed record FoundAccount(Account? Account, bool Several);
}
