using System.Data;
using System.Text.Json;
using Dapper;
using TellerLine.Definitions.Core;
using TellerLine.Kernel;

namespace TellerLine.Definitions;

/// <summary>A version as its row has it.</summary>
internal sealed record DefinitionRow(
    string Kind, string Key, long Version, string Status, string Yaml, string Why, string Author, string Editors,
    long? BasedOn, long? WantedUs, long CreatedUs, long ChangedUs, long? SubmittedUs, string? DecidedBy,
    long? DecidedUs, string? Decision, long? EffectiveUs, string? Signature, long RowVersion)
{
    private const string Columns =
        """
        kind AS Kind, key AS Key, version AS Version, status AS Status, yaml AS Yaml, why AS Why, author AS Author,
        editors AS Editors, based_on AS BasedOn, wanted_us AS WantedUs, created_us AS CreatedUs, changed_us AS ChangedUs,
        submitted_us AS SubmittedUs, decided_by AS DecidedBy, decided_us AS DecidedUs, decision AS Decision,
        effective_us AS EffectiveUs, signature AS Signature, row_version AS RowVersion
        """;

    public DefinitionStatus State => Enum.Parse<DefinitionStatus>(Status, ignoreCase: true);

    public IReadOnlyList<string> EditorNumbers => JsonSerializer.Deserialize<string[]>(Editors)!;

    public DefinitionLife Life => new(State, EditorNumbers, Why, WantedUs, EffectiveUs);

    public static string StatusOf(DefinitionStatus status) => EnumWords.Of(status);

    public static DefinitionRow? Find(
        IDbConnection c, string kind, string key, long version, IDbTransaction? transaction = null) =>
        c.QuerySingleOrDefault<DefinitionRow>(
            $"SELECT {Columns} FROM definition_version WHERE kind = @kind AND key = @key AND version = @version",
            new { kind, key, version }, transaction);

    /// <summary>All of a document, newest first.</summary>
    public static IReadOnlyList<DefinitionRow> Of(
        IDbConnection c, string kind, string key, int most, IDbTransaction? transaction = null) =>
        [.. c.Query<DefinitionRow>(
            $"""
            SELECT {Columns} FROM definition_version WHERE kind = @kind AND key = @key ORDER BY version DESC LIMIT @most
            """, new { kind, key, most }, transaction)];

    /// <summary>Open ones and those that were approved and not withdrawn, of all documents.</summary>
    public static IReadOnlyList<DefinitionRow> Standing(IDbConnection c) =>
        [.. c.Query<DefinitionRow>(
            $"""
            SELECT {Columns} FROM definition_version WHERE status <> 'withdrawn' ORDER BY kind, key, version
            """)];

    public static IReadOnlyList<DefinitionRow> Approved(IDbConnection c, string kind, string key) =>
        [.. c.Query<DefinitionRow>(
            $"""
            SELECT {Columns} FROM definition_version
            WHERE kind = @kind AND key = @key AND status = 'approved' ORDER BY version
            """, new { kind, key })];

    public static DefinitionRow Insert(WriteScope scope, DefinitionRow row)
    {
        scope.Connection.Execute(
            """
            INSERT INTO definition_version (kind, key, version, status, yaml, why, author, editors, based_on, wanted_us,
              created_us, changed_us, submitted_us, decided_by, decided_us, decision, effective_us, signature,
              row_version)
            VALUES (@Kind, @Key, @Version, @Status, @Yaml, @Why, @Author, @Editors, @BasedOn, @WantedUs,
              @CreatedUs, @ChangedUs, @SubmittedUs, @DecidedBy, @DecidedUs, @Decision, @EffectiveUs, @Signature,
              @RowVersion)
            """, row, scope.Transaction);
        return row;
    }

    /// <summary>Raises the row's version.</summary>
    public static DefinitionRow Update(WriteScope scope, DefinitionRow row)
    {
        var next = row with { RowVersion = row.RowVersion + 1 };
        scope.Connection.Execute(
            """
            UPDATE definition_version SET status = @Status, yaml = @Yaml, why = @Why, editors = @Editors,
              wanted_us = @WantedUs, changed_us = @ChangedUs, submitted_us = @SubmittedUs, decided_by = @DecidedBy,
              decided_us = @DecidedUs, decision = @Decision, effective_us = @EffectiveUs,
              signature = @Signature, row_version = @RowVersion
            WHERE kind = @Kind AND key = @Key AND version = @Version
            """, next, scope.Transaction);
        return next;
    }

    /// <param name="inForce">Which version is in force now.</param>
    public DefinitionVersionView View(int? inForce, long nowUs) => new(
        (int)Version,
        State != DefinitionStatus.Approved ? StatusOf(State)
        : Version == inForce ? "inForce"
        : EffectiveUs > nowUs ? "scheduled"
        : "superseded",
        Why, Author, EditorNumbers, (int?)BasedOn, At(WantedUs), Clock.FromUs(ChangedUs), DecidedBy, At(DecidedUs),
        Decision, At(EffectiveUs), Signature, RowVersion);

    private static DateTimeOffset? At(long? us) => us is { } some and > 0 ? Clock.FromUs(some) : null;
}
