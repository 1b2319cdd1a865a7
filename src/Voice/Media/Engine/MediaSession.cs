using System.Security.Cryptography;
using TellerLine.Voice.Media.Mixing;
using TellerLine.Voice.Media.Native;
using TellerLine.Voice.Media.Recording;
using TellerLine.Voice.Media.Rtp;
using TellerLine.Voice.Media.Tones;
using TellerLine.Voice.WebRtc;

namespace TellerLine.Voice.Media.Engine;

/// <summary>
/// One party's media. Made and closed by the control thread; in between its state is the packet thread's alone.
/// </summary>
internal sealed class MediaSession(string id, int index, KeySlab.KeyCell keys)
{
    public string Id => id;

    /// <summary>Its place in tables and its clock slot.</summary>
    public int Index => index;

    public KeySlab.KeyCell Keys => keys;

    /// <summary>The socket of a SIP leg; -1 for a browser's, which shares one.</summary>
    public int Fd { get; init; } = -1;

    /// <summary>The socket of its RTCP, on the port above.</summary>
    public int RtcpFd { get; init; } = -1;

    public int Port { get; init; }

    public WebRtcSession? Web { get; set; }

    /// <summary>The browser's connection is up (keys in use).</summary>
    public bool WebConnected { get; set; }

    public bool Closed { get; set; }

    /// <summary>
    /// Its clock slot while it is awake, -1 while it sleeps: nothing is to be sent, nothing has a deadline.
    /// </summary>
    public int Slot { get; set; } = -1;

    // What the SDP said.
    public G711 Codec { get; set; } = G711.Pcma;

    /// <summary>RFC 4733's payload type, or -1.</summary>
    public int EventPayloadType { get; set; } = -1;

    public bool WeSend { get; set; }

    public bool WeReceive { get; set; }

    /// <summary>Whom it hears and where it sends; a browser's way is ICE's business.</summary>
    public PeerRoute Route;

    /// <summary>RTCP on the RTP port (RFC 5761); else on <see cref="RtcpFd"/>.</summary>
    public bool RtcpMux { get; set; }

    /// <summary>
    /// Where its RTCP goes: what the SDP named, then where the party's comes from. Unset: nobody knows.
    /// </summary>
    public SockAddr RtcpTo;

    public bool RtcpHeard { get; set; }

    public Reports Reports;

    /// <summary>RFC 7022: a name for the stream that names nobody.</summary>
    public byte[] Cname { get; } = Convert.ToHexString(RandomNumberGenerator.GetBytes(8)).Select(c => (byte)c)
        .ToArray();

    /// <summary>Whom it hears; <see cref="HearsMatrix"/> keeps both in step.</summary>
    public LegSet Sources { get; } = new(HearsMatrix.MaxSources);

    /// <summary>Who hears it.</summary>
    public LegSet Listeners { get; } = new(HearsMatrix.MaxListeners);

    /// <summary>What it says, for those who hear it mixed with others.</summary>
    public MixedVoice Voice { get; } = new();

    public bool Muted { get; set; }

    /// <summary>It hears what is played to it and nobody else, and nobody hears it.</summary>
    public bool Held { get; set; }

    /// <summary>What it says now is for its listeners.</summary>
    public bool IsHeard => !Closed && !Muted && !Held && !IsSuppressed;

    /// <summary>
    /// What it hears is added up, frame by frame: several sources, or one and something played over it. With one alone
    /// its packets are passed through as they are.
    /// </summary>
    public bool IsMixed => !Held && Playing is not { Over: false }
        && (Sources.Count > 1 || (Sources.Count == 1 && Playing is not null));

    /// <summary>The packets of the one it hears may go to it now.</summary>
    public bool IsPassedThrough => Sources.Count == 1 && !Held && Playing is null && !KeySender.Busy && CanSend;

    public Playing? Playing { get; set; }

    public SecretEntry? Secret { get; set; }

    /// <summary>
    /// A finished secret's digits are on their way to the host: the cell is not to be used until they are zeroed.
    /// </summary>
    public volatile bool SecretLeaving;

    public KeyReceiver KeyReceiver;

    /// <summary>
    /// The key now pressed began while a secret was collected: it is nobody's business, whenever it ends.
    /// </summary>
    public bool KeyIsSecret { get; set; }

    /// <summary>
    /// The host went away while a secret was keyed here: the party may key on. It is kept back, and its keys are told
    /// to nobody, until the next host takes the leg off hold.
    /// </summary>
    public bool SecretLeft { get; set; }

    /// <summary>When the last key of a secret ended (µs).</summary>
    public long SecretKeyEndUs { get; set; }

    /// <summary>
    /// What the party sends is kept from its recording and its listeners: a secret is keyed, or its last tone may still
    /// sound.
    /// </summary>
    public bool IsSuppressed { get; set; }

    /// <summary>Its recording keeps nothing of either side.</summary>
    public bool IsWithheld { get; set; }

    /// <summary>
    /// Listens for keys sung in the audio where the party knows no telephone-event; null where it does.
    /// </summary>
    public ToneKeys? Tones { get; set; }

    /// <summary>What it sings is an order to us: nobody else is to hear it.</summary>
    public bool KeepsTones { get; set; }

    /// <summary>Digits are asked for that others are not to hear: while it sings its keys nothing of it is.</summary>
    public bool HidesSungKeys { get; set; }

    /// <summary>Listens for what becomes of a call that goes out; null while nobody asks.</summary>
    public LineListener? Line { get; set; }

    /// <summary>
    /// It tells its keys by SIP INFO: what it sings besides is the same key again, and is not listened to.
    /// </summary>
    public bool TellsKeys { get; set; }

    /// <summary>When a sung key last ended (µs).</summary>
    public long SungUs { get; set; }

    public KeySender KeySender;

    // Not to be guessed (RFC 3550 §5.1, §8).
    public OutStream Out = new(
        (uint)RandomNumberGenerator.GetInt32(1, int.MaxValue), (ushort)RandomNumberGenerator.GetInt32(30_000),
        (uint)RandomNumberGenerator.GetInt32(int.MaxValue));
    public Reception In;

    public LegRecorder? Recorder { get; set; }

    /// <summary>When the party's last packet came (µs), 0 before the first.</summary>
    public long HeardUs { get; set; }

    /// <summary>
    /// When its last RTCP came, when its last description came, when signalling was last asked to look for it (µs).
    /// </summary>
    public long AliveUs { get; set; }

    public bool IsSilent { get; set; }

    /// <summary>When it last was sent anything but idle silence (µs).</summary>
    public long SpokeUs { get; set; }

    public long Strangers { get; set; }

    public long SendFailures { get; set; }

    public bool CanSend => WeSend && (Web is null ? Route.IsSet : WebConnected);
}
