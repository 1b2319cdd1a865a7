using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace TellerLine.Bench.Load;

/// <summary>
/// One agent's desk: signed in over HTTP, then SignalR's JSON protocol over a WebSocket, as little of it as is needed.
/// It is ready again by itself after each call.
/// </summary>
internal sealed class DeskClient : IAsyncDisposable
{
    private const char End = '\x1e';

    private readonly HttpClient _http;
    private readonly ClientWebSocket _socket = new();
    private readonly CancellationTokenSource _over = new();
    private readonly SemaphoreSlim _sending = new(1);
    private readonly Dictionary<string, TaskCompletionSource<JsonElement>> _asked = [];
    private readonly string _agent;
    private string _reason = "";
    private string? _wrappedUp;
    private Task _reading = Task.CompletedTask;
    private int _id;

    private DeskClient(HttpClient http, string agent) => (_http, _agent) = (http, agent);

    /// <summary>The newest state's name.</summary>
    public string State { get; private set; } = "";

    /// <summary>Agent and customer hear each other: its announcement is over.</summary>
    public bool InCall { get; private set; }

    /// <summary>How far a consultation is (<c>ringing</c>, <c>apart</c> …); null without one.</summary>
    public string? Consult { get; private set; }

    /// <summary>A call that somebody parked, or null.</summary>
    public string? Parked { get; private set; }

    /// <summary>Waits until the desk says so.</summary>
    public async Task Until(Func<DeskClient, bool> isSo, string what, CancellationToken ct)
    {
        for (var left = 1_000; !isSo(this); left--)
        {
            if (left == 0)
                throw new TimeoutException($"desk {_agent} is not {what} in 10 s but {State}");
            await Task.Delay(10, ct);
        }
    }

    /// <summary>Calls wrapped up.</summary>
    public int Done { get; private set; }

    /// <param name="again">The agent was at work a moment ago, and may have a call in hand: the telephone stays.</param>
    public static async Task<DeskClient> SignIn(
        Uri server, string agent, CancellationToken ct, bool again = false)
    {
        var cookies = new CookieContainer();
        var http = new HttpClient(new HttpClientHandler { CookieContainer = cookies }) { BaseAddress = server };
        var desk = new DeskClient(http, agent);
        using var signedIn = await http.PostAsJsonAsync(
            "/api/session", new { user = agent, password = "teller-" + agent }, ct);
        signedIn.EnsureSuccessStatusCode();
        var reasons = await http.GetFromJsonAsync<JsonElement>("/api/reasons", ct);
        desk._reason = reasons[0].GetProperty("code").GetString() ?? "";
        http.DefaultRequestHeaders.Add("Origin", server.GetLeftPart(UriPartial.Authority));
        desk._socket.Options.Cookies = cookies;
        desk._socket.Options.SetRequestHeader("Origin", server.GetLeftPart(UriPartial.Authority));
        await desk._socket.ConnectAsync(new Uri($"ws://{server.Authority}/hub/desk"), ct);
        await desk.Send("{\"protocol\":\"json\",\"version\":1}");
        desk._reading = desk.Read();
        await desk.Ask("Claim", "bench-" + agent, true);
        if (!again)
            await desk.Ask("SetPhone", "sip");
        return desk;
    }

    public Task Ready() => Ask("Ready");

    /// <summary>The agent's telephone registers with a secret of its own, shown once.</summary>
    public async Task<string> SipSecret(CancellationToken ct)
    {
        using var answer = await _http.PostAsync("/api/session/sip-secret", null, ct);
        answer.EnsureSuccessStatusCode();
        var account = await answer.Content.ReadFromJsonAsync<JsonElement>(ct);
        return account.GetProperty("secret").GetString()!;
    }

    /// <summary>The calls of the floor, as this user may see them: their contacts.</summary>
    public async Task<IReadOnlyList<string>> Floor(CancellationToken ct)
    {
        var floor = await _http.GetFromJsonAsync<JsonElement>("/api/floor", ct);
        return [.. floor.GetProperty("calls").EnumerateArray().Select(
            call => call.GetProperty("contactId").GetString()!)];
    }

