namespace TellerLine.Access.Core;

/// <summary>Whether a password may be tried now.</summary>
internal abstract record SignInTurn
{
    private SignInTurn()
    {
    }

    /// <param name="LocksUntilUs">What a wrong password now brings: a lock until then, or 0.</param>
    /// <param name="Tries">In a row with this one, from this source.</param>
    public sealed record Go(int Tries, long LocksUntilUs) : SignInTurn;

    /// <summary>
    /// Too many wrong ones from this source. Said whatever is typed, right or wrong, and for numbers nobody has.
    /// </summary>
    public sealed record Locked(long UntilUs) : SignInTurn;

    /// <summary>Many strangers try this number at once: they wait for each other.</summary>
    public sealed record Later(long UntilUs) : SignInTurn;
}

/// <summary>
/// Counts tries of passwords. They lock a number for the source they came from alone, so that nobody can lock another
/// out; where many sources guess at one number, all that have never signed it in before share one try in <see
/// cref="SlowUs"/>. A try counts before its
/// outcome is known: guesses made at once count one after the other. Numbers that nobody has are counted like others,
/// so that nothing here says which exist.
/// </summary>
/// <remarks>
/// Not for several threads at once. In memory: a restart forgives, which whoever can restart the centre need not be
/// denied.
/// </remarks>
internal sealed class SignInGuard(int maxTries, long lockUs, int capacity = SignInGuard.Capacity)
{
    public const int Capacity = 20_000;
    public const long SlowUs = 30_000_000;

    /// <summary>Strangers' tries at one number, in times of what one source has, before they are slowed down.</summary>
    private const int StrangersFactor = 4;

    private const string Strangers = "*";

    private readonly Dictionary<(string Number, string Source), Tries> _tries = [];

    private readonly record struct Tries(int Count, long LastUs);

    public int Kept => _tries.Count;

    /// <param name="source">Where the try comes from: a browser that signed this number in before, or an
    /// address.</param>
    /// <param name="known">Such a browser: it is never slowed down by others.</param>
    public SignInTurn Begin(string number, string source, bool known, long nowUs)
    {
        var own = Of(number, source, nowUs);
        if (own.Count >= maxTries)
            return new SignInTurn.Locked(own.LastUs + lockUs);
        if (!known)
        {
            var all = Of(number, Strangers, nowUs);
            if (all.Count >= maxTries * StrangersFactor && nowUs < all.LastUs + SlowUs)
                return new SignInTurn.Later(all.LastUs + SlowUs);
            Keep(number, Strangers, new Tries(all.Count + 1, nowUs));
        }
        var next = new Tries(own.Count + 1, nowUs);
        Keep(number, source, next);
        return new SignInTurn.Go(next.Count, next.Count >= maxTries ? nowUs + lockUs : 0);
    }

    /// <summary>The password was right: what was wrong before from there is forgiven.</summary>
    public void Succeeded(string number, string source, bool known)
    {
        _tries.Remove((number, source));
        if (!known)
            Less((number, Strangers));
    }

    /// <summary>
    /// The password was right and more is asked for: this try is as if it had not been, those before it stand. Else
    /// whoever has the password alone could guess at codes for ever.
    /// </summary>
    public void TakeBack(string number, string source, bool known)
    {
        Less((number, source));
        if (!known)
            Less((number, Strangers));
    }

    /// <summary>An administrator forgives all tries at this number.</summary>
    public void Forget(string number)
    {
        foreach (var key in _tries.Keys.Where(key => key.Number == number).ToList())
            _tries.Remove(key);
    }

    /// <summary>Tries that are as old as a lock is long are over.</summary>
    private Tries Of(string number, string source, long nowUs) =>
        _tries.TryGetValue((number, source), out var tries) && nowUs < tries.LastUs + lockUs ? tries : default;

    private void Less((string Number, string Source) key)
    {
        if (_tries.TryGetValue(key, out var tries))
            _tries[key] = tries with { Count = Math.Max(0, tries.Count - 1) };
    }

    private void Keep(string number, string source, Tries tries)
    {
        if (_tries.Count >= capacity && !_tries.ContainsKey((number, source)))
            MakeRoom(tries.LastUs);
        _tries[(number, source)] = tries;
    }

    private void MakeRoom(long nowUs)
    {
        foreach (var (key, tries) in _tries)
            if (nowUs >= tries.LastUs + lockUs)
                _tries.Remove(key);
        if (_tries.Count >= capacity)
            _tries.Remove(_tries.MinBy(entry => entry.Value.LastUs).Key);
    }
}
