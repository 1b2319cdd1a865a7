using Microsoft.AspNetCore.Identity;
using TellerLine.Access.Core;
using TellerLine.Kernel;

namespace TellerLine.Access;

/// <summary>
/// Asks a person who is signed in for the password again, where a session alone says too little: it may be another's
/// hand on the same desk.
/// </summary>
public interface IProofOfPerson
{
    /// <param name="number">Of the one signed in.</param>
    /// <param name="secret">As typed; kept nowhere.</param>
    Task<PersonProof> Ask(string number, string secret, CancellationToken ct = default);
}

public abstract record PersonProof
{
    private PersonProof()
    {
    }

    /// <param name="By"><c>password</c></param>
    public sealed record Given(string By) : PersonProof;

    public sealed record Wrong : PersonProof;

    /// <summary>Too many wrong ones; said of any.</summary>
    public sealed record Locked(DateTimeOffset Until) : PersonProof;
}

/// <remarks>
/// Counted apart from sign-in: who finds a desk open can lock neither the person's sign-in nor guess longer than there.
/// </remarks>
internal sealed class ProofOfPerson(IDb db, UserStore users, IAudit audit, AccessOptions options, TimeProvider time)
    : IProofOfPerson
{
    private const int Longest = 200;

    private static readonly PasswordHasher<string> Hasher = new();

    private readonly Lock _gate = new();
    private readonly SignInGuard _guard = new(options.MaxFailures, options.LockMinutes * 60_000_000L);

    public async Task<PersonProof> Ask(string number, string secret, CancellationToken ct)
    {
        SignInTurn turn;
        lock (_gate)
            turn = _guard.Begin(number, "session", known: true, time.NowUs());
        if (turn is SignInTurn.Locked locked)
            return new PersonProof.Locked(Clock.FromUs(locked.UntilUs));
        var user = await users.Find(number, ct);
        var right = user is not null && secret.Length <= Longest && await Task.Run(
            () => Hasher.VerifyHashedPassword(number, user.PasswordHash, secret)
                != PasswordVerificationResult.Failed, ct);
        if (right)
        {
            lock (_gate)
                _guard.Succeeded(number, "session", known: true);
            return new PersonProof.Given("password");
        }
        if (turn is SignInTurn.Go { LocksUntilUs: > 0 } last)
            await db.Write(
                scope => audit.Add(
                    scope, "system", "proof.locked", $"user/{number}",
                    $"{last.Tries} wrong passwords where it was asked for again"), ct);
        return new PersonProof.Wrong();
    }
}
