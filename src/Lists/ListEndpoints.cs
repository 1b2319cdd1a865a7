using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;
using TellerLine.Access;
using TellerLine.Kernel;
using TellerLine.Lists.Core;

namespace TellerLine.Lists;

/// <summary>What the page makes its table and filters of.</summary>
/// <param name="Sort">When nothing else is asked.</param>
/// <param name="Search">What may be typed into the box for all columns; null: there is none.</param>
public sealed record ListDescription(
    string Name, BilingualText Title, string Sort, IReadOnlyList<ColumnView> Columns, BilingualText? Search);

/// <param name="Extra">Shown only when asked for.</param>
public sealed record ColumnView(
    string Name, BilingualText Title,
    [property: AllowedValues("text", "time", "whole", "money", "duration", "code", "masked")] string Type,
    [property: AllowedValues("none", "exact", "part", "branch", "below", "member", "range")] string Filter, bool Sorts, bool Extra);

public static class ListEndpoints
{
    private const int MostRows = 200, Rows = 50, MostCounted = 10_000;

    /// <summary>
    /// Four endpoints of a list: its rows at <paramref name="address"/>, their number, its description and its files below.
    /// </summary>
    public static IEndpointRouteBuilder MapList<TRow>(
        this IEndpointRouteBuilder routes, string address, ListOf<TRow> list)
        where TRow : notnull
    {
        var name = char.ToUpperInvariant(list.Name[0]) + list.Name[1..];
        var group = routes.MapGroup(address).WithTags("Lists").RequirePermission(list.See);
        group.MapGet("", (
            HttpContext http, IDb db, IUsers users, KernelOptions kernel, CancellationToken ct) =>
            Page(list, http, new ListReader<TRow>(list, db, users, kernel), ct))
            .WithName($"list{name}").WithMetadata(new RowsOf(list.Name))
            .AddOpenApiOperationTransformer((operation, _, _) => Describe(list, operation));
        group.MapGet("/count", (
            HttpContext http, IDb db, IUsers users, KernelOptions kernel, CancellationToken ct) =>
            Count(list, http, new ListReader<TRow>(list, db, users, kernel), ct))
            .WithName($"count{name}").AddOpenApiOperationTransformer((operation, _, _) => Describe(list, operation));
        group.MapGet("/description", () => Description(list)).WithName($"describe{name}");
        group.MapGet("/file", (
            HttpContext http, IDb db, IUsers users, KernelOptions kernel, IAudit audit, TimeProvider time,
            CancellationToken ct) =>
            File(list, http, new ListReader<TRow>(list, db, users, kernel), audit, kernel, time, ct))
            .WithName($"export{name}").Produces<string>(contentType: "text/csv")
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .AddOpenApiOperationTransformer((operation, _, _) => Describe(list, operation));
        return routes;
    }

    private static async Task<Results<Ok<ListPage<TRow>>, ProblemHttpResult>> Page<TRow>(
        ListOf<TRow> list, HttpContext http, ListReader<TRow> reader, CancellationToken ct)
        where TRow : notnull
    {
        var (query, asked, faults) = Understand(http, reader);
        var size = Rows;
        if (asked.GetValueOrDefault("size") is { Length: > 0 } wanted
            && (!int.TryParse(wanted, out size) || size is < 1 or > MostRows))
            faults.Add($"size: expected 1 to {MostRows}, found {wanted}");
        return query is null || faults.Count > 0
            ? Refused(faults)
            : TypedResults.Ok(await reader.Page(await reader.Searched(query, ct), http.User, size, ct));
    }

    /// <summary>Up to ten thousand: who looks for more narrows the list.</summary>
    private static async Task<Results<Ok<ListCount>, ProblemHttpResult>> Count<TRow>(
        ListOf<TRow> list, HttpContext http, ListReader<TRow> reader, CancellationToken ct)
        where TRow : notnull
    {
        var (query, _, faults) = Understand(http, reader);
        return query is null || faults.Count > 0
            ? Refused(faults)
            : TypedResults.Ok(await reader.Count(
                await reader.Searched(query with { After = null }, ct), http.User, MostCounted, ct));
    }

