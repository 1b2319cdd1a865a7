using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using TellerLine.Banking;
using TellerLine.Customers;
using TellerLine.Journeys.Peers;
using TellerLine.Kernel;

namespace TellerLine.Journeys;

/// <summary>The built program on free ports of the loopback, with a data directory of its own.</summary>
internal sealed class CentreUnderTest : IAsyncDisposable
{
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(90);

    private readonly IReadOnlyList<string> _settings;
    private Child? _child;

    private CentreUnderTest(string data, IReadOnlyList<string> settings) => (Data, _settings) = (data, settings);

    public string Data { get; }

    public int SipPort { get; } = Ports.Both();

    public int HttpPort { get; } = Ports.Tcp();

    public string Url => $"http://127.0.0.1:{HttpPort}";

    public string Hotline => $"sip:95000@127.0.0.1:{SipPort}";

    public string Output => _child?.Output ?? "";

    /// <summary>The application's process.</summary>
    public int ProcessId => _child!.Id;

    public static string RepositoryRoot { get; } = FindRoot();

    /// <summary>In Release what is published, compiled ahead of time, as people run it.</summary>
    public static string Program { get; } = Path.Combine(
        RepositoryRoot, "src/Host/bin", Configuration, "net10.0", Configuration == "Release" ? "publish" : "",
        "tellerline.dll");

    private static string Configuration => AppContext.BaseDirectory.Contains("/Release/", StringComparison.Ordinal)
        ? "Release" : "Debug";

    /// <summary>A data directory for a centre that is started later, with <see cref="StartAgain"/>.</summary>
    public static CentreUnderTest Prepare(params string[] settings) =>
        new(Directory.CreateTempSubdirectory("tellerline-centre-").FullName, settings);

    public static async Task<CentreUnderTest> Start(params string[] settings)
    {
        var centre = Prepare(settings);
        await centre.StartAgain();
        return centre;
    }

    /// <summary>Starts the program (again) on the same data and waits until it serves.</summary>
    public async Task StartAgain()
    {
        string[] arguments =
        [
            Program, "--data", Data, "--http-port", HttpPort.ToString(), "--sip-port", SipPort.ToString(),
            "--set", "Voice:Listen=127.0.0.1", "--set", "Voice:Advertise=127.0.0.1", "--set",
            "Voice:TrustedNetworks:0=127.0.0.0/8", "--set", "Voice:WebRtcPort=0",
            // The telephones that call here know no other and stop at the first they do not know.
            "--set", "Voice:DigestAlgorithms:0=MD5", "--set", "Insights:PastDays=0",
            "--set", "Calls:AskSatisfaction=false",
            "--set", "Centre:HttpListen=127.0.0.1", .. _settings.SelectMany(s => new[] { "--set", s }),
        ];
        _child = Child.Start("dotnet", arguments, Data);
        await _child.Line(line => line.Contains("Ctrl-C", StringComparison.Ordinal), StartPatience);
    }

