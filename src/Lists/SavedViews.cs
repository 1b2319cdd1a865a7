using Dapper;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.WebUtilities;
using TellerLine.Access;
using TellerLine.Kernel;
using TellerLine.Lists.Core;

namespace TellerLine.Lists;

/// <param name="Query">As the page's address has it, without the question mark.</param>
public sealed record SavedView(string Id, string Name, string Query);

public sealed record NewView(string Name, string Query);

/// <summary>On the endpoint of a list's rows: which list there is.</summary>
internal sealed record RowsOf(string List);

/// <summary>What somebody looks for again and again: one's own, by list and name.</summary>
internal static class SavedViews
{
    private const int Most = 50, LongestName = 40, LongestQuery = 2_000;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var views = routes.MapGroup("/api/lists/{list}/views").WithTags("Lists")
            .RequirePermission(ListsCapability.SaveViews);
        views.MapGet("", (string list, HttpContext http, IDb db, CancellationToken ct) =>
            db.Read<IReadOnlyList<SavedView>>(c => [.. c.Query<SavedView>(
                "SELECT id AS Id, name AS Name, query AS Query FROM list_view WHERE owner = @owner AND list = @list ORDER BY name",
                new { owner = http.User.Number(), list })], ct)).WithName("listViews");
        views.MapPost("", Save).WithName("saveView").ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        views.MapDelete("/{id}", async (string list, string id, HttpContext http, IDb db, CancellationToken ct) =>
        {
            await db.Write(scope => scope.Connection.Execute(
                "DELETE FROM list_view WHERE id = @id AND owner = @owner AND list = @list",
                new { id, owner = http.User.Number(), list }, scope.Transaction), ct);
            return TypedResults.NoContent();
        }).WithName("deleteView");
    }

    /// <summary>One of the same name is replaced.</summary>
    private static async Task<Results<Ok<SavedView>, ProblemHttpResult>> Save(
        string list, NewView view, HttpContext http, EndpointDataSource endpoints, IDb db, TimeProvider time,
        CancellationToken ct)
    {
        if (!endpoints.Endpoints.Any(endpoint => endpoint.Metadata.GetMetadata<RowsOf>()?.List == list))
            return Problems.Refused("没有此列表 / There is no such list", null, "noSuchList", 404);
        var name = view.Name?.Trim() ?? "";
        if (name.Length is < 1 or > LongestName || name.Any(char.IsControl)
            || view.Query is not { Length: <= LongestQuery } query || query.Any(char.IsControl))
            return Problems.Refused(
                "名称或条件不正确 / Name or query is wrong",
                $"a name of 1 to {LongestName} characters, a query of at most {LongestQuery}", "badView", 422);
        if (AskedQuery.HasLongNumber(name) || AskedQuery.HasLongNumber(Searched(query)))
            return Problems.Refused(
                "视图不保存电话、账号等号码 / A view keeps no telephone's or account's number",
                "a name and a search without a number of seven digits or more", "numberInView", 422);
        var owner = http.User.Number();
        var saved = await db.Write(scope =>
        {
            var many = scope.Connection.ExecuteScalar<long>(
                "SELECT COUNT(*) FROM list_view WHERE owner = @owner AND list = @list AND name <> @name",
                new { owner, list, name }, scope.Transaction);
            return many >= Most ? null : scope.Connection.QuerySingle<SavedView>(
                """
                INSERT INTO list_view (id, owner, list, name, query, created_us)
                VALUES (@id, @owner, @list, @name, @query, @nowUs)
                ON CONFLICT (owner, list, name) DO UPDATE SET query = excluded.query
                RETURNING id AS Id, name AS Name, query AS Query
                """, new { id = Ids.New(time), owner, list, name, query, nowUs = time.NowUs() }, scope.Transaction);
        }, ct);
        return saved is null
            ? Problems.Refused("已存视图过多 / Too many views", $"at most {Most}", "tooManyViews", 422)
            : TypedResults.Ok(saved);
    }

    /// <summary>What is typed to be looked for in all columns: the one place where people type numbers.</summary>
    private static string Searched(string query) =>
        QueryHelpers.ParseQuery(query).GetValueOrDefault("q").ToString();
}
