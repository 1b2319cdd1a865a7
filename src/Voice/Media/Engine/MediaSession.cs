using TellerLine.Voice.Media.Native;
using TellerLine.Voice.Media.Recording;
using TellerLine.Voice.Media.Rtp;
using TellerLine.Voice.WebRtc;

namespace TellerLine.Voice.Media.Engine;

/// <summary>One party's media. Made and closed by the control thread; in between its state is the packet thread's alone.</summary>
internal sealed class MediaSession(string id, int index, KeySlab.KeyCell keys)
{
    public string Id => id;

    /// <summary>Its place in tables and its clock slot.</summary>
    public int Index => index;

    public KeySlab.KeyCell Keys => keys;

    /// <summary>The socket of a SIP leg; -1 for a browser's, which shares one.</summary>
    public int Fd { get; init; } = -1;

    public int Port { get; init; }

    public WebRtcSession? Web { get; set; }

    /// <summary>The browser's connection is up (keys in use).</summary>
    public bool WebConnected { get; set; }

    public bool Closed { get; set; }

    // What the SDP said.
    public bool HasRemote { get; set; }

    public G711 Codec { get; set; } = G711.Pcma;

    /// <summary>RFC 4733's payload type, or -1.</summary>
    public int EventPayloadType { get; set; } = -1;

    public bool WeSend { get; set; }

    public bool WeReceive { get; set; }

    // Where it goes and where it comes from; see Latch.
    public SockAddr Remote;
    public SockAddr Advertised;
    public bool Latched;

    public MediaSession? Partner { get; set; }

    public bool Muted { get; set; }

    public Playing? Playing { get; set; }

    public SecretEntry? Secret { get; set; }

    /// <summary>A finished secret's digits are on their way to the host: the cell is not to be used until they are zeroed.</summary>
    public volatile bool SecretLeaving;

    public KeyReceiver KeyReceiver;

    /// <summary>The key now pressed began while a secret was collected: it is nobody's business, whenever it ends.</summary>
    public bool KeyIsSecret { get; set; }

    public KeySender KeySender;

    public OutStream Out = new((uint)Random.Shared.NextInt64(1, uint.MaxValue), (ushort)Random.Shared.Next(30_000), (uint)Random.Shared.Next());
    public Reception In;

    public LegRecorder? Recorder { get; set; }

    /// <summary>When the party's last packet came (µs), 0 before the first.</summary>
    public long HeardUs { get; set; }

    public bool IsSilent { get; set; }

    /// <summary>When it last was sent anything but idle silence (µs).</summary>
    public long SpokeUs { get; set; }

    public long Strangers { get; set; }

    public long SendFailures { get; set; }

    public bool CanSend => WeSend && (Web is null ? HasRemote : WebConnected);
}
