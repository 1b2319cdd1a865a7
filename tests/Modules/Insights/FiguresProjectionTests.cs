using Dapper;
using Microsoft.Extensions.DependencyInjection;
using TellerLine.Access;
using TellerLine.Contacts;
using TellerLine.Insights;
using TellerLine.Kernel;

namespace TellerLine.Modules.Insights;

public sealed class FiguresProjectionTests
{
    private const long Second = 1_000_000;
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    /// <summary>23:55 of 22 November in Shanghai.</summary>
    private static readonly long Evening = Clock.ToUs(new DateTimeOffset(2026, 11, 22, 15, 55, 0, TimeSpan.Zero));

    [Theory, BothEngines]
    public async Task the_page_shows_sums_of_the_day_and_their_ratios(DbEngine engine)
    {
        await using var centre = await Start(engine, Evening + 240 * Second);
        await Read(centre, Day());
        var view = await centre.Services.GetRequiredService<FiguresToday>().Look(new DataScope(null), Ct);
        Assert.Equal(("2026-11-22", "2026-11-22T15:59:00.000Z"), (view.Day, view.AsOf));
        Assert.Equal(
            [("offered", 6.0), ("answered", 2.0), ("answerRate", 2.0 / 6), ("serviceLevel", 1.0 / 5),
                ("meanWait", 20_000.0),
                ("abandoned", 1.0), ("shortAbandoned", 1.0), ("selfServiceShare", 1.0 / 3)],
            view.Figures.Select(figure => (figure.Key, figure.Value!.Value)));
        var halfHour = Assert.Single(view.ByHalfHour);
        Assert.Equal(new HalfHourView("2026-11-22T15:30:00.000Z", 6, 2, 1, 1), halfHour);
    }

    [Theory, BothEngines]
    public async Task made_again_the_tables_are_equal(DbEngine engine)
    {
        await using var centre = await Start(engine);
        await Read(centre, Day());
        var before = await Tables(centre);
        await centre.Db.Write(
            s => s.Connection.Execute(
                "DELETE FROM insights_contact; DELETE FROM insights_interval; DELETE FROM insights_wait",
                transaction: s.Transaction),
            Ct);
        Assert.Equal([0, 0, 0], (await Tables(centre)).Select(table => table.Count));
        await Read(centre, Day());
        Assert.Equal(before, await Tables(centre));
    }

    [Theory, BothEngines]
    public async Task rows_twice_and_out_of_order_change_nothing(DbEngine engine)
    {
        await using var straight = await Start(engine);
        await Read(straight, Day());
        for (var seed = 0; seed < 5; seed++)
        {
            await using var shuffled = await Start(engine);
            var rows = Day().Concat(Day()).ToArray();
            new Random(seed).Shuffle(rows);
            await Read(shuffled, rows);
            Assert.Equal(await Tables(straight), await Tables(shuffled));
        }
    }

    [Theory, BothEngines]
    public async Task calls_out_are_in_no_figure_whenever_that_is_told(DbEngine engine)
    {
        await using var centre = await Start(engine);
        await Read(centre, Day());
        var before = await Counted(centre);
        JournalRow[] talked =
        [
            Row("out", 0, Evening, new ContactDialled("voice", null, "1001", null)),
            Row("out", 1, Evening + Second, new ContactConnected("1001", "leg", 0)),
            Row("out", 2, Evening + (2 * Second), Queued(Evening + (2 * Second))),
            Row("out", 3, Evening + (40 * Second), new ContactEnded("customer", "queue", 0)),
        ];
        await Read(centre, [.. talked.Reverse()]);
        await Read(
            centre,
            [
                Row("missed", 0, Evening, new ContactDialled("voice", null, "1001", null)),
                Row("missed", 1, Evening + Second, new ContactEnded("network", "dialling", 0)),
            ]);
        Assert.Equal(before, await Counted(centre));
    }

    [Fact]
    public async Task a_contact_over_midnight_counts_on_the_day_it_was_offered()
    {
        await using var centre = await Start(DbEngine.Sqlite, Evening + 600 * Second);
        await Read(centre, Contact("late", Evening, waitSeconds: 590, answered: true));
        var next = await centre.Services.GetRequiredService<FiguresToday>().Look(new DataScope(null), Ct);
        Assert.Equal(("2026-11-23", 0.0), (next.Day, next.Figures[0].Value));
        var (fromUs, toUs) = centre.Services.GetRequiredService<KernelOptions>().Day(new DateOnly(2026, 11, 22));
        var rows = await centre.Services.GetRequiredService<TellerLine.Insights.Store.FigureQueries>()
            .ByHalfHour(fromUs, toUs, Ct);
        Assert.Equal(1, Assert.Single(rows).Tally.Answered);
    }

    [Fact]
    public async Task a_contact_with_dirty_times_is_kept_in_the_quarantine_with_its_fault()
    {
        await using var centre = await Start(DbEngine.Sqlite);
        await Read(
            centre, [Row("x", 0, Evening, Queued(Evening)),
                Row("x", 1, Evening + Second, new ContactConnected("1001", "leg", -5))]);
        Assert.Equal(
            "a negative wait",
            await centre.Db.Read(c => c.QuerySingle<string>("SELECT fault FROM insights_contact"), Ct));
        Assert.Equal(
            (0, 1), await centre.Db.Read(
                c => c.QuerySingle<(long, long)>("SELECT offered, quarantined FROM insights_interval"), Ct));
    }

