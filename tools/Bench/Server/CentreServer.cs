using System.Buffers.Text;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;
using TellerLine.Bench.Load;

namespace TellerLine.Bench.Server;

/// <summary>
/// The whole product: <c>tellerline</c>, built in Release, in a folder of its own on free ports, with the demonstration
/// bank.
/// </summary>
internal sealed class CentreServer(string folder) : IDisposable
{
    public const string Hotline = "95000";

    private const int FirstRtp = 10_000, LastRtp = 18_998;

    /// <summary>Where the script built it; null when it was not.</summary>
    public static string? Program { get; } = Environment.GetEnvironmentVariable("BENCH_TELLERLINE") is { } path
        && File.Exists(path) ? path : null;

    public string Folder => folder;

    public IPEndPoint Sip { get; private set; } = null!;

    public Uri Http { get; private set; } = null!;

    public ServerProcess Process { get; private set; } = null!;

    /// <summary>
    /// Starts once and stops: the demonstration bank lies in the folder, and the next start is like any other.
    /// </summary>
    /// <returns>The seconds until it answered a call: everything was made by then.</returns>
    public static async Task<double> Seed(string folder, CancellationToken ct)
    {
        using var first = new CentreServer(folder);
        first.Start();
        var answered = await Calls.FirstAnswer(first.Sip, first.Process, Hotline, ct);
        await first.Answering(ct);
        return Stopwatch.GetElapsedTime(first.Process.Started, answered).TotalSeconds;
    }

    public void Start()
    {
        var (sip, http) = (VoiceServer.FreePort(), FreeTcpPort());
        Sip = new IPEndPoint(IPAddress.Loopback, sip);
        Http = new Uri($"http://127.0.0.1:{http.ToString(CultureInfo.InvariantCulture)}/");
        Process = ServerProcess.Start(
            Program!,
            [
                "--data", folder, "--http-port", http.ToString(CultureInfo.InvariantCulture), "--sip-port",
                sip.ToString(CultureInfo.InvariantCulture),
                "--set", "Calls:AskSatisfaction=false", "--set", "Voice:Listen=127.0.0.1", "--set", "Voice:Advertise=127.0.0.1", "--set", $"Voice:RtpFirst={FirstRtp}",
                "--set", $"Voice:RtpLast={LastRtp}", "--set", "Insights:PastDays=0",
                "--set", "Voice:WebRtcPort=0", "--set", "Voice:TrustedNetworks:0=127.0.0.0/8", "--set",
                "Access:Demo=true",
            ],
            folder);
    }

    /// <summary>Until it answers a call and a page: the exchange is there first.</summary>
    public async Task Answering(CancellationToken ct)
    {
        await Calls.FirstAnswer(Sip, Process, Hotline, ct);
        using var http = new HttpClient { BaseAddress = Http };
        while (true)
        {
            try
            {
                using var page = await http.GetAsync("/", ct);
                return;
            }
            catch (HttpRequestException) when (!Process.HasExited)
            {
                await Task.Delay(20, ct);
            }
        }
    }

    /// <summary>When each caller entered the queue, by the journal's stamp (µs UTC), by the caller's number.</summary>
    public Dictionary<string, long> QueuedAtUs()
    {
        using var db = new SqliteConnection(
            $"Data Source={Path.Combine(folder, "tellerline.db")};Mode=ReadOnly;Pooling=False");
        db.Open();
        using var query = db.CreateCommand();
        query.CommandText =
            """
            SELECT n.contact_id, n.original, q.at_us
            FROM caller_number n JOIN journal q ON q.stream = 'contact/' || n.contact_id AND q.kind = 'contact.queued'
            WHERE n.original IS NOT NULL
            """;
        using var rows = query.ExecuteReader();
        var queued = new Dictionary<string, long>();
        while (rows.Read())
            queued[Opened(rows.GetString(1), rows.GetString(0))] = rows.GetInt64(2);
        return queued;
    }

    /// <summary>Sockets of legs, of whichever centre here: those in its range of ports.</summary>
    public static int MediaSockets() => File.ReadLines("/proc/net/udp").Skip(1).Count(line =>
    {
        var local = line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1];
        return int.Parse(local.AsSpan(local.IndexOf(':') + 1), NumberStyles.HexNumber, CultureInfo.InvariantCulture)
            is >= FirstRtp and <= LastRtp;
    });

    public void Dispose() => Process.Dispose();

    /// <summary>
    /// The load knows its callers by number, the centre keeps it encrypted: docs/encryption.md has the form.
    /// </summary>
    private string Opened(string stored, string contactId)
    {
        const int nonce = 12, tag = 16;
        var parts = stored.Split('$');
        var value = Base64Url.DecodeFromChars(parts[2]).AsSpan();
        var plain = new byte[value.Length - nonce - tag];
        using var aes = new AesGcm(File.ReadAllBytes(Path.Combine(folder, "keys", parts[1] + ".key")), tag);
        aes.Decrypt(
            value[..nonce], value[nonce..^tag], value[^tag..], plain,
            Encoding.UTF8.GetBytes($"{parts[0]}\n{parts[1]}\ncaller_number\noriginal\n{contactId}"));
        return Encoding.UTF8.GetString(plain);
    }

    private static int FreeTcpPort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
