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

    /// <param name="RecoveryCodes">Where the second step was set up with it.</param>
    public sealed record Admitted(
        UserRow User, OpenedSession Session, IReadOnlyList<string>? RecoveryCodes = null) : SignInOutcome;

    public sealed record Wrong : SignInOutcome;

    /// <summary>Said of any password: it tells nothing about the one that was typed.</summary>
    public sealed record Locked(DateTimeOffset Until) : SignInOutcome;

    public sealed record Later(DateTimeOffset At) : SignInOutcome;

    /// <summary>The password was right, but an administrator gave it: a new one must come with it.</summary>
    public sealed record MustChange : SignInOutcome;

    /// <summary>The password was right, but an administrator gave it too long ago.</summary>
    public sealed record OneTimeOver : SignInOutcome;

    /// <summary>The identity provider named a dismissed user.</summary>
    public sealed record Disabled : SignInOutcome;

    /// <summary>The password was right; a code of the second step must come with it.</summary>
    public sealed record CodeNeeded : SignInOutcome;

    /// <summary>The password was right, the code not.</summary>
    public sealed record WrongCode : SignInOutcome;

    /// <summary>The password was right; the second step is to be set up, with a first code of this.</summary>
    public sealed record MustSetUp(SecondStepSetUp SetUp) : SignInOutcome;

    /// <summary>The password was right, the new one is too easily guessed or the same.</summary>
    public sealed record WeakPassword : SignInOutcome;
}

