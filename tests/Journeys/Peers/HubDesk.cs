using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;

namespace TellerLine.Journeys.Peers;

/// <summary>
/// A desk without a page: SignalR's JSON protocol spoken by hand, so that it can ask what a well-meaning page never
/// would. Its telephone is an offer to which nobody ever answers.
/// </summary>
internal sealed class HubDesk : IAsyncDisposable
{
    private const char RecordEnd = '\u001e';

    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    private readonly ClientWebSocket _socket = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource<JsonNode?>> _asked = new();
    private readonly SemaphoreSlim _sending = new(1);
    private Task _listening = Task.CompletedTask;
    private int _last;
    private volatile JsonNode? _desk;

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
        var hub = new HubDesk();
        hub._socket.Options.Cookies = cookies;
        await hub._socket.ConnectAsync(new Uri($"ws://127.0.0.1:{centre.HttpPort}/hub/desk"), CancellationToken.None);
        await hub.Send(new JsonObject { ["protocol"] = "json", ["version"] = 1 });
        hub._listening = hub.Listen();
        return hub;
    }

    /// <summary>Asks the hub; a refusal is an <see cref="InvalidOperationException"/> that names the code.</summary>
    public async Task<JsonNode?> Ask(string method, params JsonNode?[] arguments)
    {
        var id = Interlocked.Increment(ref _last).ToString();
        var answered = _asked[id] = new TaskCompletionSource<JsonNode?>(
            TaskCreationOptions.RunContinuationsAsynchronously);
        await Send(
            new JsonObject { ["type"] = 1, ["invocationId"] = id, ["target"] = method,
                ["arguments"] = new JsonArray(arguments) });
        return await answered.Task.WaitAsync(Bound);
    }

    /// <returns>Null when done, else the refusal.</returns>
    public async Task<string?> Try(string method, params JsonNode?[] arguments)
    {
        try
        {
            await Ask(method, arguments);
            return null;
        }
        catch (InvalidOperationException refused)
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

    public async ValueTask DisposeAsync()
    {
        _socket.Dispose();
        await _listening;
        _sending.Dispose();
    }

    private async Task Send(JsonNode message)
    {
        await _sending.WaitAsync();
        try
        {
            await _socket.SendAsync(
                Encoding.UTF8.GetBytes(message.ToJsonString() + RecordEnd), WebSocketMessageType.Text, true,
                CancellationToken.None);
        }
        finally
        {
            _sending.Release();
        }
    }

    private async Task Listen()
    {
        var buffer = new byte[1 << 16];
        var text = new StringBuilder();
        try
        {
            while (true)
            {
                var part = await _socket.ReceiveAsync(buffer, CancellationToken.None);
                text.Append(Encoding.UTF8.GetString(buffer, 0, part.Count));
                if (!part.EndOfMessage)
                    continue;
                foreach (var record in text.ToString().Split(RecordEnd, StringSplitOptions.RemoveEmptyEntries))
                    await Take(JsonNode.Parse(record)!);
                text.Clear();
            }
        }
        catch (Exception fault) when (
            fault is WebSocketException or ObjectDisposedException or OperationCanceledException
            or InvalidOperationException)
        {
            foreach (var waiting in _asked.Values)
                waiting.TrySetException(new IOException("The hub is gone."));
        }
    }

    private async Task Take(JsonNode message)
    {
        // 1 is a call of ours, 3 an answer, 6 a sign of life (SignalR's hub protocol), which is returned.
        if ((int?)message["type"] == 6)
            await Send(new JsonObject { ["type"] = 6 });
        if ((int?)message["type"] == 1 && (string?)message["target"] == "Desk")
            _desk = message["arguments"]![0];
        if ((int?)message["type"] != 3 || !_asked.TryRemove((string)message["invocationId"]!, out var waiting))
            return;
        if ((string?)message["error"] is { } error)
            waiting.TrySetException(new InvalidOperationException(error));
        else
            waiting.TrySetResult(message["result"]);
    }

    private const string NobodysOffer =
        "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\na=group:BUNDLE 0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 8 0 126\r\nc=IN IP4 0.0.0.0\r\n" +
        "a=rtcp:9 IN IP4 0.0.0.0\r\na=ice-ufrag:nobd\r\na=ice-pwd:nobodynobodynobodynobody\r\na=ice-options:trickle\r\n" +
        "a=fingerprint:sha-256 00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF:00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF\r\n" +
        "a=setup:actpass\r\na=mid:0\r\na=sendrecv\r\na=rtcp-mux\r\na=rtpmap:8 PCMA/8000\r\na=rtpmap:0 PCMU/8000\r\n" +
        "a=rtpmap:126 telephone-event/8000\r\n";
}
