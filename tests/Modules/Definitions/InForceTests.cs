using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using TellerLine.Access;
using TellerLine.Definitions;
using TellerLine.Definitions.Core;
using TellerLine.Kernel;
using TellerLine.Signatures;

namespace TellerLine.Modules.Definitions;

/// <summary>What is in force, by the clock, over restarts and versions of the program, on both databases.</summary>
public sealed class InForceTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothEngines]
    public async Task a_version_comes_into_force_at_its_moment_without_anything_happening(DbEngine engine)
    {
        var time = new FakeTime();
        await using var centre = await Start(engine, time, "word: one");
        var definitions = centre.Services.GetRequiredService<IDefinitions>();
        var midnight = time.NowUs() + 3_600_000_000;
        await Approved(centre, "word: two", midnight);

        Assert.Equal((1, "one"), Now(definitions));
        Assert.Equal("two", definitions.At(Words, "main", midnight).Value.Word);
        time.Advance(TimeSpan.FromMinutes(59));
        Assert.Equal((1, "one"), Now(definitions));
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal((2, "two"), Now(definitions));
        Assert.Equal(["one", "two"], definitions.History(Words).Select(v => v.Value.Word));

        await using var restarted = await centre.Another(add: Adds(time, "word: one"));
        Assert.Equal((2, "two"), Now(restarted.Services.GetRequiredService<IDefinitions>()));
    }

    [Theory, BothEngines]
    public async Task what_ships_anew_replaces_what_shipped_but_never_what_the_bank_decided(DbEngine engine)
    {
        var time = new FakeTime();
        await using var centre = await Start(engine, time, "word: one");
        await using (var next = await centre.Another(add: Adds(time, "word: better")))
            Assert.Equal((2, "better"), Now(next.Services.GetRequiredService<IDefinitions>()));

        await Approved(centre, "word: ours", null);
        await using var after = await centre.Another(add: Adds(time, "word: best"));
        Assert.Equal((3, "ours"), Now(after.Services.GetRequiredService<IDefinitions>()));
    }

    [Fact]
    public async Task a_version_that_this_program_cannot_read_leaves_the_one_before_it_in_force()
    {
        var time = new FakeTime();
        await using var centre = await Start(DbEngine.Sqlite, time, "word: one");
        await Approved(centre, "word: two", null);
        await centre.Db.Write(
            scope => scope.Connection.Execute(
                "UPDATE definition_version SET yaml = 'word: [' WHERE version = 2", transaction: scope.Transaction), Ct);
        await using var restarted = await centre.Another(add: Adds(time, "word: one"));
        Assert.Equal((1, "one"), Now(restarted.Services.GetRequiredService<IDefinitions>()));
    }

    [Fact]
    public async Task what_is_scheduled_may_be_withdrawn_and_does_not_come()
    {
        var time = new FakeTime();
        await using var centre = await Start(DbEngine.Sqlite, time, "word: one");
        await Approved(centre, "word: two", time.NowUs() + 60_000_000);
        var records = centre.Services.GetRequiredService<DefinitionRecords>();
        var row = await centre.Db.Read(c => DefinitionRow.Find(c, "words", "main", 2)!, Ct);
        Done(await records.Apply(
            "words", "main", 2, row.RowVersion, new LifeCommand.Withdraw("mistake"), null, "1", Ct));
        time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal((1, "one"), Now(centre.Services.GetRequiredService<IDefinitions>()));
    }

    private static async Task Approved(TestKernel centre, string yaml, long? wantedUs)
    {
        var records = centre.Services.GetRequiredService<DefinitionRecords>();
        var row = Done(await records.Draft("words", "main", null, yaml, "why", "1", Ct));
        var version = (int)row.Version;
        row = Done(await records.Apply(
            "words", "main", version, row.RowVersion, new LifeCommand.Write("why", wantedUs), yaml, "1", Ct));
        row = Done(await records.Apply(
            "words", "main", version, row.RowVersion, new LifeCommand.Submit(), null, "1", Ct));
        Done(await records.Approve(
            "words", "main", version, row.RowVersion, SignedBy.Somebody(centre, "2"), Ct));
    }

    private static DefinitionRow Done(DefinitionOutcome outcome) =>
        Assert.IsType<DefinitionOutcome.Done>(outcome).Row;

    private static (int Version, string Word) Now(IDefinitions definitions)
    {
        var now = definitions.Now(Words);
        return (now.Version, now.Value.Word);
    }

    private static Task<TestKernel> Start(DbEngine engine, FakeTime time, string shipped) =>
        TestKernel.Start(engine, Adds(time, shipped));

    private static Action<IServiceCollection, Microsoft.Extensions.Configuration.IConfiguration> Adds(
        FakeTime time, string shipped) => (services, configuration) => services
        .Replace(ServiceDescriptor.Singleton<TimeProvider>(time))
        .AddAccess(configuration).AddSignatures(configuration).AddDefinitions(configuration)
        .AddCapability(new Capability("Words")
        {
            Definitions = [Words with { Shipped = [new("main", "词", "Words", shipped)] }],
        });

    private static readonly DefinitionKind<WordText> Words = new("words", "词", "Words")
    {
        Edit = DefinitionsPermissions.EditCalendars,
        Schema = """{"type":"object","required":["word"],"properties":{"word":{"type":"string"}}}""",
        Shipped = [],
        Read = DefinitionReader.As<WordText>((_, _) => []),
    };

    private sealed record WordText(string Word);
}
