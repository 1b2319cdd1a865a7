using System.Security.Claims;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using TellerLine.Access;
using TellerLine.Banking;
using TellerLine.Contacts;
using TellerLine.Customers;
using TellerLine.Kernel;

namespace TellerLine.Modules.Contacts;

public sealed class ContactBookTests
{
    private static readonly DataScope All = new(Agents: null);
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Theory, BothEngines]
    public async Task a_contact_is_shown_as_its_journal_tells_it(DbEngine engine)
    {
        await using var centre = await Start(engine);
        await Handled(centre, "n1-a", "1001");
        var detail = await Queries(centre).Detail("n1-a", All, Ct);
        Assert.NotNull(detail);
        Assert.Equal(
            ("138****0001", "张伟", "1001", "service", "handled"),
            (detail.CallerMasked, detail.CustomerName, detail.Agent, detail.Queue, detail.Disposition));
        Assert.Equal(new BilingualText("林晓", "Lin Xiao"), detail.AgentName);
        Assert.Equal((3_000L, 60_000L), (detail.WaitMs, detail.TalkMs));
        Assert.Equal(["greeting", "main"], detail.Path);
        Assert.Equal(("balance", "已答复"), (detail.Wrapup!.ReasonCode, detail.Wrapup.Note));
        Assert.Equal("customer", detail.EndedBy);
        Assert.DoesNotContain(
            "13800000001", string.Concat(detail.Timeline.Select(t => t.Data.GetRawText())), StringComparison.Ordinal);
    }

    [Theory, BothEngines]
    public async Task a_page_holds_what_the_reader_may_see_and_searches_for(DbEngine engine)
    {
        await using var centre = await Start(engine);
        await Handled(centre, "n1-a", "1001");
        await Handled(centre, "n1-b", "1002");
        var today = centre.Services.GetRequiredService<KernelOptions>().DayOf(TimeProvider.System.NowUs());
        var queries = Queries(centre);
        var all = new ContactFilter(today, today);
        Assert.Equal(2, (await queries.Page(all, 1, 50, All, Ct)).Total);
        Assert.Equal(
            ["n1-a"],
            (await queries.Page(all, 1, 50, new DataScope(new HashSet<string> { "1001" }), Ct))
            .Rows.Select(r => r.Id));
        Assert.Equal(
            ["n1-b"], (await queries.Page(all with { Search = "1002" }, 1, 50, All, Ct)).Rows.Select(r => r.Id));
        Assert.Empty((await queries.Page(all with { Search = "nobody'; --" }, 1, 50, All, Ct)).Rows);
        Assert.Single((await queries.Page(all, 2, 1, All, Ct)).Rows);
        var yesterday = today.AddDays(-1);
        Assert.Empty((await queries.Page(new ContactFilter(yesterday, yesterday), 1, 50, All, Ct)).Rows);
        Assert.Null(await queries.Detail("n1-b", new DataScope(new HashSet<string> { "1001" }), Ct));
    }

    [Theory, BothEngines]
    public async Task a_list_is_narrowed_by_days_agent_and_outcome(DbEngine engine)
    {
        await using var centre = await Start(engine);
        await Handled(centre, "n1-a", "1001");
        await Handled(centre, "n1-b", "1002");
        await Append(centre, "n1-c", Arrived(), Queued());
        await Append(centre, "n1-d", Arrived(), Queued(), new ContactClosed("abandoned"));
        var today = centre.Services.GetRequiredService<KernelOptions>().DayOf(TimeProvider.System.NowUs());
        var all = new ContactFilter(today, today);

        async Task Shows(string ids, ContactFilter filter)
        {
            var rows = (await Queries(centre).Page(filter, 1, 50, All, Ct)).Rows;
            Assert.Equal(ids, string.Join(' ', rows.Select(row => row.Id[^1..]).Order()));
            Assert.Equal(rows.Count, await Queries(centre).Count(filter, All, Ct));
        }

        await Shows("a b c d", all with { From = today.AddDays(-6) });
        await Shows("", all with { From = today.AddDays(-6), To = today.AddDays(-1) });
        await Shows("a", all with { Agent = "1001" });
        await Shows("a b", all with { Outcome = "handled" });
        await Shows("d", all with { Outcome = "abandoned" });
        await Shows("c", all with { Outcome = ContactFilter.Open });
        await Shows("b", all with { Outcome = "handled", Agent = "1002", Search = "张伟" });
    }

    [Theory, BothEngines]
    public async Task made_again_from_the_journal_the_rows_are_equal(DbEngine engine)
    {
        await using var centre = await Start(engine);
        await Handled(centre, "n1-a", "1001");
        await Handled(centre, "n1-b", "1002");
        var before = await Rows(centre);
        await centre.Services.GetRequiredService<IProjections>().Rebuild("contacts", Ct);
        Assert.Equal(before, await Rows(centre));
    }

    private static ContactArrived Arrived() => new("voice", "138****0001", "95000", "sip", "leg");

    private static ContactQueued Queued() => new("service", 0, false, 0, "request");

    private static Task Handled(TestKernel centre, string id, string agent) => Append(
        centre, id, Arrived(), new ContactAnswered(), new CallerIdentified("C10001", "number"),
        new HumanRequested(["greeting", "main"], "key0"), Queued(),
        new ContactConnected(agent, "leg", 3_000_000), new ContactEnded("customer", "conversation", 60_000_000),
        new WrapupSaved(agent, "balance", "已答复", 1_000_000), new ContactClosed("handled"));

    private static async Task Append(TestKernel centre, string id, params object[] happened)
    {
        centre.Services.GetRequiredService<ICallerNumbers>().Keep(id, "+8613800000001", "13800000001");
        foreach (var one in happened)
            await centre.Journal.Append($"contact/{id}", one, ct: Ct);
        await centre.Services.GetRequiredService<IProjections>().CatchUp(Ct);
    }

    internal static ContactQueries Queries(TestKernel centre) => new(
        centre.Db, centre.Journal, centre.Services.GetRequiredService<ICustomers>(),
        centre.Services.GetRequiredService<CallerNumbers>(),
        centre.Services.GetRequiredService<KernelOptions>(),
        new Recordings(new NoRecordings(), centre.Services.GetRequiredService<KernelOptions>()),
        new ContactTimeline([ContactsCapability.Contacts]), new OneUser());

    private static Task<List<string>> Rows(TestKernel centre) => centre.Db.Read(
        c => c.Query("SELECT * FROM contacts ORDER BY id")
        .Select(r => string.Join('|', ((IDictionary<string, object>)r).Values)).ToList(), Ct);

    internal static Task<TestKernel> Start(DbEngine engine) => TestKernel.Start(engine, (services, configuration) =>
    {
        services.AddCustomers(configuration);
        services.AddBanking(configuration);
        services.AddCapability(ContactsCapability.Contacts).AddCallerNumbers();
    });

    private sealed class NoRecordings : IRecordingFiles
    {
        public IRecordingFile? Open(string path) => null;
    }

    private sealed class OneUser : IUsers
    {
        public IReadOnlyList<UserCard> All { get; } = [new("1001", "林晓", "Lin Xiao", [Role.Agent], 0, "centre/team-1")];

        public UserCard? ByNumber(string number) => All.FirstOrDefault(user => user.Number == number);

        public DataScope ScopeOf(ClaimsPrincipal who, Permission permission) => ContactBookTests.All;

        public Task Put(UserCard user, string password, string by, CancellationToken ct = default) =>
            throw new NotSupportedException();
    }
}
