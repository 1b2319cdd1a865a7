using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace TellerLine.Bench.Server;

/// <summary>The <see cref="ExchangeChild"/> running in a folder of its own.</summary>
internal sealed class VoiceServer : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tellerline-bench").FullName;

    public VoiceServer()
    {
        var port = FreePort();
        Sip = new IPEndPoint(IPAddress.Loopback, port);
        var program = Environment.ProcessPath
            ?? throw new InvalidOperationException("The bench does not know its own path.");
        Process = ServerProcess.Start(
            program,
            [
                "exchange", "--Voice:Listen=127.0.0.1", "--Voice:Advertise=127.0.0.1",
                "--Voice:TrustedNetworks:0=127.0.0.0/8",
                $"--Voice:SipPort={port.ToString(CultureInfo.InvariantCulture)}",
                "--Voice:RtpFirst=10000", "--Voice:RtpLast=18998", "--Voice:WebRtcPort=0", "--Voice:MaxCalls=5000",
                "--Voice:RunDirectory=" + _folder,
                $"--Voice:Numbers:0={ExchangeChild.Answered}", $"--Voice:Numbers:1={ExchangeChild.Menu}",
                $"--Voice:Numbers:2={ExchangeChild.Relayed}", $"--Voice:Numbers:3={ExchangeChild.Recorded}",
                $"--Voice:Numbers:4={ExchangeChild.ConferenceOfThree}",
                $"--Voice:Numbers:5={ExchangeChild.ConferenceOfEight}", $"--Voice:Numbers:6={ExchangeChild.Listened}",
                "--Bench:Prompt=" + Path.GetFullPath("prompts/zh-CN/greeting.notice.wav"),
                "--Bench:Recordings=" + Path.Combine(_folder, "recordings"),
            ],
            _folder);
    }

    public IPEndPoint Sip { get; }

    public ServerProcess Process { get; }

    /// <summary>A UDP port nobody has now.</summary>
    public static int FreePort()
    {
        using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        probe.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)probe.LocalEndPoint!).Port;
    }

    public void Dispose()
    {
        Process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
