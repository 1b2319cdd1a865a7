using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;

namespace TellerLine.Journeys.Peers;

/// <summary>
/// A desk without a page, so that it can ask what a well-meaning page never would. Its telephone is an offer to which
/// nobody ever answers.
/// </summary>
internal sealed class HubDesk : IAsyncDisposable
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    private readonly HubConnection _hub;
    private volatile JsonNode? _desk;

    private HubDesk(HubConnection hub)
    {
        _hub = hub;
        _hub.On<JsonNode>("Desk", desk => _desk = desk);
    }

    /// <summary>The desk as the centre last showed it.</summary>
    public JsonNode? Desk => _desk;

    public static async Task<HubDesk> Open(CentreUnderTest centre, string agent)
    {
        var cookies = new CookieContainer();
        using var handler = new HttpClientHandler { CookieContainer = cookies };
        using var http = new HttpClient(handler) { BaseAddress = new Uri(centre.Url) };
        using var answer = await http.PostAsJsonAsync(
            "/api/session", new { user = agent, password = "teller-" + agent });
        answer.EnsureSuccessStatusCode();
        var desk = new HubDesk(new HubConnectionBuilder().WithUrl(
            $"http://127.0.0.1:{centre.HttpPort}/hub/desk", HttpTransportType.WebSockets, options =>
            {
                options.Cookies = cookies;
                options.SkipNegotiation = true;
            }).Build());
        await desk._hub.StartAsync();
        return desk;
    }

    /// <exception cref="HubException">Refused; it names the code.</exception>
    public Task<JsonNode?> Ask(string method, params JsonNode?[] arguments) =>
        _hub.InvokeCoreAsync<JsonNode?>(method, arguments).WaitAsync(Bound);

    /// <returns>Null when done, else the refusal.</returns>
    public async Task<string?> Try(string method, params JsonNode?[] arguments)
    {
        try
        {
            await Ask(method, arguments);
            return null;
        }
        catch (HubException refused)
        {
            return refused.Message;
        }
    }

    public Task OpenPhone() => Ask("OpenPhone", NobodysOffer);

    /// <summary>Waits until the desk shows what is wanted.</summary>
    public async Task<JsonNode> Shows(Func<JsonNode, bool> wanted)
    {
        var seen = await Patience.Until(() => _desk, d => d is not null && wanted(d), Bound);
        return seen is not null && wanted(seen) ? seen
            : throw new TimeoutException($"The desk shows {seen?.ToJsonString()}");
    }

    public ValueTask DisposeAsync() => _hub.DisposeAsync();

    private const string NobodysOffer =
        "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\na=group:BUNDLE 0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 8 0 126\r\nc=IN IP4 0.0.0.0\r\n" +
        "a=rtcp:9 IN IP4 0.0.0.0\r\na=ice-ufrag:nobd\r\na=ice-pwd:nobodynobodynobodynobody\r\na=ice-options:trickle\r\n" +
        "a=fingerprint:sha-256 00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF:00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF\r\n" +
        "a=setup:actpass\r\na=mid:0\r\na=sendrecv\r\na=rtcp-mux\r\na=rtpmap:8 PCMA/8000\r\na=rtpmap:0 PCMU/8000\r\n" +
        "a=rtpmap:126 telephone-event/8000\r\n";
}
