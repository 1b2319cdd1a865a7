using Dapper;
using Microsoft.Extensions.DependencyInjection;
using TellerLine.Access;
using TellerLine.Contacts;
using TellerLine.Definitions;
using TellerLine.Insights;
using TellerLine.Insights.Core;
using TellerLine.Insights.Store;
using TellerLine.Kernel;
using TellerLine.Lists;
using TellerLine.Routing;
using TellerLine.Signatures;

namespace TellerLine.Modules.Insights;

public sealed class SegmentsProjectionTests
{
    private const long Second = 1_000_000, Minute = 60 * Second;

    private static readonly string[] Tables =
    [
        "insights_story", "insights_segment", "insights_quarantine", "insights_agent_state", "insights_quarter", "insights_day",
    ];

    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    /// <summary>23:50 of 22 November in Shanghai.</summary>
    private static readonly long Evening = Clock.ToUs(new DateTimeOffset(2026, 11, 22, 15, 50, 0, TimeSpan.Zero));

    [Theory, BothEngines]
    public async Task rebuilt_from_the_journal_all_tables_are_equal(DbEngine engine)
    {
        await using var centre = await Start(engine);
        await Happened(centre);
        var before = await Content(centre);
        Assert.All(Tables, table => Assert.NotEmpty(before[table]));
        await centre.Services.GetRequiredService<IProjections>().Rebuild("insights.segments", Ct);
        Assert.Equal(before, await Content(centre));
    }

    [Theory, BothEngines]
    public async Task rows_twice_and_out_of_order_lead_to_the_same_tables(DbEngine engine)
    {
        await using var straight = await Start(engine);
        await Apply(straight, Story());
        for (var seed = 0; seed < 3; seed++)
        {
            await using var shuffled = await Start(engine);
            var rows = Story().Concat(Story()).ToArray();
            new Random(seed).Shuffle(rows);
            await Apply(shuffled, rows);
            Assert.Equal(await Content(straight), await Content(shuffled));
        }
    }

    [Theory, BothEngines]
    public async Task a_day_is_the_sum_of_its_intervals_and_counts_what_the_figures_of_today_count(DbEngine engine)
    {
        await using var centre = await Start(engine);
        await Happened(centre);
        var (fromUs, toUs) = centre.Services.GetRequiredService<KernelOptions>().Day(new DateOnly(2026, 11, 22));
        var queries = centre.Services.GetRequiredService<ReportQueries>();
        var day = Assert.Single(await queries.Of(new ReportAsked(ReportBy.Day, fromUs, toUs, null), Ct)).Value;
        var intervals = new Sums();
        foreach (var part in (await queries.Of(new ReportAsked(ReportBy.Interval, fromUs, toUs, null), Ct)).Values)
            intervals.Add(part);
        Assert.Equal(day, intervals);
        Assert.True(day.AddsUp);
        var figures = (await centre.Services.GetRequiredService<FigureQueries>().ByHalfHour(fromUs, toUs, Ct))
            .Aggregate(default(Tally), (sum, half) => sum + half.Tally);
        Assert.Equal(
            (figures.Offered, figures.Answered, figures.AnsweredIn20, figures.Abandoned, figures.ShortAbandoned,
                figures.Quarantined),
            (day[Measure.Offered], day[Measure.Answered], day.Answered.Within(20), day[Measure.Abandoned],
                day.Left.Within(5), day[Measure.Quarantined]));
        Assert.Equal((4, 2, 2), (figures.Offered, figures.Answered, figures.Abandoned));
    }

    [Fact]
    public async Task a_contact_over_midnight_counts_on_its_offered_date_and_an_agents_time_where_it_was()
    {
        await using var centre = await Start(DbEngine.Sqlite);
        await Happened(centre);
        var kernel = centre.Services.GetRequiredService<KernelOptions>();
        var queries = centre.Services.GetRequiredService<ReportQueries>();
        var (first, next) = (await Day(22), await Day(23));
        Assert.Equal((4, 0), (first[Measure.Offered], next[Measure.Offered]));
        Assert.Equal((5 * Minute, 10 * Minute), (first[Measure.ReadyUs], first[Measure.LoggedInUs]));
        Assert.Equal((2 * Minute, 3 * Minute), (next[Measure.BusyUs], next[Measure.LoggedInUs]));

        async Task<Sums> Day(int day)
        {
            var (fromUs, toUs) = kernel.Day(new DateOnly(2026, 11, day));
            return Assert.Single(await queries.Of(new ReportAsked(ReportBy.Day, fromUs, toUs, null), Ct)).Value;
        }
    }

