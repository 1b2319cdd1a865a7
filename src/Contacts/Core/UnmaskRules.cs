using TellerLine.Kernel;

namespace TellerLine.Contacts.Core;

/// <summary>Whether what is masked may be shown in full, and what must be said for it. Pure.</summary>
internal static class UnmaskRules
{
    /// <summary>The number the customer called from.</summary>
    public const string Caller = "caller";

    /// <summary>The first of the numbers the bank has of the customer.</summary>
    public const string CustomerNumber = "customerNumber";

    public const string Other = "other";

    public const int MaxWhy = 100;

    /// <summary>
    /// So many digits in a row are a number, as a day's eight are not: the trail keeps why, never what was shown.
    /// </summary>
    private const int NumberFrom = 9;

    public static readonly IReadOnlyList<string> Fields = [Caller, CustomerNumber];

    public static readonly IReadOnlyList<string> Purposes =
        ["callBack", "identify", "complaint", "dispute", "investigation", Other];

    /// <param name="inHand">The reader has the contact in hand, or owes its wrap-up.</param>
    /// <param name="within">The contact lies within the permission's reach.</param>
    public static bool MayShow(Reach reach, bool inHand, bool within) => reach switch
    {
        Reach.None => false,
        // Per case: yesterday's customer is nobody's any more.
        Reach.Own => inHand,
        _ => inHand || within,
    };

    /// <returns>Null, or the fault's code.</returns>
    public static string? Fault(string? field, string? purpose, string? why) =>
        field is null || !Fields.Contains(field) ? "badField"
        : purpose is null || !Purposes.Contains(purpose) ? "purposeMissing"
        : purpose == Other && string.IsNullOrWhiteSpace(why) ? "whyMissing"
        : why is { Length: > MaxWhy } || why?.Any(char.IsControl) == true ? "badWhy"
        : HasNumber(why) ? "whyHasNumber"
        : null;

    /// <summary>However a person writes one: whatever stands between its digits, but letters.</summary>
    private static bool HasNumber(string? text)
    {
        var digits = 0;
        foreach (var one in text ?? "")
        {
            if (char.IsDigit(one))
                digits++;
            else if (char.IsLetter(one))
                digits = 0;
            if (digits == NumberFrom)
                return true;
        }
        return false;
    }
}
