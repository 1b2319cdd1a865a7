using Microsoft.AspNetCore.Identity;
using TellerLine.Access.Core;
using TellerLine.Kernel;

namespace TellerLine.Access;

/// <summary>What came of a try to sign in.</summary>
internal abstract record SignInOutcome
{
    private SignInOutcome()
    {
    }

    public sealed record Admitted(UserRow User, OpenedSession Session) : SignInOutcome;

    public sealed record Wrong : SignInOutcome;

    /// <summary>Said of any password: it tells nothing about the one that was typed.</summary>
    public sealed record Locked(DateTimeOffset Until) : SignInOutcome;

    public sealed record Later(DateTimeOffset At) : SignInOutcome;
}

/// <param name="Address">As the journal keeps it.</param>
/// <param name="Device">The browser's id where it signed this number in before.</param>
internal sealed record SignInSource(string Address, string? Device)
{
    public bool Known => Device is not null;

    public string Key => Device is null ? $"address {Address}" : $"device {Device}";
}

/// <summary>
/// Passwords, and the lock after too many wrong ones. Whatever fails, the caller learns the same after the same time:
/// an unknown number costs one hash and one entry like a known one.
/// </summary>
internal sealed class SignInDesk(
    IDb db, UserStore users, Sessions sessions, IAudit audit, AccessOptions options, TimeProvider time)
{
    private static readonly PasswordHasher<string> Hasher = new();
    private static readonly Lazy<string> NobodysHash = new(() => Hasher.HashPassword("", Guid.NewGuid().ToString()));

    private readonly Lock _gate = new();
    private readonly SignInGuard _guard = new(options.MaxFailures, options.LockMinutes * 60_000_000L);

    public async Task<SignInOutcome> Try(string number, string password, SignInSource source, CancellationToken ct)
    {
        SignInTurn turn;
        lock (_gate)
            turn = _guard.Begin(number, source.Key, source.Known, time.NowUs());
        switch (turn)
        {
            case SignInTurn.Locked locked:
                return new SignInOutcome.Locked(Clock.FromUs(locked.UntilUs));
            case SignInTurn.Later later:
                return new SignInOutcome.Later(Clock.FromUs(later.UntilUs));
        }
        var known = await users.Find(number, ct);
        var hash = known?.PasswordHash ?? NobodysHash.Value;
        var right = await Task.Run(
            () => Hasher.VerifyHashedPassword(number, hash, password) != PasswordVerificationResult.Failed, ct);
        var outcome = await db.Write(
            scope => Settle(scope, number, right, hash, (SignInTurn.Go)turn, source.Address), ct);
        if (outcome is SignInOutcome.Admitted)
        {
            lock (_gate)
                _guard.Succeeded(number, source.Key, source.Known);
            await sessions.CloseEnded(number, ct);
        }
        return outcome;
    }

    private SignInOutcome Settle(
        WriteScope scope, string number, bool right, string verifiedHash, SignInTurn.Go turn, string address)
    {
        if (UserStore.Find(scope, number) is not { } user)
        {
            scope.Append("user/unknown", new UnknownUserTried(address));
            return new SignInOutcome.Wrong();
        }
        var stream = $"user/{number}";
        if (right && user.PasswordHash == verifiedHash)
        {
            scope.Append(stream, new UserSignedIn(number, address));
            return new SignInOutcome.Admitted(user, sessions.Open(scope, number));
        }
        scope.Append(stream, new UserSignInFailed(number, turn.Tries, address));
        if (turn.LocksUntilUs > 0)
        {
            scope.Append(stream, new UserLocked(number, turn.LocksUntilUs, address));
            audit.Add(scope, "system", "signIn.locked", stream, $"{turn.Tries} wrong passwords from {address}");
        }
        return new SignInOutcome.Wrong();
    }
}
