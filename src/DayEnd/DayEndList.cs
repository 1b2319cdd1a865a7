using Dapper;
using TellerLine.Kernel;
using TellerLine.Lists;

namespace TellerLine.DayEnd;

/// <param name="SumMinor">Of all posted.</param>
public sealed record DayEndRow(
    string Day, long Posted, long SumMinor, long Failed, long Refused, long Explained, DateTimeOffset SignedAt,
    string Signer, string Signature);

/// <summary>The days that are signed.</summary>
internal static class DayEndList
{
    public static readonly ListOf<DayEndRow> Rows = new("dayEnds", "日终", "Days signed")
    {
        See = DayEndCapability.See,
        Select =
            """
            SELECT day AS Day, posted AS Posted, sum_minor AS SumMinor, failed AS Failed, refused AS Refused,
              explained AS Explained, signed_us AS SignedUs, signer AS Signer, signature AS Signature
            FROM day_end
            """,
        Read = (connection, sql, values) => connection.Query<Listed>(sql, values).Select(row => row.Shown()),
        Key = "day",
        Sort = "-day",
        Columns =
        [
            new("day", ColumnType.Text, "day", "营业日", "Bank's day", row => row.Day)
            {
                Sorts = true, Filter = ColumnFilter.Exact,
            },
            new("posted", ColumnType.Whole, "posted", "记账笔数", "Posted", row => row.Posted),
            new("sumMinor", ColumnType.Money, "sum_minor", "记账金额", "Sum", row => row.SumMinor),
            new("failed", ColumnType.Whole, "failed", "失败", "Failed", row => row.Failed),
            new("refused", ColumnType.Whole, "refused", "拒绝", "Refused", row => row.Refused),
            new("explained", ColumnType.Whole, "explained", "已说明的缺口", "Gaps explained", row => row.Explained),
            new("signedAt", ColumnType.Time, "signed_us", "签署时间", "Signed", row => row.SignedAt)
            {
                Filter = ColumnFilter.Range,
            },
            new("signer", ColumnType.Text, "signer", "签署人", "By", row => row.Signer) { Filter = ColumnFilter.Exact },
            new("signature", ColumnType.Text, "signature", "签名编号", "Signature", row => row.Signature) { Extra = true },
        ],
    };

    private sealed record Listed(
        string Day, long Posted, long SumMinor, long Failed, long Refused, long Explained, long SignedUs, string Signer,
        string Signature)
    {
        public DayEndRow Shown() => new(
            Day, Posted, SumMinor, Failed, Refused, Explained, Clock.FromUs(SignedUs), Signer, Signature);
    }
}
