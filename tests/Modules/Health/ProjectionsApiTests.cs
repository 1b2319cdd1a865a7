using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using TellerLine.Health;
using TellerLine.Kernel;
using TellerLine.Modules.Kernel;

namespace TellerLine.Modules.Health;

/// <summary>What an administrator does for projections, as the page asks for it.</summary>
public sealed class ProjectionsApiTests
{
    private readonly Sums _sums = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task what_was_set_aside_is_tried_again_and_told_how_it_went()
    {
        await using var web = await Start();
        _sums.Refused.Add(2);
        for (var i = 1; i <= 3; i++)
            await web.Journal.Append("account/bad", new Happened(i), ct: Ct);
        await web.Projections.CatchUp(Ct);
        using var admin = await web.SignedIn("9001");

        Assert.Equal((0, 2), await Retried(admin));
        _sums.Refused.Clear();
        Assert.Equal((2, 0), await Retried(admin));
        Assert.Equal([new Sums.Row("account/bad", 6, 3)], await Sums.Table(web.Db));
        Assert.Equal(
            Enumerable.Repeat(("9001", "projection.retried", "projection/sums"), 2), await web.Audit());
    }

    [Fact]
    public async Task a_rebuild_is_begun_and_its_end_can_be_seen()
    {
        await using var web = await Start();
        await web.Journal.Append("account/a", new Happened(1), ct: Ct);
        await web.Projections.CatchUp(Ct);
        await web.Db.Write(s => Dapper.SqlMapper.Execute(
            s.Connection, "UPDATE sums SET total = 99", transaction: s.Transaction), Ct);
        using var admin = await web.SignedIn("9001");

        Assert.Equal(HttpStatusCode.Accepted, await Post(admin, "sums/rebuild"));
        while (await Sums.Table(web.Db) is not [{ Total: 1 }] || await RebuildBehind(admin) is not null)
            Ct.ThrowIfCancellationRequested();
        Assert.Equal([("9001", "projection.rebuilt", "projection/sums")], await web.Audit());
    }

    [Fact]
    public async Task nobody_else_may_and_a_name_that_is_none_is_not_found()
    {
        await using var web = await Start();
        using var admin = await web.SignedIn("9001");
        using var manager = await web.SignedIn("3001");
        foreach (var deed in (string[])["rebuild", "retry"])
        {
            Assert.Equal(HttpStatusCode.NotFound, await Post(admin, "nothing/" + deed));
            Assert.Equal(HttpStatusCode.Forbidden, await Post(manager, "sums/" + deed));
        }

        Assert.Empty(await web.Audit());
    }

    private Task<WebUnderTest> Start() => WebUnderTest.Start(
        (services, _) => services.AddSingleton<Projection>(_sums), ProjectionsApi.Map, Sums.MakeTable);

    private static async Task<HttpStatusCode> Post(HttpClient client, string what)
    {
        using var response = await client.PostAsync($"/api/health/projections/{what}", null, Ct);
        return response.StatusCode;
    }

    private static async Task<(int Applied, int Left)> Retried(HttpClient client)
    {
        using var response = await client.PostAsync("/api/health/projections/sums/retry", null, Ct);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var outcome = await response.Content.ReadFromJsonAsync<JsonElement>(Ct);
        return (outcome.GetProperty("applied").GetInt32(), outcome.GetProperty("left").GetInt32());
    }

    private static async Task<long?> RebuildBehind(HttpClient client)
    {
        var view = await client.GetFromJsonAsync<JsonElement>("/api/health/projections", Ct);
        var behind = view.EnumerateArray()
            .Single(p => p.GetProperty("name").GetString() == "sums").GetProperty("rebuildBehind");
        return behind.ValueKind == JsonValueKind.Null ? null : behind.GetInt64();
    }
}
