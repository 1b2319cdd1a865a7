using System.ComponentModel.DataAnnotations;
using Dapper;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using TellerLine.Access;
using TellerLine.Customers;
using TellerLine.Kernel;
using TellerLine.Lists;

namespace TellerLine.Contacts;

/// <summary>A customer who is owed a call.</summary>
/// <param name="Id">The contact that was lost; whoever calls back names it.</param>
/// <param name="Place">In the order of the wait clocks, from 1; null once it is over.</param>
/// <param name="WaitSince">The customer's wait clock.</param>
/// <param name="State"><c>owed</c>; <c>reached</c>; or why it was closed (<see cref="CallbackClosed.Why"/>).</param>
public sealed record CallbackRow(
    string Id, long? Place, string? CustomerName, string CallerMasked, string? Queue, DateTimeOffset OwedAt,
    DateTimeOffset WaitSince, long WaitMs, long Tries,
    [property: AllowedValues("owed", "reached", "calledIn", "otherWay", "notWanted", "wrongNumber")] string State,
    string? OverBy)
{
    /// <summary>Null for the unknown.</summary>
    public string? CustomerId { get; init; }
}

/// <param name="Why">One of <see cref="Callbacks.Reasons"/>.</param>
public sealed record ClosingRequest(string? Why);

/// <summary>
/// The calls owed as a list in the customers' order, for those who call back: of one's own reach, and of all whom
/// nobody had in hand yet.
/// </summary>
internal sealed class Callbacks(
    IDb db, IProjections projections, IAudit audit, ICustomers customers, CallerNumbers numbers, TimeProvider time)
{
    /// <summary>Why one is closed without being reached.</summary>
    public static readonly IReadOnlyList<string> Reasons = ["calledIn", "otherWay", "notWanted", "wrongNumber"];

    private const string MayBeSeen =
        """
        (NOT EXISTS (SELECT 1 FROM contact_agents a WHERE a.contact_id = callbacks_owed.contact_id)
         OR EXISTS (SELECT 1 FROM contact_agents a
                    WHERE a.contact_id = callbacks_owed.contact_id AND @agents LIKE '%,' || a.agent || ',%'))
        """;

    public ListOf<CallbackRow> Rows => new("callbacks", "待回拨", "Calls owed")
    {
        See = ContactsPermissions.WorkCallbacks,
        Select =
            """
            SELECT contact_id AS Id, owed_us AS OwedUs, wait_since_us AS WaitSinceUs, tries AS Tries, over_us AS OverUs,
              over_by AS OverBy, COALESCE(over_why, 'owed') AS State,
              (SELECT COUNT(*) FROM callbacks_owed o
               WHERE o.over_us IS NULL AND (o.wait_since_us < callbacks_owed.wait_since_us
                 OR (o.wait_since_us = callbacks_owed.wait_since_us
                     AND o.contact_id <= callbacks_owed.contact_id))) AS Place,
              (SELECT customer_id FROM contacts c WHERE c.id = callbacks_owed.contact_id) AS CustomerId,
              (SELECT queue FROM contacts c WHERE c.id = callbacks_owed.contact_id) AS Queue,
              (SELECT number FROM caller_number n WHERE n.contact_id = callbacks_owed.contact_id) AS Caller
            FROM callbacks_owed
            """,
        Read = (c, sql, values) => c.Query<Stored>(sql, values).Select(row => row.Shown(numbers, time.NowUs())),
        Complete = Named,
        Key = "id",
        Sort = "waitSince",
        Scope = (who, all) => Within(all.ScopeOf(who, ContactsPermissions.WorkCallbacks)),
        Columns =
        [
            new("place", ColumnType.Whole, "", "位次", "Place", row => row.Place),
            new("customerName", ColumnType.Text, "", "客户", "Customer",
                row => row.CustomerName is { } name ? Masks.Name(name) : null),
            new("callerMasked", ColumnType.Masked, "", "来电号码", "Caller", row => row.CallerMasked),
            new("queue", ColumnType.Text, "", "队列", "Queue", row => row.Queue) { Extra = true },
            new("owedAt", ColumnType.Time, "owed_us", "应回拨时间", "Owed since", row => row.OwedAt) { Sorts = true },
            new("waitSince", ColumnType.Time, "wait_since_us", "等待起点", "Waiting since", row => row.WaitSince)
            {
                Sorts = true, Extra = true,
            },
            new("waitMs", ColumnType.Duration, "", "已等待", "Waiting", row => row.WaitMs),
            new("tries", ColumnType.Whole, "tries", "已拨次数", "Tries", row => row.Tries),
            new("state", ColumnType.Code, "COALESCE(over_why, 'owed')", "状态", "State", row => row.State)
            {
                Filter = ColumnFilter.Exact,
            },
            new("overBy", ColumnType.Text, "over_by", "处理人", "By", row => row.OverBy) { Extra = true },
            new("id", ColumnType.Text, "contact_id", "联络号", "Contact id", row => row.Id) { Extra = true },
        ],
    };

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapList("/api/callbacks", routes.ServiceProvider.GetRequiredService<Callbacks>().Rows);
        routes.MapPost("/api/callbacks/{id}/close", Closed).WithTags("Callbacks").WithName("closeCallback")
            .RequirePermission(ContactsPermissions.WorkCallbacks);
    }

    /// <summary>It is owed, and whoever has this reach may call back.</summary>
    public Task<bool> IsOwed(string contactId, DataScope scope, CancellationToken ct) => db.Read(
        c => c.ExecuteScalar<long>(
            "SELECT COUNT(*) FROM callbacks_owed WHERE contact_id = @contactId AND over_us IS NULL"
            + (scope.Agents is null ? "" : " AND " + MayBeSeen),
            new { contactId, agents = ContactList.Listed(scope.Agents ?? Enumerable.Empty<string>()) }) > 0, ct);

    /// <returns>False: it is not owed, or not within the reach.</returns>
    private async Task<bool> Close(string id, string why, string by, DataScope scope, CancellationToken ct)
    {
        await projections.CatchUp("callbacks", ct);
        if (!await IsOwed(id, scope, ct))
            return false;
        await db.Write(
            written =>
            {
                written.Append(ContactRecord.StreamOf(id), new CallbackClosed(by, why));
                return audit.Add(written, by, "callback.closed", $"contact/{id}", why);
            }, ct);
        await projections.CatchUp("callbacks", ct);
        return true;
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Closed(
        string id, ClosingRequest request, HttpContext http, Callbacks callbacks, IUsers users, CancellationToken ct)
    {
        if (request.Why is not { } why || !Reasons.Contains(why))
            return Problems.Refused(
                "缺少原因。 / A reason is missing.", $"Expected {string.Join(", ", Reasons)}.", "badReason");
        var scope = users.ScopeOf(http.User, ContactsPermissions.WorkCallbacks);
        return await callbacks.Close(id, why, http.User.Number(), scope, ct) ? TypedResults.NoContent()
            : Problems.Refused("没有此待回拨。 / No such call is owed.", null, "notOwed", 409);
    }

    private static ListCondition Within(DataScope scope) => scope.Agents is not { } agents ? ListCondition.None
        : new ListCondition(MayBeSeen, new Dictionary<string, object> { ["agents"] = ContactList.Listed(agents) });

    private async Task<IReadOnlyList<CallbackRow>> Named(IReadOnlyList<CallbackRow> rows, CancellationToken ct)
    {
        var names = await customers.NamesOf([.. rows.Select(row => row.CustomerId).OfType<string>().Distinct()], ct);
        return
        [
            .. rows.Select(row => row.CustomerId is { } id && names.TryGetValue(id, out var name)
                ? row with { CustomerName = name } : row),
        ];
    }

    private sealed class Stored
    {
        public string Id { get; init; } = "";

        public long OwedUs { get; init; }

        public long WaitSinceUs { get; init; }

        public long Tries { get; init; }

        public long? OverUs { get; init; }

        public string? OverBy { get; init; }

        public string State { get; init; } = "";

        public long Place { get; init; }

        public string? CustomerId { get; init; }

        public string? Queue { get; init; }

        public string? Caller { get; init; }

        public CallbackRow Shown(CallerNumbers numbers, long nowUs) => new(
            Id, OverUs is null ? Place : null, null, Masks.Phone(numbers.Read(Id, Caller)), Queue,
            Clock.FromUs(OwedUs), Clock.FromUs(WaitSinceUs), ((OverUs ?? nowUs) - WaitSinceUs) / 1_000, Tries, State,
            OverBy)
        {
            CustomerId = CustomerId,
        };
    }
}