/// <param name="Password">As typed; none of these is kept.</param>
/// <param name="NewPassword">To be the password from now on; null: it stays.</param>
/// <param name="Code">Of the second step.</param>
internal sealed record TypedSecrets(string Password, string? NewPassword = null, string? Code = null)
{
    public override string ToString() => "secrets";
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
    IDb db, UserStore users, Sessions sessions, SecondSteps steps, IAudit audit, AccessOptions options,
    TimeProvider time)
{
    private static readonly PasswordHasher<string> Hasher = new();
    private static readonly Lazy<string> NobodysHash = new(() => Hasher.HashPassword("", Guid.NewGuid().ToString()));

    private static readonly Meter Own = new("TellerLine.Access");

    private static readonly Counter<long> Attempts = Own.CreateCounter<long>(
        "tellerline.signin.attempts", null, "Attempts to sign in by password, by what came of them.");

    private static readonly Counter<long> ProviderAttempts = Own.CreateCounter<long>(
        "tellerline.signin.provider", null, "Sign-ins that the identity provider proved, by what came of them.");

    private readonly Lock _gate = new();
    private readonly SignInGuard _guard = new(options.MaxFailures, options.LockMinutes * 60_000_000L);

    public async Task<SignInOutcome> Try(
        string number, TypedSecrets typed, SignInSource source, CancellationToken ct)
    {
        var outcome = await Tried(number, typed, source, ct);
        Attempts.Add(1, Outcome(outcome));
        return outcome;
    }

    private static KeyValuePair<string, object?> Outcome(SignInOutcome outcome) =>
        new("outcome", JsonNamingPolicy.CamelCase.ConvertName(outcome.GetType().Name));

    private async Task<SignInOutcome> Tried(
        string number, TypedSecrets typed, SignInSource source, CancellationToken ct)
    {
        var (password, newPassword) = (typed.Password, typed.NewPassword);
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
                scope, number, right ? hash : null, newPassword is null ? null : next ?? "", typed.Code ?? "",
                (SignInTurn.Go)turn, source), ct);
        lock (_gate)
            switch (outcome)
            {
                case SignInOutcome.Wrong or SignInOutcome.WrongCode:
                    break;
                case SignInOutcome.CodeNeeded or SignInOutcome.MustSetUp:
                    _guard.TakeBack(number, source.Key, source.Known);
                    break;
                default:
                    _guard.Succeeded(number, source.Key, source.Known);
                    break;
            }
        if (outcome is SignInOutcome.Admitted)
            await sessions.CloseEnded(number, ct);
        return outcome;
    }

    /// <summary>
    /// Whom the bank's identity provider has proved. It is asked for no code of ours: a second step is the provider's.
    /// Nobody is added by it.
    /// </summary>
    /// <param name="subject">What the provider's claim says.</param>
    public async Task<SignInOutcome> Admit(string subject, SignInSource source, CancellationToken ct)
    {
        var outcome = await db.Write(scope => Admit(scope, subject, source), ct);
        if (outcome is SignInOutcome.Admitted admitted)
            await sessions.CloseEnded(admitted.User.Number, ct);
        ProviderAttempts.Add(1, Outcome(outcome));
        return outcome;
    }

    private SignInOutcome Admit(WriteScope scope, string subject, SignInSource source)
    {
        const int longest = 100;
        var said = string.Concat(subject.Where(c => !char.IsControl(c)).Take(longest));
        if (subject.Length is 0 or > longest || said != subject || UserStore.Meant(scope, subject) is not { } meant)
        {
            scope.Append("user/unknown", new UnknownUserTried(source.Address));
            audit.Add(
                scope, "system", "signIn.refused", "user/unknown",
                $"the identity provider named \"{said}\" from {source.Address}");
            return new SignInOutcome.Wrong();
        }
        if (UserStore.Find(scope, meant) is not { } user)
        {
            audit.Add(
                scope, "system", "signIn.refused", $"user/{meant}",
                $"disabled, by the identity provider from {source.Address}");
            return new SignInOutcome.Disabled();
        }
        scope.Append($"user/{meant}", new UserSignedInByProvider(meant, source.Address));
        return new SignInOutcome.Admitted(
            user, sessions.Open(scope, meant, SignedInBy.OpenIdConnect, source.Address, source.Browser));
    }

    /// <summary>Forgets wrong tries at this number, wherever they came from.</summary>
    public void Unlock(string number)
    {
        lock (_gate)
            _guard.Forget(number);
    }

    /// <returns>The new password's hash; empty when it is too weak.</returns>
    private static async Task<string> Next(string number, string password, string newPassword, CancellationToken ct) =>
        newPassword == password || NewUser.Weakness(newPassword, number) is not null ? ""
            : await Task.Run(() => Hasher.HashPassword(number, newPassword), ct);

    /// <param name="verifiedHash">What the password was right for; null: it was wrong.</param>
    /// <param name="nextHash">Of the new password; empty: it is too weak; null: there is none.</param>
    private SignInOutcome Settle(
        WriteScope scope, string number, string? verifiedHash, string? nextHash, string code, SignInTurn.Go turn,
        SignInSource source)
    {
        if (UserStore.Find(scope, number) is not { } user)
        {
            scope.Append("user/unknown", new UnknownUserTried(source.Address));
            return new SignInOutcome.Wrong();
        }
        var outcome = user.PasswordHash == verifiedHash
            ? Admit(scope, user, nextHash, code, source) : new SignInOutcome.Wrong();
        if (outcome is SignInOutcome.Wrong or SignInOutcome.WrongCode)
            Failed(scope, number, outcome is SignInOutcome.Wrong ? "passwords" : "codes", turn, source);
        return outcome;
    }

    private void Failed(WriteScope scope, string number, string what, SignInTurn.Go turn, SignInSource source)
    {
        var stream = $"user/{number}";
        scope.Append(stream, new UserSignInFailed(number, turn.Tries, source.Address));
        if (turn.LocksUntilUs > 0)
        {
            scope.Append(stream, new UserLocked(number, turn.LocksUntilUs, source.Address));
            audit.Add(scope, "system", "signIn.locked", stream, $"{turn.Tries} tries, the last with wrong {what}, from {source.Address}");
        }
    }

    /// <summary>Nothing is used up, changed or begun unless all that is asked for is there.</summary>
    private SignInOutcome Admit(WriteScope scope, UserRow user, string? nextHash, string code, SignInSource source)
    {
        RightCode? proved = null;
        if (SecondSteps.IsOn(scope, user.Number))
        {
            if (code.Length == 0)
                return new SignInOutcome.CodeNeeded();
            proved = steps.Check(scope, user.Number, code);
            if (proved is null)
                return new SignInOutcome.WrongCode();
        }
        if (user.OneTimeUntilUs <= time.NowUs())
            return new SignInOutcome.OneTimeOver();
        if (nextHash is null && user.OneTimeUntilUs is not null)
            return new SignInOutcome.MustChange();
        if (nextHash is "")
            return new SignInOutcome.WeakPassword();
        IReadOnlyList<string>? recovery = null;
        if (proved is null && steps.Demanded(user.ToCard().Roles))
        {
            if (code.Length == 0)
                return new SignInOutcome.MustSetUp(steps.Begin(scope, user.Number));
            recovery = steps.TurnOn(scope, user.Number, code);
            if (recovery is null)
                return new SignInOutcome.WrongCode();
        }
        if (proved is not null && !steps.Use(scope, user.Number, proved))
            return new SignInOutcome.WrongCode();
        if (nextHash is not null)
        {
            UserStore.SetPassword(scope, user.Number, nextHash, oneTimeUntilUs: null);
            scope.Append($"user/{user.Number}", new UserPasswordSet(user.Number, false, user.Number));
            audit.Add(scope, user.Number, "user.passwordChanged", $"user/{user.Number}", "");
        }
        scope.Append($"user/{user.Number}", new UserSignedIn(user.Number, source.Address));
        return new SignInOutcome.Admitted(
            UserStore.Find(scope, user.Number)!, sessions.Open(
                scope, user.Number, proved?.By ?? (recovery is null ? SignedInBy.Password : SignedInBy.Totp),
                source.Address, source.Browser), recovery);
    }
}
