namespace TellerLine.Kernel;

/// <summary>
/// Something that happens at a time set beforehand (a hold expires, a reminder goes out), declared in its capability's
/// manifest. The value is also how its rows are set: <c>due.Set(scope, Lapse, number, atUs)</c>.
/// </summary>
/// <param name="Name"><c>loss.lapsed</c>; unique in the program, and for ever.</param>
/// <param name="Zh">Its meaning in Chinese, as an operator reads it.</param>
/// <param name="En">The same in English.</param>
/// <param name="Handler">An <see cref="IDueHandler"/> or an <see cref="IOutsideDueHandler"/>.</param>
public sealed record DueKind(string Name, string Zh, string En, Type Handler)
{
    /// <summary>A row that failed so often is set aside: 1 to 20.</summary>
    public int Tries { get; init; } = 5;

    /// <summary>How long an <see cref="IOutsideDueHandler"/> may act; longer is a fault.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromMinutes(5);

    public bool IsOutside => typeof(IOutsideDueHandler).IsAssignableFrom(Handler);

    public static DueKind Of<T>(string name, string zh, string en)
        where T : class, IDueHandler => new(name, zh, en, typeof(T));

    public static DueKind OfOutside<T>(string name, string zh, string en)
        where T : class, IOutsideDueHandler => new(name, zh, en, typeof(T));
}

/// <param name="Id">
/// Of this one setting: whoever acts outside the database gives it along as idempotency key. A row that is moved has
/// another.
/// </param>
/// <param name="Key">Unique in its kind: what it is about, <c>LR20260318-7</c>.</param>
/// <param name="Subject">Rows of one subject are done in order; empty: in no order with others.</param>
/// <param name="DueUs">When it was to be done; microseconds UTC. It may be long past.</param>
/// <param name="Attempts">
/// Tries that failed before; of an <see cref="IOutsideDueHandler"/> the present one counts.
/// </param>
/// <param name="Body">JSON, camelCase.</param>
public sealed record DueRow(
    string Id, string Kind, string Key, string Subject, long DueUs, long Attempts, string Body)
{
    /// <summary>What was given with it.</summary>
    public T As<T>() => JournalJson.Read<T>(Body);
}

/// <summary>Does what is due within the database: exactly once in effect, since row and deed share a commit.</summary>
public interface IDueHandler
{
    /// <summary>
    /// As any work given to <see cref="IDb.Write"/>: short, synchronous, touching nothing but the scope; it may run
    /// more than once but commits once. The row is gone in this scope already, so that the same key may be set anew.
    /// What it throws takes back its own work only; it is tried again, at last set aside.
    /// </summary>
    void Handle(DueRow row, WriteScope scope);
}

/// <summary>
/// Does what is due outside the database, or takes its time over it: at least once (a crash may come between the deed
/// and its commit), so the other side is given <see cref="DueRow.Id"/> to know it again.
/// </summary>
public interface IOutsideDueHandler
{
    /// <returns>
    /// What is to be written when it is done, in the transaction that deletes the row: exactly once, and not at all
    /// when the row was moved or cancelled meanwhile.
    /// </returns>
    Task<Action<WriteScope>> Act(DueRow row, CancellationToken ct);
}
