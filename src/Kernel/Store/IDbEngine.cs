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

    /// <summary>Begins the writer's transaction; on PostgreSQL it also announces the journal numbers it may take.</summary>
    DbTransaction Begin(DbConnection writer);

    /// <summary>Begins a transaction that excludes every other program from migrating.</summary>
    DbTransaction BeginMigration(DbConnection writer);

    /// <summary>Another node was in the way: the same work may well succeed when run again.</summary>
    bool IsConflict(Exception e);

    /// <summary>
    /// Not this work but the database is at fault: not there, not answering, full, locked by a stranger. The same will
    /// succeed when that has passed.
    /// </summary>
    bool IsOutage(Exception e);

    Task<T> Read<T>(Func<DbConnection, T> work, CancellationToken ct);

    /// <summary>The highest seq below which nothing can appear any more. Asked before the rows are.</summary>
    long SettledSeq(DbConnection reader);

    /// <summary>Replaces the tokens of a migration.</summary>
    string Translate(string sql);
}
