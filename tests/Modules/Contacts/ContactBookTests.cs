using System.Security.Claims;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using TellerLine.Access;
using TellerLine.Banking;
using TellerLine.Contacts;
using TellerLine.Customers;
using TellerLine.Kernel;
using TellerLine.Lists;

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
    public async Task a_list_holds_what_the_reader_may_see_and_searches_for(DbEngine engine)
    {
        await using var centre = await Start(engine);
        await Handled(centre, "n1-a", "1001");
        await Handled(centre, "n1-b", "1002");
        var (today, first) = (Today(centre), new DataScope(new HashSet<string> { "1001" }));
        Assert.Equal("n1-b n1-a", await Ids(centre, All, ("startedAt.from", today)));
        Assert.Equal("n1-a n1-b", await Ids(centre, All, ("sort", "startedAt")));
        Assert.Equal("n1-a", await Ids(centre, first));
        Assert.Equal("n1-b", await Ids(centre, All, ("q", " 1002 ")));
        Assert.Equal("n1-a", await Ids(centre, All, ("q", "n1-a")));
        Assert.Equal("n1-b n1-a", await Ids(centre, All, ("q", "已答")));
        Assert.Equal("", await Ids(centre, first, ("q", "1002")));
        Assert.Equal("", await Ids(centre, All, ("q", "nobody'; --")));
        Assert.Equal("", await Ids(centre, All, ("q", "%")));
        Assert.Null(await Queries(centre).Detail("n1-b", first, Ct));
        Assert.Null(await Queries(centre).Detail("n1-b", new DataScope(new HashSet<string>()), Ct));
    }

    [Theory, BothEngines]
    public async Task a_list_is_narrowed_by_days_agent_and_outcome(DbEngine engine)
    {
        await using var centre = await Start(engine);
        await Handled(centre, "n1-a", "1001");
        await Handled(centre, "n1-b", "1002");
        await Append(centre, "n1-c", Arrived(), Queued());
        await Append(centre, "n1-d", Arrived(), Queued(), new ContactClosed("abandoned"));
        var (lastWeek, yesterday) = (Today(centre, -6), Today(centre, -1));

        Assert.Equal("n1-d n1-c n1-b n1-a", await Ids(centre, All, ("startedAt.from", lastWeek)));
        Assert.Equal("", await Ids(centre, All, ("startedAt.from", lastWeek), ("startedAt.to", yesterday)));
        Assert.Equal("n1-a", await Ids(centre, All, ("agent", "1001")));
        Assert.Equal("n1-b n1-a", await Ids(centre, All, ("disposition", "handled")));
        Assert.Equal("n1-d", await Ids(centre, All, ("disposition", "abandoned")));
        Assert.Equal("n1-c", await Ids(centre, All, ("disposition", ContactList.Open)));
        Assert.Equal("n1-b", await Ids(centre, All, ("disposition", "handled"), ("agent", "1002"), ("q", "张伟")));
    }

    [Theory, BothEngines]
    public async Task a_row_names_its_customer_and_agent_and_its_file_masks_the_name(DbEngine engine)
    {
        await using var centre = await Start(engine);
        await Handled(centre, "n1-a", "1001");
        await Append(centre, "n1-b", Arrived(), Queued());
        var (list, reader) = List(centre, All);
        var rows = (await reader.Page(reader.Understand(Asked([])).Query!, new ClaimsPrincipal(), 10, Ct)).Rows;
        Assert.Equal([null, "张伟"], rows.Select(row => row.CustomerName));
        Assert.Equal(new BilingualText("林晓", "Lin Xiao"), rows[1].AgentName);
        Assert.Equal(
            "张*|138****0001|1001|3000|60000|handled|no",
            string.Join('|', new[] { "customerName", "callerMasked", "agent", "waitMs", "talkMs", "disposition", "recorded" }
                .Select(name => list.Columns.Single(column => column.Name == name).Value(rows[1]))));
        Assert.Equal("open", list.Columns.Single(column => column.Name == "disposition").Value(rows[0]));
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

    [Theory, BothEngines]
    public async Task a_call_out_is_shown_with_its_direction_and_cause_and_is_no_work_of_the_day(DbEngine engine)
    {
        await using var centre = await Start(engine);
        await Handled(centre, "n1-a", "1001");
        await Append(
            centre, "n1-out", new ContactDialled("voice", "138****0001", "1001", "n1-a"),
            new DialProgressed("1001", "ringing"), new DialAnswered("1001", "leg"),
            new ContactConnected("1001", "leg", 400), new ContactEnded("customer", "conversation", 60_000_000));
        var detail = await Queries(centre).Detail("n1-out", All, Ct);
        Assert.Equal(
            ("outbound", "n1-a", "138****0001", "1001", null as long?, 60_000L),
            (detail!.Direction, detail.CallsBack, detail.CallerMasked, detail.Agent, detail.WaitMs, detail.TalkMs));
        Assert.Equal("1001", detail.InHandOf);
        Assert.Equal("n1-out", await Ids(centre, All, ("direction", "outbound")));
        Assert.Equal("n1-a", await Ids(centre, All, ("direction", "inbound")));
        var rows = new ContactRows(
            centre.Db, centre.Journal, centre.Services.GetRequiredService<IProjections>(),
            centre.Services.GetRequiredService<ICustomers>(), centre.Services.GetRequiredService<KernelOptions>(),
            TimeProvider.System);
        Assert.Equal(1, (await rows.DayOf("1001", Ct)).Handled);
    }

    [Fact]
    public async Task a_number_is_dialled_by_its_contact_by_who_may_see_that_contact()
    {
        await using var centre = await Start(DbEngine.Sqlite);
        await Handled(centre, "n1-a", "1001");
        var numbers = new NumbersToDial(
            Queries(centre), centre.Services.GetRequiredService<CallerNumbers>(),
            ActivatorUtilities.CreateInstance<Callbacks>(centre.Services), centre.Db,
            centre.Services.GetRequiredService<IProjections>());
        Assert.Equal("+8613800000001", await numbers.Of("n1-a", new DataScope(new HashSet<string> { "1001" }), Ct));
        Assert.Null(await numbers.Of("n1-a", new DataScope(new HashSet<string> { "1002" }), Ct));
        Assert.Null(await numbers.Of("n1-none", All, Ct));
    }

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

    private static string Today(TestKernel centre, int days = 0) =>
        centre.Services.GetRequiredService<KernelOptions>().DayOf(TimeProvider.System.NowUs()).AddDays(days)
        .ToString("O", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The ids of what a list shows, two on a page, in order; as many as it counts.</summary>
    internal static async Task<string> Ids(
        TestKernel centre, DataScope scope, params (string Name, string Value)[] asked)
    {
        var (_, reader) = List(centre, scope);
        List<string> ids = [];
        for (string? next = ""; next is not null;)
        {
            var (query, faults) = reader.Understand(Asked([.. asked, ("after", next)]));
            Assert.Empty(faults);
            var searched = await reader.Searched(query!, Ct);
            if (next.Length == 0)
                ids.Add($"{(await reader.Count(searched, new ClaimsPrincipal(), 100, Ct)).Total}");
            var page = await reader.Page(searched, new ClaimsPrincipal(), 2, Ct);
            ids.AddRange(page.Rows.Select(row => row.Id));
            next = page.Next;
        }
        Assert.Equal(ids.Count - 1, int.Parse(ids[0], System.Globalization.CultureInfo.InvariantCulture));
        return string.Join(' ', ids.Skip(1));
    }

    private static Dictionary<string, string> Asked((string Name, string Value)[] asked) =>
        asked.ToDictionary(one => one.Name, one => one.Value);

    private static (ListOf<ContactRow> List, ListReader<ContactRow> Reader) List(TestKernel centre, DataScope scope)
    {
        var list = new ContactList(
            centre.Services.GetRequiredService<ICustomers>(), centre.Services.GetRequiredService<CallerNumbers>(),
            new OneUser()).Rows with { Scope = (_, _) => ContactList.Within(scope) };
        return (list, new ListReader<ContactRow>(
            list, centre.Db, new OneUser(), centre.Services.GetRequiredService<KernelOptions>()));
    }

    internal static ContactQueries Queries(TestKernel centre) => new(
        centre.Db, centre.Journal, centre.Services.GetRequiredService<ICustomers>(),
        centre.Services.GetRequiredService<CallerNumbers>(),
        new Recordings(
            new NoRecordings(), centre.Journal, definitions: null!, new OneUser(),
            centre.Services.GetRequiredService<KernelOptions>()),
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
        public IRecordingFile? Open(string path, IReadOnlyList<RedactedSpan> redacted) => null;

        public IReadOnlyList<int> Destroy(string path, IReadOnlyList<RedactedSpan> spans) => [];
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
