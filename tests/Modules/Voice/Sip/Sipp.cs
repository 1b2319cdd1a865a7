using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace TellerLine.Modules.Voice.Sip;

/// <summary>
/// One run of SIPp (Debian's sip-tester) against the exchange: a scenario, its exit code, what it said.
/// </summary>
internal static class Sipp
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static string? Path { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')
        .Select(folder => System.IO.Path.Combine(folder, "sipp")).FirstOrDefault(File.Exists);

    /// <summary>Runs and expects that every call of it went as the scenario says.</summary>
    public static async Task Succeeds(IPEndPoint exchange, string? scenario, params string[] arguments)
    {
        Assert.SkipUnless(Path is not null, "not run: sipp (Debian package sip-tester) is not installed");
        var folder = Directory.CreateTempSubdirectory("tellerline-sipp-");
        try
        {
            List<string> all = [$"127.0.0.1:{exchange.Port}", "-i", "127.0.0.1", "-nostdin", "-trace_err", "-s", "95000",
                "-timeout", "40", "-timeout_error", .. arguments];
            if (scenario is null)
            {
                all.AddRange(["-sn", "uac"]);
            }
            else
            {
                var file = System.IO.Path.Combine(folder.FullName, "scenario.xml");
                await File.WriteAllTextAsync(
                    file, "<?xml version=\"1.0\" encoding=\"ISO-8859-1\" ?>\n" + scenario.Trim());
                all.AddRange(["-sf", file]);
            }

            var start = new ProcessStartInfo(Path!, all)
            {
                WorkingDirectory = folder.FullName, RedirectStandardOutput = true, RedirectStandardError = true,
                UseShellExecute = false,
            };
            start.Environment["TERM"] = "dumb";
            using var process = Process.Start(start)!;
            var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            using var timeout = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
            timeout.CancelAfter(Patience);
            try
            {
                await process.WaitForExitAsync(timeout.Token);
            }
            finally
            {
                if (!process.HasExited)
                    process.Kill();
            }

            var told = string.Concat(folder.GetFiles("*errors.log").Select(f => File.ReadAllText(f.FullName)));
            Assert.True(
                process.ExitCode == 0,
                $"sipp ended with {process.ExitCode}\n{await errors}\n{told}\n{(await output)[^Math.Min(3_000, (await output).Length)..]}");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>The head of a request as SIPp fills it in.</summary>
    public static string Send(
        string method, int cseq, string extra = "", string attributes = "", string to = "", string body = "",
        string uri = "sip:[service]@[remote_ip]:[remote_port]") =>
        $"""
        <send {attributes}><![CDATA[
        {method} {uri} SIP/2.0
        Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
        From: <sip:13800000001@example.com>;tag=[call_number]-[pid]
        To: <sip:[service]@[remote_ip]:[remote_port]>{to}
        Call-ID: [call_id]
        CSeq: {cseq} {method}
        Contact: <sip:sipp@[local_ip]:[local_port];transport=[transport]>
        Max-Forwards: 70
        {extra}Content-Length: [len]

        {body}
        ]]></send>
        """;

    /// <summary>The agent 1001 registers (<see cref="OneAccount"/>).</summary>
    public static string Register(int cseq, string more) =>
        $"""
        <send retrans="500"><![CDATA[
        REGISTER sip:tellerline SIP/2.0
        Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
        From: <sip:1001@tellerline>;tag=[pid]
        To: <sip:1001@tellerline>
        Call-ID: [call_id]
        CSeq: {cseq} REGISTER
        Contact: <sip:1001@[local_ip]:[local_port]>
        Max-Forwards: 70
        Expires: 120
        {more}Content-Length: 0

        ]]></send>
        """;

    /// <summary>A UDP port that nobody had a moment ago.</summary>
    public static int FreePort()
    {
        using var socket = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.Client.LocalEndPoint!).Port;
    }

    public const string Sdp =
        """
        v=0
        o=- 1 1 IN IP4 [local_ip]
        s=-
        c=IN IP4 [local_ip]
        t=0 0
        m=audio [media_port] RTP/AVP 8 101
        a=rtpmap:101 telephone-event/8000
        """;
}
