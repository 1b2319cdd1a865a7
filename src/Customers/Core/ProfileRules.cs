namespace TellerLine.Customers;

/// <summary>What a profile must be before it is stored; the answer names the rule, never the value.</summary>
internal static class ProfileRules
{
    internal const int LongestName = 60;

    internal static string? Broken(CustomerProfile profile) =>
        !IdIsACustomerNumber(profile) ? "The id is C or E and digits."
        : !NameIsSomething(profile.Name)
        || !NameIsSomething(profile.Surname) ? "A name has one to sixty characters, none of them a control."
        : !IdentityFitsTheKind(profile) ? "A company has a credit code, a person has not."
        : !IdentityNumbers.IsValid(profile.IdentityKind, IdentityNumbers.Canonical(profile.IdentityNumber))
        ? "The identity number is not valid."
        : !BirthDateAgrees(profile) ? "A person has a birth date, the resident card's one."
        : !profile.Numbers.All(IsE164) || !profile.Operators.All(o => IsE164(o.Number)) ? "Numbers are E.164."
        : profile.Numbers.Distinct().Count() != profile.Numbers.Count ? "A number stands twice."
        : profile.Kind == CustomerKind.Personal && profile.Operators.Count > 0 ? "Only companies have operators."
        : null;

    private static bool IdIsACustomerNumber(CustomerProfile profile) =>
        profile.Id.Length is >= 2 and <= 20 && profile.Id[0] == (profile.Kind == CustomerKind.Personal ? 'C' : 'E')
        && profile.Id.Skip(1).All(char.IsAsciiDigit);

    private static bool NameIsSomething(string name) =>
        name.EnumerateRunes().Count() is >= 1 and <= LongestName && !name.Any(char.IsControl)
        && name.Trim().Length == name.Length;

    private static bool IdentityFitsTheKind(CustomerProfile profile) =>
        profile.Kind == CustomerKind.Company == (profile.IdentityKind == IdentityKind.SocialCreditCode);

    private static bool BirthDateAgrees(CustomerProfile profile) =>
        profile.Kind == CustomerKind.Company
            ? profile.BornOn is null
            : profile.BornOn is not null
                && (profile.IdentityKind != IdentityKind.ResidentCard
                    || IdentityNumbers.BirthDate(profile.IdentityNumber) == profile.BornOn);

    private static bool IsE164(string number) =>
        number.Length is >= 8 and <= 16 && number[0] == '+' && number[1] != '0'
        && number.AsSpan(1).IndexOfAnyExceptInRange('0', '9') < 0;
}
