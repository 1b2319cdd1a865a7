namespace TellerLine.Kernel;

/// <summary>
/// What is to be done at a time. Durable from the commit of the scope it was set in; done in order of its time, at once
/// when that is past (after a restart, too).
/// </summary>
public interface IDueTimes
{
    /// <summary>Sets it, or moves it when it is there: time, body and subject become these, tries begin anew.</summary>
    /// <param name="key">1 to 200 characters.</param>
    /// <param name="dueUs">Microseconds UTC; what is past is done at once.</param>
    /// <param name="body">What the handler needs to know: ids, never a secret; at most 16,000 characters of
    /// JSON.</param>
    /// <param name="subject">At most 200 characters; see <see cref="DueRow.Subject"/>.</param>
    /// <returns>The row's id.</returns>
    /// <exception cref="ArgumentException">
    /// No manifest declares the kind, a text is too long, or the time is not between 1970 and 9999.
    /// </exception>
    string Set(WriteScope scope, DueKind kind, string key, long dueUs, object? body = null, string subject = "");

    /// <returns>False: there is none; perhaps it was done already.</returns>
    bool Cancel(WriteScope scope, DueKind kind, string key);

    /// <returns>Null: there is none. In its own handler a row may still be there.</returns>
    DueRow? Find(WriteScope scope, DueKind kind, string key);

    /// <summary>Tries again at once what was set aside or waits for its next try.</summary>
    /// <returns>The row; null: there is none of the kind.</returns>
    DueRow? Retry(WriteScope scope, string id);

    /// <summary>Gives up what was set aside; it will not be done.</summary>
    /// <returns>The row; null: there is none that is aside, or it is a regular job's.</returns>
    DueRow? Drop(WriteScope scope, string id);

    /// <param name="most">So many rows of each list at most.</param>
    Task<DueOverview> Look(int most, CancellationToken ct = default);
}

/// <param name="Waiting">All that are to be done, overdue ones included.</param>
/// <param name="Overdue">A minute and more past their time, those that failed and are tried again included.</param>
/// <param name="Acting">Being done outside the database.</param>
/// <param name="Aside">Given up after too many tries: somebody must look.</param>
/// <param name="Next">What comes next, in order.</param>
/// <param name="Late">Overdue, oldest first.</param>
/// <param name="SetAside">Oldest first.</param>
public sealed record DueOverview(
    long Waiting, long Overdue, long Acting, long Aside, IReadOnlyList<DueStanding> Next,
    IReadOnlyList<DueStanding> Late, IReadOnlyList<DueStanding> SetAside);

/// <param name="State"><c>waiting</c>, <c>acting</c>, <c>aside</c></param>
/// <param name="Zh">What is to be done, in Chinese.</param>
/// <param name="NextAt">When it is tried next.</param>
/// <param name="Fault">Why the last try failed: the fault's own words.</param>
public sealed record DueStanding(
    string Id, string Kind, string Zh, string En, string Key, string Subject, DateTimeOffset DueAt, string State,
    long Attempts, DateTimeOffset NextAt, string? Fault, DateTimeOffset? FaultAt);
