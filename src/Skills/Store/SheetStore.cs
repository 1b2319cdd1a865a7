using System.Data;
using System.Text.Json;
using Dapper;
using TellerLine.Kernel;

namespace TellerLine.Skills.Store;

/// <param name="Version">0: there is none.</param>
internal sealed record StoredSheet(string Agent, SkillSheet Sheet, string? ChangedBy, long? ChangedUs, long Version);

/// <summary>The tables of <c>001_skills.sql</c>.</summary>
internal static class SheetStore
{
    public static StoredSheet Find(IDbConnection connection, string agent, IDbTransaction? transaction = null) =>
        connection.QuerySingleOrDefault<Row>(
            """
            SELECT skills AS Skills, queues AS Queues, timbre AS Timbre, slots AS Slots, note AS Note,
              changed_by AS ChangedBy, changed_us AS ChangedUs, version AS Version
            FROM skill_sheet WHERE agent = @agent
            """,
            new { agent }, transaction) is { } row
            ? new(agent, row.Sheet(), row.ChangedBy, row.ChangedUs, row.Version)
            : new(agent, SkillSheet.Empty, null, null, 0);

    public static bool Any(IDbConnection connection, IDbTransaction? transaction = null) =>
        connection.ExecuteScalar<long?>("SELECT 1 FROM skill_sheet LIMIT 1", transaction: transaction) is not null;

    /// <param name="version">The new one.</param>
    public static void Put(WriteScope scope, string agent, SkillSheet sheet, string by, long nowUs, long version)
    {
        scope.Connection.Execute(
            """
            INSERT INTO skill_sheet (agent, skills, queues, timbre, slots, note, changed_by, changed_us, version)
            VALUES (@agent, @skills, @queues, @Timbre, @slots, @note, @by, @nowUs, @version)
            ON CONFLICT (agent) DO UPDATE SET skills = excluded.skills, queues = excluded.queues,
              timbre = excluded.timbre, slots = excluded.slots, note = excluded.note, changed_by = excluded.changed_by,
              changed_us = excluded.changed_us, version = excluded.version
            """,
            new
            {
                agent, skills = Written(sheet.Skills), queues = Written(sheet.Queues), sheet.Timbre,
                slots = Written(sheet.Slots), note = sheet.Note ?? "", by, nowUs, version,
            },
            scope.Transaction);
        scope.Connection.Execute("DELETE FROM skill_certificate WHERE agent = @agent", new { agent }, scope.Transaction);
        foreach (var held in sheet.Skills.Where(held => held.Until is not null))
            scope.Connection.Execute(
                "INSERT INTO skill_certificate (agent, skill, until) VALUES (@agent, @Skill, @Until)",
                new { agent, held.Skill, held.Until }, scope.Transaction);
    }

    public static IReadOnlyList<T> Read<T>(string? json) =>
        json is null ? [] : JsonSerializer.Deserialize<List<T>>(json, JournalJson.Options)!;

    private static string Written<T>(IReadOnlyList<T> list) => JsonSerializer.Serialize(list, JournalJson.Options);

    private sealed record Row(
        string Skills, string Queues, string? Timbre, string Slots, string Note, string ChangedBy, long ChangedUs,
        long Version)
    {
        public SkillSheet Sheet() => new(
            Read<SheetSkill>(Skills), Read<string>(Queues), Timbre, Read<SheetSlots>(Slots),
            Note.Length > 0 ? Note : null);
    }
}
