using Dapper;
using Microsoft.AspNetCore.Identity;
using TellerLine.Access.Core;
using TellerLine.Kernel;

namespace TellerLine.Access;

/// <summary>
/// Passwords and the lock after too many wrong ones. Whatever fails, the caller learns the same after the same time: an unknown number costs
/// one hash and one entry like a known one.
/// </summary>
internal sealed class SignInDesk(IDb db, UserStore users, IJournal journal, AccessOptions options, TimeProvider time)
{
    private static readonly PasswordHasher<string> Hasher = new();
    private static readonly Lazy<string> NobodysHash = new(() => Hasher.HashPassword("", Guid.NewGuid().ToString()));

    /// <returns>The user and his stamp, or null.</returns>
    public async Task<UserRow?> Try(string number, string password, string address, CancellationToken ct)
    {
        var known = await users.Find(number, ct);
        var hash = known?.PasswordHash ?? NobodysHash.Value;
        var right = await Task.Run(() => Hasher.VerifyHashedPassword(number, hash, password) != PasswordVerificationResult.Failed, ct);
        return await db.Write(scope => Settle(scope, number, right, hash, address), ct);
    }

    public void SignedOut(string number) => journal.Post($"user/{number}", new UserSignedOut(number));

    /// <remarks>The lock is read again here, in the order of the writes: guesses made at once count one after the other.</remarks>
    private UserRow? Settle(WriteScope scope, string number, bool right, string verifiedHash, string address)
    {
        if (UserStore.Find(scope, number) is not { } user)
        {
            scope.Append("user/unknown", new UnknownUserTried(address));
            return null;
        }
        var stream = $"user/{number}";
        var (outcome, next) = new SignInLock((int)user.Failures, user.LockedUntilUs).Decide(
            right && user.PasswordHash == verifiedHash, time.NowUs(), options.MaxFailures, options.LockMinutes * 60_000_000L);
        scope.Connection.Execute("UPDATE access_user SET failures = @Failures, locked_until_us = @LockedUntilUs WHERE number = @number",
            new { next.Failures, next.LockedUntilUs, number }, scope.Transaction);
        switch (outcome)
        {
            case SignIn.Admitted:
                scope.Append(stream, new UserSignedIn(number, address));
                return user;
            case SignIn.NowLocked:
                scope.Append(stream, new UserSignInFailed(number, next.Failures, address));
                scope.Append(stream, new UserLocked(number, next.LockedUntilUs, address));
                return null;
            default:
                scope.Append(stream, new UserSignInFailed(number, next.Failures, address));
                return null;
        }
    }
}
