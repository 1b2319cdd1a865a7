using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using TellerLine.Access;
using TellerLine.Kernel;
using TellerLine.Lists;

namespace TellerLine.DayEnd;

/// <summary>A day and a report as files, as lists give theirs; each is written down.</summary>
internal sealed class DayEndFiles(IAudit audit, KernelOptions kernel)
{
    private static readonly string[]
        DayZh = ["部分", "业务", "渠道或原因", "币种", "笔数", "金额", "占比（%）"],
        DayEn = ["Part", "Item", "Channel or reason", "Currency", "Count", "Sum", "Share (%)"],
        ReportZh = ["分组", "名称", "币种", "记账笔数", "记账金额", "失败", "未完成", "占比（%）"],
        ReportEn = ["Group", "Name", "Currency", "Posted", "Sum", "Failed", "Open", "Share (%)"];

    public Task<IResult> Day(DayEndView day, string format, bool english, HttpContext http, CancellationToken ct)
    {
        var figures = day.Signed?.Figures ?? day.Figures;
        return Send(
            $"day-end-{day.Day:yyyyMMdd}", format, english ? DayEn : DayZh, Rows(figures, english), http, ct);
    }

    public Task<IResult> Report(
        TransactionReport report, string format, bool english, HttpContext http, CancellationToken ct) => Send(
        $"transactions-by-{report.By}-{report.From:yyyyMMdd}-{report.To:yyyyMMdd}", format,
        english ? ReportEn : ReportZh,
        [
            .. report.Rows.Select(row => Cells(row, english)),
            .. report.Total.Select(row => Cells(row with { Key = english ? "total" : "合计" }, english)),
        ], http, ct);

    private async Task<IResult> Send(
        string name, string format, string[] heads, List<object?[]> rows, HttpContext http,
        CancellationToken ct)
    {
        if (format is not ("csv" or "xlsx"))
            return Problems.Refused("无法理解的查询 / Not understood", $"format: expected csv or xlsx, found {format}", "badQuery");
        await audit.Record(http.User.Number(), "list.exported", $"list/{name}", $"{format}, {rows.Count} rows", ct);
        // The ZIP within an XLSX ends with bytes that it writes without waiting.
        http.Features.GetRequiredFeature<IHttpBodyControlFeature>().AllowSynchronousIO = format == "xlsx";
        return TypedResults.Stream(
            file => ListFile.Write(format, file, heads, One(rows), kernel.Zone(), ct), ListFile.TypeOf(format),
            $"{name}.{format}");
    }

    private static List<object?[]> Rows(DayFigures day, bool english)
    {
        string Part(string zh, string en) => english ? en : zh;
        return
        [
            .. day.Items.Select(one => new object?[]
            {
                Part("已记账", "posted"), one.Kind, one.Way, one.Currency, one.Count, one.SumMinor / 100m, (decimal)one.Share,
            }),
            .. day.Failed.Select(one => new object?[] { Part("失败", "failed"), one.Kind, one.Reason, null, one.Count, null, null }),
            .. day.Refused.Select(one => new object?[] { Part("拒绝", "refused"), one.Kind, one.Reason, null, one.Count, null, null }),
            [Part("缴费占比", "share of bill payments"), null, null, null, null, null, (decimal?)day.BillShare],
            [Part("凭证完整", "vouchers complete"), null, null, null, day.Vouchers.Complete, null, null],
            [Part("缺口已说明", "gaps explained"), null, null, null, day.Vouchers.Explained, null, null],
            .. (day.Trial?.Lines ?? []).SelectMany(line => new object?[][]
            {
                [Part("总账期初", "ledger before"), line.Kind, null, line.Currency, line.Accounts, line.BeforeMinor / 100m, null],
                [Part("总账借方", "ledger debits"), line.Kind, null, line.Currency, line.Accounts, line.DebitMinor / 100m, null],
                [Part("总账贷方", "ledger credits"), line.Kind, null, line.Currency, line.Accounts, line.CreditMinor / 100m, null],
                [Part("总账期末", "ledger after"), line.Kind, null, line.Currency, line.Accounts, line.AfterMinor / 100m, null],
            }),
        ];
    }

    private static object?[] Cells(ReportRow row, bool english) =>
    [
        row.Key, english ? row.Name?.En : row.Name?.Zh, row.Currency, row.Posted, row.SumMinor / 100m, row.Failed,
        row.Open, (decimal?)row.Share,
    ];

    private static async IAsyncEnumerable<IEnumerable<object?[]>> One(IReadOnlyList<object?[]> rows)
    {
        await Task.CompletedTask;
        yield return rows;
    }
}
