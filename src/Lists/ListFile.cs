using System.Globalization;
using System.Text;
using SpreadCheetah;
using SpreadCheetah.Worksheets;

namespace TellerLine.Lists;

/// <summary>
/// A list as a file, written while it is read: the memory it needs does not grow with its rows. A text is a text: what
/// begins like a formula is none (CSV: an apostrophe before it, as OWASP advises against CSV injection; XLSX: cells of
/// type text).
/// </summary>
public static class ListFile
{
    /// <summary>An XLSX sheet has no more, its heading included.</summary>
    public const int MostRows = 1_048_575;

    public static string TypeOf(string format) => format == "csv" ? "text/csv; charset=utf-8"
        : "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <param name="rows">Cells by column.</param>
    /// <returns>How many rows were written.</returns>
    public static Task<long> Write(
        string format, Stream file, IReadOnlyList<string> heads, IAsyncEnumerable<IEnumerable<object?[]>> rows,
        TimeZoneInfo zone, CancellationToken ct) =>
        format == "csv" ? Csv(file, heads, rows, zone, ct) : Xlsx(file, heads, rows, zone, ct);

    private static async Task<long> Csv(
        Stream file, IReadOnlyList<string> heads, IAsyncEnumerable<IEnumerable<object?[]>> rows, TimeZoneInfo zone,
        CancellationToken ct)
    {
        // With a byte order mark: Excel takes a file without one for the machine's own old encoding.
        await using var writer = new StreamWriter(file, new UTF8Encoding(true), 65_536, leaveOpen: true);
        await writer.WriteAsync(Line(heads));
        var count = 0L;
        await foreach (var portion in rows.WithCancellation(ct))
        {
            foreach (var row in portion)
            {
                await writer.WriteAsync(Line(row.Select(cell => Told(cell, zone))));
                count++;
            }
            await writer.FlushAsync(ct);
        }
        return count;
    }

    /// <summary>RFC 4180.</summary>
    private static string Line(IEnumerable<string> fields) => string.Join(',', fields.Select(field =>
        field.AsSpan().ContainsAny(",\"\r\n")
            ? $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : field)) + "\r\n";

    private static async Task<long> Xlsx(
        Stream file, IReadOnlyList<string> heads, IAsyncEnumerable<IEnumerable<object?[]>> rows, TimeZoneInfo zone,
        CancellationToken ct)
    {
        await using var book = await Spreadsheet.CreateNewAsync(file, cancellationToken: ct);
        await book.StartWorksheetAsync("1", new WorksheetOptions { FrozenRows = 1 }, ct);
        await book.AddRowAsync([.. heads.Select(head => new DataCell(head))], ct);
        var count = 0L;
        await foreach (var portion in rows.WithCancellation(ct))
        {
            foreach (var row in portion)
            {
                await book.AddRowAsync([.. row.Select(cell => Cell(cell, zone))], ct);
                count++;
            }
        }
        await book.FinishAsync(ct);
        return count;
    }

    private static DataCell Cell(object? value, TimeZoneInfo zone) => value switch
    {
        long whole => new DataCell(whole),
        int whole => new DataCell(whole),
        decimal money => new DataCell(money),
        null => new DataCell(""),
        _ => new DataCell(Text(value, zone)),
    };

    private static string Told(object? value, TimeZoneInfo zone)
    {
        var text = value is null ? "" : Text(value, zone);
        return value is string && text.Length > 0 && IsFormula(text[0])
            ? "'" + text
            : text;
    }

    /// <summary>What a spreadsheet takes for the beginning of a formula, full-width forms too (CWE-1236).</summary>
    private static bool IsFormula(char first) =>
        first is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or '＝' or '＋' or '－' or '＠';

    /// <summary>A moment as the bank's clocks show it.</summary>
    private static string Text(object value, TimeZoneInfo zone) => value switch
    {
        DateTimeOffset at => TimeZoneInfo.ConvertTime(at, zone)
            .ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        decimal money => money.ToString("F2", CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}
