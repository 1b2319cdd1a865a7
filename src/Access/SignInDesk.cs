using System.Diagnostics.Metrics;
using System.Text.Json;
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

    /// <summary>The password was right, but an administrator gave it: a new one must come with it.</summary>
    public sealed record MustChange : SignInOutcome;

    /// <summary>The password was right, but an administrator gave it too long ago.</summary>
    public sealed record OneTimeOver : SignInOutcome;

    /// <summary>The password was right, the new one is too easily guessed or the same.</summary>
    public sealed record WeakPassword : SignInOutcome;
}

/// <param name="Address">As the journal keeps it.</param>
/// <param name="Device">The browser's id where it signed this number in before.</param>
/// <param name="Browser">What it calls itself.</param>
internal sealed record SignInSource(string Address, string? Device, string Browser = "")
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

    private static readonly Meter Own = new("TellerLine.Access");

    private static readonly Counter<long> Attempts = Own.CreateCounter<long>(
        "tellerline.signin.attempts", null, "Attempts to sign in by password, by what came of them.");

    private readonly Lock _gate = new();
    private readonly SignInGuard _guard = new(options.MaxFailures, options.LockMinutes * 60_000_000L);

    /// <param name="newPassword">To be the password from now on; null: it stays.</param>
    public async Task<SignInOutcome> Try(
        string number, string password, string? newPassword, SignInSource source, CancellationToken ct)
    {
        var outcome = await Tried(number, password, newPassword, source, ct);
        Attempts.Add(
            1, new KeyValuePair<string, object?>(
                "outcome", JsonNamingPolicy.CamelCase.ConvertName(outcome.GetType().Name)));
        return outcome;
    }

    private async Task<SignInOutcome> Tried(
        string number, string password, string? newPassword, SignInSource source, CancellationToken ct)
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
        var next = right && newPassword is not null && known is not null
            ? await Next(number, password, newPassword, ct) : null;
        var outcome = await db.Write(
            scope => Settle(
                scope, number, right, hash, newPassword is null ? null : next ?? "", (SignInTurn.Go)turn, source), ct);
        if (outcome is not SignInOutcome.Wrong)
            lock (_gate)
                _guard.Succeeded(number, source.Key, source.Known);
        if (outcome is SignInOutcome.Admitted)
            await sessions.CloseEnded(number, ct);
        return outcome;
    }

    /// <summary>Forgets wrong passwords for this number, wherever they came from.</summary>
    public void Unlock(string number)
    {
        lock (_gate)
            _guard.Forget(number);
    }

    /// <returns>The new password's hash; empty when it is too weak.</returns>
    private static async Task<string> Next(string number, string password, string newPassword, CancellationToken ct) =>
        newPassword == password || NewUser.Weakness(newPassword, number) is not null ? ""
            : await Task.Run(() => Hasher.HashPassword(number, newPassword), ct);

    /// <param name="nextHash">Of the new password; empty: it is too weak; null: there is none.</param>
    private SignInOutcome Settle(
        WriteScope scope, string number, bool right, string verifiedHash, string? nextHash, SignInTurn.Go turn,
        SignInSource source)
    {
        if (UserStore.Find(scope, number) is not { } user)
        {
            scope.Append("user/unknown", new UnknownUserTried(source.Address));
            return new SignInOutcome.Wrong();
        }
        var stream = $"user/{number}";
        if (right && user.PasswordHash == verifiedHash)
            return Admit(scope, user, nextHash, source);
        scope.Append(stream, new UserSignInFailed(number, turn.Tries, source.Address));
        if (turn.LocksUntilUs > 0)
        {
            scope.Append(stream, new UserLocked(number, turn.LocksUntilUs, source.Address));
            audit.Add(scope, "system", "signIn.locked", stream, $"{turn.Tries} wrong passwords from {source.Address}");
        }
        return new SignInOutcome.Wrong();
    }

    private SignInOutcome Admit(WriteScope scope, UserRow user, string? nextHash, SignInSource source)
    {
        if (user.OneTimeUntilUs <= time.NowUs())
            return new SignInOutcome.OneTimeOver();
        if (nextHash is null && user.OneTimeUntilUs is not null)
            return new SignInOutcome.MustChange();
        if (nextHash is "")
            return new SignInOutcome.WeakPassword();
        if (nextHash is not null)
        {
            UserStore.SetPassword(scope, user.Number, nextHash, oneTimeUntilUs: null);
            scope.Append($"user/{user.Number}", new UserPasswordSet(user.Number, false, user.Number));
            audit.Add(scope, user.Number, "user.passwordChanged", $"user/{user.Number}", "");
        }
        scope.Append($"user/{user.Number}", new UserSignedIn(user.Number, source.Address));
        return new SignInOutcome.Admitted(
            UserStore.Find(scope, user.Number)!, sessions.Open(scope, user.Number, source.Address, source.Browser));
    }
}
