using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;

namespace TellerLine.Modules.Desks;

/// <summary>A desk's page without a page: it asks what it likes, and keeps every view of the desk that came.</summary>
internal sealed class HubClient : IAsyncDisposable
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(20);

    private readonly BlockingCollection<JsonNode> _views = [];
    private readonly HubConnection _hub;

    private HubClient(HubConnection hub)
    {
        _hub = hub;
        _hub.On<JsonNode>("Desk", _views.Add);
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<HubClient> Open(WebUnderTest web, string agent)
    {
        var cookies = await web.Cookies(agent);
        var client = new HubClient(new HubConnectionBuilder().WithUrl(
            new Uri(web.Url, "/hub/desk"), HttpTransportType.WebSockets, options =>
            {
                options.Cookies = cookies;
                options.SkipNegotiation = true;
            }).Build());
        await client._hub.StartAsync(Ct);
        return client;
    }

    /// <exception cref="HubException">Refused; it names the code.</exception>
    public Task<JsonNode?> Ask(string method, params JsonNode?[] arguments) =>
        _hub.InvokeCoreAsync<JsonNode?>(method, arguments, Ct).WaitAsync(Bound, Ct);

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
        await _hub.DisposeAsync();
        _views.Dispose();
    }
}