    [Fact]
    public async Task what_cannot_be_is_in_the_quarantine_with_its_reason()
    {
        await using var centre = await Start(DbEngine.Sqlite);
        await Happened(centre);
        Assert.Equal(
            [("agent/1009/0/27", "a state over 24 hours"), ("contact/dirty", "a negative wait")],
            await centre.Db.Read(
                c => c.Query<(string, string)>("SELECT subject, reason FROM insights_quarantine ORDER BY subject"), Ct));
    }

    /// <summary>
    /// Answered in 10 s, answered over midnight, abandoned after 3 s and after a minute, one with dirty times; an agent
    /// from 23:50 to 00:03.
    /// </summary>
    private static JournalRow[] Story()
    {
        var seq = 0;
        List<JournalRow> rows = [];
        Contact("a", 0, 10, "1001");
        Contact("late", 9 * Minute, 120, "1002");
        Contact("short", Minute, 3, null);
        Contact("long", 2 * Minute, 60, null);
        Row("contact/dirty", Minute, new ContactQueued("service", 0, false, Evening + Minute, "request"));
        Row("contact/dirty", Minute, new ContactConnected("1001", "leg", -5));
        State("1001", AgentState.Ready, 0);
        State("1001", AgentState.NotReady, 5 * Minute);
        State("1001", AgentState.Talking, 11 * Minute);
        State("1001", AgentState.LoggedOut, 13 * Minute);
        // Forgotten for weeks.
        Row("agent/1009", 0, new AgentStateEvent("1009", AgentState.NotReady, "rest", 0, null));
        Row("agent/1009", 0, new AgentStateEvent("1009", AgentState.LoggedOut, null, Evening, null));
        return [.. rows];

        void Contact(string id, long afterUs, long waitSeconds, string? agent)
        {
            Row($"contact/{id}", afterUs, new ContactAnswered());
            Row($"contact/{id}", afterUs, new HumanRequested(["main"], "key0"));
            Row($"contact/{id}", afterUs, new ContactQueued("service", 0, false, Evening + afterUs, "request"));
            if (agent is not null)
                Row($"contact/{id}", afterUs + (waitSeconds * Second), new ContactConnected(agent, "leg", waitSeconds * Second));
            Row(
                $"contact/{id}", afterUs + ((waitSeconds + (agent is null ? 0 : 50)) * Second),
                new ContactEnded("customer", "queue", 0));
            if (agent is not null)
                Row($"contact/{id}", afterUs + (waitSeconds + 70) * Second, new WrapupSaved(agent, "balance", "", 20 * Second));
        }

        void State(string agent, AgentState state, long afterUs) => Row(
            $"agent/{agent}", afterUs,
            new AgentStateEvent(agent, state, state == AgentState.NotReady ? "rest" : null, Evening + afterUs, null));

        void Row(string stream, long afterUs, object body)
        {
            var named = EventAttribute.Of(body.GetType());
            rows.Add(new JournalRow(
                ++seq, stream, seq, Evening + afterUs, "n1", named.Kind, named.Version, null, JournalJson.Write(body)));
        }
    }

    /// <summary>The same through the journal.</summary>
    private static async Task Happened(TestKernel centre)
    {
        await Apply(centre, []);
        foreach (var row in Story())
            await centre.Db.Write(
                scope => scope.Connection.Execute(
                    """
                    INSERT INTO journal (stream, stream_seq, at_us, node, kind, version, cause, body)
                    VALUES (@Stream, @StreamSeq, @AtUs, @Node, @Kind, @Version, NULL, @Body)
                    """, row, scope.Transaction), Ct);
        await centre.Services.GetRequiredService<IProjections>().CatchUp(Ct);
    }

    private static Task<int> Apply(TestKernel centre, JournalRow[] rows) => centre.Db.Write(scope =>
    {
        var segments = centre.Services.GetServices<Projection>().OfType<SegmentsProjection>().Single();
        foreach (var row in rows.Where(row => segments.Hears(row.Kind)))
            segments.Apply(
                row, new ProjectionScope(scope.Connection, scope.Transaction, segments.Tables, beside: false));
        return rows.Length;
    }, Ct);

    private static Task<Dictionary<string, string>> Content(TestKernel centre) => centre.Db.Read(
        connection => Tables.ToDictionary(table => table, table => string.Join('\n', connection
            .Query($"SELECT * FROM {table}")
            .Select(row => string.Join('|', ((IDictionary<string, object>)row).Values)).Order())), Ct);

    private static Task<TestKernel> Start(DbEngine engine) => TestKernel.Start(
        engine, (services, configuration) => services.AddAccess(configuration).AddLists(configuration)
            .AddSignatures(configuration).AddDefinitions(configuration).AddInsights(configuration));
}
