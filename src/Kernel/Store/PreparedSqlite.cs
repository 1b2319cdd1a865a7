using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;

namespace TellerLine.Kernel.Store;

/// <summary>
/// A connection that compiles each statement once: what asks for a command by the general face (as Dapper does) gets
/// the statement compiled before for the same words. SQLite compiles it anew by itself when the tables have changed.
/// For one thread at a time, as any
/// connection.
/// </summary>
internal sealed class PreparedSqlite(string connectionString) : SqliteConnection(connectionString)
{
    /// <summary>Statements kept; further words are compiled each time.</summary>
    public const int MaxKept = 300;

    private readonly Dictionary<string, SqliteCommand> _kept = [];
    private readonly Dictionary<string, string> _marked = [];

    public int Kept => _kept.Count;

    protected override DbCommand CreateDbCommand() => new Command(this);

    /// <summary>A name as the statements here have it. Without its mark it would be looked for with each there is, by
    /// four walks through the statement's names for every value.</summary>
    private string Marked(string name)
    {
        if (name.StartsWith('@'))
            return name;
        if (!_marked.TryGetValue(name, out var marked))
            _marked[name] = marked = $"@{name}";
        return marked;
    }

    private SqliteCommand Take(string words)
    {
        if (_kept.Remove(words, out var command))
            return command;
        command = CreateCommand();
        command.CommandText = words;
        return command;
    }

    /// <summary>Several statements in one text may each depend on the one before: they are not kept.</summary>
    private void GiveBack(SqliteCommand command)
    {
        var end = command.CommandText.IndexOf(';');
        if (State == ConnectionState.Open && (end < 0 || command.CommandText.AsSpan(end + 1).IsWhiteSpace())
            && _kept.Count < MaxKept && _kept.TryAdd(command.CommandText, command))
        {
            command.Parameters.Clear();
            command.Transaction = null;
            return;
        }
        command.Dispose();
    }

    /// <summary>Its words, values and transaction, and while it runs a statement of the connection's.</summary>
    private sealed class Command(PreparedSqlite connection) : DbCommand
    {
        // Only a command makes a collection of its own.
        private readonly SqliteCommand _values = new();
        private SqliteCommand? _statement;
        private DbDataReader? _reader;

        [AllowNull]
        public override string CommandText
        {
            get;
            set
            {
                Release();
                field = value ?? "";
            }
        } = "";

        public override int CommandTimeout { get; set; } = connection.DefaultTimeout;

        public override CommandType CommandType { get; set; } = CommandType.Text;

        public override bool DesignTimeVisible { get; set; }

        public override UpdateRowSource UpdatedRowSource { get; set; }

        protected override DbConnection? DbConnection
        {
            get => connection;
            set => throw new NotSupportedException("A statement belongs to its connection.");
        }

        protected override DbParameterCollection DbParameterCollection => _values.Parameters;

        /// <summary>As with any command of a connection, its transaction unless another is named.</summary>
        protected override DbTransaction? DbTransaction { get; set; } = connection.Transaction;

        public override void Cancel()
        {
            // As SqliteCommand: SQLite works on the caller's thread, nothing can be called off.
        }

        public override int ExecuteNonQuery() => Run(static s => s.ExecuteNonQuery());

        public override object? ExecuteScalar() => Run(static s => s.ExecuteScalar());

        public override void Prepare()
        {
            // The first run compiles.
        }

        protected override DbParameter CreateDbParameter() => new SqliteParameter();

        protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior) =>
            _reader = Run(s => s.ExecuteReader(behavior));

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                Release();
                _values.Dispose();
            }
            base.Dispose(disposing);
        }

        private T Run<T>(Func<SqliteCommand, T> execute)
        {
            var statement = _statement ??= connection.Take(CommandText);
            statement.Transaction = (SqliteTransaction?)DbTransaction;
            statement.CommandTimeout = CommandTimeout;
            statement.Parameters.Clear();
            foreach (SqliteParameter value in _values.Parameters)
            {
                value.ParameterName = connection.Marked(value.ParameterName);
                statement.Parameters.Add(value);
            }
            try
            {
                return execute(statement);
            }
            catch
            {
                // Whatever state it is in, nobody gets it again.
                _statement = null;
                statement.Dispose();
                throw;
            }
        }

        private void Release()
        {
            _reader?.Dispose();
            _reader = null;
            if (_statement is { } statement)
                connection.GiveBack(statement);
            _statement = null;
        }
    }
}
