using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;

namespace TellerLine.Modules.Desks;

/// <summary>A desk's page without a page: SignalR's JSON protocol, and every view of the desk that came.</summary>
internal sealed class HubClient : IAsyncDisposable
{
    private const char RecordEnd = '\u001e';

    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(20);

    private readonly ClientWebSocket _socket = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource<JsonNode?>> _asked = new();
    private readonly SemaphoreSlim _sending = new(1);
    private readonly BlockingCollection<JsonNode> _views = [];
    private Task _listening = Task.CompletedTask;
    private int _last;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<HubClient> Open(WebUnderTest web, string agent)
    {
        var hub = new HubClient();
        hub._socket.Options.Cookies = await web.Cookies(agent);
        await hub._socket.ConnectAsync(new UriBuilder(web.Url) { Scheme = "ws", Path = "/hub/desk" }.Uri, Ct);
        await hub.Send(new JsonObject { ["protocol"] = "json", ["version"] = 1 });
        hub._listening = hub.Listen();
        return hub;
    }

    /// <summary>Asks the hub; a refusal is an <see cref="InvalidOperationException"/> that names the code.</summary>
    public async Task<JsonNode?> Ask(string method, params JsonNode?[] arguments)
    {
        var id = Interlocked.Increment(ref _last).ToString();
        var answered = _asked[id] = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await Send(new JsonObject
        {
            ["type"] = 1, ["invocationId"] = id, ["target"] = method, ["arguments"] = new JsonArray(arguments),
        });
        return await answered.Task.WaitAsync(Bound, Ct);
    }

    /// <summary>The views up to the first that is wanted, that one included.</summary>
    public List<JsonNode> Until(Func<JsonNode, bool> wanted)
    {
        List<JsonNode> seen = [];
        while (_views.TryTake(out var view, (int)Bound.TotalMilliseconds, Ct))
        {
            seen.Add(view);
            if (wanted(view))
                return seen;
        }

        throw new TimeoutException("The desk shows " + seen.LastOrDefault()?.ToJsonString());
    }

    public async ValueTask DisposeAsync()
    {
        _socket.Abort();
        await _listening;
        _socket.Dispose();
        _sending.Dispose();
        _views.Dispose();
    }

    private async Task Send(JsonNode message)
    {
        await _sending.WaitAsync(Ct);
        try
        {
            await _socket.SendAsync(
                Encoding.UTF8.GetBytes(message.ToJsonString() + RecordEnd), WebSocketMessageType.Text, true, Ct);
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
                var part = await _socket.ReceiveAsync(buffer, Ct);
                text.Append(Encoding.UTF8.GetString(buffer, 0, part.Count));
                if (!part.EndOfMessage)
                    continue;
                foreach (var record in text.ToString().Split(RecordEnd, StringSplitOptions.RemoveEmptyEntries))
                    Take(JsonNode.Parse(record)!);
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

    private void Take(JsonNode message)
    {
        // 1 is a call of ours, 3 an answer (SignalR's hub protocol).
        if ((int?)message["type"] == 1 && (string?)message["target"] == "Desk")
            _views.Add(message["arguments"]![0]!.DeepClone());
        if ((int?)message["type"] != 3 || !_asked.TryRemove((string)message["invocationId"]!, out var waiting))
            return;
        if ((string?)message["error"] is { } error)
            waiting.TrySetException(new InvalidOperationException(error));
        else
            waiting.TrySetResult(message["result"]);
    }
}
