using System.Data;
using System.Data.Common;
using Npgsql;

namespace TellerLine.Kernel.Store;

/// <summary>
/// The writer's one connection: runs works in a transaction and says what became of it. A connection lost in the middle
/// leaves its transaction behind on the server; the next connection settles that first.
/// </summary>
internal sealed class WriterConnection(IDbEngine engine, string node, TimeProvider time) : IDisposable
{
    private DbConnection? _connection;
    private JournalInsert? _insert;
    private LostTransaction? _lost;
    private int _backend;

    public enum Outcome
    {
        Committed,

        /// <summary>Nothing was written.</summary>
        TakenBack,

        /// <summary>The commit was on its way when the connection broke: <see cref="Settle"/> finds out.</summary>
        InDoubt,
    }

    public (Outcome Outcome, Exception? Fault) Transact(Action<Scope> works, List<JournalRow> rows)
    {
        DbTransaction? transaction = null;
        long id = 0;
        var committing = false;
        rows.Clear();
        try
        {
            Connect();
            (transaction, id) = engine.Begin(_connection!);
            var scope = new Scope(_insert!, transaction, time, rows);
            works(scope);
            committing = true;
            transaction.Commit();
            transaction.Dispose();
            return (Outcome.Committed, null);
        }
        catch (Exception e)
        {
            TakeBack(transaction);
            var isKnown = _connection is not null || engine.Kind == DbEngine.Sqlite;
            if (engine.CannotWrite(e))
                Disconnect();
            if (isKnown)
                return (Outcome.TakenBack, e);
            if (_backend != 0)
                _lost = new LostTransaction(_backend, id);
            _backend = 0;
            return (committing ? Outcome.InDoubt : Outcome.TakenBack, e);
        }
    }

    /// <summary>After <see cref="Outcome.InDoubt"/>, on a new connection.</summary>
    /// <returns>Whether it was committed; null: nobody can say any more.</returns>
    /// <exception cref="DbException">The server is still away.</exception>
    public bool? Settle()
    {
        try
        {
            return Connect();
        }
        catch
        {
            Disconnect();
            throw;
        }
    }

    public void Dispose() => Disconnect();

    /// <returns>What became of a transaction that was lost, if there was one.</returns>
    private bool? Connect()
    {
        if (_connection is null)
        {
            _connection = engine.OpenWriter();
            _backend = _connection is NpgsqlConnection server ? server.ProcessID : 0;
        }
        var committed = _lost is { } lost ? engine.Settle(_connection, lost) : null;
        _lost = null;
        _insert ??= engine.JournalInsert(_connection, node);
        return committed;
    }

    private void TakeBack(DbTransaction? transaction)
    {
        try
        {
            transaction?.Rollback();
            transaction?.Dispose();
            if (_connection?.State != ConnectionState.Open)
                Disconnect();
        }
        catch (Exception e) when (
            e is DbException or InvalidOperationException or ObjectDisposedException or IOException)
        {
            Disconnect();
        }
    }

    private void Disconnect()
    {
        _insert?.Dispose();
        _connection?.Dispose();
        (_insert, _connection) = (null, null);
    }
}
