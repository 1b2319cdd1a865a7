using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Serialization.Metadata;

namespace TellerLine.Kernel;

/// <summary>
/// Another system behind HTTP. Every question is a POST: what is asked about stands in no address, since addresses are
/// logged. Whatever is not status 200 with a body throws: it is no answer. How long is waited is the caller's to say.
/// </summary>
public sealed class OtherSystem : IDisposable
{
    /// <summary>A system that sends more is not listened to.</summary>
    private const int MaxAnswerBytes = 1024 * 1024;

    private readonly string _name;
    private readonly HttpClient _http;

    /// <param name="name">As faults call it: <c>core bank</c>.</param>
    /// <param name="token">Shown as <c>Authorization: Bearer</c>; empty: none is.</param>
    /// <param name="certificate">PEM file with our certificate and key; empty: none is shown.</param>
    /// <exception cref="System.Security.Cryptography.CryptographicException">The certificate cannot be read.</exception>
    public OtherSystem(string name, string url, string token, TimeSpan connectTimeout, string certificate = "")
    {
        _name = name;
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            ConnectTimeout = connectTimeout,
            // A system that moves to another address is found again.
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        };
        if (certificate.Length > 0)
            handler.SslOptions.ClientCertificates = [X509Certificate2.CreateFromPemFile(certificate)];
        _http = new HttpClient(handler)
        {
            BaseAddress = new Uri(url.TrimEnd('/') + "/"),
            MaxResponseContentBufferSize = MaxAnswerBytes,
            Timeout = Timeout.InfiniteTimeSpan,
        };
        if (token.Length > 0)
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    /// <param name="path">Below the address: <c>v1/transfers</c>.</param>
    /// <exception cref="HttpRequestException">It does not answer, or not with 200.</exception>
    /// <exception cref="InvalidDataException">Its answer is empty.</exception>
    public async Task<TAnswer> Ask<TQuestion, TAnswer>(
        string path, TQuestion question, JsonTypeInfo<TQuestion> asks, JsonTypeInfo<TAnswer> reads,
        CancellationToken ct)
        where TAnswer : class
    {
        using var content = JsonContent.Create(question, asks);
        using var answer = await _http.PostAsync(new Uri(path, UriKind.Relative), content, ct);
        Demand(answer);
        return await answer.Content.ReadFromJsonAsync(reads, ct) ?? throw Odd();
    }

    /// <summary>Asks <c>v1/health</c>.</summary>
    /// <exception cref="HttpRequestException">It does not answer, or not with 200.</exception>
    public async Task Health(CancellationToken ct)
    {
        using var answer = await _http.GetAsync(new Uri("v1/health", UriKind.Relative), ct);
        Demand(answer);
    }

    /// <summary>For an answer that lacks something.</summary>
    public InvalidDataException Odd() => new($"The {_name}'s answer lacks what the contract demands.");

    public void Dispose() => _http.Dispose();

    private void Demand(HttpResponseMessage answer)
    {
        if (answer.StatusCode != HttpStatusCode.OK)
            throw new HttpRequestException($"The {_name} answered {(int)answer.StatusCode}.");
    }
}
