using System.Data;

namespace TellerLine.Kernel;

public enum DbEngine
{
    Sqlite,
    PostgreSql,
}

/// <summary>
/// The one face of both database engines. SQL behind it is portable: text UUIDs, integer microseconds UTC, integer
/// minor units, JSON as text, <c>RETURNING</c>, <c>ON CONFLICT</c>, CTEs and windows.
/// </summary>
public interface IDb
{
    DbEngine Engine { get; }

    /// <summary>
    /// Runs <paramref name="work"/> in a transaction and completes when it is on disk. Several writers that arrive
    /// together share one commit; one that throws takes back only its own work. The work is synchronous, short, and
    /// touches nothing but the scope: when a neighbour throws, or after a conflict with another node, it is run again.
    /// A token cancelled before its turn leaves it undone.
    /// </summary>
    /// <exception cref="DbBusyException">
    /// Nothing was done: the bounded queue of writers is full, or the database has been away for some seconds.
    /// </exception>
    /// <exception cref="DbOutcomeUnknownException">The connection broke during the commit (PostgreSQL).</exception>
    Task<T> Write<T>(Func<WriteScope, T> work, CancellationToken ct = default);

    /// <summary>
    /// As <see cref="Write"/>, for what nobody waits to be told: it shares the next commit somebody waits for, in order
    /// with all other works, and has one of its own after 25 ms at most.
    /// </summary>
    Task<T> WriteSoon<T>(Func<WriteScope, T> work, CancellationToken ct = default) => Write(work, ct);

    /// <summary>Runs a query on a connection of its own; sees everything committed before the call.</summary>
    /// <exception cref="DbBusyException">The database does not answer.</exception>
    Task<T> Read<T>(Func<IDbConnection, T> work, CancellationToken ct = default);

    DbHealth Health { get; }
}

/// <summary>The database as the writer last saw it.</summary>
/// <param name="DownSinceUs">While it takes nothing.</param>
/// <param name="Reason">The database's own words: for an administrator's eyes.</param>
/// <param name="Waiting">Works that wait for their turn; at 20,000 the next is refused.</param>
/// <param name="LostPosts">Entries nobody waited for that could not be kept, since the start.</param>
public sealed record DbHealth(bool IsUp, long? DownSinceUs, string? Reason, int Waiting, long LostPosts);

/// <summary>
/// What one write may touch: its connection and transaction, and the journal in the same transaction.
/// </summary>
public abstract class WriteScope
{
    public abstract IDbConnection Connection { get; }

    public abstract IDbTransaction Transaction { get; }

    /// <summary>Appends to the journal in this very transaction; followers hear of it after the commit.</summary>
    /// <param name="stream">See <see cref="JournalRow.Stream"/>.</param>
    /// <param name="body">A public event record; its type's <see cref="EventAttribute"/> names kind and
    /// version.</param>
    /// <param name="cause">The id of what made this happen (an event's <c>seq</c>, a request, a command), or
    /// null.</param>
    public abstract JournalRow Append(string stream, object body, string? cause = null);
}

/// <summary>
/// The answer to a commit was lost and the database has not been reached again since: it may have happened. Look before
/// doing it again (idempotency keys).
/// </summary>
public sealed class DbOutcomeUnknownException(Exception inner)
    : Exception("The database did not answer the commit: it may have happened.", inner);

/// <summary>The database cannot serve now: the caller tells its user to try again, nothing is half done.</summary>
public sealed class DbBusyException(string message, Exception? inner = null) : Exception(message, inner);
