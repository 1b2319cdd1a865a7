using System.Net;
using System.Net.Http.Json;
using Dapper;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TellerLine.Access;
using TellerLine.Kernel;

namespace TellerLine.Modules;

/// <summary>Kernel, Access with the demonstration's users, and what a test adds, served over HTTP.</summary>
internal sealed class WebUnderTest : IAsyncDisposable
{
    private readonly WebApplication _app;

    private WebUnderTest(WebApplication app, string data) => (_app, Data) = (app, data);

    public string Data { get; }

    public Uri Url => new(_app.Urls.Single());

    public IServiceProvider Services => _app.Services;

    public IDb Db => Get<IDb>();

    public IJournal Journal => Get<IJournal>();

    public IProjections Projections => Get<IProjections>();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <param name="prepare">After the database is there, before anything runs on it.</param>
    /// <param name="postgreSql">A connection string, or empty for SQLite.</param>
    public static async Task<WebUnderTest> Start(
        Action<IServiceCollection, IConfiguration> add, Action<IEndpointRouteBuilder> map,
        Func<IDb, Task>? prepare = null, string postgreSql = "")
    {
        var data = Directory.CreateTempSubdirectory("tl-data-").FullName;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection(
            new Dictionary<string, string?>
            {
                ["Kernel:DataDirectory"] = data, ["Access:Demo"] = "true", ["Banking:Demonstration"] = "false",
                ["Kernel:PostgreSql"] = postgreSql,
            });
        builder.Services.AddKernel(builder.Configuration).AddAccess(builder.Configuration);
        add(builder.Services, builder.Configuration);
        var app = builder.Build();
        app.MapAccess();
        map(app);
        await app.Services.StartKernel(Ct);
        if (prepare is not null)
            await prepare(app.Services.GetRequiredService<IDb>());
        await app.StartAsync(Ct);
        return new WebUnderTest(app, data);
    }

    public T Get<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    /// <summary>What a browser in which the user has signed in shows of itself.</summary>
    public async Task<CookieContainer> Cookies(string user)
    {
        var cookies = new CookieContainer();
        using var client = await SignedIn(user, cookies);
        return cookies;
    }

    public async Task<HttpClient> SignedIn(string user, CookieContainer? cookies = null)
    {
        var client = new HttpClient(
            new HttpClientHandler { CookieContainer = cookies ?? new CookieContainer() }) { BaseAddress = Url };
        using var response = await client.PostAsJsonAsync(
            "/api/session", new { user, password = $"teller-{user}" }, Ct);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return client;
    }

    /// <summary>Who of the people did what to which, in order; sign-ins left out.</summary>
    public Task<List<(string Actor, string Action, string Subject)>> Audit() => Db.Read(
        c => c.Query<(string, string, string)>(
            "SELECT actor, action, subject FROM audit WHERE actor <> 'system' ORDER BY seq")
        .Where(row => !row.Item2.StartsWith("session", StringComparison.Ordinal)).ToList(), Ct);

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        Directory.Delete(Data, recursive: true);
    }
}