    [Fact]
    public async Task the_journal_feeds_the_figures_and_makes_them_again()
    {
        await using var centre = await Start(DbEngine.Sqlite, Evening);
        await centre.Journal.Append("contact/c1", Queued(Evening), ct: Ct);
        await centre.Journal.Append("contact/c1", new ContactConnected("1001", "leg", 3 * Second), ct: Ct);
        var projections = centre.Services.GetRequiredService<IProjections>();
        await projections.CatchUp(Ct);
        var before = await Tables(centre);
        await projections.Rebuild("insights.figures", Ct);
        Assert.Equal(before, await Tables(centre));
        var view = await centre.Services.GetRequiredService<FiguresToday>().Look(new DataScope(null), Ct);
        Assert.Equal([1.0, 1.0, 1.0, 1.0, 3_000.0], view.Figures.Take(5).Select(figure => figure.Value!.Value));
    }

    /// <summary>
    /// One answered in 10 s, one in 30 s, one abandoned short and one late, one dropped by the system, one still
    /// waiting, one content with self-service.
    /// </summary>
    private static JournalRow[] Day() =>
    [
        .. Contact("a", Evening, 10, answered: true),
        .. Contact("b", Evening + Second, 30, answered: true),
        .. Contact("c", Evening + 2 * Second, 4, answered: false),
        .. Contact("d", Evening + 3 * Second, 60, answered: false),
        .. Contact("e", Evening + 4 * Second, 20, answered: false),
        Row("e", 9, Evening + 4 * Second, new SystemDropped("mediaLost")),
        .. Contact("f", Evening + 5 * Second, 1, answered: false).Where(row => row.Kind != "contact.ended"),
        Row("g", 0, Evening, new ContactAnswered()),
        Row("g", 1, Evening + Second, new SelfCompleted("balance")),
        Row("g", 2, Evening + 9 * Second, new ContactEnded("customer", "selfService", 0)),
    ];

    private static JournalRow[] Contact(string id, long atUs, long waitSeconds, bool answered)
    {
        var waitUs = waitSeconds * Second;
        JournalRow[] story =
        [
            Row(id, 0, atUs - 9 * Second, new ContactArrived("voice", "138****0001", "95000", "sip", "leg")),
            Row(id, 1, atUs - 8 * Second, new ContactAnswered()),
            Row(id, 2, atUs, new HumanRequested(["main"], "key0")),
            Row(id, 3, atUs, Queued(atUs)),
        ];
        return answered
            ? [.. story, Row(id, 4, atUs + waitUs, new ContactConnected("1001", "leg", waitUs)),
                Row(id, 5, atUs + waitUs + Second, new ContactEnded("agent", "conversation", Second))]
            : [.. story, Row(id, 4, atUs + waitUs, new ContactEnded("customer", "queue", 0))];
    }

    private static ContactQueued Queued(long atUs) => new("service", 0, false, atUs, "request");

    private static JournalRow Row(string id, long seq, long atUs, object body)
    {
        var kind = ((EventAttribute)Attribute.GetCustomAttribute(body.GetType(), typeof(EventAttribute))!).Kind;
        return new JournalRow(seq, $"contact/{id}", seq + 1, atUs, "n1", kind, 1, null, JournalJson.Write(body));
    }

    private static async Task<TestKernel> Start(DbEngine engine, long nowUs = 0) => await TestKernel.Start(
        engine,
        (services, configuration) => services.AddSingleton<TimeProvider>(new StoppedClock(nowUs))
        .AddInsights(configuration));

    private static FiguresProjection Projection(TestKernel centre) =>
        centre.Services.GetServices<Projection>().OfType<FiguresProjection>().Single();

    private static Task<int> Read(TestKernel centre, JournalRow[] rows) => centre.Db.Write(scope =>
    {
        var figures = Projection(centre);
        foreach (var row in rows.Where(row => figures.Hears(row.Kind)))
            figures.Apply(row, new ProjectionScope(scope.Connection, scope.Transaction, figures.Tables, beside: false));
        return rows.Length;
    }, Ct);

    private static Task<List<Table>> Tables(TestKernel centre) => centre.Db.Read<List<Table>>(
        connection => [.. new[] { "insights_contact", "insights_interval", "insights_wait" }.Select(table =>
        {
            var rows = connection.Query($"SELECT * FROM {table}")
                .Select(row => string.Join('|', ((IDictionary<string, object>)row).Values)).Order().ToList();
            return new Table(table, rows.Count, string.Join('\n', rows));
        })],
        Ct);

    /// <summary>What is counted, without the facts it is made of.</summary>
    private static async Task<IReadOnlyList<Table>> Counted(TestKernel centre) =>
        [.. (await Tables(centre)).Where(table => table.Name != "insights_contact")];

    private sealed record Table(string Name, int Count, string Content);

    private sealed class StoppedClock(long nowUs) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Clock.FromUs(nowUs);
    }
}
