using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Threading.Channels;
using TellerLine.Voice.Media;
using TellerLine.Voice.WebRtc;
using TellerLine.Voice.WebRtc.Dtls;

namespace TellerLine.Modules.Voice.WebRtc;

/// <summary>A real browser: ICE, DTLS, SRTP and audio both ways, through an ICE restart, to its good-bye.</summary>
[Collection(Audible.Name)]
public sealed class ChromiumTests : IWebRtcObserver
{
    private const double TheirHz = 1000, OurHz = 440;

    private readonly Channel<string> _events = Channel.CreateBounded<string>(100);

    [Theory]
    [InlineData(DtlsContext.BothProfiles)]
    [InlineData("SRTP_AES128_CM_SHA1_80")]
    public async Task a_browser_is_heard_and_hears_through_an_ice_restart(string profiles)
    {
        var wav = Path.Combine(Path.GetTempPath(), $"tellerline-{Guid.NewGuid():n}.wav");
        await File.WriteAllBytesAsync(wav, ToneWav(TheirHz), TestContext.Current.CancellationToken);
        using var loop = new ToneLoop(OurHz, TheirHz);
        using var port = new WebRtcPort(
            DtlsCertificate.Ephemeral(TimeProvider.System.GetUtcNow()), loop, this, profiles: profiles);
        var session = port.Open("browser", null);
        loop.Start(port, session);
        using var server = Serve(out var url);
        var ufrag = session.Local.Ufrag;
        var results = Channel.CreateBounded<JsonElement>(10);
        var serving = Answer(server, session, port.Fingerprint, loop, results.Writer);
        using (new Browser(url, wav))
        {
            Assert.Equal("connected", await Next(_events));
            var first = await Next(results);
            Assert.Equal("connected", first.GetProperty("state").GetString());
            AssertHears(first);
            var before = loop.Heard;

            var second = await Next(results); // after pc.restartIce()
            AssertHears(second);
            Assert.NotEqual(ufrag, session.Local.Ufrag);
            var after = loop.Heard;
            Assert.InRange(after.Tone - before.Tone, 20, long.MaxValue);
            Assert.InRange((double)after.Tone / after.Packets, 0.8, 1);
            Assert.Equal("closed", await Next(_events)); // pc.close() sends close_notify
        }

        server.Stop();
        await serving;
        File.Delete(wav);
    }

    void IWebRtcObserver.Connected(WebRtcSession session) => _events.Writer.TryWrite("connected");

    void IWebRtcObserver.Failed(WebRtcSession session, WebRtcFailure failure) =>
        _events.Writer.TryWrite($"failed: {failure} {session.FailureDetail}");

    void IWebRtcObserver.Closed(WebRtcSession session) => _events.Writer.TryWrite("closed");

    private static void AssertHears(JsonElement result) =>
        Assert.InRange(result.GetProperty("peakHz").GetDouble(), OurHz - 30, OurHz + 30);

