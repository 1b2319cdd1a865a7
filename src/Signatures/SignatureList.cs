using Dapper;
using TellerLine.Access;
using TellerLine.Kernel;
using TellerLine.Lists;
using TellerLine.Records;
using TellerLine.Signatures.Core;

namespace TellerLine.Signatures;

/// <param name="Meaning">In the words it was given with.</param>
/// <param name="Subject"><c>definition/calendars/cn/4</c></param>
public sealed record SignatureListed(
    string Id, DateTimeOffset At, string Signer, BilingualText Name, BilingualText Meaning, string Subject,
    string ProvedBy);

internal static class SignatureList
{
    public static readonly ListOf<SignatureListed> Rows = new("signatures", "签名", "Signatures")
    {
        See = SignaturesCapability.SeeSignatures,
        Select = $"SELECT {SignatureRow.Columns} FROM signature",
        Read = (c, sql, values) => c.Query<SignatureRow>(sql, values).Select(Listed),
        Key = "id",
        Sort = "-at",
        Columns =
        [
            new("at", ColumnType.Time, "at_us", "时间", "Time", row => row.At)
            {
                Filter = ColumnFilter.Range, Sorts = true,
            },
            new("signer", ColumnType.Text, "signer", "签名人", "Signer", row => row.Signer)
            {
                Filter = ColumnFilter.Exact,
            },
            new("name", ColumnType.Text, "name_zh", "姓名", "Name", row => $"{row.Name.Zh} {row.Name.En}".Trim()),
            new("subject", ColumnType.Text, "subject", "签署对象", "What was signed", row => row.Subject)
            {
                Filter = ColumnFilter.Part,
            },
            new("meaning", ColumnType.Text, "meaning_zh", "含义", "What it means",
                row => $"{row.Meaning.Zh} / {row.Meaning.En}"),
            new("provedBy", ColumnType.Code, "proved_by", "验证方式", "Proved by", row => row.ProvedBy) { Extra = true },
            new("id", ColumnType.Text, "id", "编号", "Id", row => row.Id) { Extra = true },
        ],
    };

    /// <summary>One, with what stands of it now.</summary>
    public static RecordView View(SignatureRow row, SignatureStanding standing)
    {
        static BilingualText Said(bool? held) => held switch
        {
            true => new("一致", "as it was"),
            false => new("不一致", "altered"),
            null => new("已无法取得", "not to be had any more"),
        };
        return new(
            row.Id, row.Subject,
            standing.Holds
                ? new("holds", new("有效", "Holds"), "ready")
                : new("broken", new("无效", "Does not hold"), "alarm"),
            [
                new(new("签名人", "Signer"), "text", $"{row.Signer} {row.NameZh} {row.NameEn}"),
                new(new("所属机构", "Unit"), "text", row.Org),
                new(new("时间", "Time"), "time", Clock.FromUs(row.AtUs).ToString("O")),
                new(new("验证方式", "Proved by"), "text", row.ProvedBy,
                    row.ProvedBy == "password" ? new("密码", "password") : new("动态口令", "one-time code")),
                new(new("含义代码", "Meaning"), "text", row.Meaning),
                new(new("内容哈希", "Hash of the content"), "text", row.ContentHash),
                Checked(new("签署内容", "What was signed"), Said(standing.Content)),
                Checked(new("签名记录", "The signature's row"), Said(standing.Whole)),
                Checked(new("审计记录", "The audit trail"), Said(standing.InAudit)),
                new(new("审计序号", "Audit entry"), "whole", $"{row.AuditSeq}"),
            ],
            $"{row.MeaningZh}\n{row.MeaningEn}", [],
            [new(Clock.FromUs(row.AtUs), row.Signer, new("签名", "Signed"))], 1);
    }

    private static RecordFact Checked(BilingualText what, BilingualText said) => new(what, "text", said.En, said);

    private static SignatureListed Listed(SignatureRow row) => new(
        row.Id, Clock.FromUs(row.AtUs), row.Signer, new(row.NameZh, row.NameEn), new(row.MeaningZh, row.MeaningEn),
        row.Subject, row.ProvedBy);
}
