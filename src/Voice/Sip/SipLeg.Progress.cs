using TellerLine.Voice.Media;
using TellerLine.Voice.Sdp;

namespace TellerLine.Voice.Sip;

/// <summary>
/// What a call of ours hears before its answer (RFC 3261 §21.1): how it comes on, and audio that is there already. A
/// proxy may ring several telephones, each with a tag of its own: the latest with a description is heard.
/// </summary>
internal sealed partial class SipLeg
{
    private const int MaxPlaces = 10;
    private const int MaxForks = 10;

    private readonly Dictionary<string, EarlyFork> _forks = [];

    private Task _hearing = Task.CompletedTask;
    private (string Answer, string Tag) _heard;
    private HashSet<int>? _told;
    private bool _early;

    /// <summary>Hears how the call comes on, under the gate.</summary>
    public Action<DialProgress>? Progress { get; set; }

    /// <summary>The other side said anything at all.</summary>
    public bool WasHeard { get; private set; }

    /// <summary>The Contacts of a 3xx, best first (§21.3).</summary>
    public IReadOnlyList<NameAddress> MovedTo { get; private set; } = [];

    /// <summary>One telephone that our call rings: its dialog, and what of it is confirmed.</summary>
    private sealed class EarlyFork(Dialog dialog)
    {
        public Dialog Dialog => dialog;

        /// <summary>Of the last reliable provisional answer; 0 for none yet.</summary>
        public uint RSeq { get; set; }

        /// <summary>A reliable answer described what is agreed.</summary>
        public bool IsAgreed { get; set; }
    }

    private bool IsAgreedWith(string tag) => _forks.TryGetValue(tag, out var fork) && fork.IsAgreed;

    private void Progressed(ClientTransaction call, SipMessage response)
    {
        if (response.Status > 100 && response.To.Tag.Length > 0 && !Confirms(call, response))
            return;
        DialProgress? progress = response.Status switch
        {
            100 => new DialProgress.Trying(),
            180 => new DialProgress.Ringing(),
            181 => new DialProgress.Forwarded(null),
            182 => new DialProgress.Queued(),
            _ => null,
        };
        if (progress is not null && (_told ??= []).Add(response.Status))
            Progress?.Invoke(progress);
        if (response.Status > 100 && response.To.Tag.Length > 0 && response.Sdp is { } answer
            && !IsHeardAlready(answer, response.To.Tag))
            Hear(answer, response.To.Tag);
    }

    /// <summary>
    /// Whether a provisional answer counts: one that must arrive (RFC 3262 §4) is confirmed by PRACK, once and in
    /// order; what comes before its turn is repeated by its sender.
    /// </summary>
    private bool Confirms(ClientTransaction call, SipMessage response)
    {
        if (!_forks.TryGetValue(response.To.Tag, out var fork))
        {
            if (_forks.Count >= MaxForks)
                return false;
            _forks.Add(response.To.Tag, fork = new EarlyFork(Fork(response, call.Flow)));
        }

        if (!response.Names(HeaderName.Require, "100rel")
            || !uint.TryParse(response.Header(HeaderName.RSeq), out var rseq) || rseq == 0)
            return true;
        if (fork.RSeq != 0 && rseq != fork.RSeq + 1)
            return false;
        fork.RSeq = rseq;
        fork.IsAgreed |= response.Sdp is not null;
        var confirmed = new Rack(rseq, response.CSeq).ToString();
        SendIn(
            fork.Dialog, SipMethod.Prack, null, (ref SipWriter writer) => writer.Header("RAck", confirmed),
            static (_, _) => { });
        return true;
    }

    /// <summary>An answer before the answer: what the called side sends is audio from here on.</summary>
    private void Hear(string answer, string tag)
    {
        MediaRemote remote;
        try
        {
            remote = AnswerOf(answer);
        }
        catch (SdpException e)
        {
            // It may still answer with something better.
            _sip.Stack.Counters.Malformed(e.Message);
            return;
        }

        _heard = (answer, tag);
        _hearing = Hear(_hearing, remote);
    }

    private async Task Hear(Task before, MediaRemote remote)
    {
        await before;
        try
        {
            await Guard(() => Media.SetRemote(Id, remote));
            lock (_sip.Stack.Gate)
            {
                _remote = remote;
                if (_early || State != CallState.Early || _withdrawn)
                    return;
                _early = true;
                Progress?.Invoke(new DialProgress.EarlyMedia(this));
            }
        }
        catch (OperationCanceledException)
        {
            // The call is over.
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            _sip.Stack.Counters.Failed(e);
            _heard = default;
        }
    }

    private bool IsHeardAlready(string answer, string tag) => _heard.Tag == tag && _heard.Answer == answer;

    private bool IsHeardAlready(string tag) => _heard.Tag == tag;

    /// <exception cref="SdpException">It does not fit what we offered.</exception>
    private MediaRemote AnswerOf(string sdp)
    {
        var session = SdpParser.Parse(sdp);
        var audio = SdpTerms.Audio(session);
        return audio is null || audio.IsWebRtc != _webRtc ? throw new SdpException("No audio that fits the offer")
            : RemoteOf(session, audio, acknowledged: true);
    }

    private static List<NameAddress> Places(SipMessage response) =>
    [
        .. response.HeaderValues(HeaderName.Contact).Take(MaxPlaces)
            .Select(text => NameAddress.TryParse(text, out var place) ? place : null).OfType<NameAddress>()
            .OrderByDescending(place => double.TryParse(
                place.Params.Get("q"), System.Globalization.CultureInfo.InvariantCulture, out var q) ? q : 1),
    ];
}
