using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TellerLine.Access;
using TellerLine.Contacts;
using TellerLine.Definitions;
using TellerLine.Insights;
using TellerLine.Kernel;
using TellerLine.Lists;
using TellerLine.Signatures;

namespace TellerLine.Modules.Insights;

public sealed class FiguresApiTests : IAsyncDisposable
{
    private const long Second = 1_000_000;
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;
    private readonly string _data = Directory.CreateTempSubdirectory("tl-data-").FullName;
    private WebApplication? _app;

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
            await _app.DisposeAsync();
        Directory.Delete(_data, recursive: true);
    }

    [Fact]
    public async Task the_figures_are_for_those_who_may_see_reports()
    {
        using var client = await Start();
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/api/figures/today", Ct)).StatusCode);
        await SignIn(client, "3001");
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/api/figures/today", Ct)).StatusCode);
    }

    [Theory]
    [InlineData("1001", 1, 1)]
    [InlineData("1004", 1, 0)]
    [InlineData("2001", 2, 2)]
    [InlineData("3001", 4, 2)]
    public async Task figures_are_of_ones_own_contacts_ones_teams_or_all(string user, int offered, int answered)
    {
        using var client = await Start();
        await Queued("c1");
        await Happened("c1", new ContactConnected("1001", "leg", 7 * Second));
        await Queued("c2");
        await Happened("c2", new ContactOffered("o2", "1001", "browser"));
        await Happened("c2", new ContactConnected("1002", "leg", 9 * Second));
        await Queued("c3");
        await Happened("c3", new ContactOffered("o3", "1004", "browser"));
        await Queued("c4");
        await _app!.Services.GetRequiredService<IProjections>().CatchUp(Ct);
        await SignIn(client, user);

        var view = await client.GetFromJsonAsync<JsonElement>("/api/figures/today", Ct);

        var figures = view.GetProperty("figures").EnumerateArray().ToDictionary(f => f.GetProperty("key").GetString()!);
        Assert.Equal((offered, answered), (Value("offered"), Value("answered")));
        Assert.Equal(
            offered, view.GetProperty("byHalfHour").EnumerateArray()
            .Sum(half => half.GetProperty("offered").GetInt32()));

        int Value(string key) => figures[key].GetProperty("value").GetInt32();

        Task Queued(string contact) =>
            Happened(contact, new ContactQueued("service", 0, false, TimeProvider.System.NowUs(), "request"));

        Task Happened(string contact, object what) =>
            _app!.Services.GetRequiredService<IJournal>().Append($"contact/{contact}", what, ct: Ct);
    }

    [Fact]
    public async Task a_figure_comes_with_its_parts_its_formula_and_its_target()
    {
        using var client = await Start();
        var journal = _app!.Services.GetRequiredService<IJournal>();
        var queued = await journal.Append(
            "contact/c1", new ContactQueued("service", 0, false, TimeProvider.System.NowUs(), "request"), ct: Ct);
        await journal.Append("contact/c1", new ContactConnected("1001", "leg", 7 * Second), ct: Ct);
        await _app.Services.GetRequiredService<IProjections>().CatchUp(Ct);
        await SignIn(client, "3001");

        var view = await client.GetFromJsonAsync<JsonElement>("/api/figures/today", Ct);

        Assert.Equal(
            ["offered", "answered", "answerRate", "serviceLevel", "meanWait", "abandoned", "shortAbandoned",
                "selfServiceShare"],
            view.GetProperty("figures").EnumerateArray().Select(figure => figure.GetProperty("key").GetString()));
        var level = view.GetProperty("figures")[3].Deserialize<FigureView>(JournalJson.Options)!;
        Assert.Equal(
            ("serviceLevel", 1.0, "ratio", 1L, 1L, 0.93, true, 1),
            (level.Key, level.Value, level.Unit, level.Numerator, level.Denominator, level.Target, level.Holds,
                level.Version));
        Assert.Equal("Answered within 20 s (inclusive) ÷ (offered − short abandons)", level.Formula.En);
        Assert.Equal("20 秒内（含 20 秒）接听量 ÷（人工请求量 − 短时放弃量）", level.Formula.Zh);
        Assert.Equal(7_000, view.GetProperty("figures")[4].GetProperty("value").GetDouble());
        var halfHour = Assert.Single(view.GetProperty("byHalfHour").EnumerateArray());
        Assert.Equal((1, 1, 0, 1), (Count("offered"), Count("answered"), Count("abandoned"), Count("within20")));
        Assert.True(
            Clock.FromUs(queued.AtUs) - halfHour.GetProperty("at").GetDateTimeOffset() < TimeSpan.FromMinutes(30));

        int Count(string name) => halfHour.GetProperty(name).GetInt32();
    }

    private async Task<HttpClient> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection(
            new Dictionary<string, string?> { ["Kernel:DataDirectory"] = _data, ["Access:Demo"] = "true" });
        builder.Services.AddKernel(builder.Configuration).AddAccess(builder.Configuration)
            .AddLists(builder.Configuration).AddSignatures(builder.Configuration)
            .AddDefinitions(builder.Configuration).AddInsights(builder.Configuration);
        _app = builder.Build();
        _app.MapAccess();
        _app.MapInsights();
        await _app.Services.StartKernel(Ct);
        await _app.StartAsync(Ct);
        return new HttpClient(
            new HttpClientHandler { CookieContainer = new CookieContainer() }) { BaseAddress = new Uri(
                _app.Urls.Single()) };
    }

    private static async Task SignIn(HttpClient client, string user)
    {
        using var response = await client.PostAsJsonAsync(
            "/api/session", new { user, password = $"teller-{user}" }, Ct);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }
}