    /// <summary>As a branch would, before the centre starts.</summary>
    public async Task SetPin(string customer, PinKind kind, string digits)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["Kernel:DataDirectory"] = Data }).Build();
        await using var services = new ServiceCollection().AddSingleton<IConfiguration>(configuration)
            .AddKernel(configuration).AddCustomers(configuration).AddBanking(configuration).BuildServiceProvider();
        await services.StartKernel(TestContext.Current.CancellationToken);
        await services.GetRequiredService<IPins>().Set(customer, kind, Encoding.ASCII.GetBytes(digits));
    }

    /// <summary>kill -9 of the application; the media process goes on.</summary>
    public async Task KillHost()
    {
        _child!.Kill();
        await _child.Ended(TimeSpan.FromSeconds(10));
        await _child.DisposeAsync();
    }

    /// <summary>SIGHUP: it ends and leaves its calls to the next start.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> Leave()
    {
        _child!.Signal("HUP");
        var code = await _child.Ended(TimeSpan.FromSeconds(20));
        await _child.DisposeAsync();
        return code;
    }

    /// <summary>An ordinary end: every call is said goodbye to.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> Stop()
    {
        _child!.Terminate();
        return await _child.Ended(TimeSpan.FromSeconds(20));
    }

    /// <summary>The journal's rows as they stand, oldest first.</summary>
    public IReadOnlyList<string> Journal()
    {
        using var db = new SqliteConnection($"Data Source={Path.Combine(Data, "tellerline.db")};Mode=ReadOnly");
        db.Open();
        using var command = db.CreateCommand();
        command.CommandText = "SELECT seq, stream, kind, body FROM journal ORDER BY seq";
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
            rows.Add($"{reader.GetInt64(0)} {reader.GetString(1)} {reader.GetString(2)} {reader.GetString(3)}");
        return rows;
    }

    /// <summary>The media process, found by its run directory.</summary>
    public IReadOnlyList<int> MediaProcesses() => [.. Directory.EnumerateDirectories("/proc")
        .Select(d => int.TryParse(Path.GetFileName(d), out var id) ? id : 0)
        .Where(id => id != 0 && CommandLineOf(id) is { } line && line.Contains(Data, StringComparison.Ordinal)
            && line.Split('\0').Contains("media"))];

    public void KillMedia()
    {
        foreach (var id in MediaProcesses())
            System.Diagnostics.Process.GetProcessById(id).Kill();
    }

    public async Task<HttpClient> SignedIn(string user)
    {
        var http = new HttpClient { BaseAddress = new Uri(Url) };
        using var answer = await http.PostAsJsonAsync("/api/session", new { user, password = "teller-" + user });
        answer.EnsureSuccessStatusCode();
        return http;
    }

    /// <summary>Begins to play a recording, as one must.</summary>
    /// <returns>Where its audio is.</returns>
    public async Task<string> Play(HttpClient http, string recordingId)
    {
        using var answer = await http.PostAsJsonAsync(
            $"/api/recordings/{recordingId}/playings", new { purpose = "quality" });
        answer.EnsureSuccessStatusCode();
        return (string)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["audio"]!;
    }

    /// <summary>What a telephone of this user is set up with, as the demonstration tells it.</summary>
    public async Task<string> SipSecret(string user)
    {
        using var http = new HttpClient { BaseAddress = new Uri(Url) };
        var agents = (await Get(http, "/api/centre"))["demo"]!["agents"]!.AsArray();
        return agents.Single(a => (string?)a!["number"] == user)!["sipSecret"]!.GetValue<string>();
    }

    public async Task<JsonNode> Get(HttpClient http, string path) => JsonNode.Parse(await http.GetStringAsync(path))!;

    /// <summary>What an agent has written of a contact so far, on the centre's disk.</summary>
    public string? Draft(string contact)
    {
        using var db = new SqliteConnection($"Data Source={Path.Combine(Data, "tellerline.db")};Mode=ReadOnly");
        db.Open();
        using var command = db.CreateCommand();
        command.CommandText = "SELECT note FROM wrapup_drafts WHERE contact_id = $contact";
        command.Parameters.AddWithValue("$contact", contact);
        return command.ExecuteScalar() as string;
    }

    /// <summary>The journal's events of a kind, oldest first.</summary>
    public IReadOnlyList<JsonNode> Events(string kind, string? contact = null)
    {
        using var db = new SqliteConnection($"Data Source={Path.Combine(Data, "tellerline.db")};Mode=ReadOnly");
        db.Open();
        using var command = db.CreateCommand();
        command.CommandText =
            "SELECT stream, at_us, body FROM journal WHERE kind = $kind AND ($stream IS NULL OR stream = $stream) ORDER BY seq";
        command.Parameters.AddWithValue("$kind", kind);
        command.Parameters.AddWithValue("$stream", contact is null ? DBNull.Value : "contact/" + contact);
        var events = new List<JsonNode>();
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            var body = JsonNode.Parse(reader.GetString(2))!.AsObject();
            body["$stream"] = reader.GetString(0);
            body["$atUs"] = reader.GetInt64(1);
            events.Add(body);
        }
        return events;
    }

    /// <summary>Waits for an event of a kind that is wanted.</summary>
    public async Task<JsonNode> Event(string kind, Func<JsonNode, bool>? wanted = null, TimeSpan? patience = null)
    {
        return await Patience.Until(
            () => Events(kind).LastOrDefault(wanted ?? (_ => true)), found => found is not null,
            patience ?? TimeSpan.FromSeconds(40))
            ?? throw new TimeoutException($"The journal has no {kind}.\n{Story()}\n{Output}");
    }

    public static string ContactOf(JsonNode happened) => ((string)happened["$stream"]!)["contact/".Length..];

    /// <summary>The whole journal of the contacts, for a failing test's message.</summary>
    public string Story()
    {
        using var db = new SqliteConnection($"Data Source={Path.Combine(Data, "tellerline.db")};Mode=ReadOnly");
        db.Open();
        using var command = db.CreateCommand();
        command.CommandText =
            "SELECT stream, kind, body FROM journal WHERE stream LIKE 'contact/%' OR stream LIKE 'agent/%' ORDER BY seq";
        using var reader = command.ExecuteReader();
        var lines = new List<string>();
        while (reader.Read())
            lines.Add($"{reader.GetString(0)[^6..]} {reader.GetString(1)} {reader.GetString(2)}");
        return string.Join('\n', lines.TakeLast(120));
    }

    public async ValueTask DisposeAsync()
    {
        if (_child is { HasExited: false })
        {
            _child.Terminate();
            try
            {
                await _child.Ended(TimeSpan.FromSeconds(15));
            }
            catch (TimeoutException)
            {
                _child.Kill();
            }
        }
        if (_child is not null)
            await _child.DisposeAsync();
        KillMedia();
        SqliteConnection.ClearAllPools();
        Directory.Delete(Data, recursive: true);
    }

    private static string? CommandLineOf(int id)
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/cmdline");
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static string FindRoot()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "TellerLine.slnx")))
            directory = directory.Parent;
        return directory?.FullName
            ?? throw new InvalidOperationException("The tests do not run from within the repository.");
    }
}
