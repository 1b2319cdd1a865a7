using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace TellerLine.CoreKit;

/// <summary>Asks another system as its contract says.</summary>
internal class KitClient : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly HttpClient _http;

    protected KitClient(Uri at, string token)
    {
        _http = new HttpClient { BaseAddress = at, Timeout = Patience };
        if (token.Length > 0)
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    /// <summary>Sends the order and is gone before the answer.</summary>
    internal async Task SendAndLeave<T>(string path, T order)
    {
        using var gone = new CancellationTokenSource();
        var sent = _http.PostAsJsonAsync(path, order, gone.Token);
        await Task.WhenAny(sent, Task.Delay(1));
        await gone.CancelAsync();
        try
        {
            (await sent).Dispose();
        }
        catch (Exception e) when (e is OperationCanceledException or HttpRequestException)
        {
            // As was wanted.
        }
    }

    internal async Task<HttpStatusCode> Status(string path, string? body = null)
    {
        using var content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = content is null ? await _http.GetAsync(new Uri(path, UriKind.Relative))
            : await _http.PostAsync(new Uri(path, UriKind.Relative), content);
        return answer.StatusCode;
    }

    public void Dispose() => _http.Dispose();

    /// <exception cref="HttpRequestException">No answer, or not 200.</exception>
    protected async Task<T> Ask<T>(string path, object question)
    {
        using var answer = await _http.PostAsJsonAsync<object>(path, question);
        if (answer.StatusCode != HttpStatusCode.OK)
            throw new Broken($"{path} answered {(int)answer.StatusCode}");
        try
        {
            return await answer.Content.ReadFromJsonAsync<T>() ?? throw new Broken($"{path} answered null");
        }
        catch (JsonException fault)
        {
            throw new Broken($"{path} answered what is not the contract's: {fault.Message}");
        }
    }
}

/// <summary>What a check demands does not hold.</summary>
internal sealed class Broken(string what) : Exception(what);
