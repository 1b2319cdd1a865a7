using System.Data;
using Dapper;
using TellerLine.Kernel;

namespace TellerLine.Notices;

/// <summary>A message's row.</summary>
internal sealed class NoticeRow
{
    public const string Columns =
        """
        id AS Id, queued_us AS QueuedUs, purpose AS Purpose, channel AS Channel, template AS Template,
        template_version AS TemplateVersion, template_zh AS TemplateZh, template_en AS TemplateEn, language AS Language,
        customer_id AS CustomerId, customer_masked AS CustomerMasked, number_masked AS NumberMasked, number AS Number,
        text AS Text, shown AS Shown, parts AS Parts, state AS State, reason AS Reason, until_us AS UntilUs, tries AS Tries,
        sent_us AS SentUs, reference AS Reference, sender AS Sender, version AS Version
        """;

    public required string Id { get; init; }

    public long QueuedUs { get; init; }

    public required string Purpose { get; init; }

    public required string Channel { get; init; }

    public required string Template { get; init; }

    public long TemplateVersion { get; init; }

    public required string TemplateZh { get; init; }

    public required string TemplateEn { get; init; }

    public required string Language { get; init; }

    public required string CustomerId { get; init; }

    public required string CustomerMasked { get; init; }

    public required string NumberMasked { get; init; }

    public string? Number { get; init; }

    public required string Text { get; init; }

    public required string Shown { get; init; }

    public long Parts { get; init; }

    public required string State { get; init; }

    public required string Reason { get; init; }

    public long? UntilUs { get; init; }

    public long Tries { get; init; }

    public long? SentUs { get; init; }

    public string? Reference { get; init; }

    public required string Sender { get; init; }

    public long Version { get; init; }

    public NoticePurpose IsFor => EnumWords.To<NoticePurpose>(Purpose);

    public NoticeState Stands => EnumWords.To<NoticeState>(State);

    public static string Stream(string id) => $"notice/{id}";

    public static NoticeRow? Find(WriteScope scope, string id) => Find(scope.Connection, id, scope.Transaction);

    public static NoticeRow? Find(IDbConnection c, string id, IDbTransaction? transaction = null) =>
        c.QuerySingleOrDefault<NoticeRow>(
            $"SELECT {Columns} FROM notice WHERE id = @id", new { id }, transaction);

    /// <summary>When messages of a purpose went out to a customer since a moment, one being sent included.</summary>
    public static List<long> SentSince(WriteScope scope, string customerId, string purpose, long sinceUs, string but) =>
        scope.Connection.Query<long>(
            """
            SELECT sent_us FROM notice
            WHERE customer_id = @customerId AND purpose = @purpose AND sent_us >= @sinceUs AND id <> @but
            """,
            new { customerId, purpose, sinceUs, but }, scope.Transaction).AsList();
}
