using System.Data;
using Dapper;
using Npgsql;

namespace TellerLine.Kernel.Store;

/// <summary>The rows of due times.</summary>
internal static class DueStore
{
    private const string Row =
        "d.id AS Id, d.kind AS Kind, d.key AS Key, d.subject AS Subject, d.due_us AS DueUs, d.attempts AS Attempts, d.body AS Body";

    public static void Set(
        WriteScope scope, DueKind kind, string id, string key, string subject, long dueUs, long setUs, string body) =>
        scope.Connection.Execute(
            """
            INSERT INTO due (id, kind, key, subject, due_us, set_us, body, outside, state, attempts, next_us)
            VALUES (@id, @Name, @key, @subject, @dueUs, @setUs, @body, @outside, 'waiting', 0, @dueUs)
            ON CONFLICT (kind, key) DO UPDATE SET
              id = excluded.id, subject = excluded.subject, due_us = excluded.due_us, set_us = excluded.set_us,
              body = excluded.body, outside = excluded.outside, state = 'waiting', attempts = 0,
              next_us = excluded.next_us, fault = NULL, fault_us = NULL, node = NULL
            """, new { id, kind.Name, key, subject, dueUs, setUs, body, outside = kind.IsOutside ? 1L : 0L },
            scope.Transaction);

    /// <returns>How often it was tried; null: there was none.</returns>
    public static long? Cancel(WriteScope scope, string kind, string key) =>
        scope.Connection.QuerySingleOrDefault<long?>(
            "DELETE FROM due WHERE kind = @kind AND key = @key RETURNING attempts", new { kind, key },
            scope.Transaction);

    /// <returns>False: it was moved or cancelled.</returns>
    public static bool Delete(WriteScope scope, string id) =>
        scope.Connection.Execute("DELETE FROM due WHERE id = @id", new { id }, scope.Transaction) == 1;

    /// <summary>On a server in one way there and back; in SQLite there is no way.</summary>
    public static void Delete(WriteScope scope, string[] ids)
    {
        if (scope.Connection is NpgsqlConnection)
            scope.Connection.Execute("DELETE FROM due WHERE id = ANY(@ids)", new { ids }, scope.Transaction);
        else
            Array.ForEach(ids, id => Delete(scope, id));
    }

    public static Stored? Find(WriteScope scope, string kind, string key) =>
        scope.Connection.QuerySingleOrDefault<Stored>(
            $"SELECT {Row}, d.state AS State FROM due d WHERE kind = @kind AND key = @key", new { kind, key },
            scope.Transaction);

    public static Stored? Find(WriteScope scope, string id) => scope.Connection.QuerySingleOrDefault<Stored>(
        $"SELECT {Row}, d.state AS State FROM due d WHERE id = @id", new { id }, scope.Transaction);

    /// <summary>
    /// What is due, in order. Behind an earlier row of its subject that failed and is tried again, or acts outside, a
    /// row waits; one that is to act outside waits behind every earlier row of its subject.
    /// </summary>
    public static List<DueRow> Take(WriteScope scope, long nowUs, bool outside, int limit) =>
        scope.Connection.Query<DueRow>(
            $"""
            SELECT {Row} FROM due d
            WHERE d.state = 'waiting' AND d.outside = @outside AND d.next_us <= @nowUs
              AND (d.subject = '' OR NOT EXISTS (
                SELECT 1 FROM due b
                WHERE b.subject = d.subject AND b.subject <> '' AND b.state <> 'aside'
                  AND (b.due_us, b.set_us) < (d.due_us, d.set_us)
                  AND (b.attempts > 0 OR b.outside = 1 OR @outside = 1)))
            ORDER BY d.next_us, d.due_us, d.set_us LIMIT @limit
            """, new { nowUs, outside = outside ? 1L : 0L, limit }, scope.Transaction).AsList();

    /// <summary>When the next of either sort is tried.</summary>
    /// <param name="nowUs">Of those inside, what is due by now has had its turn; of those outside it may have.</param>
    /// <returns>The earliest inside after <paramref name="nowUs"/>; the earliest outside, due or not, and the earliest
    /// after <paramref name="nowUs"/>.</returns>
    public static (long? InsideUs, long? FirstOutsideUs, long? OutsideUs) Next(WriteScope scope, long nowUs) =>
        scope.Connection.QuerySingle<(long?, long?, long?)>(
            """
            SELECT (SELECT min(next_us) FROM due WHERE state = 'waiting' AND outside = 0 AND next_us > @nowUs),
                   (SELECT min(next_us) FROM due WHERE state = 'waiting' AND outside = 1),
                   (SELECT min(next_us) FROM due WHERE state = 'waiting' AND outside = 1 AND next_us > @nowUs)
            """, new { nowUs }, scope.Transaction);

    public static void Act(WriteScope scope, string id, string node) => scope.Connection.Execute(
        "UPDATE due SET state = 'acting', node = @node, attempts = attempts + 1 WHERE id = @id", new { id, node },
        scope.Transaction);

    /// <summary>It was not done, and is not to blame.</summary>
    public static void Release(WriteScope scope, string id) => scope.Connection.Execute(
        "UPDATE due SET state = 'waiting', node = NULL, attempts = attempts - 1 WHERE id = @id AND state = 'acting'",
        new { id }, scope.Transaction);

