using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using TellerLine.Banking;
using TellerLine.Customers;
using TellerLine.Definitions;
using TellerLine.Kernel;
using TellerLine.SelfService;
using TellerLine.Signatures;

namespace TellerLine.Modules.SelfService;

/// <summary>The bank's own recordings: uploaded, approved, heard by the next call.</summary>
public sealed class PromptListTests
{
    private const string Upload = "/api/prompts/recordings", List = "/api/definitions/prompts/main";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static byte[] Ours(string path) =>
        File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "prompts", path));

    [Fact]
    public async Task the_next_call_hears_what_was_approved_and_a_call_that_goes_on_keeps_what_it_had()
    {
        await using var web = await Start();
        using var author = await web.SignedIn("5001");
        var before = web.Get<PromptBook>().Now();
        var (status, kept) = await Send(author, Ours("zh-CN/n.1.wav"));
        Assert.Equal(HttpStatusCode.OK, status);
        var hash = kept.GetProperty("hash").GetString()!;
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Ours("zh-CN/n.1.wav"))), hash);

        await InForce(web, author, $"recordings: [{Line("goodbye", "zh-CN", hash)}]");
        var now = web.Get<PromptBook>().Now();
        var own = Assert.Single(now.Files("zh-CN", ["goodbye"]));
        Assert.Equal(Ours("zh-CN/n.1.wav"), File.ReadAllBytes(own));
        Assert.Equal(Path.GetFullPath(Path.Combine(web.Data, "prompts", hash + ".wav")), own);
        Assert.NotEqual(own, before.Files("zh-CN", ["goodbye"])[0]);
        Assert.NotEqual(own, now.Files("en", ["goodbye"])[0]);

        Assert.Equal(Ours("zh-CN/n.1.wav"), await author.GetByteArrayAsync("/api/prompts/zh-CN/goodbye", Ct));
        Assert.Equal(Ours("zh-CN/n.1.wav"), await author.GetByteArrayAsync($"{Upload}/{hash}", Ct));
        var shown = (await author.GetFromJsonAsync<JsonElement>("/api/prompts", Ct)).EnumerateArray()
            .Single(p => p.GetProperty("name").GetString() == "goodbye"
                && p.GetProperty("language").GetString() == "zh-CN");
        Assert.Equal(
            ("回见", "1001 李敏"), (shown.GetProperty("text").GetString(), shown.GetProperty("speaker").GetString()));
        Assert.Contains(("5001", "prompt.uploaded", $"recording/{hash}"), await web.Audit());
    }

    [Fact]
    public async Task what_cannot_be_spoken_or_is_not_there_is_told_and_nothing_is_kept()
    {
        await using var web = await Start();
        using var author = await web.SignedIn("5001");
        foreach (var bad in new[] { [], "no sound"u8.ToArray(), Ours("zh-CN/n.1.wav")[..200] })
        {
            var (status, problem) = await Send(author, bad);
            Assert.Equal(
                (HttpStatusCode.UnprocessableEntity, "badRecording"), (status, problem.GetProperty("code").GetString()));
        }
        var (tooLarge, _) = await Send(author, new byte[20 * 1024 * 1024]);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, tooLarge);
        Assert.False(Directory.Exists(Path.Combine(web.Data, "prompts")));
        using var agent = await web.SignedIn("1001");
        Assert.Equal(HttpStatusCode.Forbidden, (await Send(agent, Ours("zh-CN/n.1.wav"))).Status);
        foreach (var nothing in new[] { "zh-CN/../x", "zh-CN/none", $"recordings/{new string('0', 64)}", "recordings/..%2Fx" })
            Assert.Equal(HttpStatusCode.NotFound, (await author.GetAsync($"/api/prompts/{nothing}", Ct)).StatusCode);

        var hash = (await Send(author, Ours("zh-CN/n.1.wav"))).Body.GetProperty("hash").GetString()!;
        using var answer = await author.PostAsJsonAsync(
            "/api/definitions/prompts/check",
            new
            {
                yaml = $"""
                    recordings:
                      - {Line("goodbye", "zh-CN", hash)}
                      - {Line("goodbye", "zh-CN", hash)}
                      - {Line("hold", "en", hash)}
                      - {Line("menu.balance", "zh-CN", hash).Replace("回见", "请输入密码")}
                      - {Line("pin.enquiry", "zh-CN", hash).Replace("回见", "请输入密码")}
                      - {Line("goodbye", "en", new string('0', 64))}
                    """,
            }, Ct);
        Assert.Equal(
            [
                (3, "goodbye stands twice in zh-CN"), (4, "there is no prompt hold in en"),
                (5, "only the prompts of the PIN entry ask for a PIN"), (7, "there is no such recording: upload it first"),
            ],
            (await answer.Content.ReadFromJsonAsync<JsonElement>(Ct)).EnumerateArray()
                .Select(f => (f.GetProperty("line").GetInt32(), f.GetProperty("en").GetString())));
    }

    private static string Line(string prompt, string language, string hash) =>
        $$"""{ prompt: {{prompt}}, language: {{language}}, recording: {{hash}}, text: 回见, speaker: 1001 李敏, synthetic: false }""";

    private static async Task<(HttpStatusCode Status, JsonElement Body)> Send(HttpClient client, byte[] wav)
    {
        using var content = new ByteArrayContent(wav);
        content.Headers.ContentType = new MediaTypeHeaderValue("audio/wav");
        using var answer = await client.PostAsync(Upload, content, Ct);
        var body = await answer.Content.ReadAsStringAsync(Ct);
        return (answer.StatusCode, body.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(body));
    }

    private static async Task InForce(WebUnderTest web, HttpClient author, string yaml)
    {
        var draft = await Post(author, $"{List}/versions", new { basedOn = 1, why = "新录音", yaml });
        await Post(author, $"{List}/versions/2/submit", new { rowVersion = Version(draft) });
        using var approver = await web.SignedIn("9001");
        await Post(
            approver, $"{List}/versions/2/approve", new { rowVersion = Version(draft) + 1, secret = "teller-9001" });
    }

    private static long Version(JsonElement version) => version.GetProperty("rowVersion").GetInt64();

    private static async Task<JsonElement> Post(HttpClient client, string path, object body)
    {
        using var answer = await client.PostAsJsonAsync(path, body, Ct);
        return await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>(Ct);
    }

    private static Task<WebUnderTest> Start() => WebUnderTest.Start(
        (services, configuration) => services.AddSignatures(configuration).AddDefinitions(configuration)
            .AddCustomers(configuration).AddBanking(configuration).AddSelfService(configuration),
        routes => routes.MapDefinitions().MapSelfService());
}
