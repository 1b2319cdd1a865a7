using Dapper;
using TellerLine.Access.Core;
using TellerLine.Kernel;

namespace TellerLine.Access;

/// <summary>
/// Adds a user from the machine itself: a bank's first administrator, whom nobody at the pages could add.
/// </summary>
public sealed class UserAdmission
{
    /// <summary>The unit that is made where the organisation has none yet.</summary>
    public const string FirstUnit = "centre";

    private readonly IDb _db;
    private readonly UserStore _users;

    internal UserAdmission(IDb db, UserStore users) => (_db, _users) = (db, users);

    /// <returns>What is wrong with the user, password aside, in English; empty when nothing is.</returns>
    public async Task<IReadOnlyList<string>> Faults(UserCard user, CancellationToken ct = default)
    {
        var (exists, units) = await _db.Read(c => (
            c.ExecuteScalar<long>(
                "SELECT count(*) FROM access_user WHERE number = @Number", new { user.Number }) > 0,
            c.Query<string>("SELECT path FROM org_unit WHERE closed = 0").ToHashSet()), ct);
        return NewUser.Faults(user, exists, units.Count > 0 ? units : new HashSet<string> { FirstUnit });
    }

    /// <returns>Why the password is too weak, in English; null when it is not.</returns>
    public static string? Weakness(string password, string number) => NewUser.Weakness(password, number);

    /// <param name="by">Who adds him, for the audit.</param>
    /// <param name="beside">A running centre has the keys: a telephone's secret is made at its next start, or when one
    /// is asked for.</param>
    /// <exception cref="ArgumentException">The user is faulty or the password weak.</exception>
    public async Task Add(
        UserCard user, string password, string by, bool beside = false, CancellationToken ct = default)
    {
        if (Weakness(password, user.Number) is { } weakness)
            throw new ArgumentException(weakness, nameof(password));
        if (await Faults(user, ct) is [var fault, ..])
            throw new ArgumentException(fault, nameof(user));
        if (user.OrgUnit == FirstUnit)
            await _users.AddUnit(FirstUnit, "客服中心", "Customer service centre", ct);
        await _users.Put(user, password, by, ct, telephone: !beside);
    }

    /// <summary>Takes the second step off a person who has lost it; the sessions end.</summary>
    /// <param name="by">Who did it, for the audit.</param>
    /// <returns>False: unknown, or it was not on.</returns>
    public Task<bool> TakeSecondStepOff(string number, string by, CancellationToken ct = default) =>
        _users.TakeSecondStepOff(number, by, ct);

    /// <summary>Declares whom the identity provider means; the sessions end.</summary>
    /// <param name="subject">As its claim says it, 1 to 100 characters; null: the number.</param>
    /// <param name="by">Who did it, for the audit.</param>
    /// <returns>Why not, in English; null when it is done.</returns>
    public Task<string?> SetSubject(string number, string? subject, string by, CancellationToken ct = default) =>
        subject is { Length: 0 or > 100 } || subject?.Any(char.IsControl) == true
            ? Task.FromResult<string?>("A subject has 1 to 100 characters.")
            : _users.SetSubject(number, subject, by, ct);

    /// <summary>Replaces a lost password; the user's sessions end.</summary>
    /// <param name="by">Who did it, for the audit.</param>
    /// <returns>False for an unknown or dismissed user.</returns>
    /// <exception cref="ArgumentException">The password is weak.</exception>
    public Task<bool> SetPassword(string number, string password, string by, CancellationToken ct = default) =>
        Weakness(password, number) is { } weakness
            ? throw new ArgumentException(weakness, nameof(password))
            : _users.SetPassword(number, password, by, ct);
}
