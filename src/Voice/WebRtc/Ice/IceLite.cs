using TellerLine.Voice.WebRtc.Stun;

namespace TellerLine.Voice.WebRtc.Ice;

/// <summary>What a check did to the session.</summary>
internal enum CheckOutcome
{
    /// <summary>Answered with an error; the source proved nothing.</summary>
    Refused,

    /// <summary>The source knows the password: it may be listened to.</summary>
    Valid,

    /// <summary>And this pair is to be used from now on.</summary>
    Nominated,
}

/// <summary>
/// The decisions of an ICE-lite agent (RFC 8445 §2.5): it has host candidates only, never checks by itself and is
/// always controlled, so all there is to do is to answer the peer's checks and take the pair it nominates. Not safe for
/// two threads.
/// </summary>
internal sealed class IceLite
{
    /// <summary>Enough for any answer: header, unknown attributes or mapped address, integrity, fingerprint.</summary>
    public const int MaxReply = 128;

    private IceCredentials? _old;

    public IceCredentials Current { get; private set; } = new();

    /// <summary>The credentials before a restart; they hold until the new ones nominate a pair (RFC 8445 §9).</summary>
    public IceCredentials? Old => _old;

    /// <summary>
    /// New credentials; the old ones stay beside them. Of two restarts in a row the first is forgotten.
    /// </summary>
    public void Restart()
    {
        _old ??= Current;
        Current = new IceCredentials();
    }

    /// <summary>The pair of <see cref="Current"/> is nominated: what was before is over.</summary>
    /// <returns>The credentials no longer valid, or null.</returns>
    public IceCredentials? Settle()
    {
        var over = _old;
        _old = null;
        return over;
    }

    /// <summary>Answers a Binding request whose USERNAME named one of our generations (RFC 8445 §7.3).</summary>
    /// <param name="length">Of the answer in <paramref name="reply"/>.</param>
    public CheckOutcome Answer(
        in StunMessage check, in PeerAddress source, Span<byte> reply, out int length, out bool ofCurrent)
    {
        IceCredentials.TryNumber(check.Username, out var number);
        ofCurrent = number == Current.Number;
        var mine = ofCurrent ? Current : _old?.Number == number ? _old : null;
        if (!check.HasIntegrity)
            return Refuse(check, 400, "Bad Request"u8, null, reply, out length);
        if (mine is null || !check.IntegrityHolds(mine.Key))
            return Refuse(check, 401, "Unauthenticated"u8, null, reply, out length);
        if (!check.UnknownRequired.IsEmpty)
            return Refuse(check, 420, "Unknown Attribute"u8, mine, reply, out length);
        if (!check.IceControlling)
            // A lite agent never controls (RFC 8445 §6.1.1, §7.3.1.1).
            return Refuse(check, 487, "Role Conflict"u8, mine, reply, out length);

        var answer = new StunWriter(reply, StunWords.BindingSuccess, check.TransactionId);
        answer.XorMappedAddress(source);
        answer.MessageIntegrity(mine.Key);
        answer.Fingerprint();
        length = answer.Length;
        return check.UseCandidate ? CheckOutcome.Nominated : CheckOutcome.Valid;
    }

    /// <summary>The answer to a request that names no session of ours, or nobody (RFC 8489 §9.1.3).</summary>
    public static int AnswerStranger(in StunMessage check, Span<byte> reply)
    {
        var named = check.HasIntegrity && !check.Username.IsEmpty;
        Refuse(check, named ? 401 : 400, named ? "Unauthenticated"u8 : "Bad Request"u8, null, reply, out var length);
        return length;
    }

    private static CheckOutcome Refuse(
        in StunMessage check, int code, ReadOnlySpan<byte> reason, IceCredentials? mine, Span<byte> reply,
        out int length)
    {
        var answer = new StunWriter(reply, StunWords.BindingError, check.TransactionId);
        answer.ErrorCode(code, reason);
        if (code == 420)
            answer.UnknownAttributes(check.UnknownRequired);
        if (mine is not null)
            answer.MessageIntegrity(mine.Key); // 400 and 401 carry none (RFC 8489 §9.1.3): there is no key to trust.
        answer.Fingerprint();
        length = answer.Length;
        return CheckOutcome.Refused;
    }
}
