using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace TellerLine.Journeys.Peers;

/// <summary>
/// baresip (Debian's package): a SIP phone nobody here wrote. It speaks a WAV file, keeps what it hears in another, and
/// is driven over its control socket (JSON in netstrings).
/// </summary>
internal sealed class Baresip : IAsyncDisposable
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    private readonly Child _child;
    private readonly string _directory;
    private readonly TcpClient _control;
    private readonly List<JsonNode> _happened = [];
    private readonly List<(Func<JsonNode, bool> Wanted, TaskCompletionSource<JsonNode> Found)> _waiting = [];

    private Baresip(Child child, string directory, TcpClient control) =>
        (_child, _directory, _control) = (child, directory, control);

    public string Output => _child.Output;

    /// <param name="user">The caller's number, or the agent's with <paramref name="password"/> to register.</param>
    public static async Task<Baresip> Start(
        string user, int sipPort, string speaksWav, string? password = null, string transport = "udp",
        bool answers = false)
    {
        var directory = Directory.CreateTempSubdirectory("tellerline-baresip-").FullName;
        var controlPort = Ports.Tcp();
        await File.WriteAllTextAsync(Path.Combine(directory, "config"), $"""
            sip_listen 127.0.0.1:0
            net_interface 127.0.0.1
            call_local_timeout 120
            call_max_calls 4
            audio_player alsa,null
            audio_source aufile,{speaksWav}
            audio_alert alsa,null
            ausrc_srate 8000
            auplay_srate 8000
            ausrc_channels 1
            auplay_channels 1
            audio_buffer 20-160
            rtp_timeout 0
            module_path /usr/lib/baresip/modules
            snd_path {directory}
            module g711.so
            module aufile.so
            module alsa.so
            module sndfile.so
            module uuid.so
            module_app account.so
            module_app menu.so
            module_app ctrl_tcp.so
            ctrl_tcp_listen 127.0.0.1:{controlPort}
            """);
        var answer = answers ? ";answermode=auto" : "";
        await File.WriteAllTextAsync(Path.Combine(directory, "accounts"),
            $"<sip:{user}@127.0.0.1:{sipPort};transport={transport}>;auth_pass={password ?? "none"};regint={(password is null ? 0 : 60)};audio_codecs=PCMA/8000/1,PCMU/8000/1{answer}\n");
        // ALSA's null device takes sound as fast as it is given: the lowest priority, so that it only takes idle time.
        var child = Child.Start("nice", ["-n", "19", "baresip", "-f", directory]);
        await child.Line(line => line.Contains("baresip is ready", StringComparison.Ordinal), Bound);
        var control = new TcpClient();
        await control.ConnectAsync("127.0.0.1", controlPort);
        var phone = new Baresip(child, directory, control);
        _ = phone.Listen();
        return phone;
    }

    public Task Dial(string uri) => Command("dial", uri);

    /// <summary>One key of the keypad in the call (RFC 4733).</summary>
    public Task Press(char key) => Command("sndcode", key.ToString());

    public Task HangUp() => Command("hangup");

    /// <summary>Of the call it is in; a second one may be dialled then.</summary>
    public Task Hold() => Command("hold");

    public Task Resume() => Command("resume");

    /// <summary>The phone's own blind transfer (REFER).</summary>
    public Task Transfer(string uri) => Command("transfer", uri);

    public Task Accept() => Command("accept");

    /// <summary>
    /// An event of the phone: <c>CALL_ESTABLISHED</c>, <c>CALL_CLOSED</c>, <c>REGISTER_OK</c>, <c>CALL_INCOMING</c> …;
    /// <c>$atUs</c> is when.
    /// </summary>
    public Task<JsonNode> Event(string type, TimeSpan? patience = null) => EventOf([type], patience);

    /// <summary>
    /// Waits for the registration: it may be over before the control socket is there to tell of it, so the phone's own
    /// words count.
    /// </summary>
    public Task Registered() => _child.Line(
        line => line.Contains("200 OK", StringComparison.Ordinal) && line.Contains("binding", StringComparison.Ordinal),
        Bound);

    /// <summary>The first, past or future, of one of these kinds.</summary>
    public async Task<JsonNode> EventOf(IReadOnlyList<string> types, TimeSpan? patience = null)
    {
        var found = new TaskCompletionSource<JsonNode>(TaskCreationOptions.RunContinuationsAsynchronously);
        bool Wanted(JsonNode node) => types.Contains((string?)node["type"]);
        lock (_happened)
        {
            if (_happened.FirstOrDefault(Wanted) is { } already)
                return already;
            _waiting.Add((Wanted, found));
        }
        try
        {
            return await found.Task.WaitAsync(patience ?? Bound);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"baresip did not say {string.Join(" or ", types)}:\n{_child.Output}");
        }
    }

    /// <summary>Forgets the events so far, so that the next of a kind is waited for.</summary>
    public void Forget()
    {
        lock (_happened)
            _happened.Clear();
    }

    /// <summary>What the phone has heard since its call began.</summary>
    public double[] HeardSoFar()
    {
        // The module sndfile keeps what was decoded, a file a call.
        if (Directory.EnumerateFiles(_directory, "dump-*-dec.wav").Max() is not { } path)
            return [];
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes.Length < 44 ? [] : Tone.Read(bytes).Channels[0];
    }

    /// <summary>The last samples heard, fewer at the beginning.</summary>
    public double[] Last(int samples)
    {
        var all = HeardSoFar();
        return all[Math.Max(0, all.Length - samples)..];
    }

    /// <summary>Waits until the last second of what is heard is this tone.</summary>
    public async Task<Heard> Hear(double hz, TimeSpan? patience = null, double enough = 0.8)
    {
        var best = new Heard(0, 0);
        return await Patience.Until(
            () =>
            {
                var all = Last(Tone.Rate);
                var heard = all.Length < Tone.Rate ? default : Tone.Measure(all, hz);
                if (heard.Rms > 0.002 && heard.Share > best.Share)
                    best = heard;
                return best;
            },
            heard => heard.Share > enough, patience ?? TimeSpan.FromSeconds(30));
    }

    /// <summary>
    /// Waits until two more seconds have been heard, and measures the last of them: nothing from before counts.
    /// </summary>
    /// <param name="enough">Looked for in the seconds after that, too, until one has it: in a mix each speaks in
    /// syllables, and any second may fall between those of one.</param>
    public async Task<Heard> HearNew(double hz, TimeSpan? patience = null, double enough = 0)
    {
        var until = HeardSoFar().Length + 2 * Tone.Rate;
        var all = await Patience.Until(
            HeardSoFar, heard => heard.Length >= until, patience ?? TimeSpan.FromSeconds(30));
        if (all.Length < until)
            throw new TimeoutException(
                $"baresip heard {all.Length - until + 2 * Tone.Rate} new samples only:\n{_child.Output}");
        var heard = Tone.Measure(all.AsSpan(all.Length - Tone.Rate), hz);
        return heard.Share >= enough ? heard : await Hear(hz, patience, enough);
    }

    public async ValueTask DisposeAsync()
    {
        _control.Dispose();
        await _child.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    private async Task Command(string command, string? parameters = null)
    {
        var message = new JsonObject { ["command"] = command, ["token"] = command };
        if (parameters is not null)
            message["params"] = parameters;
        var json = message.ToJsonString();
        await _control.GetStream().WriteAsync(Encoding.UTF8.GetBytes($"{Encoding.UTF8.GetByteCount(json)}:{json},"));
    }

    private async Task Listen()
    {
        var stream = _control.GetStream();
        var one = new byte[1];
        try
        {
            while (true)
            {
                var length = 0;
                while (true)
                {
                    await stream.ReadExactlyAsync(one);
                    if (one[0] == (byte)':')
                        break;
                    length = length * 10 + one[0] - '0';
                }
                var body = new byte[length + 1];
                await stream.ReadExactlyAsync(body);
                var node = JsonNode.Parse(body.AsSpan(0, length))!;
                node["$atUs"] = (TimeProvider.System.GetUtcNow() - DateTimeOffset.UnixEpoch)
                    .Ticks / TimeSpan.TicksPerMicrosecond;
                lock (_happened)
                {
                    _happened.Add(node);
                    foreach (var (wanted, found) in _waiting)
                        if (wanted(node))
                            found.TrySetResult(node);
                }
            }
        }
        catch (Exception fault) when (fault is IOException or ObjectDisposedException)
        {
            // The phone is put away.
        }
    }
}
