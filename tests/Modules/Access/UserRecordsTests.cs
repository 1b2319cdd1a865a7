using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using TellerLine.Access;
using TellerLine.Access.Core;
using TellerLine.Kernel;
using static TellerLine.Modules.Access.AccessUnderTest;

namespace TellerLine.Modules.Access;

public sealed class UserRecordsTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothEngines]
    public async Task of_two_who_read_the_same_version_the_second_is_told_what_the_first_changed(DbEngine engine)
    {
        await using var kernel = await Start(engine);
        var records = kernel.Services.GetRequiredService<UserRecords>();
        var read = (await records.All(Ct)).Single(u => u.Number == "1001");
        var rights = new UserRights(read.Roles, read.AuthorityLevel, read.Org, read.Active);

        var outcomes = await Task.WhenAll(
            records.Change("1001", read.Version, rights with { AuthorityLevel = 2 }, "9001", Ct),
            records.Change("1001", read.Version, rights with { Roles = [Role.SeniorAgent] }, "9001", Ct));

        var done = Assert.Single(outcomes.OfType<RightsOutcome.Done>()).User;
        Assert.Equal(read.Version + 1, done.Version);
        Assert.Equal(
            JsonSerializer.Serialize(done),
            JsonSerializer.Serialize((await records.All(Ct)).Single(u => u.Number == "1001")));
        var conflict = Assert.Single(outcomes.OfType<RightsOutcome.Conflict>()).What;
        Assert.Equal(done.Version, conflict.Version);
        Assert.Equal(["authorityLevel", "roles"], conflict.Differences.Select(d => d.Field).Order());
    }

    [Theory, BothEngines]
    public async Task the_row_its_entry_and_the_audit_are_written_together_or_not_at_all(DbEngine engine)
    {
        await using var kernel = await Start(engine);
        var records = kernel.Services.GetRequiredService<UserRecords>();
        var read = (await records.All(Ct)).Single(u => u.Number == "1001");
        var wanted = new UserRights([Role.TeamLead], 3, read.Org, Active: true);

        Assert.IsType<RightsOutcome.Refused>(await records.Change("1001", read.Version, wanted, "1001", Ct));
        Assert.IsType<RightsOutcome.Unknown>(await records.Change("4711", 1, wanted, "9001", Ct));
        Assert.Empty(await Told(kernel));
        Assert.IsType<RightsOutcome.Done>(await records.Change("1001", read.Version, wanted, "9001", Ct));

        var told = Assert.Single(await Told(kernel));
        Assert.Equal((Role.TeamLead, 3, "9001"), (Assert.Single(told.Roles), told.AuthorityLevel, told.By));
        Assert.Equal([Role.TeamLead], kernel.Services.GetRequiredService<IUsers>().ByNumber("1001")!.Roles);
        Assert.Null(await kernel.Services.GetRequiredService<IAudit>().FirstFault(Ct));
    }

    [Fact]
    public async Task over_http_a_conflict_is_409_with_what_differs_and_a_changed_user_is_signed_out()
    {
        await using var access = new AccessUnderTest();
        await access.Start();
        using var administrator = access.Browser();
        using var agent = access.Browser();
        await SignIn(administrator, "9001", "teller-9001");
        await SignIn(agent, "1001", "teller-1001");
        var users = await administrator.GetFromJsonAsync<JsonElement>("/api/users", Ct);
        var read = users.EnumerateArray().Single(u => u.GetProperty("number").GetString() == "1001");
        object Wanted(int level) => new
        {
            version = read.GetProperty("version").GetInt64(), roles = new[] { "agent" }, authorityLevel = level,
            org = read.GetProperty("org").GetString(), active = true,
        };

        using var first = await administrator.PutAsJsonAsync("/api/users/1001/rights", Wanted(2), Ct);
        using var second = await administrator.PutAsJsonAsync("/api/users/1001/rights", Wanted(3), Ct);
        using var oneself = await administrator.PutAsJsonAsync("/api/users/9001/rights", Wanted(3), Ct);

        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, second.StatusCode);
        var problem = await second.Content.ReadFromJsonAsync<JsonElement>(Ct);
        Assert.Equal("versionConflict", problem.GetProperty("code").GetString());
        Assert.Equal(
            """[{"field":"authorityLevel","now":2,"wanted":3}]""", problem.GetProperty("differences").GetRawText());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, oneself.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, await WhoAmI(agent));
        Assert.Equal(HttpStatusCode.OK, await WhoAmI(administrator));
    }

    private static Task<TestKernel> Start(DbEngine engine) =>
        TestKernel.Start(
            engine, (services, configuration) => services.AddAccess(configuration), ("Access:Demo", "true"));

    private static async Task<List<UserRightsChanged>> Told(TestKernel kernel) =>
        [.. (await kernel.Journal.ReadStream("user/1001", ct: Ct)).Where(r => r.Kind == "user.rightsChanged")
            .Select(r => r.As<UserRightsChanged>())];
}
