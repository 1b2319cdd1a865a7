using System.Diagnostics;
using System.Net.Http.Json;
using TellerLine.CoreKit;

namespace TellerLine.Modules.Banking;

/// <summary>A core bank, or a biller, in a process of its own, which does wrong when told to.</summary>
internal sealed class KitProcess : IAsyncDisposable
{
    internal const string Token = "as-they-gave-it";

    private readonly Process _process;
    private readonly HttpClient _http;

    private KitProcess(Process process, Uri address)
    {
        (_process, Address) = (process, address);
        _http = new HttpClient { BaseAddress = address };
        _http.DefaultRequestHeaders.Authorization = new("Bearer", Token);
    }

    public Uri Address { get; }

    /// <param name="what"><c>core</c> or <c>biller</c>.</param>
    public static async Task<KitProcess> Start(string what = "core")
    {
        var process = Process.Start(
            new ProcessStartInfo(Environment.ProcessPath!, what) { RedirectStandardOutput = true })!;
        var line = await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken).AsTask()
            .WaitAsync(TimeSpan.FromSeconds(60));
        var address = line!.Split(' ').Single(word => word.StartsWith("http", StringComparison.Ordinal));
        return new KitProcess(process, new Uri(address));
    }

    public CoreClient Client(string token = Token) => new(Address, token);

    public BillerClient Biller() => new(Address, Token);

    public async Task Does(Fault fault, int times = 1)
    {
        using var answer = await _http.PostAsJsonAsync(
            "faults", new { fault = fault.ToString(), times }, TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Waits until the order that is to be treated wrongly has come.</summary>
    public Task HasTheOrder() => Post("faults/came");

    /// <summary>What was late is worked on, and has been when this returns.</summary>
    public Task Release() => Post("faults/release");

    private async Task Post(string path)
    {
        using var answer = await _http.PostAsync(
            new Uri(path, UriKind.Relative), null, TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
    }

    public void Kill() => _process.Kill();

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
