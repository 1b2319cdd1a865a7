using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using TellerLine.Bench.Load;

namespace TellerLine.Bench.Server;

/// <summary>The whole product: <c>tellerline</c>, built in Release, in a folder of its own on free ports, with the demonstration bank.</summary>
internal sealed class CentreServer(string folder) : IDisposable
{
    public const string Hotline = "95000";

    /// <summary>Where the script built it; null when it was not.</summary>
    public static string? Program { get; } = Environment.GetEnvironmentVariable("BENCH_TELLERLINE") is { } path && File.Exists(path) ? path : null;

    public string Folder => folder;

    public IPEndPoint Sip { get; private set; } = null!;

    public Uri Http { get; private set; } = null!;

    public ServerProcess Process { get; private set; } = null!;

    /// <summary>Starts once and stops: the demonstration bank lies in the folder, and the next start is like any other.</summary>
    public static async Task Seed(string folder, CancellationToken ct)
    {
        using var first = new CentreServer(folder);
        first.Start();
        await Calls.FirstAnswer(first.Sip, first.Process, Hotline, ct);
    }

    public void Start()
    {
        var (sip, http) = (VoiceServer.FreePort(), FreeTcpPort());
        Sip = new IPEndPoint(IPAddress.Loopback, sip);
        Http = new Uri($"http://127.0.0.1:{http.ToString(CultureInfo.InvariantCulture)}/");
        Process = ServerProcess.Start(
            Program!,
            [
                "--data", folder, "--http-port", http.ToString(CultureInfo.InvariantCulture), "--sip-port", sip.ToString(CultureInfo.InvariantCulture),
                "--set", "Voice:Listen=127.0.0.1", "--set", "Voice:Advertise=127.0.0.1", "--set", "Voice:TrustedNetworks:0=127.0.0.0/8", "--set", "Voice:RtpFirst=10000", "--set", "Voice:RtpLast=18998",
                "--set", "Voice:WebRtcPort=0", "--set", "Access:Demo=true",
            ],
            folder);
    }

    /// <summary>When each caller entered the queue, by the journal's stamp (µs UTC), by the caller's number.</summary>
    public Dictionary<string, long> QueuedAtUs()
    {
        using var db = new SqliteConnection($"Data Source={Path.Combine(folder, "tellerline.db")};Mode=ReadOnly;Pooling=False");
        db.Open();
        using var query = db.CreateCommand();
        query.CommandText =
            """
            SELECT json_extract(a.body, '$.callerOriginal'), q.at_us
            FROM journal a JOIN journal q ON q.stream = a.stream AND q.kind = 'contact.queued'
            WHERE a.kind = 'contact.arrived'
            """;
        using var rows = query.ExecuteReader();
        var queued = new Dictionary<string, long>();
        while (rows.Read())
            queued[rows.GetString(0)] = rows.GetInt64(1);
        return queued;
    }

    public void Dispose() => Process.Dispose();

    private static int FreeTcpPort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
