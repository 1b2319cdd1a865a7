using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using TellerLine.Voice.Media.Engine;
using TellerLine.Voice.Media.Native;
using TellerLine.Voice.Media.Prompts;
using TellerLine.Voice.Media.Tones;

namespace TellerLine.Voice.Media.Link;

/// <summary>
/// The control thread: reads the host's commands, prepares what must not be done on the packet thread (ports, files,
/// memory), and orders the rest there. Commands are carried out in the order in which they come.
/// </summary>
internal sealed class Control(
    MediaSettings settings, PacketThread packets, Sessions sessions, Recordings recordings, HostLink host, Action quit)
{
    private static readonly UTF8Encoding Utf8 = new(false);

    private readonly PromptCache _prompts = new();
    private readonly IReadOnlyList<string> _addresses = Addresses.Told(settings);
    private readonly IPAddress _listen = IPAddress.Parse(settings.Listen);
    private readonly OwnAddresses _own = new(TimeProvider.System);

    public void OnCommand(uint request, ReadOnlySpan<byte> json)
    {
        try
        {
            var command = JsonSerializer.Deserialize(json, MediaJson.Default.MediaCommand)
                ?? throw new MediaException("an empty command");
            Do(request, command);
        }
        catch (Exception e) when (e is MediaException or JsonException or NotSupportedException or SdpException)
        {
            host.Reply(request, new MediaReply { Error = e.Message });
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // A fault costs its order, which is told so, and never the process with everybody's calls in it.
            host.Reply(request, new MediaReply { Error = "a fault in the media process: " + e });
        }
    }

    /// <param name="frame">The key, then the leg's id.</param>
    public void OnKey(ReadOnlySpan<byte> frame)
    {
        if (frame.Length > 1 && sessions.TryFind(Utf8.GetString(frame[1..])) is { } session
            && session.Keys.TryInject(frame[..1]))
            packets.Post(new Order(0, () => packets.Inject(session)));
    }

    /// <summary>The host is gone: nobody is there to take a secret, so none may wait.</summary>
    public void OnHostGone()
    {
        foreach (var session in sessions.All)
            packets.Post(new Order(0, () => PacketThread.LeaveSecret(session)));
    }

    public void Close(string legId, uint request = 0)
    {
        if (sessions.Take(legId) is not { } session)
        {
            host.Reply(request, new MediaReply());
            return;
        }

        Order? order = null;
        order = new Order(request, () =>
        {
            Refuse(PacketThread.CancelSecret(session), "the leg was closed");
            packets.Remove(session);
            order!.Result = new MediaReply { Quality = PacketThread.QualityOf(session) };
        })
        { After = () => sessions.Release(session) };
        packets.Post(order);
    }

    private void Do(uint request, MediaCommand command)
    {
        switch (command)
        {
            case MediaCommand.Hello c:
                var same = c.Version == MediaFrame.ProtocolVersion
                && c.Settings == string.Join(' ', settings.ToArguments());
                host.Reply(request, new MediaReply
                {
                    Welcome = new Welcome(MediaFrame.ProtocolVersion, Environment.ProcessId, sessions.Count, same),
                });
                break;
            case MediaCommand.Open c:
                Open(request, c);
                break;
            case MediaCommand.SetRemote c:
                host.Reply(request, new MediaReply { Local = SetRemote(sessions.Find(c.LegId), c.Remote) });
                break;
            case MediaCommand.Acknowledge c:
                if (sessions.TryFind(c.LegId) is { } acknowledged)
                    packets.Post(new Order(0, () => PacketThread.Acknowledge(acknowledged)));
                break;
            case MediaCommand.Quality c:
                Quality(request, sessions.TryFind(c.LegId));
                break;
            case MediaCommand.Play c:
                var playing = new Playing(
                    c.PlayId, Load(c.Request.Files), c.Request.Loop, c.Request.KeysInterrupt, c.Request.ButFor,
                    c.Request.Over);
                Order(request, c.LegId, s => packets.Play(s, playing));
                break;
            case MediaCommand.StopPlay c:
                Order(request, c.LegId, packets.StopPlay);
                break;
            case MediaCommand.Bridge c:
                var (one, other) = (sessions.Find(c.A), sessions.Find(c.B));
                Heard[] eachOther = [new(one, [other]), new(other, [one])];
                Order(request, c.A, a => packets.Bridge(a, other, eachOther));
                break;
            case MediaCommand.Connect c:
                Connect(request, c.Hearings);
                break;
            case MediaCommand.Hold c:
                Order(request, c.LegId, s => PacketThread.Hold(s, c.On));
                break;
            case MediaCommand.Unbridge c:
                Order(request, c.LegId, packets.Unbridge);
                break;
            case MediaCommand.Mute c:
                Order(request, c.LegId, s => PacketThread.Mute(s, c.On));
                break;
            case MediaCommand.KeepTones c:
                Order(request, c.LegId, s => s.KeepsTones = c.On);
                break;
            case MediaCommand.HideSungKeys c:
                Order(request, c.LegId, s => PacketThread.HideSungKeys(s, c.On));
                break;
            case MediaCommand.ListenToLine c:
                var listener = c.On ? new LineListener() : null;
                Order(request, c.LegId, s => s.Line = listener);
                break;
            case MediaCommand.SendDigits c:
                if (c.Digits.Length > KeySender.MaxKeys || c.Digits.Any(d => KeySender.CodeOf(d) < 0))
                    throw new MediaException("digits to send are at most 64 of 0–9, *, #, A–D");
                Order(request, c.LegId, s => PacketThread.SendKeys(s, c.Digits));
                break;
            case MediaCommand.CollectSecret c:
                CollectSecret(request, c);
                break;
            case MediaCommand.CancelSecret c:
                Order(request, c.LegId, s => Refuse(PacketThread.CancelSecret(s), "cancelled"));
                break;
            case MediaCommand.StartRecording c:
                recordings.Start(request, sessions.Find(c.LegId), c.Request);
                break;
            case MediaCommand.WithholdRecording c:
                Order(request, c.LegId, s => PacketThread.WithholdRecording(s, c.On));
                break;
            case MediaCommand.StopRecording c:
                recordings.Stop(request, sessions.Find(c.LegId));
                break;
            case MediaCommand.Close c:
                Close(c.LegId, request);
                break;
            case MediaCommand.Sessions:
                host.Reply(request, new MediaReply
                {
                    Sessions = sessions.Names, Silent = [.. sessions.All.Where(s => s.IsSilent).Select(s => s.Id)],
                });
                break;
            case MediaCommand.Stats:
                Order? order = null;
                order = new Order(request, () => order!.Result = new MediaReply { Stats = packets.Look() });
                packets.Post(order);
                break;
            case MediaCommand.Quit c:
                if (sessions.Count > 0 && !c.Force)
                    throw new MediaException("there are sessions");
                host.Reply(request, new MediaReply());
                quit();
                break;
        }
    }

    /// <summary>
    /// Answered before the packet thread has it: orders run in their order, and this one cannot fail there.
    /// </summary>
    private void Open(uint request, MediaCommand.Open command)
    {
        var session = sessions.Open(command.LegId, command.WebRtc);
        packets.Post(new Order(0, () => packets.Add(session)));
        try
        {
            var local = new MediaLocal(_addresses, session.Port, session.Web?.Local);
            if (command.Remote is { } remote)
                local = local with { WebRtc = SetRemote(session, remote).WebRtc ?? local.WebRtc };
            host.Reply(request, new MediaReply { Local = local });
        }
        catch (MediaException e)
        {
            host.Reply(request, new MediaReply { Error = e.Message, IsOfDescription = true });
        }
    }

    private MediaLocal SetRemote(MediaSession session, MediaRemote remote)
    {
        var web = session.Web;
        if (web is not null && remote.WebRtc is null)
            throw new MediaException("a browser's SDP must have ICE credentials and a fingerprint");
        var credentials = web?.SetRemote(remote.WebRtc!);
        var (named, rtcpTo, signalling) = web is null ? Ways(remote) : default;
        var tones = remote.EventPayloadType is null ? new ToneKeys() : null;
        packets.Post(new Order(0, () =>
        {
            packets.SetRemote(session, remote, named, rtcpTo, signalling, tones);
            packets.Wake(session);
        }));
        return new MediaLocal(_addresses, session.Port, credentials);
    }

    /// <summary>What the description named, as far as audio may go there.</summary>
    private (SockAddr Named, SockAddr RtcpTo, SockAddr Signalling) Ways(MediaRemote remote)
    {
        if (!IPAddress.TryParse(remote.Address, out var address))
            throw new MediaException($"no address to send to: {remote.Address}");
        address = SendRules.Plain(address);
        if (!remote.WeSend && (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any)))
            return default; // RFC 2543's hold: where audio goes afterwards stays as it was
        var signalling = IPAddress.TryParse(remote.Signalling, out var source) ? SendRules.Plain(source) : null;
        if (SendRules.Refuses(address, remote.Port, signalling, settings.ToSelf, _own.Contains) is { } why)
            throw new MediaException(why);
        var rtcpPort = remote.RtcpPort == 0 ? remote.Port + 1 : remote.RtcpPort;
        return (
            SockAddr.From(Reached(address), remote.Port),
            rtcpPort is >= SendRules.LowestPort and <= 65_535 ? SockAddr.From(Reached(address), rtcpPort) : default,
            signalling is null ? default : SockAddr.From(Reached(signalling), 0));
    }

    /// <summary>
    /// The address as a socket of ours speaks of it: one that listens on IPv6 sees IPv4 in IPv6's clothes.
    /// </summary>
    private IPAddress Reached(IPAddress address) =>
        address.AddressFamily == _listen.AddressFamily ? address
        : _listen.AddressFamily == AddressFamily.InterNetworkV6 ? address.MapToIPv6()
        : throw new MediaException($"{address} cannot be reached from {settings.Listen}");

    private void Quality(uint request, MediaSession? session)
    {
        if (session is null)
        {
            host.Reply(request, new MediaReply());
            return;
        }

        Order? order = null;
        order = new Order(request, () => order!.Result = new MediaReply { Quality = PacketThread.QualityOf(session) });
        packets.Post(order);
    }

    private void CollectSecret(uint request, MediaCommand.CollectSecret command)
    {
        var rules = command.Request;
        if (rules.MaxDigits is < 1 or > KeySlab.MaxSecretDigits)
            throw new MediaException($"a secret has 1 to {KeySlab.MaxSecretDigits} digits");
        var session = sessions.Find(command.LegId);
        // The last secret's digits may be on their way out still: microseconds.
        if (!SpinWait.SpinUntil(() => !session.SecretLeaving, 1_000))
            throw new MediaException("the secret before has not been taken");
        var secret = new SecretEntry(request, rules.MaxDigits, rules.FirstDigitMs, rules.NextDigitMs);
        var prompts = rules.Prompts.Count == 0 ? null : new Playing(Playing.OfSecret, Load(rules.Prompts), false, true);
        packets.Post(new Order(request, () =>
        {
            packets.BeginSecret(session, secret, prompts);
            packets.Wake(session);
        }) { AnswersLater = true });
    }

    /// <summary>A leg that is gone is not heard, and hears nothing: that is no fault.</summary>
    private void Connect(uint request, IReadOnlyList<MediaHearing> hearings)
    {
        HearingRules.Check(hearings);
        Heard[] heard = [
            .. hearings.Select(h => (Listener: sessions.TryFind(h.Listener), h.Sources))
                .Where(h => h.Listener is not null)
                .Select(h => new Heard(h.Listener!, [.. h.Sources.Select(sessions.TryFind).OfType<MediaSession>()])),
        ];
        packets.Post(new Order(request, () => packets.Connect(heard)));
    }

    private void Refuse(SecretEntry? secret, string why)
    {
        if (secret is not null)
            packets.Post(new Order(secret.Request, () => throw new MediaException(why)));
    }

    private void Order(uint request, string legId, Action<MediaSession> what)
    {
        var session = sessions.Find(legId);
        packets.Post(new Order(request, () =>
        {
            what(session);
            packets.Wake(session);
        }));
    }

    private List<Prompt> Load(IReadOnlyList<string> files) => [.. files.Select(_prompts.Get)];
}
