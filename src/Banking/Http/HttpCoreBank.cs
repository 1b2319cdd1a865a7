using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Serialization.Metadata;
using TellerLine.Kernel;

namespace TellerLine.Banking;

/// <summary>
/// A bank's own core behind HTTP, as docs/core-bank.openapi.yaml publishes it. Every question is a POST: account
/// numbers stand in no address, since addresses are logged. Whatever is not status 200 with a body that answers the
/// question throws, which the telephone bank takes for no answer: a query says so, an order is unknown until it is
/// asked about.
/// </summary>
internal sealed class HttpCoreBank : ICoreBank, IDisposable
{
    /// <summary>More than a customer's accounts can be; a core that sends more is not listened to.</summary>
    private const int MaxAnswerBytes = 1024 * 1024;

    private readonly HttpClient _http;

    /// <exception cref="System.Security.Cryptography.CryptographicException">The certificate cannot be read.</exception>
    public HttpCoreBank(BankingOptions options)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            ConnectTimeout = TimeSpan.FromMilliseconds(options.CoreTimeoutMs),
            // A core that moves to another address is found again.
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        };
        if (options.CoreCertificate.Length > 0)
            handler.SslOptions.ClientCertificates = [X509Certificate2.CreateFromPemFile(options.CoreCertificate)];
        _http = new HttpClient(handler)
        {
            BaseAddress = new Uri(options.CoreUrl.TrimEnd('/') + "/"),
            MaxResponseContentBufferSize = MaxAnswerBytes,
            // The bound of our patience is the caller's.
            Timeout = Timeout.InfiniteTimeSpan,
        };
        if (options.CoreToken.Length > 0)
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", options.CoreToken);
    }

    public async Task<IReadOnlyList<Account>> AccountsOf(string customerId, CancellationToken ct)
    {
        var accounts = await Accounts(new CoreQuestion(customerId, null), ct);
        return accounts.All(account => account.CustomerId == customerId) ? accounts
            : throw new InvalidDataException("The core bank told accounts of another customer.");
    }

    public async Task<Account?> Account(string number, CancellationToken ct) =>
        await Accounts(new CoreQuestion(null, number), ct) switch
        {
            [] => null,
            [var account] when account.Number == number => account,
            _ => throw new InvalidDataException("The core bank told another account than was asked for."),
        };

    public Task<CoreAnswer> Transfer(TransferOrder order, CancellationToken ct) => Order("v1/transfers", order, ct);

    public Task<CoreAnswer> Settle(TransferOrder order, CancellationToken ct) =>
        Order("v1/transfers/settle", order, ct);

    public Task<HoldAnswer> Place(HoldOrder order, CancellationToken ct) => Hold("v1/holds", order, ct);

    public Task<HoldAnswer> Release(HoldOrder order, CancellationToken ct) => Hold("v1/holds/release", order, ct);

    public async Task<IReadOnlyList<Movement>> Movements(
        string account, long fromUs, long toUs, int limit, CancellationToken ct)
    {
        var answer = await Post(
            "v1/movements", new CorePeriod(account, Clock.FromUs(fromUs), Clock.FromUs(toUs), limit),
            CoreJson.Default.CorePeriod, CoreJson.Default.CoreMovements, ct);
        return answer.Number != account
            ? throw new InvalidDataException("The core bank told movements of another account.")
            : [.. (answer.Movements ?? throw Odd()).Select(one => one?.Read() ?? throw Odd()).Take(limit)];
    }

    /// <exception cref="HttpRequestException">It does not answer, or not with 200.</exception>
    internal async Task Health(CancellationToken ct)
    {
        using var answer = await _http.GetAsync(new Uri("v1/health", UriKind.Relative), ct);
        Demand(answer);
    }

    public void Dispose() => _http.Dispose();

    private async Task<IReadOnlyList<Account>> Accounts(CoreQuestion question, CancellationToken ct)
    {
        var answer = await Post(
            "v1/accounts", question, CoreJson.Default.CoreQuestion, CoreJson.Default.CoreAccounts, ct);
        var accounts = (answer.Accounts ?? throw Odd()).Select(account => account?.Read() ?? throw Odd()).ToList();
        return accounts;
    }

    private async Task<CoreAnswer> Order(string path, TransferOrder order, CancellationToken ct)
    {
        var answer = await Post(
            path, CoreTransfer.Of(order), CoreJson.Default.CoreTransfer, CoreJson.Default.CoreOutcome, ct);
        return answer.For(order);
    }

    private async Task<HoldAnswer> Hold(string path, HoldOrder order, CancellationToken ct)
    {
        var answer = await Post(
            path, new CoreHold(order.Key, order.Account, order.Reference), CoreJson.Default.CoreHold,
            CoreJson.Default.CoreHeld, ct);
        return answer.For(order);
    }

    private async Task<TAnswer> Post<TQuestion, TAnswer>(
        string path, TQuestion question, JsonTypeInfo<TQuestion> asks, JsonTypeInfo<TAnswer> reads,
        CancellationToken ct)
        where TAnswer : class
    {
        using var content = JsonContent.Create(question, asks);
        using var answer = await _http.PostAsync(new Uri(path, UriKind.Relative), content, ct);
        Demand(answer);
        return await answer.Content.ReadFromJsonAsync(reads, ct) ?? throw Odd();
    }

    private static void Demand(HttpResponseMessage answer)
    {
        if (answer.StatusCode != HttpStatusCode.OK)
            throw new HttpRequestException($"The core bank answered {(int)answer.StatusCode}.");
    }

    private static InvalidDataException Odd() => new("The core bank's answer lacks what the contract demands.");
}
