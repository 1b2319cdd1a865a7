using System.Security.Claims;
using Dapper;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using TellerLine.Access;
using TellerLine.Banking;
using TellerLine.Contacts;
using TellerLine.Customers;
using TellerLine.Definitions;
using TellerLine.Desks;
using TellerLine.Kernel;

namespace TellerLine.Modules.Desks;

public sealed class LeftWrapupTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;
    private static readonly DataScope Team = new(new HashSet<string> { "1001", "1002", "2001" });
    private static readonly LeftWrapup Written = new("balance", "已答复", "座席病假");

    [Theory, BothEngines]
    public async Task a_lead_finishes_what_an_agent_who_left_owes_and_the_story_says_who_and_why(DbEngine engine)
    {
        await using var centre = await Start(engine);
        await Owes(centre, "n1-a", "1001");
        var (left, _) = Left(centre);

        Assert.IsType<NoContent>(await Close(left, "n1-a", Written));

        var story = await centre.Journal.ReadStream("contact/n1-a", ct: Ct);
        Assert.Equal(
            ["contact.wrapupTakenOver", "contact.wrapup", "contact.closed"], story.TakeLast(3).Select(row => row.Kind));
        Assert.Equal(
            new WrapupTakenOver("1001", "2001", "座席病假"),
            story.Single(row => row.Kind == "contact.wrapupTakenOver").As<WrapupTakenOver>());
        Assert.Equal("handled", story[^1].As<ContactClosed>().Disposition);
        // The page asks again at once: what it shows is closed.
        Assert.Equal("handled", await centre.Db.Read(
            c => c.ExecuteScalar<string>("SELECT disposition FROM contacts WHERE id = 'n1-a'"), Ct));
        Assert.Empty(await centre.Services.GetRequiredService<IWrapups>().OwedBy("1001", Ct));
        Assert.IsType<NotFound>(await Close(left, "n1-a", Written));
    }

    [Theory, BothEngines]
    public async Task of_a_contact_that_was_handed_over_each_agent_owes_a_wrapup_of_his_own(DbEngine engine)
    {
        await using var centre = await Start(engine);
        await Owes(centre, "n1-a", "1001", new ContactHandedOver("1001", "agent", "1002", "1002", "leg"));
        var wrapups = centre.Services.GetRequiredService<IWrapups>();
        var (first, second) = (
            Assert.Single(await wrapups.OwedBy("1001", Ct)), Assert.Single(await wrapups.OwedBy("1002", Ct)));
        await wrapups.Draft("n1-a", "1002", new WrapupDraft(null, "未完"));

        await wrapups.Save(first.Record, "1001", new WrapupDraft("balance", "已转"), 1);

        Assert.Empty(await wrapups.OwedBy("1001", Ct));
        var left = Assert.Single(await wrapups.OwedBy("1002", Ct));
        Assert.Equal("未完", left.Draft.Note);
        Assert.DoesNotContain(
            await centre.Journal.ReadStream("contact/n1-a", ct: Ct), row => row.Kind == "contact.closed");

        // As a desk has it that was opened before the other wrote.
        await wrapups.Save(second.Record, "1002", new WrapupDraft("balance", "已答复"), 2);

        Assert.Empty(await wrapups.OwedBy("1002", Ct));
        var closed = Assert.Single(
            await centre.Journal.ReadStream("contact/n1-a", ct: Ct), row => row.Kind == "contact.closed");
        Assert.Equal("handled", closed.As<ContactClosed>().Disposition);
    }

    [Fact]
    public async Task two_leads_at_once_finish_it_once_and_the_audit_names_the_one()
    {
        await using var centre = await Start(DbEngine.Sqlite);
        await Owes(centre, "n1-a", "1001");
        var (left, floor) = Left(centre);
        // Both have asked before either may write.
        await floor.Of("1001").Writing.WaitAsync(Ct);
        var both = new[] { Close(left, "n1-a", Written), Close(left, "n1-a", Written) };
        await Task.WhenAny(Task.WhenAll(both), centre.Db.Read(_ => 0, Ct));
        floor.Of("1001").Writing.Release();

        var results = await Task.WhenAll(both);

        Assert.Single(results.OfType<NoContent>());
        Assert.Single(results.OfType<NotFound>());
        var story = await centre.Journal.ReadStream("contact/n1-a", ct: Ct);
        Assert.Single(story, row => row.Kind == "contact.closed");
        var audit = await centre.Db.Read(
            c => c.Query<(string, string, string, string)>("SELECT actor, action, subject, detail FROM audit"), Ct);
        Assert.Equal([("2001", "wrapup.takenOver", "contact/n1-a", "座席病假")], audit);
    }

    [Fact]
    public async Task nobody_finishes_it_for_an_agent_at_work_another_team_or_without_saying_why()
    {
        await using var centre = await Start(DbEngine.Sqlite);
        await Owes(centre, "n1-a", "1001");
        await Owes(centre, "n1-b", "1004");
        var (left, floor) = Left(centre);
        floor.Of("1001").AtWork = true;

        Assert.Equal(409, Status(await Close(left, "n1-a", Written)));
        floor.Of("1001").AtWork = false;
        Assert.IsType<NotFound>(await Close(left, "n1-b", Written));
        Assert.IsType<NotFound>(await Close(left, "n1-none", Written));
        Assert.Equal(422, Status(await Close(left, "n1-a", Written with { Why = " " })));
        Assert.Equal(422, Status(await Close(left, "n1-a", Written with { ReasonCode = "none such" })));
        Assert.Single(await centre.Services.GetRequiredService<IWrapups>().OwedBy("1001", Ct));
    }

    private static async Task<IResult> Close(LeftWrapups left, string id, LeftWrapup command) =>
        (await left.Close(id, command, "2001", Team, Ct)).Result;

    private static int Status(IResult result) => Assert.IsType<ProblemHttpResult>(result).StatusCode;

    private static (LeftWrapups Left, DeskFloor Floor) Left(TestKernel centre)
    {
        var screen = new DeskScreen(null!, null!, NullLogger<DeskScreen>.Instance);
        var floor = new DeskFloor(screen, new AgentNames(new Nobody()), TimeProvider.System);
        var left = new LeftWrapups(
            floor, centre.Services.GetRequiredService<IWrapups>(), new Silence(),
            centre.Services.GetRequiredService<IDefinitions>());
        return (left, floor);
    }

    private static async Task Owes(TestKernel centre, string id, string agent, object? further = null)
    {
        object[] story =
        [
            new ContactArrived("voice", "138****0001", "95000", "sip", "leg"), new HumanRequested(["greeting"], "key0"),
            new ContactQueued("service", 0, false, 0, "request"), new ContactConnected(agent, "leg", 1_000_000),
            .. further is null ? Array.Empty<object>() : [further],
            new ContactEnded("customer", "conversation", 5),
        ];
        foreach (var happened in story)
            await centre.Journal.Append($"contact/{id}", happened, ct: Ct);
    }

    private static Task<TestKernel> Start(DbEngine engine) => TestKernel.Start(
        engine, (services, configuration) => services
            .AddDefinitions(configuration).AddCustomers(configuration).AddBanking(configuration)
            .AddContacts(configuration));

    private sealed class Silence : IDeskNotices
    {
        public Task Tell(string agent, string code, string? contactId = null) => Task.CompletedTask;

        public Task Settled(string agent, string contactId) => Task.CompletedTask;
    }

    private sealed class Nobody : IUsers
    {
        public IReadOnlyList<UserCard> All => [];

        public UserCard? ByNumber(string number) => null;

        public DataScope ScopeOf(ClaimsPrincipal who, Permission permission) => new(null);

        public Task Put(UserCard user, string password, string by, CancellationToken ct = default) =>
            throw new NotSupportedException();
    }
}
