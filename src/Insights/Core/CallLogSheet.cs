using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace TellerLine.Insights.Core;

/// <param name="Line">Of the file, from 1: where the row begins.</param>
internal sealed record CallLogRow(int Line, Func<string, string> Cell);

/// <summary>
/// A call log's file as rows (RFC 4180): comma, semicolon or tab; UTF-8 with or without a mark, UTF-16 with one, or
/// GB18030. Read as it is asked for: a file is longer than what fits into memory as cells.
/// </summary>
internal sealed class CallLogSheet : IDisposable
{
    private static readonly Encoding Chinese = CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!;

    private static readonly string[] Delimiters = [",", ";", "\t"];

    private readonly CsvParser _parser;
    private readonly Dictionary<string, int> _places = new(StringComparer.OrdinalIgnoreCase);

    public CallLogSheet(byte[] file)
    {
        var text = Text(file);
        var end = text.AsSpan().IndexOfAny('\r', '\n');
        var first = end < 0 ? text : text[..end];
        _parser = new CsvParser(new StringReader(text), new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = Delimiters.MaxBy(each => first.Split(each).Length)!, BadDataFound = _ => { },
            IgnoreBlankLines = true,
        });
        if (!_parser.Read())
            return;
        for (var i = 0; i < _parser.Record!.Length; i++)
            _places.TryAdd(_parser.Record[i].Trim(), i);
    }

    public bool Has(string heading) => _places.ContainsKey(heading);

    public IEnumerable<CallLogRow> Rows()
    {
        for (var line = _parser.RawRow + 1; _parser.Read(); line = _parser.RawRow + 1)
        {
            var cells = _parser.Record!;
            if (!cells.All(string.IsNullOrWhiteSpace))
                yield return new CallLogRow(
                    line,
                    heading => _places.TryGetValue(heading, out var i) && i < cells.Length ? cells[i].Trim() : "");
        }
    }

    public void Dispose() => _parser.Dispose();

    private static string Text(byte[] file)
    {
        if (file is [0xFF, 0xFE, ..])
            return Encoding.Unicode.GetString(file.AsSpan(2));
        var bytes = file.AsSpan(file is [0xEF, 0xBB, 0xBF, ..] ? 3 : 0);
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return Chinese.GetString(bytes);
        }
    }
}
