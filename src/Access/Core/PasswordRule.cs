namespace TellerLine.Access.Core;

/// <summary>Passwords that an administrator gives.</summary>
internal static class PasswordRule
{
    /// <summary>79 bits in characters that are not taken for one another.</summary>
    private const int Length = 16;

    private const string Alphabet = "abcdefghijkmnpqrstuvwxyz23456789";

    /// <param name="random">So many random characters of an alphabet.</param>
    public static string OneTime(string number, Func<string, int, string> random)
    {
        while (true)
        {
            var password = random(Alphabet, Length);
            if (NewUser.Weakness(password, number) is null)
                return password;
        }
    }
}
