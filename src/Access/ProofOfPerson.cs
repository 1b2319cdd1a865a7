using Dapper;
using Microsoft.AspNetCore.Identity;
using TellerLine.Access.Core;
using TellerLine.Kernel;

namespace TellerLine.Access;

/// <summary>
/// Asks a person who is signed in for proof again, where a session alone says too little: it may be another's hand on
/// the same desk.
/// </summary>
public interface IProofOfPerson
{
    /// <param name="number">Of the one signed in.</param>
    /// <param name="secret">The password, or a one-time code where the person has them; as typed, kept nowhere. A code
    /// is used up.</param>
    Task<PersonProof> Ask(string number, string secret, CancellationToken ct = default);
}

public abstract record PersonProof
{
    private PersonProof()
    {
    }

    /// <param name="By"><c>password</c> or <c>totp</c>.</param>
    public sealed record Given(string By) : PersonProof;

    public sealed record Wrong : PersonProof;

    /// <summary>Too many wrong ones; said of any.</summary>
    public sealed record Locked(DateTimeOffset Until) : PersonProof;
}

/// <remarks>
/// Counted apart from sign-in: who finds a desk open can lock neither the person's sign-in nor guess longer than there.
/// </remarks>
internal sealed class ProofOfPerson(
    IDb db, UserStore users, SecondSteps steps, IAudit audit, AccessOptions options, TimeProvider time) : IProofOfPerson
{
    private const int Longest = 200;

    private static readonly PasswordHasher<string> Hasher = new();

    private readonly Lock _gate = new();
    private readonly SignInGuard _guard = new(options.MaxFailures, options.LockMinutes * 60_000_000L);

    public Task<PersonProof> Ask(string number, string secret, CancellationToken ct) => Try(
        number, async () =>
            secret.Length <= Longest && OneTimeCode.IsOne(OneTimeCode.Plain(secret))
            && await db.Write(
                scope => steps.Check(scope, number, secret) is { Step: not null } code
                    && steps.Use(scope, number, code), ct) ? SignedInBy.Totp
            : await IsPassword(number, secret, ct) ? SignedInBy.Password : null, ct);

    /// <summary>A try that counts.</summary>
    /// <param name="check">What proved the person; null: nothing did.</param>
    public async Task<PersonProof> Try(string number, Func<Task<string?>> check, CancellationToken ct)
    {
        SignInTurn turn;
        lock (_gate)
            turn = _guard.Begin(number, "session", known: true, time.NowUs());
        if (turn is SignInTurn.Locked locked)
            return new PersonProof.Locked(Clock.FromUs(locked.UntilUs));
        if (await check() is { } by)
        {
            // A right password forgives no wrong codes, or who knows it could guess them without end.
            var forgives = by != SignedInBy.Password || !await HasCodes(number, ct);
            lock (_gate)
            {
                if (forgives)
                    _guard.Succeeded(number, "session", known: true);
                else
                    _guard.TakeBack(number, "session", known: true);
            }
            return new PersonProof.Given(by);
        }
        if (turn is SignInTurn.Go { LocksUntilUs: > 0 } last)
            await db.Write(
                scope => audit.Add(
                    scope, "system", "proof.locked", $"user/{number}",
                    $"{last.Tries} wrong passwords or codes where they were asked for again"), ct);
        return new PersonProof.Wrong();
    }

    private Task<bool> HasCodes(string number, CancellationToken ct) => db.Read(
        c => c.ExecuteScalar<long>(
            "SELECT count(*) FROM access_totp WHERE number = @number AND on_since_us IS NOT NULL",
            new { number }) > 0, ct);

    /// <summary>One that an administrator gave proves nobody: he knows it too.</summary>
    public async Task<bool> IsPassword(string number, string password, CancellationToken ct) =>
        password.Length <= Longest && await users.Find(number, ct) is { OneTimeUntilUs: null } user && await Task.Run(
            () => Hasher.VerifyHashedPassword(number, user.PasswordHash, password)
                != PasswordVerificationResult.Failed, ct);
}