    private static async Task<IResult> File<TRow>(
        ListOf<TRow> list, HttpContext http, ListReader<TRow> reader, IAudit audit, KernelOptions kernel,
        TimeProvider time, CancellationToken ct)
        where TRow : notnull
    {
        var (query, asked, faults) = Understand(http, reader);
        var format = asked.GetValueOrDefault("format", "csv");
        if (format is not ("csv" or "xlsx"))
            faults.Add($"format: expected csv or xlsx, found {format}");
        var names = asked.GetValueOrDefault("columns") is { Length: > 0 } some ? some.Split(',') : null;
        foreach (var unknown in names?.Where(n => list.Columns.All(c => c.Name != n)) ?? [])
            faults.Add($"columns: there is no {unknown}");
        if (query is null || faults.Count > 0)
            return Refused(faults);
        var columns = names is null
            ? list.Columns
            : [.. names.Distinct().Select(n => list.Columns.Single(c => c.Name == n))];
        query = await reader.Searched(query, ct);
        var (count, more) = await reader.Count(query, http.User, ListFile.MostRows, ct);
        if (more)
            return Problems.Refused(
                "行数过多，请缩小范围 / Too many rows; narrow the list",
                $"More than {ListFile.MostRows}, the most a file takes.", "tooManyRows", 422);
        // Before the first byte goes out: an export that broke off has shown something, too.
        await audit.Record(
            http.User.Number(), "list.exported", $"list/{list.Name}",
            $"{format}, {count} rows; {AskedQuery.Told(asked)}", ct);
        var english = asked.GetValueOrDefault("language") == "en";
        // The ZIP within an XLSX ends with bytes that it writes without waiting.
        http.Features.GetRequiredFeature<IHttpBodyControlFeature>().AllowSynchronousIO = format == "xlsx";
        http.Response.Headers["X-Total-Rows"] = $"{count}";
        return TypedResults.Stream(
            file => ListFile.Write(
                format, file, [.. columns.Select(c => Head(c, english))],
                Cells(reader.All(query, http.User, ct), columns), kernel.Zone(), ct),
            ListFile.TypeOf(format), $"{list.Name}-{kernel.DayOf(time.NowUs()):yyyyMMdd}.{format}");
    }

    private static async IAsyncEnumerable<IEnumerable<object?[]>> Cells<TRow>(
        IAsyncEnumerable<IReadOnlyList<TRow>> portions, IReadOnlyList<ListColumn<TRow>> columns)
    {
        await foreach (var portion in portions)
            yield return portion.Select(row => columns.Select(c => Cell(c, row)).ToArray());
    }

    private static string Head<TRow>(ListColumn<TRow> column, bool english) =>
        (english ? column.En : column.Zh)
        + (column.Type != ColumnType.Duration ? "" : english ? " (s)" : "（秒）");

    private static object? Cell<TRow>(ListColumn<TRow> column, TRow row) => (column.Value(row), column.Type) switch
    {
        (long minor, ColumnType.Money) => minor / 100m,
        (long ms, ColumnType.Duration) => ms / 1000,
        var (value, _) => value,
    };

    private static (ListQuery? Query, IReadOnlyDictionary<string, string> Asked, List<string> Faults) Understand<TRow>(
        HttpContext http, ListReader<TRow> reader)
        where TRow : notnull
    {
        var asked = http.Request.Query.ToDictionary(p => p.Key, p => p.Value.ToString());
        var (query, faults) = reader.Understand(asked);
        return (query, asked, [.. faults, .. http.Request.Query.Where(p => p.Value.Count > 1)
            .Select(p => $"{p.Key}: expected once, found {p.Value.Count} times")]);
    }

    private static ProblemHttpResult Refused(IReadOnlyList<string> faults) => Problems.Refused(
        "无法理解的查询 / Not understood", string.Join("; ", faults.Take(20)), "badQuery");

    private static ListDescription Description<TRow>(ListOf<TRow> list)
        where TRow : notnull => new(
        list.Name, new BilingualText(list.Zh, list.En), list.Sort,
        [.. list.Columns.Select(c => new ColumnView(
            c.Name, new BilingualText(c.Zh, c.En), EnumWords.Of(c.Type), EnumWords.Of(c.Filter), c.Sorts, c.Extra))],
        list.Search is { } search ? new BilingualText(search.Zh, search.En) : null);

    private static Task Describe<TRow>(ListOf<TRow> list, OpenApiOperation operation)
        where TRow : notnull
    {
        operation.Parameters ??= [];
        foreach (var column in list.Columns.Where(c => c.Filter != ColumnFilter.None))
        {
            foreach (var name in column.Filter == ColumnFilter.Range
                ? [$"{column.Name}.from", $"{column.Name}.to"]
                : new[] { column.Name })
                operation.Parameters.Add(Parameter(name, $"{column.Zh} / {column.En}"));
        }
        if (list.Search is { } search)
            operation.Parameters.Add(Parameter("q", $"{search.Zh} / {search.En}"));
        operation.Parameters.Add(Parameter(
            "sort", string.Join(", ", list.Columns.Where(c => c.Sorts).Select(c => c.Name)) + "; - before it: falling"));
        operation.Parameters.Add(Parameter("after", "the next of the page before"));
        operation.Parameters.Add(Parameter("size", $"1 to {MostRows}"));
        return Task.CompletedTask;
    }

    private static OpenApiParameter Parameter(string name, string description) => new()
    {
        Name = name, In = ParameterLocation.Query, Description = description,
        Schema = new OpenApiSchema { Type = JsonSchemaType.String },
    };
}
