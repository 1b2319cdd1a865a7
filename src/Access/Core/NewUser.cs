namespace TellerLine.Access.Core;

/// <summary>Whether a user may be added, and with this password.</summary>
internal static class NewUser
{
    public const int ShortestPassword = 12, LongestPassword = 200;
    private const int LongestNumber = 32, LongestName = 100, FewestKinds = 6;

    private static readonly string[] Guessed =
        ["password", "tellerline", "teller-", "qwerty", "12345", "54321", "abcde", "admin", "letmein"];

    /// <param name="units">Paths of the organisation that exist.</param>
    /// <returns>What is wrong, all of it; empty when nothing is.</returns>
    public static IReadOnlyList<string> Faults(UserCard user, bool exists, IReadOnlySet<string> units)
    {
        List<string> faults = [];
        if (user.Number.Length is 0 or > LongestNumber || !user.Number.All(char.IsAsciiLetterOrDigit))
            faults.Add($"\"{user.Number}\" is no number: 1 to {LongestNumber} letters and digits.");
        else if (exists)
            faults.Add($"There is a user {user.Number} already; an administrator changes his rights at the pages.");
        if (user.NameZh.Trim().Length == 0 || user.NameZh.Length > LongestName || user.NameEn.Length > LongestName)
            faults.Add($"A name is missing or longer than {LongestName} characters.");
        if (user.Roles.Count == 0)
            faults.Add($"A role is missing: {Known()}.");
        foreach (var role in user.Roles.Where(role => Role.All.All(known => known.Code != role)))
            faults.Add($"There is no role \"{role}\", only {Known()}.");
        if (user.AuthorityLevel is < 0 or > UserRights.HighestLevel)
            faults.Add($"The authority level is from 0 to {UserRights.HighestLevel}.");
        if (!units.Contains(user.OrgUnit))
            faults.Add($"There is no unit \"{user.OrgUnit}\", only {string.Join(", ", units.Order())}.");
        return faults;
    }

    /// <summary>
    /// Long enough that guessing through the lock is hopeless, and nothing that guessers try first.
    /// </summary>
    /// <returns>Why it is too weak; null when it is not.</returns>
    public static string? Weakness(string password, string number) =>
        password.Length is < ShortestPassword or > LongestPassword
            ? $"A password has {ShortestPassword} to {LongestPassword} characters."
        : password.Distinct().Count() < FewestKinds ? $"A password has at least {FewestKinds} different characters."
        : number.Length > 1 && password.Contains(number, StringComparison.OrdinalIgnoreCase)
            ? "The password contains the user's number."
        : Guessed.FirstOrDefault(word => password.Contains(word, StringComparison.OrdinalIgnoreCase)) is { } word
            ? $"The password contains \"{word}\", which guessers try first."
        : null;

    private static string Known() => string.Join(", ", Role.All.Select(role => role.Code));
}
