using System.Net;

namespace TellerLine.Voice.Sip;

/// <summary>
/// Which digest algorithms a challenge offers, in order (RFC 8760 §2.3: the best first, each in a header of its own). A
/// telephone should pass over what it does not know; many give up instead. Who was offered several and comes again
/// without an answer is such a one: it is offered MD5 alone. Where MD5 is not accepted it is never offered. Under the
/// stack's gate.
/// </summary>
internal sealed class DigestOffers(IReadOnlyList<string> accepted)
{
    private const int MaxRemembered = 10_000;
    private static readonly string[] Md5Alone = [Digest.Md5];

    private readonly HashSet<(string User, IPAddress Source)> _unanswered = [];

    /// <param name="unanswered">The request came without an answer to any challenge.</param>
    public IReadOnlyList<string> For(string user, IPAddress source, bool unanswered)
    {
        if (accepted.Count < 2 || !accepted.Contains(Digest.Md5, StringComparer.OrdinalIgnoreCase))
            return accepted;
        if (_unanswered.Contains((user, source)))
            return Md5Alone;
        if (unanswered)
        {
            if (_unanswered.Count >= MaxRemembered)
                _unanswered.Clear();
            _unanswered.Add((user, source));
        }
        return accepted;
    }

    /// <summary>It answered: by more than MD5, and it is offered all again.</summary>
    public void Answered(string user, IPAddress source, string algorithm)
    {
        if (!algorithm.Equals(Digest.Md5, StringComparison.OrdinalIgnoreCase))
            _unanswered.Remove((user, source));
    }
}
