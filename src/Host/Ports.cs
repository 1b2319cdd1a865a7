using System.Net;
using System.Net.Sockets;
using TellerLine.Voice;
using TellerLine.Voice.Media;

namespace TellerLine.Host;

/// <summary>
/// Tries every port before anything starts, so that one in use is told in words, all of them at once, with the way out.
/// (Taken by another in the moment after, it is told less well.)
/// </summary>
internal static class Ports
{
    private sealed record Port(string What, IPAddress Address, int Number, ProtocolType Kind, string Option);

    /// <exception cref="StartException">Ports cannot be listened on.</exception>
    public static void Check(CentreOptions centre, VoiceOptions voice)
    {
        var faults = Needed(centre, voice).Where(port => port.Number != 0).Select(Fault).OfType<string>().ToList();
        if (faults.Count > 0)
            throw new StartException(string.Join("\n", faults));
    }

    private static IEnumerable<Port> Needed(CentreOptions centre, VoiceOptions voice)
    {
        yield return new(
            "the pages (HTTP)", IPAddress.Parse(centre.HttpListen), centre.HttpPort, ProtocolType.Tcp, "--http-port N");
        if (centre.Https)
            yield return new("the pages (HTTPS)", IPAddress.Any, centre.HttpsPort, ProtocolType.Tcp, "--https-port N");
        var listen = IPAddress.Parse(voice.Listen);
        yield return new("telephones (SIP)", listen, voice.SipPort, ProtocolType.Udp, "--sip-port N");
        yield return new("telephones (SIP)", listen, voice.SipPort, ProtocolType.Tcp, "--sip-port N");
        // One left behind by a centre that died holds its port rightly: it will be adopted.
        if (!MediaLeftBehind.IsThere(voice.RunDirectory))
            yield return new(
                "browsers' audio (WebRTC)", listen, voice.WebRtcPort, ProtocolType.Udp, "--set Voice:WebRtcPort=N");
    }

    private static string? Fault(Port port)
    {
        var udp = port.Kind == ProtocolType.Udp;
        using var socket = new Socket(
            port.Address.AddressFamily, udp ? SocketType.Dgram : SocketType.Stream, port.Kind);
        try
        {
            // Connections of the last run may linger; somebody listening is found all the same.
            if (!udp)
                socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
            socket.Bind(new IPEndPoint(port.Address, port.Number));
            if (!udp)
                socket.Listen(1);
            return null;
        }
        catch (SocketException fault)
        {
            var name = $"{(udp ? "UDP" : "TCP")} port {port.Number} for {port.What}";
            return fault.SocketErrorCode switch
            {
                SocketError.AddressAlreadyInUse =>
                    $"{name} is in use by another program. End that program (`ss -lnp{(udp ? 'u' : 't')} sport = :{port.Number}` names it), "
                    + $"or choose another port: {port.Option}.",
                SocketError.AccessDenied =>
                    $"{name} may not be opened by this user (those below 1024 are the system's). Choose another port: {port.Option}.",
                SocketError.AddressNotAvailable =>
                    $"{name} is to be on {port.Address}, which is no address of this machine.",
                _ => $"{name} on {port.Address} cannot be opened: {fault.Message}. Another port: {port.Option}.",
            };
        }
    }
}
