using System.Data;
using Dapper;

namespace TellerLine.Kernel.Store;

/// <summary>Where the projections are, and what they set aside.</summary>
internal static class ProjectionStore
{
    private const int Faults = 10;

    public static List<Place> Places(IDbConnection connection) => connection.Query<Place>(
        """
        SELECT name AS Name, version AS Version, position AS Position, generation AS Generation,
               beside_version AS BesideVersion, beside_position AS BesidePosition
        FROM projection
        """).AsList();

    public static List<Held> HeldStreams(IDbConnection connection) => connection.Query<Held>(
        """
        SELECT projection AS Projection, beside AS Beside, stream AS Stream, count(*) AS Rows
        FROM projection_aside GROUP BY projection, beside, stream
        """).AsList();

    public static void Add(WriteScope scope, string name, int version) => scope.Connection.Execute(
        "INSERT INTO projection (name, position, version) VALUES (@name, 0, @version) ON CONFLICT (name) DO NOTHING",
        new { name, version }, scope.Transaction);

    /// <returns>False: somebody else has moved it.</returns>
    public static bool Move(WriteScope scope, ProjectionLine line, long to)
    {
        var values = new { name = line.Projection.Name, from = line.Saved, to, line.Generation };
        return scope.Connection.Execute(
            line.Beside
                ? """
                  UPDATE projection SET beside_position = @to
                  WHERE name = @name AND beside_position = @from AND generation = @Generation
                  """
                : "UPDATE projection SET position = @to WHERE name = @name AND position = @from AND generation = @Generation",
            values, scope.Transaction) == 1;
    }

    /// <summary>Whoever knows the old generation applies nothing from now on.</summary>
    /// <returns>False: somebody else was quicker.</returns>
    public static bool NextGeneration(WriteScope scope, string name, long generation) => scope.Connection.Execute(
        "UPDATE projection SET generation = generation + 1 WHERE name = @name AND generation = @generation",
        new { name, generation }, scope.Transaction) == 1;

    public static void BeginBeside(WriteScope scope, string name, int version)
    {
        scope.Connection.Execute(
            """
            UPDATE projection SET beside_position = 0, beside_version = @version, generation = generation + 1
            WHERE name = @name
            """, new { name, version }, scope.Transaction);
        DeleteAside(scope, name, beside: 1);
    }

    /// <returns>False: somebody else was quicker, or the two are not at the same row.</returns>
    public static bool EndBeside(WriteScope scope, ProjectionLine line)
    {
        var name = line.Projection.Name;
        var ended = scope.Connection.Execute(
            """
            UPDATE projection SET position = @position, version = beside_version, beside_position = NULL,
              beside_version = NULL, generation = generation + 1
            WHERE name = @name AND generation = @Generation AND beside_position = @Saved
            """, new { name, line.Generation, line.Saved, position = line.Position }, scope.Transaction) == 1;
        if (!ended)
            return false;
        DeleteAside(scope, name, beside: 0);
        scope.Connection.Execute(
            "UPDATE projection_aside SET beside = 0 WHERE projection = @name", new { name }, scope.Transaction);
        return true;
    }

    /// <param name="reason">Null: it waits for an earlier row of its stream.</param>
    public static void SetAside(WriteScope scope, ProjectionLine line, JournalRow row, string? reason, long atUs) =>
        scope.Connection.Execute(
            """
            INSERT INTO projection_aside (projection, beside, seq, stream, kind, reason, at_us)
            VALUES (@name, @beside, @Seq, @Stream, @Kind, @reason, @atUs)
            """,
            new
            {
                name = line.Projection.Name, beside = line.Beside ? 1 : 0, row.Seq, row.Stream, row.Kind, reason, atUs,
            }, scope.Transaction);

    /// <summary>The rows of one stream that are aside, oldest first.</summary>
    public static List<long> AsideOf(WriteScope scope, string name, string stream, int limit) =>
        scope.Connection.Query<long>(
        """
        SELECT seq FROM projection_aside WHERE projection = @name AND beside = 0 AND stream = @stream
        ORDER BY seq LIMIT @limit
        """, new { name, stream, limit }, scope.Transaction).AsList();

    public static void Applied(WriteScope scope, string name, long seq) => scope.Connection.Execute(
        "DELETE FROM projection_aside WHERE projection = @name AND beside = 0 AND seq = @seq",
        new { name, seq }, scope.Transaction);

    public static void StillAside(WriteScope scope, string name, long seq, string reason) => scope.Connection.Execute(
        "UPDATE projection_aside SET reason = @reason WHERE projection = @name AND beside = 0 AND seq = @seq",
        new { name, seq, reason }, scope.Transaction);

    public static List<string> StreamsAside(IDbConnection connection, string name) => connection.Query<string>(
        """
        SELECT stream FROM projection_aside WHERE projection = @name AND beside = 0 GROUP BY stream ORDER BY min(seq)
        """, new { name }).AsList();

    public static long CountAside(IDbConnection connection, string name) => connection.ExecuteScalar<long>(
        "SELECT count(*) FROM projection_aside WHERE projection = @name AND beside = 0", new { name });

    /// <summary>Those that could not be applied, without those that wait for them.</summary>
    public static List<AsideRow> Refused(IDbConnection connection, string name) => connection.Query<AsideRow>(
        $"""
        SELECT seq AS Seq, stream AS Stream, kind AS Kind, reason AS Reason FROM projection_aside
        WHERE projection = @name AND beside = 0 AND reason IS NOT NULL ORDER BY seq LIMIT {Faults}
        """, new { name }).AsList();

    private static void DeleteAside(WriteScope scope, string name, int beside) => scope.Connection.Execute(
        "DELETE FROM projection_aside WHERE projection = @name AND beside = @beside",
        new { name, beside }, scope.Transaction);

    /// <summary>Where a projection is, as the database has it.</summary>
    public sealed class Place
    {
        public string Name { get; set; } = "";

        public long Version { get; set; }

        public long Position { get; set; }

        public long Generation { get; set; }

        public long? BesideVersion { get; set; }

        public long? BesidePosition { get; set; }
    }

    public sealed class Held
    {
        public string Projection { get; set; } = "";

        public long Beside { get; set; }

        public string Stream { get; set; } = "";

        public long Rows { get; set; }
    }
}
