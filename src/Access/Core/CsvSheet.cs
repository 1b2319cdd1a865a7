using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace TellerLine.Access.Core;

/// <summary>A column of an imported file; its heading may be any of its three names.</summary>
internal sealed record SheetColumn(string Name, string Zh, string En, bool Optional = false);

/// <param name="Line">Of the file, from 1: where the row begins.</param>
/// <param name="Cells">By the column's name; a column that the file has not is not there.</param>
internal sealed record SheetRow(int Line, IReadOnlyDictionary<string, string> Cells)
{
    public string this[string column] => Cells.GetValueOrDefault(column, "");
}

/// <summary>
/// A table as a spreadsheet program writes it (RFC 4180): comma, semicolon or tab, UTF-8 with or without a mark,
/// UTF-16, or GB18030. Everything that is wrong is told at once.
/// </summary>
internal static class CsvSheet
{
    public const int LongestCell = 2_000;

    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    private static readonly Encoding Chinese = CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!;

    public static (IReadOnlyList<SheetRow> Rows, IReadOnlyList<ImportFault> Faults) Read(
        byte[] file, IReadOnlyList<SheetColumn> columns, int most)
    {
        var text = Text(file);
        if (text.Contains('\0', StringComparison.Ordinal))
            return ([], [new(1, "", "notText", "")]);
        List<ImportFault> faults = [];
        using var parser = new CsvParser(new StringReader(text), new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = Delimiter(text), BadDataFound = _ => { }, IgnoreBlankLines = true,
            CountBytes = false,
        });
        if (!parser.Read())
            return ([], [new(1, "", "empty", "")]);
        var names = Headings(parser.Record!, columns, faults);
        List<SheetRow> rows = [];
        for (var line = parser.RawRow + 1; parser.Read(); line = parser.RawRow + 1)
        {
            var cells = parser.Record!;
            if (cells.All(string.IsNullOrWhiteSpace))
                continue;
            if (rows.Count == most)
                return ([], [.. faults, new(line, "", "tooManyRows", $"{most}")]);
            if (cells.Length > names.Count && cells[names.Count..].Any(cell => cell.Length > 0))
                faults.Add(new(line, "", "tooManyCells", $"{cells.Length}"));
            Dictionary<string, string> row = [];
            foreach (var (name, cell) in names.Zip(cells).Where(pair => pair.First.Length > 0))
            {
                row[name] = Plain(cell);
                if (cell.Length > LongestCell || row[name].Any(char.IsControl))
                    faults.Add(new(line, name, "badText", Short(cell)));
            }
            rows.Add(new SheetRow(line, row));
        }
        if (rows.Count == 0 && faults.Count == 0)
            faults.Add(new(1, "", "empty", ""));
        return (rows, faults);
    }

    /// <summary>With Chinese headings and a mark, as spreadsheet programs need it; no cell is a formula.</summary>
    public static byte[] Write(IReadOnlyList<SheetColumn> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        using var text = new StringWriter { NewLine = "\r\n" };
        using (var writer = new CsvWriter(text, CultureInfo.InvariantCulture))
        {
            foreach (var column in columns)
                writer.WriteField(column.Zh);
            writer.NextRecord();
            foreach (var row in rows)
            {
                foreach (var cell in row)
                    writer.WriteField(cell.Length > 0 && cell[0] is '=' or '+' or '-' or '@' ? "'" + cell : cell);
                writer.NextRecord();
            }
        }
        return [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text.ToString())];
    }

    private static List<string> Headings(
        string[] headings, IReadOnlyList<SheetColumn> columns, List<ImportFault> faults)
    {
        List<string> names = [];
        foreach (var heading in headings.Select(heading => heading.Trim()))
        {
            var column = columns.FirstOrDefault(known => new[] { known.Name, known.Zh, known.En }
                .Contains(heading, StringComparer.OrdinalIgnoreCase));
            if (column is null && heading.Length > 0)
                faults.Add(new(1, Short(heading), "unknownColumn", Short(heading)));
            else if (column is not null && names.Contains(column.Name))
                faults.Add(new(1, column.Name, "columnTwice", Short(heading)));
            names.Add(column?.Name ?? "");
        }
        faults.AddRange(columns.Where(column => !column.Optional && !names.Contains(column.Name))
            .Select(column => new ImportFault(1, column.Name, "missingColumn", "")));
        return names;
    }

    /// <summary>What stands most often in the first line; nothing of these: a comma.</summary>
    private static string Delimiter(string text)
    {
        var first = text.AsSpan(0, text.AsSpan().IndexOfAny('\r', '\n') is >= 0 and var end ? end : text.Length);
        var (best, most) = (',', 0);
        foreach (var each in (char[])[',', ';', '\t'])
        {
            if (first.Count(each) > most)
                (best, most) = (each, first.Count(each));
        }
        return best.ToString();
    }

    private static string Text(byte[] file)
    {
        if (file is [0xFF, 0xFE, ..])
            return Encoding.Unicode.GetString(file.AsSpan(2));
        var bytes = file.AsSpan(file is [0xEF, 0xBB, 0xBF, ..] ? 3 : 0);
        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return Chinese.GetString(bytes);
        }
    }

    /// <summary>Without the apostrophe by which a spreadsheet is told that it is no formula.</summary>
    private static string Plain(string cell)
    {
        var text = cell.Trim();
        return text.Length > 1 && text[0] == '\'' && text[1] is '=' or '+' or '-' or '@' ? text[1..] : text;
    }

    private static string Short(string text) => text.Length <= 40 ? text : text[..39] + "…";
}
