using System.Data.Common;

namespace TellerLine.Kernel.Store;

/// <summary>What differs between SQLite and PostgreSQL; everything above is written once.</summary>
internal interface IDbEngine : IAsyncDisposable
{
    DbEngine Kind { get; }

    /// <summary>The most works that share one commit.</summary>
    int GroupLimit { get; }

    /// <summary>Opens the writer's connection, making the database if it is missing.</summary>
    DbConnection OpenWriter();

    /// <summary>
    /// Begins the writer's transaction; on PostgreSQL it also announces the journal numbers it may take.
    /// </summary>
    BegunTransaction Begin(DbConnection writer);

    JournalInsert JournalInsert(DbConnection writer, string node);

    /// <summary>Begins a transaction that excludes every other program from migrating.</summary>
    DbTransaction BeginMigration(DbConnection writer);

    /// <summary>Another node was in the way: the same work may well succeed when run again.</summary>
    bool IsConflict(Exception e);

    /// <summary>
    /// Not what was asked but the database is at fault: not there, not answering, locked by a stranger, broken disk.
    /// The same will succeed when that has passed.
    /// </summary>
    bool CannotRead(Exception e);

    /// <summary>The same, a full disk and a database that has become read-only included.</summary>
    bool CannotWrite(Exception e);

    /// <summary>
    /// Ends what the lost connection left open on the server, where it would hold locks, and finds out what became of
    /// its transaction.
    /// </summary>
    /// <returns>Whether it was committed; null when the server cannot say.</returns>
    bool? Settle(DbConnection writer, LostTransaction lost);

    Task<T> Read<T>(Func<DbConnection, T> work, CancellationToken ct);

    /// <summary>The highest seq below which nothing can appear any more. Asked before the rows are.</summary>
    long SettledSeq(DbConnection reader);

    /// <summary>Replaces the tokens of a migration.</summary>
    string Translate(string sql);
}

/// <param name="Id">The transaction's number on the server, 0 where it is of no use.</param>
internal readonly record struct BegunTransaction(DbTransaction Transaction, long Id);

/// <summary>A transaction whose connection broke.</summary>
/// <param name="Backend">The server's process that served the connection.</param>
/// <param name="Id">0: its begin was not answered, so it wrote nothing.</param>
internal sealed record LostTransaction(int Backend, long Id);
