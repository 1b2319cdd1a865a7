using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;
using TellerLine.Kernel;

namespace TellerLine.Lists.Core;

/// <summary>A column as far as a query needs it.</summary>
internal sealed record AskedColumn(string Name, ColumnType Type, string Sql, ColumnFilter Filter, bool Sorts);

/// <summary>What a reader asks a list for, understood from an address, or every fault in it. Pure.</summary>
/// <param name="Where">Conditions, each with values of its own.</param>
/// <param name="After">Sort value and key of the last row seen.</param>
internal sealed record ListQuery(
    AskedColumn Sort, bool Falling, IReadOnlyList<string> Where, IReadOnlyDictionary<string, object> Values,
    (object Sort, object Key)? After)
{
    /// <summary>Looked for in no column of its own: the list's owner says what it finds.</summary>
    public string? Search { get; init; }

    public const int MaxText = 100;

    private const int MaxKey = 1_000;

    /// <summary>Names of the address that no column may have.</summary>
    public static readonly IReadOnlyList<string> Own = ["size", "sort", "after", "format", "language", "columns", "q"];

    /// <param name="key">The column whose value a row alone has.</param>
    /// <param name="asked">The address's values; several of one name are a fault.</param>
    /// <param name="sort">When nothing is asked: a column, <c>-</c> before it for falling.</param>
    public static (ListQuery? Query, IReadOnlyList<string> Faults) Read(
        IReadOnlyList<AskedColumn> columns, string key, string sort, IReadOnlyDictionary<string, string> asked,
        Func<DateOnly, (long FromUs, long ToUs)> day, bool searches = false)
    {
        var reading = new Reading(columns, day);
        foreach (var (name, value) in asked.Where(a => !Own.Contains(a.Key) && a.Value.Length > 0))
            reading.Filter(name, value);
        var (by, falling) = reading.Sort(asked.GetValueOrDefault("sort") is { Length: > 0 } wanted ? wanted : sort);
        var after = asked.GetValueOrDefault("after") is { Length: > 0 } cursor
            ? reading.After(cursor, by, falling, columns.First(c => c.Name == key))
            : null;
        var search = reading.Search(asked.GetValueOrDefault("q"), searches);
        return reading.Faults.Count > 0 || by is null
            ? (null, reading.Faults)
            : (new ListQuery(by, falling, reading.Where, reading.Values, after) { Search = search }, []);
    }

    /// <summary>Where the next page begins: this sorting, behind these values.</summary>
    public string Cursor(object sort, object key) => Base64Url.EncodeToString(
        JsonSerializer.SerializeToUtf8Bytes(new[] { SortName(Sort, Falling), sort, key }));

    private static string SortName(AskedColumn by, bool falling) => falling ? "-" + by.Name : by.Name;

    private sealed class Reading(IReadOnlyList<AskedColumn> columns, Func<DateOnly, (long FromUs, long ToUs)> day)
    {
        public List<string> Where { get; } = [];

        public Dictionary<string, object> Values { get; } = [];

        public List<string> Faults { get; } = [];

        public void Filter(string name, string value)
        {
            var (of, end) = name.EndsWith(".from", StringComparison.Ordinal) ? (name[..^5], "from")
                : name.EndsWith(".to", StringComparison.Ordinal) ? (name[..^3], "to")
                : (name, "");
            var column = columns.FirstOrDefault(c => c.Name == of);
            if (column is null || (column.Filter == ColumnFilter.Range) != (end.Length > 0)
                || column.Filter == ColumnFilter.None)
                Faults.Add($"{name}: nothing of that name can be looked for; {Known()}");
            else if (value.Length > MaxText || value.Any(char.IsControl))
                Faults.Add($"{name}: expected at most {MaxText} characters, no control characters");
            else if (end.Length > 0)
                Range(column, name, value, end == "from");
            else if (column.Type == ColumnType.Whole)
            {
                if (long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole))
                    Add($"{column.Sql} = {Value(whole)}");
                else
                    Faults.Add($"{name}: expected a whole number, found {value}");
            }
            else
                Text(column, value);
        }

        public string? Search(string? text, bool searches)
        {
            if (string.IsNullOrWhiteSpace(text))
                return null;
            if (!searches)
                Faults.Add($"q: this list has no search; {Known()}");
            else if (text.Length > MaxText || text.Any(char.IsControl))
                Faults.Add($"q: expected at most {MaxText} characters, no control characters");
            return text.Trim();
        }

        public (AskedColumn? By, bool Falling) Sort(string sort)
        {
            var falling = sort.StartsWith('-');
            var by = columns.FirstOrDefault(c => c.Sorts && c.Name == (falling ? sort[1..] : sort));
            if (by is null)
                Faults.Add(
                    $"sort: expected one of {string.Join(", ", columns.Where(c => c.Sorts).Select(c => c.Name))}, - before it for falling; found {sort}");
            return (by, falling);
        }

        /// <returns>Null with a fault when it is none, or of another sorting.</returns>
        public (object Sort, object Key)? After(string cursor, AskedColumn? by, bool falling, AskedColumn key)
        {
            try
            {
                var parts = JsonSerializer.Deserialize<JsonElement[]>(Base64Url.DecodeFromChars(cursor));
                if (by is not null && parts is [var sorted, var sort, var last]
                    && sorted.GetString() == SortName(by, falling))
                    return (Scalar(sort, by), Scalar(last, key));
            }
            catch (Exception e) when (e is FormatException or JsonException or InvalidOperationException)
            {
                // Told below, as any other that is none.
            }
            Faults.Add("after: expected the next of a page sorted alike");
            return null;
        }

        /// <summary>Of the column's own type: another would be the database's fault to tell.</summary>
        /// <exception cref="FormatException">It is not.</exception>
        private static object Scalar(JsonElement part, AskedColumn column) =>
            column.Type is ColumnType.Time or ColumnType.Whole or ColumnType.Money or ColumnType.Duration
            ? part.GetInt64()
            : part.GetString() is { Length: <= MaxKey } text && !text.Any(char.IsControl) ? text
            : throw new FormatException($"No {column.Name}.");

        private void Text(AskedColumn column, string value)
        {
            if (column.Filter == ColumnFilter.Exact)
                Add($"{column.Sql} = {Value(value)}");
            else if (column.Filter is ColumnFilter.Branch or ColumnFilter.Below)
            {
                var (whole, longer) = (Value(value), column.Filter == ColumnFilter.Branch ? ".%" : "/%");
                Add($"({column.Sql} = {whole} OR {column.Sql} LIKE {Value(Escaped(value) + longer)} ESCAPE '!')");
            }
            else if (column.Filter == ColumnFilter.Member)
                Add($"{column.Sql} LIKE {Value($"%\"{Escaped(value)}\"%")} ESCAPE '!'");
            else
                Add($"LOWER({column.Sql}) LIKE {Value($"%{Escaped(value.ToLowerInvariant())}%")} ESCAPE '!'");
        }

        private void Range(AskedColumn column, string name, string value, bool isFrom)
        {
            if (column.Type == ColumnType.Time)
            {
                if (!DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
                    || !ReportDay.CanBe(date))
                    Faults.Add($"{name}: expected a day, as 2026-10-01; found {value}");
                else
                    Add(isFrom ? $"{column.Sql} >= {Value(day(date).FromUs)}" : $"{column.Sql} < {Value(day(date).ToUs)}");
            }
            else if (long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole))
                Add($"{column.Sql} {(isFrom ? ">=" : "<=")} {Value(whole)}");
            else
                Faults.Add($"{name}: expected a whole number, found {value}");
        }

        private void Add(string condition) => Where.Add(condition);

        private string Value(object value)
        {
            var name = $"f{Values.Count}";
            Values.Add(name, value);
            return "@" + name;
        }

        private string Known() => "there are " + string.Join(
            ", ", columns.Where(c => c.Filter != ColumnFilter.None)
                .Select(c => c.Filter == ColumnFilter.Range ? $"{c.Name}.from, {c.Name}.to" : c.Name));

        private static string Escaped(string text) => new StringBuilder(text).Replace("!", "!!").Replace("%", "!%")
            .Replace("_", "!_").ToString();
    }
}
