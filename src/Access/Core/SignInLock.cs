namespace TellerLine.Access.Core;

internal enum SignIn
{
    Admitted,
    Wrong,

    /// <summary>Wrong, and one time too many.</summary>
    NowLocked,

    /// <summary>Locked since earlier: not even the right password helps.</summary>
    Locked,
}

/// <summary>Wrong passwords in a row and what follows from them.</summary>
internal readonly record struct SignInLock(int Failures, long LockedUntilUs)
{
    public (SignIn Outcome, SignInLock Next) Decide(bool right, long nowUs, int maxFailures, long lockUs)
    {
        if (nowUs < LockedUntilUs)
            return (SignIn.Locked, this);
        if (right)
            return (SignIn.Admitted, default);
        // A lock that has run out leaves no failures behind: the user has all attempts again.
        var failures = LockedUntilUs == 0 ? Failures + 1 : 1;
        return failures < maxFailures
            ? (SignIn.Wrong, new SignInLock(failures, 0))
            : (SignIn.NowLocked, new SignInLock(failures, nowUs + lockUs));
    }
}
