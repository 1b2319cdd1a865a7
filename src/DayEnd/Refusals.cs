using Dapper;
using TellerLine.Banking;
using TellerLine.Kernel;

namespace TellerLine.DayEnd;

/// <summary>Orders that were refused before they became transactions stand in the journal alone; here they can be
/// counted.</summary>
internal sealed class Refusals : Projection
{
    public const string Title = "refusals";

    public Refusals()
        : base(Title, 1, "transaction_refusal") =>
        On<TransactionRefused>((refused, row, tables) => tables.Execute(
            """
            INSERT INTO {transaction_refusal} (seq, at_us, kind, reason) VALUES (@Seq, @AtUs, @Kind, @reason)
            ON CONFLICT (seq) DO NOTHING
            """,
            new { row.Seq, row.AtUs, refused.Kind, reason = EnumWords.Of(refused.Reason) }));

    public static List<Refusal> Between(System.Data.IDbConnection connection, long fromUs, long toUs) =>
        connection.Query<Refusal>(
            """
            SELECT kind AS Kind, reason AS Reason, COUNT(*) AS Count FROM transaction_refusal
            WHERE at_us >= @fromUs AND at_us < @toUs GROUP BY kind, reason ORDER BY kind, reason
            """,
            new { fromUs, toUs }).AsList();
}