    /// <summary>One order about a call of the floor.</summary>
    /// <returns>The answer's status.</returns>
    public async Task<int> Floor(HttpMethod method, string path, object? body, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(method, "/api/floor/calls/" + path)
        {
            Content = body is null ? null : JsonContent.Create(body),
        };
        using var answer = await _http.SendAsync(request, ct);
        return (int)answer.StatusCode;
    }

    /// <summary>Invokes a method of the hub and waits for its completion.</summary>
    public async Task<JsonElement> Ask(string method, params object[] arguments)
    {
        var id = Interlocked.Increment(ref _id).ToString(CultureInfo.InvariantCulture);
        var answer = new TaskCompletionSource<JsonElement>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_asked)
            _asked[id] = answer;
        await Send(JsonSerializer.Serialize(new { type = 1, invocationId = id, target = method, arguments }));
        return await answer.Task.WaitAsync(TimeSpan.FromSeconds(10));
    }

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await _reading;
        _socket.Dispose();
        _http.Dispose();
        _over.Dispose();
        _sending.Dispose();
    }

    private async Task Send(string message)
    {
        await _sending.WaitAsync(_over.Token);
        try
        {
            await _socket.SendAsync(
                Encoding.UTF8.GetBytes(message + End), WebSocketMessageType.Text, true, _over.Token);
        }
        finally
        {
            _sending.Release();
        }
    }

    private async Task Read()
    {
        var buffer = new byte[64 << 10];
        var text = new StringBuilder();
        try
        {
            while (true)
            {
                var got = await _socket.ReceiveAsync(buffer, _over.Token);
                if (got.MessageType == WebSocketMessageType.Close)
                    return;
                text.Append(Encoding.UTF8.GetString(buffer, 0, got.Count));
                if (!got.EndOfMessage)
                    continue;
                foreach (var message in text.ToString().Split(End, StringSplitOptions.RemoveEmptyEntries))
                    Hear(JsonDocument.Parse(message).RootElement);
                text.Clear();
            }
        }
        catch (Exception closed) when (closed is OperationCanceledException or WebSocketException)
        {
            // The bench is done with this desk.
        }
    }

    private void Hear(JsonElement message)
    {
        if (!message.TryGetProperty("type", out var type))
            return; // the handshake's answer
        if (type.GetInt32() == 3)
        {
            TaskCompletionSource<JsonElement>? waiting;
            lock (_asked)
                _asked.Remove(message.GetProperty("invocationId").GetString()!, out waiting);
            if (message.TryGetProperty("error", out var error))
                waiting?.TrySetException(new InvalidOperationException($"desk {_agent}: {error.GetString()}"));
            else
                waiting?.TrySetResult(message.TryGetProperty("result", out var result) ? result : default);
            return;
        }

        if (type.GetInt32() != 1 || message.GetProperty("target").GetString() != "Desk")
            return;
        var state = message.GetProperty("arguments")[0];
        State = state.GetProperty("state").GetString() ?? "";
        InCall = state.TryGetProperty("call", out var now) && now.ValueKind == JsonValueKind.Object;
        Parked = state.TryGetProperty("parked", out var parked) && parked.GetArrayLength() > 0
            ? parked[0].GetProperty("contactId").GetString() : null;
        Consult = state.TryGetProperty("call", out var call) && call.ValueKind == JsonValueKind.Object
            && call.TryGetProperty("consult", out var consult) && consult.ValueKind == JsonValueKind.Object
            ? consult.GetProperty("stage").GetString() : null;
        if (!state.TryGetProperty("wrapup", out var wrapup) || wrapup.ValueKind != JsonValueKind.Object)
            _wrappedUp = null;
        else if (State is "wrapup" or "notReady" && wrapup.GetProperty("contactId").GetString() is { } contact
            && contact != _wrappedUp)
        {
            _wrappedUp = contact;
            _ = WrapUp(contact);
        }
    }

    private async Task WrapUp(string contact)
    {
        try
        {
            await Ask("SaveWrapup", contact, new { reasonCode = _reason, note = "" }, true, true);
            Done++;
        }
        catch (Exception refused) when (
            refused is InvalidOperationException or TimeoutException or OperationCanceledException)
        {
            await Console.Error.WriteLineAsync($"bench: wrap-up of {contact}: {refused.Message}");
        }
    }
}
