using System.Data.Common;
using System.Globalization;
using System.Text.RegularExpressions;
using TellerLine.Kernel.Core;

namespace TellerLine.Kernel.Store;

/// <summary>
/// Brings the database up to the program: all missing migrations in one transaction, under a lock, or none.
/// </summary>
internal static partial class MigrationRunner
{
    /// <exception cref="MigrationException">They do not fit together.</exception>
    public static void Apply(IDbEngine engine, IReadOnlyList<MigrationFile> files, TimeProvider time)
    {
        using var connection = engine.OpenWriter();
        using var transaction = engine.BeginMigration(connection);
        Run(transaction,
            """
            CREATE TABLE IF NOT EXISTS migration (
              capability TEXT NOT NULL, number INTEGER NOT NULL, name TEXT NOT NULL, hash TEXT NOT NULL, applied_at_us BIGINT NOT NULL,
              PRIMARY KEY (capability, number))
            """);
        foreach (var file in MigrationPlan.Decide(files, Applied(transaction)))
        {
            try
            {
                Run(transaction, engine.Translate(file.Sql));
            }
            catch (DbException e)
            {
                throw new MigrationException($"{file.Capability} {file.Number:000}_{file.Name} failed: {e.Message}");
            }
            Run(transaction, "INSERT INTO migration VALUES (@capability, @number, @name, @hash, @at)",
                ("@capability", file.Capability), ("@number", file.Number), ("@name", file.Name), ("@hash", file.Hash),
                ("@at", time.NowUs()));
        }
        transaction.Commit();
    }

    public static IReadOnlyList<MigrationFile> Load(Capability capability)
    {
        List<MigrationFile> files = [];
        if (capability.Migrations is not { } assembly)
            return files;
        foreach (var resource in assembly.GetManifestResourceNames())
        {
            if (FileName().Match(resource) is not { Success: true } match)
                continue;
            using var text = new StreamReader(assembly.GetManifestResourceStream(resource)!);
            var number = int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
            if (files.Exists(f => f.Number == number))
                throw new MigrationException($"{capability.Name} has two migrations with the number {number:000}.");
            files.Add(new MigrationFile(capability.Name, number, match.Groups[2].Value, text.ReadToEnd()));
        }
        return [.. files.OrderBy(f => f.Number)];
    }

    private static List<AppliedMigration> Applied(DbTransaction transaction)
    {
        using var command = transaction.Connection!.CreateCommand();
        command.Transaction = transaction;
        command.CommandText =
            "SELECT capability, number, name, hash FROM migration ORDER BY applied_at_us, capability, number";
        using var reader = command.ExecuteReader();
        List<AppliedMigration> applied = [];
        while (reader.Read())
            applied.Add(
                new AppliedMigration(
                    reader.GetString(0), reader.GetInt32(1), reader.GetString(2), reader.GetString(3)));
        return applied;
    }

    private static void Run(DbTransaction transaction, string sql, params (string Name, object Value)[] parameters)
    {
        using var command = transaction.Connection!.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        command.CommandTimeout = 0; // An index over years of rows takes its time.
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }
        command.ExecuteNonQuery();
    }

    [GeneratedRegex(@"\.Store\.(\d{3})_(\w+)\.sql$")]
    private static partial Regex FileName();
}
