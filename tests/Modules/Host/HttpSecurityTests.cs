using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TellerLine.Host;

namespace TellerLine.Modules.Host;

/// <summary>What the program does with every request, around a few addresses of the test's own.</summary>
public sealed class HttpSecurityTests : IAsyncDisposable
{
    private const string Elsewhere = "https://evil.example";

    private readonly HttpClient _client = new(new HttpClientHandler { UseCookies = false, AllowAutoRedirect = false });
    private WebApplication? _app;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        if (_app is not null)
            await _app.DisposeAsync();
    }

    [Theory]
    [InlineData("POST", "/api/thing", Elsewhere, 403)]
    [InlineData("DELETE", "/api/thing", "null", 403)]
    [InlineData("GET", "/hub/desk", Elsewhere, 403)]
    [InlineData("POST", "/hub/desk/negotiate", Elsewhere, 403)]
    [InlineData("GET", "/sip", Elsewhere, 403)]
    [InlineData("POST", "/api/thing", "", 200)]
    [InlineData("POST", "/api/thing", "self", 200)]
    [InlineData("POST", "/api/thing", "https://desk.bank.example", 200)]
    [InlineData("GET", "/api/thing", Elsewhere, 200)]
    public async Task what_changes_something_or_stays_connected_comes_from_this_site(
        string method, string path, string origin, int status)
    {
        await Start(new CentreOptions { Origins = ["https://desk.bank.example"] });
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (origin.Length > 0)
            request.Headers.Add(
                "Origin", origin == "self" ? _client.BaseAddress!.GetLeftPart(UriPartial.Authority) : origin);

        using var answer = await _client.SendAsync(request, Ct);

        Assert.Equal(status, (int)answer.StatusCode);
        if (status == 403)
            Assert.Equal("foreignOrigin", await Code(answer));
    }

    [Fact]
    public async Task a_page_of_another_site_gets_no_socket()
    {
        await Start(new CentreOptions());
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Origin", Elsewhere);

        var refused = await Assert.ThrowsAsync<WebSocketException>(
            () => socket.ConnectAsync(new UriBuilder(_client.BaseAddress!) { Scheme = "ws", Path = "/sip" }.Uri, Ct));

        Assert.Contains("403", refused.Message);
    }

    [Theory]
    [InlineData("/api/thing", "no-store")]
    [InlineData("/api/fault", "no-store")]
    [InlineData("/api/nothing", "no-store")]
    [InlineData("/page", null)]
    public async Task every_answer_tells_the_browser_to_be_strict(string path, string? cache)
    {
        await Start(new CentreOptions());

        using var answer = await _client.GetAsync(path, Ct);

        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("script-src 'self';", policy);
        Assert.Contains("frame-ancestors 'none'", policy);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("no-referrer", Assert.Single(answer.Headers.GetValues("Referrer-Policy")));
        Assert.False(answer.Headers.Contains("Strict-Transport-Security"));
        Assert.Equal(cache, answer.Headers.CacheControl?.ToString());
    }

    [Theory]
    [InlineData("/api/nothing")]
    [InlineData("/api/record/7/nothing")]
    [InlineData("/api/nothing.json")]
    [InlineData("/hub/nothing")]
    [InlineData("/sip/nothing")]
    public async Task an_unknown_address_of_the_program_is_a_problem_that_says_so(string path)
    {
        await Start(new CentreOptions());
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Accept", "text/html");

        using var answer = await _client.SendAsync(request, Ct);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("notFound", await Code(answer));
    }

    [Theory]
    [InlineData("POST", "/api/me", "GET")]
    [InlineData("HEAD", "/api/me", "GET")]
    [InlineData("GET", "/api/record/7", "DELETE, PUT")]
    public async Task an_address_asked_in_the_wrong_way_says_how_it_is_asked(string method, string path, string allow)
    {
        await Start(new CentreOptions());
        using var request = new HttpRequestMessage(new HttpMethod(method), path);

        using var answer = await _client.SendAsync(request, Ct);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
        Assert.Equal(allow, string.Join(", ", answer.Content.Headers.Allow.Order()));
        if (method != "HEAD")
            Assert.Equal("wrongMethod", await Code(answer));
    }

    [Theory]
    [InlineData("text/plain", 415)]
    [InlineData("application/json; charset=gb18030", 415)]
    [InlineData("application/json; charset=nonsense", 415)]
    [InlineData("application/json; charset=UTF-8", 200)]
    [InlineData("application/json", 200)]
    public async Task content_of_another_type_or_encoding_is_told_apart_from_a_wrong_method(string type, int status)
    {
        await Start(new CentreOptions());
        using var content = new StringContent("{\"name\":\"x\"}");
        content.Headers.Remove("Content-Type");
        content.Headers.TryAddWithoutValidation("Content-Type", type);

        using var answer = await _client.PostAsync("/api/named", content, Ct);

        Assert.Equal(status, (int)answer.StatusCode);
        if (status == 415)
            Assert.Equal("wrongContent", await Code(answer));
    }

    [Fact]
    public async Task who_sends_far_too_much_and_does_not_listen_while_he_sends_is_told_so()
    {
        await Start(new CentreOptions());
        const int megabytes = 40;
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", _client.BaseAddress!.Port, Ct);
        var stream = client.GetStream();
        await stream.WriteAsync(
            Encoding.ASCII.GetBytes(
                $"POST /api/named HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                + $"Content-Length: {megabytes << 20}\r\n\r\n"), Ct);
        for (var i = 0; i < megabytes; i++)
            await stream.WriteAsync(new byte[1 << 20], Ct);

        using var reader = new StreamReader(stream);
        Assert.Equal("HTTP/1.1 413 Payload Too Large", await reader.ReadLineAsync(Ct));
    }

    [Fact]
    public async Task a_configured_proxy_is_believed_who_it_speaks_for()
    {
        await Start(new CentreOptions { Proxies = ["127.0.0.0/8"] });

        using var answer = await Forwarded();

        Assert.Equal("https 10.1.2.3 bank.example", await answer.Content.ReadAsStringAsync(Ct));
        Assert.Equal("max-age=31536000", Assert.Single(answer.Headers.GetValues("Strict-Transport-Security")));
    }

    [Fact]
    public async Task nobody_else_is()
    {
        await Start(new CentreOptions { Proxies = ["10.9.9.9"] });

        using var answer = await Forwarded();

        Assert.Equal($"http 127.0.0.1 {_client.BaseAddress!.Authority}", await answer.Content.ReadAsStringAsync(Ct));
    }

    private async Task<HttpResponseMessage> Forwarded()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/me");
        request.Headers.Add("X-Forwarded-For", "10.1.2.3");
        request.Headers.Add("X-Forwarded-Proto", "https");
        request.Headers.Add("X-Forwarded-Host", "bank.example");
        return await _client.SendAsync(request, Ct);
    }

    private async Task Start(CentreOptions centre)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddProblemDetails();
        SecurityHeaders.Add(builder.Services);
        _app = builder.Build();
        Web.Guard(_app, centre);
        _app.UseRouting();
        _app.UseWebSockets();
        _app.Map("/api/thing", () => "done");
        _app.Map("/api/fault", string () => throw new InvalidOperationException("a fault"));
        _app.Map("/sip", () => "a socket");
        _app.Map("/hub/desk", () => "a hub");
        _app.Map("/page", () => "a page");
        _app.MapPut("/api/record/{id}", () => "put");
        _app.MapDelete("/api/record/{id}", () => "deleted");
        _app.MapPost("/api/named", (Named named) => named.Name);
        _app.MapGet("/api/me", (HttpContext http) =>
            $"{http.Request.Scheme} {http.Connection.RemoteIpAddress?.MapToIPv4()} {http.Request.Host}");
        Web.Fallback(_app);
        await _app.StartAsync(Ct);
        _client.BaseAddress = new Uri(_app.Urls.Single());
    }

    private sealed record Named(string Name);

    private static async Task<string?> Code(HttpResponseMessage answer) =>
        JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Ct)).RootElement.GetProperty("code").GetString();
}
