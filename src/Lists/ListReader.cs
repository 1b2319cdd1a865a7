using System.Security.Claims;
using Dapper;
using TellerLine.Access;
using TellerLine.Kernel;
using TellerLine.Lists.Core;

namespace TellerLine.Lists;

/// <summary>A list's rows for one reader: a page of them, their number, or all in portions.</summary>
internal sealed class ListReader<TRow>(ListOf<TRow> list, IDb db, IUsers users, KernelOptions kernel)
    where TRow : notnull
{
    /// <summary>Rows read at once for a file.</summary>
    private const int Portion = 5_000;

    private readonly IReadOnlyList<AskedColumn> _columns =
        [.. list.Columns.Select(c => new AskedColumn(c.Name, c.Type, c.Sql, c.Filter, c.Sorts))];

    private readonly ListColumn<TRow> _key = list.Columns.Single(c => c.Name == list.Key);

    /// <param name="asked">As the address has it.</param>
    public (ListQuery? Query, IReadOnlyList<string> Faults) Understand(IReadOnlyDictionary<string, string> asked) =>
        ListQuery.Read(_columns, list.Key, list.Sort, asked, day => kernel.Day(day), list.Search is not null);

    /// <summary>What is searched for has become conditions.</summary>
    public async Task<ListQuery> Searched(ListQuery query, CancellationToken ct)
    {
        if (query.Search is not { } text || list.Search is not { } search)
            return query;
        var found = await search.Find(text, ct);
        return query with
        {
            Search = null, Where = [.. query.Where, $"({found.Sql})"],
            Values = query.Values.Concat(found.Values).ToDictionary(),
        };
    }

    public async Task<ListPage<TRow>> Page(ListQuery query, ClaimsPrincipal reader, int size, CancellationToken ct)
    {
        var rows = await Rows(query, reader, size + 1, ct);
        return rows.Count > size
            ? new ListPage<TRow>([.. rows.Take(size)], CursorOf(query, rows[size - 1]))
            : new ListPage<TRow>(rows, null);
    }

    /// <param name="most">Counted so far and no further.</param>
    public async Task<ListCount> Count(ListQuery query, ClaimsPrincipal reader, long most, CancellationToken ct)
    {
        var (where, values) = Conditions(query, reader);
        values.Add("counted", most + 1);
        var from = list.Select[list.Select.LastIndexOf("FROM ", StringComparison.Ordinal)..];
        var count = await db.Read(c => c.ExecuteScalar<long>(
            $"SELECT COUNT(*) FROM (SELECT 1 {from}{where} LIMIT @counted) AS counted", values), ct);
        return new ListCount(Math.Min(count, most), count > most);
    }

    /// <summary>All rows, in portions; what is added meanwhile may or may not be among them.</summary>
    public async IAsyncEnumerable<IReadOnlyList<TRow>> All(
        ListQuery query, ClaimsPrincipal reader,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        while (true)
        {
            var rows = await Rows(query, reader, Portion, ct);
            if (rows.Count > 0)
                yield return rows;
            if (rows.Count < Portion)
                yield break;
            query = query with { After = Behind(query, rows[^1]) };
        }
    }

    private async Task<IReadOnlyList<TRow>> Rows(
        ListQuery query, ClaimsPrincipal reader, int most, CancellationToken ct)
    {
        var (where, values) = Conditions(query, reader);
        var (sort, key, way) = (query.Sort.Sql, _key.Sql, query.Falling ? " DESC" : "");
        var order = query.Sort.Name == _key.Name ? $"{key}{way}" : $"{sort}{way}, {key}{way}";
        values.Add("most", most);
        List<TRow> rows = await db.Read(
            c => list.Read(c, $"{list.Select}{where} ORDER BY {order} LIMIT @most", values).AsList(), ct);
        return list.Complete is { } complete && rows.Count > 0 ? await complete(rows, ct) : rows;
    }

    private (string Where, DynamicParameters Values) Conditions(ListQuery query, ClaimsPrincipal reader)
    {
        var values = new DynamicParameters();
        List<string> conditions = [.. query.Where];
        foreach (var (name, value) in query.Values)
            values.Add(name, value);
        if (list.Scope?.Invoke(reader, users) is { Sql.Length: > 0 } scope)
        {
            conditions.Add(scope.Sql);
            foreach (var (name, value) in scope.Values)
                values.Add(name, value);
        }
        if (query.After is var (sort, key))
        {
            var beyond = query.Falling ? "<" : ">";
            conditions.Add(query.Sort.Name == _key.Name
                ? $"{_key.Sql} {beyond} @afterKey"
                : $"({query.Sort.Sql}, {_key.Sql}) {beyond} (@afterSort, @afterKey)");
            values.Add("afterSort", sort);
            values.Add("afterKey", key);
        }
        return (conditions.Count == 0 ? "" : " WHERE " + string.Join(" AND ", conditions), values);
    }

    private string CursorOf(ListQuery query, TRow row)
    {
        var (sort, key) = Behind(query, row);
        return query.Cursor(sort, key);
    }

    private (object Sort, object Key) Behind(ListQuery query, TRow row) =>
        (Stored(list.Columns.Single(c => c.Name == query.Sort.Name), row), Stored(_key, row));

    /// <summary>As the database has it.</summary>
    private static object Stored(ListColumn<TRow> column, TRow row) => column.Value(row) switch
    {
        DateTimeOffset at => Clock.ToUs(at),
        null => throw new InvalidOperationException($"Column {column.Name} sorts, but a row has none."),
        var value => value,
    };
}
