using TellerLine.Voice.Media.Native;

namespace TellerLine.Voice.Media.Engine;

/// <summary>
/// One telephone's way: whose packets are heard, and where ours go. Heard is only who sends from an address that the
/// description named or that the signalling came from (behind a NAT the port is another than was named, and the address
/// may be only the latter).
/// </summary>
internal struct PeerRoute
{
    /// <summary>
    /// Packets to an address nobody has proved yet: a second of audio, until its ACK or first packet. A description can
    /// name anybody's address, and we would be the one who floods it.
    /// </summary>
    public const int Unproved = 50;

    /// <summary>The same when the call is acknowledged, but from another host than the audio is to go to.</summary>
    public const int UnprovedAnswered = 500;

    /// <summary>The latched source quiet for so long: another port may take over (a NAT's new binding).</summary>
    public const long RelatchUs = 1_000_000;

    private SockAddr _named;
    private SockAddr _signalling;
    private SockAddr _remote;
    private bool _latched;
    private bool _acknowledged;
    private int _allowance;
    private long _heardUs;

    /// <summary>Where ours go: where the party's come from, before it what the description named.</summary>
    public readonly ref readonly SockAddr Remote => ref System.Runtime.CompilerServices.Unsafe.AsRef(in _remote);

    public readonly bool IsSet => _named.IsSet;

    public readonly bool IsLatched => _latched;

    /// <summary>What a description said. The same as before changes nothing.</summary>
    /// <param name="signalling">The description's own source; unset when not known.</param>
    public void Set(in SockAddr named, in SockAddr signalling, bool acknowledged)
    {
        _signalling = signalling;
        if (!_named.IsSet || !_named.Same(named))
        {
            _named = _remote = named;
            _latched = _acknowledged = false;
            _allowance = Unproved;
        }

        if (acknowledged)
            Acknowledge();
    }

    /// <summary>
    /// Who signals is there. Whether audio is wanted where it is to go, this proves only of the same host.
    /// </summary>
    public void Acknowledge()
    {
        if (_acknowledged || !IsSet)
            return;
        _acknowledged = true;
        _allowance = _named.SameHost(_signalling) ? int.MaxValue : UnprovedAnswered;
    }

    /// <summary>It is the source heard already.</summary>
    public readonly bool IsFrom(in SockAddr source) => _latched && _remote.Same(source);

    /// <summary>A host of this party's.</summary>
    public readonly bool IsOfParty(in SockAddr source) => IsSet
        && (_named.SameHost(source) || _signalling.SameHost(source));

    /// <summary>The packet comes from where this party's do, and may be the first from there.</summary>
    public readonly bool MayTake(in SockAddr source, long nowUs) =>
        IsFrom(source)
        || (IsOfParty(source)
            && (!_latched || _named.Same(source) || nowUs - _heardUs > RelatchUs));

    /// <summary>A packet that <see cref="MayTake"/> allowed was what it should be.</summary>
    public void Take(in SockAddr source, long nowUs)
    {
        if (!_latched || !_remote.Same(source))
            _remote = source;
        _latched = true;
        _heardUs = nowUs;
    }

    /// <summary>
    /// One packet more may go; false when the address has had its share without a sign of being wanted.
    /// </summary>
    public bool MaySend()
    {
        if (_latched || _allowance == int.MaxValue)
            return true;
        if (_allowance == 0)
            return false;
        _allowance--;
        return true;
    }
}