    /// <summary>What this node was doing when it ended; the try counts, since perhaps it was the reason.</summary>
    public static int ReleaseAll(WriteScope scope, string node) => scope.Connection.Execute(
        "UPDATE due SET state = 'waiting', node = NULL WHERE state = 'acting' AND node = @node", new { node },
        scope.Transaction);

    /// <param name="nextUs">Null: it is set aside.</param>
    public static void Failed(
        WriteScope scope, string id, long attempts, long? nextUs, string fault, long nowUs) => scope.Connection.Execute(
        """
        UPDATE due SET state = @state, attempts = @attempts, next_us = @nextUs, fault = @fault, fault_us = @nowUs,
          node = NULL
        WHERE id = @id
        """,
        new
        {
            id, attempts, fault, nowUs, nextUs = nextUs ?? nowUs, state = nextUs is null ? "aside" : "waiting",
        }, scope.Transaction);

    /// <summary>
    /// To be tried at once. One set aside begins its tries anew; one that waits keeps its count, and its place before
    /// the later ones of its subject.
    /// </summary>
    public static bool Retry(WriteScope scope, string id, long nowUs) => scope.Connection.Execute(
        """
        UPDATE due SET attempts = CASE WHEN state = 'aside' THEN 0 ELSE attempts END, state = 'waiting', next_us = @nowUs
        WHERE id = @id AND (state = 'aside' OR (state = 'waiting' AND attempts > 0))
        """, new { id, nowUs }, scope.Transaction) == 1;

    /// <summary>After the clock was put back nobody waits longer for his next try than he would have.</summary>
    public static int Hasten(WriteScope scope, long nowUs, long latestUs) => scope.Connection.Execute(
        "UPDATE due SET next_us = @nowUs WHERE state = 'waiting' AND attempts > 0 AND next_us > @latestUs",
        new { nowUs, latestUs }, scope.Transaction);

    /// <summary>A kind whose handler came to act outside, or no longer does.</summary>
    public static void Sort(WriteScope scope, DueKind kind) => scope.Connection.Execute(
        "UPDATE due SET outside = @outside WHERE kind = @Name AND outside <> @outside",
        new { kind.Name, outside = kind.IsOutside ? 1L : 0L }, scope.Transaction);

    public static List<string> Keys(WriteScope scope, string kind) => scope.Connection.Query<string>(
        "SELECT key FROM due WHERE kind = @kind", new { kind }, scope.Transaction).AsList();

    public static (long Waiting, long Acting, long Aside) Counts(IDbConnection connection) =>
        connection.QuerySingle<(long, long, long)>(
            """
            SELECT coalesce(sum(CASE WHEN state = 'waiting' THEN 1 ELSE 0 END), 0),
                   coalesce(sum(CASE WHEN state = 'acting' THEN 1 ELSE 0 END), 0),
                   coalesce(sum(CASE WHEN state = 'aside' THEN 1 ELSE 0 END), 0)
            FROM due
            """);

    /// <param name="nowUs">Due before.</param>
    public static long CountDue(IDbConnection connection, long nowUs) => connection.ExecuteScalar<long>(
        "SELECT count(*) FROM due WHERE state <> 'aside' AND due_us < @nowUs", new { nowUs });

    public static List<Standing> Late(IDbConnection connection, long nowUs, int most) =>
        Standings(connection, "state <> 'aside' AND due_us < @nowUs", nowUs, most);

    public static List<Standing> Next(IDbConnection connection, long nowUs, int most) =>
        Standings(connection, "state <> 'aside' AND due_us >= @nowUs", nowUs, most);

    public static List<Standing> Aside(IDbConnection connection, int most) =>
        Standings(connection, "state = 'aside'", 0, most);

    public static Standing? Of(IDbConnection connection, string kind, string key) =>
        connection.QuerySingleOrDefault<Standing>(
            $"{Columns} WHERE kind = @kind AND key = @key", new { kind, key });

    private const string Columns =
        """
        SELECT id AS Id, kind AS Kind, key AS Key, subject AS Subject, due_us AS DueUs, state AS State,
               attempts AS Attempts, next_us AS NextUs, fault AS Fault, fault_us AS FaultUs
        FROM due
        """;

    private static List<Standing> Standings(IDbConnection connection, string which, long nowUs, int most) =>
        connection.Query<Standing>(
            $"{Columns} WHERE {which} ORDER BY due_us, set_us LIMIT @most", new { nowUs, most }).AsList();

    public sealed record Stored(
        string Id, string Kind, string Key, string Subject, long DueUs, long Attempts, string Body, string State)
    {
        public DueRow Row => new(Id, Kind, Key, Subject, DueUs, Attempts, Body);
    }

    public sealed class Standing
    {
        public string Id { get; set; } = "";

        public string Kind { get; set; } = "";

        public string Key { get; set; } = "";

        public string Subject { get; set; } = "";

        public long DueUs { get; set; }

        public string State { get; set; } = "";

        public long Attempts { get; set; }

        public long NextUs { get; set; }

        public string? Fault { get; set; }

        public long? FaultUs { get; set; }
    }
}
