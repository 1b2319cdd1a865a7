using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TellerLine.Access;
using TellerLine.Kernel;

namespace TellerLine.Modules.Access;

/// <summary>Access served over HTTP, with a clock by hand, on one data directory.</summary>
public sealed class AccessUnderTest : IAsyncDisposable
{
    private static readonly Permission SeeRecords = new("records.see", "查看", "See")
    {
        Own = [Role.Agent], Team = [Role.TeamLead], Branch = [Role.BranchAgent], All = [Role.FloorManager],
    };

    private readonly string _data = Directory.CreateTempSubdirectory("tl-data-").FullName;
    private readonly List<WebApplication> _apps = [];

    /// <summary>Who has a customer in hand.</summary>
    public ConcurrentDictionary<string, bool> InHand { get; } = new();

    public FakeTime Time { get; } = new(TimeProvider.System.GetUtcNow());

    /// <summary>Of the last start.</summary>
    public IServiceProvider Services => _apps[^1].Services;

    /// <summary>Where it was last started, <c>http://127.0.0.1:1234</c>.</summary>
    public Uri Url => new(_apps[^1].Urls.Single().Replace("[::]", "127.0.0.1"));

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        foreach (var app in _apps)
            await app.DisposeAsync();
        Directory.Delete(_data, recursive: true);
    }

    public Task Stop() => _apps[^1].DisposeAsync().AsTask();

    public async Task Start(params (string Key, string Value)[] settings)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection(
            new Dictionary<string, string?> { ["Kernel:DataDirectory"] = _data, ["Access:Demo"] = "true" });
        builder.Configuration.AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value)));
        builder.Services.AddKernel(builder.Configuration).AddAccess(builder.Configuration)
            .AddCapability(new("Records") { Permissions = [SeeRecords] }).AddSingleton<TimeProvider>(Time)
            .AddSingleton<ISessionHold>(new Hold(InHand));
        var app = builder.Build();
        app.UseWebSockets();
        app.UseAuthentication();
        app.UseSessionEnd();
        app.UseAuthorization();
        app.MapAccess();
        app.MapGet("/records", (HttpContext http, IUsers users) =>
            users.ScopeOf(http.User, SeeRecords).Agents is { } agents ? string.Join(' ', agents.Order()) : "everybody")
            .RequirePermission(SeeRecords);
        app.Map("/live", async (HttpContext http) =>
        {
            using var socket = await http.WebSockets.AcceptWebSocketAsync();
            await socket.ReceiveAsync(new byte[16], http.RequestAborted);
        }).RequirePermission(SeeRecords);
        _apps.Add(app);
        await app.Services.StartKernel(Ct);
        await app.StartAsync(Ct);
    }

    /// <summary>A browser; a second one with the same cookies is a thief.</summary>
    public HttpClient Browser(CookieContainer? cookies = null) =>
        new(new HttpClientHandler { CookieContainer = cookies ?? new CookieContainer() }) { BaseAddress = Url };

    public static async Task<(HttpStatusCode Status, JsonElement Body)> SignIn(
        HttpClient client, string user, string password)
    {
        using var response = await client.PostAsJsonAsync("/api/session", new { user, password }, Ct);
        return (response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>(Ct));
    }

    public static async Task<HttpStatusCode> WhoAmI(HttpClient client) => (await client.GetAsync("/api/session", Ct))
        .StatusCode;

    private sealed class Hold(ConcurrentDictionary<string, bool> inHand) : ISessionHold
    {
        public bool InHand(string number) => inHand.ContainsKey(number);
    }
}
