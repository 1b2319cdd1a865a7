using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace TellerLine.CoreKit;

/// <summary>Asks a core bank as the contract says.</summary>
internal sealed class CoreClient : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly HttpClient _http;

    internal CoreClient(Uri at, string token)
    {
        _http = new HttpClient { BaseAddress = at, Timeout = Patience };
        if (token.Length > 0)
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    /// <exception cref="HttpRequestException">No answer, or not 200.</exception>
    internal async Task<AccountList> Accounts(string? customerId, string? number) =>
        await Ask<AccountList>("v1/accounts", new Question(customerId, number));

    internal async Task<long> Balance(string number) =>
        (await Accounts(null, number)).Accounts is [var account] ? account.BalanceMinor
            : throw new Broken($"account …{number[^4..]} is not told");

    internal Task<Answer> Transfer(Order order) => Ask<Answer>("v1/transfers", order);

    internal Task<Answer> Settle(Order order) => Ask<Answer>("v1/transfers/settle", order);

    internal Task<Held> Place(Hold hold) => Ask<Held>("v1/holds", hold);

    internal Task<Held> Release(Hold hold) => Ask<Held>("v1/holds/release", hold);

    internal Task<MovementList> Movements(Period period) => Ask<MovementList>("v1/movements", period);

    /// <summary>Sends the order and is gone before the answer.</summary>
    internal async Task SendAndLeave(Order order)
    {
        using var gone = new CancellationTokenSource();
        var sent = _http.PostAsJsonAsync("v1/transfers", order, gone.Token);
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

    private async Task<T> Ask<T>(string path, object question)
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
