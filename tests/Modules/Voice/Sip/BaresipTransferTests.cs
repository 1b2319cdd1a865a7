using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using TellerLine.Modules.Voice.Media;
using TellerLine.Voice;
using TellerLine.Voice.Sip;

namespace TellerLine.Modules.Voice.Sip;

/// <summary>A telephone that nobody here wrote (Debian's baresip) registers, is called and transfers.</summary>
public sealed class BaresipTransferTests
{
    private static readonly string? Program = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')
        .Select(folder => Path.Combine(folder, "baresip")).FirstOrDefault(File.Exists);

    [Fact]
    public async Task it_asks_for_a_transfer_and_hangs_up_when_it_hears_of_its_end()
    {
        Assert.SkipUnless(Program is not null, "not run: baresip (Debian package baresip-core) is not installed");
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        bound.CancelAfter(TimeSpan.FromSeconds(60));
        var ct = bound.Token;
        await using var exchange = new Exchange(
            new VoiceOptions { Listen = "127.0.0.1", SipPort = 0, Numbers = ["95000"], DigestAlgorithms = ["MD5"] },
            new QuietMedia(), new OneAccount(), null, "n1", TimeProvider.System, NullLogger<Exchange>.Instance);
        await exchange.StartAsync(ct);
        var folder = Directory.CreateTempSubdirectory("tellerline-transfer-");
        await File.WriteAllBytesAsync(Path.Combine(folder.FullName, "tone.wav"), Tones.Wav(440, 60_000), ct);
        var control = FreePort();
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "config"), $"""
            sip_listen 127.0.0.1:0
            net_interface 127.0.0.1
            audio_player alsa,null
            audio_source aufile,{folder.FullName}/tone.wav
            audio_alert alsa,null
            ausrc_srate 8000
            auplay_srate 8000
            ausrc_channels 1
            auplay_channels 1
            rtp_timeout 0
            module_path /usr/lib/baresip/modules
            module g711.so
            module aufile.so
            module alsa.so
            module uuid.so
            module_app account.so
            module_app menu.so
            module_app ctrl_tcp.so
            ctrl_tcp_listen 127.0.0.1:{control}
            """, ct);
        await File.WriteAllTextAsync(
            Path.Combine(folder.FullName, "accounts"),
            $"<sip:1001@127.0.0.1:{exchange.SipEndpoint!.Port}>;auth_pass=secret;regint=60;audio_codecs=PCMA/8000/1\n", ct);
        using var phone = Process.Start(new ProcessStartInfo("nice", ["-n", "19", Program!, "-f", folder.FullName])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true,
        })!;
        phone.BeginOutputReadLine();
        phone.BeginErrorReadLine();
        try
        {
            using (var look = new PeriodicTimer(TimeSpan.FromMilliseconds(50)))
                while (!exchange.IsRegistered("1001"))
                    await look.WaitForNextTickAsync(ct);
            using var socket = new TcpClient();
            await socket.ConnectAsync(IPAddress.Loopback, control, ct);
            var dialling = exchange.Dial(new DialRequest("1001", "95000", "", TimeSpan.FromSeconds(30)), ct);
            await Told("CALL_INCOMING");
            Command("\"accept\"");
            var leg = Assert.IsType<Dialled.Answered>(await dialling).Leg;
            var ended = new TaskCompletionSource<LegEnd>(TaskCreationOptions.RunContinuationsAsynchronously);
            leg.Gone.Register(() => ended.TrySetResult(leg.End!));
            var target = "";
            leg.Referred += refer =>
            {
                target = refer.Target;
                refer.Accept();
                refer.Finish();
            };
            Command($"\"transfer\",\"params\":\"sip:1002@127.0.0.1:{exchange.SipEndpoint.Port}\"");
            Assert.Equal(LegEndBy.Remote, (await ended.Task.WaitAsync(ct)).By);
            Assert.Equal("1002", target);

            async Task Told(string happened)
            {
                var said = new StringBuilder();
                var part = new byte[4_096];
                while (!said.ToString().Contains(happened, StringComparison.Ordinal))
                    said.Append(Encoding.UTF8.GetString(part, 0, await socket.GetStream().ReadAsync(part, ct)));
            }

            void Command(string command)
            {
                var json = $"{{\"command\":{command}}}";
                socket.GetStream().Write(Encoding.ASCII.GetBytes($"{json.Length}:{json},"));
            }
        }
        finally
        {
            phone.Kill();
            await phone.WaitForExitAsync(CancellationToken.None);
            folder.Delete(recursive: true);
        }
    }

    private static int FreePort()
    {
        using var socket = new TcpListener(IPAddress.Loopback, 0);
        socket.Start();
        return ((IPEndPoint)socket.LocalEndpoint).Port;
    }
}