    private static async Task<T> Next<T>(Channel<T> channel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(40));
        return await channel.Reader.ReadAsync(limit.Token);
    }

    private static HttpListener Serve(out string url)
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        url = $"http://localhost:{((IPEndPoint)probe.LocalEndpoint).Port}/";
        probe.Stop();
        var server = new HttpListener();
        server.Prefixes.Add(url);
        server.Start();
        return server;
    }

    private static async Task Answer(
        HttpListener server, WebRtcSession session, string fingerprint, ToneLoop loop,
        ChannelWriter<JsonElement> results)
    {
        while (true)
        {
            HttpListenerContext request;
            try
            {
                request = await server.GetContextAsync();
            }
            catch (Exception over) when (over is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            using var reader = new StreamReader(request.Request.InputStream);
            var body = await reader.ReadToEndAsync();
            var answer = request.Request.Url!.AbsolutePath switch
            {
                "/" => Page,
                "/offer" => Sdp(session.SetRemote(RemoteOf(body)), fingerprint, loop.Port),
                "/result" => Report(body),
                _ => "",
            };
            request.Response.ContentType = request.Request.Url.AbsolutePath == "/" ? "text/html" : "text/plain";
            request.Response.Close(Encoding.UTF8.GetBytes(answer), willBlock: false);
        }

        string Report(string json)
        {
            results.TryWrite(JsonDocument.Parse(json).RootElement);
            return "";
        }
    }

    private static WebRtcRemote RemoteOf(string offer) => new(
        Line("ice-ufrag").Match(offer).Groups[1].Value, Line("ice-pwd").Match(offer).Groups[1].Value,
        Line("fingerprint").Match(offer).Groups[1].Value);

    private static Regex Line(string name) => new($"^a={name}:(.*?)\r?$", RegexOptions.Multiline);

    private static string Sdp(WebRtcLocal local, string fingerprint, int port) =>
        $"""
        v=0
        o=- 1 1 IN IP4 127.0.0.1
        s=-
        t=0 0
        a=ice-lite
        a=group:BUNDLE 0
        m=audio {port} UDP/TLS/RTP/SAVPF 8
        c=IN IP4 127.0.0.1
        a=mid:0
        a=rtcp-mux
        a=rtpmap:8 PCMA/8000
        a=setup:passive
        a=ice-ufrag:{local.Ufrag}
        a=ice-pwd:{local.Password}
        a=fingerprint:{fingerprint}
        a=sendrecv
        a=ssrc:2115101201 cname:tellerline
        a=candidate:1 1 udp 2130706431 127.0.0.1 {port} typ host
        a=end-of-candidates

        """.ReplaceLineEndings("\r\n");

    private static byte[] ToneWav(double hz)
    {
        const int rate = 48_000, seconds = 5;
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        writer.Write("RIFF"u8);
        writer.Write(36 + (2 * rate * seconds));
        writer.Write("WAVEfmt "u8);
        writer.Write(16);
        writer.Write((short)1);
        writer.Write((short)1);
        writer.Write(rate);
        writer.Write(2 * rate);
        writer.Write((short)2);
        writer.Write((short)16);
        writer.Write("data"u8);
        writer.Write(2 * rate * seconds);
        for (var i = 0; i < rate * seconds; i++)
            writer.Write((short)(8_000 * Math.Sin(2 * Math.PI * hz * i / rate)));
        return bytes.ToArray();
    }

    private const string Page =
        """
        <!doctype html><script>
        const post = (path, body) => fetch(path, {method: 'POST', body}).then(r => r.text());
        async function negotiate(pc) {
          await pc.setLocalDescription(await pc.createOffer());
          await pc.setRemoteDescription({type: 'answer', sdp: await post('/offer', pc.localDescription.sdp)});
        }
        async function until(what) { while (!what()) await new Promise(r => setTimeout(r, 50)); }
        async function run() {
          const mic = await navigator.mediaDevices.getUserMedia({audio: {echoCancellation: false, noiseSuppression: false, autoGainControl: false}});
          const pc = new RTCPeerConnection();
          pc.addTrack(mic.getTracks()[0], mic);
          const context = new AudioContext(), analyser = context.createAnalyser();
          analyser.fftSize = 8192;
          pc.ontrack = e => {
            const stream = new MediaStream([e.track]);
            const player = new Audio(); player.srcObject = stream; player.play();
            context.createMediaStreamSource(stream).connect(analyser);
          };
          await negotiate(pc);
          await until(() => pc.connectionState === 'connected');
          const bins = new Float32Array(analyser.frequencyBinCount);
          const peak = () => { analyser.getFloatFrequencyData(bins); return bins.indexOf(Math.max(...bins)); };
          const heard = () => { const bin = peak(); return bin > 0 && bins[bin] > -50; };
          const tell = () => post('/result', JSON.stringify({state: pc.connectionState, peakHz: peak() * context.sampleRate / analyser.fftSize, level: bins[peak()]}));
          await until(heard);
          await new Promise(r => setTimeout(r, 1000));
          await tell();
          pc.restartIce();
          await negotiate(pc);
          await new Promise(r => setTimeout(r, 1500));
          await until(heard);
          await tell();
          pc.close();
        }
        run().catch(e => post('/result', JSON.stringify({state: String(e), peakHz: 0})));
        </script>
        """;
}
