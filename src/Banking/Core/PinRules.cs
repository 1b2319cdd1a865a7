using System.Globalization;
using System.Text;

namespace TellerLine.Banking;

/// <summary>Which PINs are guessed first. Pure; it copies nothing of the digits.</summary>
internal static class PinRules
{
    private static readonly string[] DateForms = ["yyMMdd", "ddMMyy", "MMddyy", "yyddMM", "yyyyMM", "MMyyyy"];

    /// <returns>Null: none of these.</returns>
    internal static PinWeakness? Weak(ReadOnlySpan<byte> digits, DateOnly? bornOn) =>
        !PinHash.IsSixDigits(digits) ? PinWeakness.Incomplete
        : Repeats(digits, 1) || Repeats(digits, 2) || Repeats(digits, 3) ? PinWeakness.Repeated
        : Steps(digits, 1) || Steps(digits, -1) ? PinWeakness.Run
        : bornOn is { } born && IsDate(digits, born) ? PinWeakness.BirthDate
        : null;

    private static bool Repeats(ReadOnlySpan<byte> digits, int group)
    {
        for (var i = group; i < digits.Length; i++)
        {
            if (digits[i] != digits[i - group])
                return false;
        }

        return true;
    }

    private static bool Steps(ReadOnlySpan<byte> digits, int by)
    {
        for (var i = 1; i < digits.Length; i++)
        {
            if (digits[i] - digits[i - 1] != by)
                return false;
        }

        return true;
    }

    private static bool IsDate(ReadOnlySpan<byte> digits, DateOnly born)
    {
        foreach (var form in DateForms)
        {
            if (digits.SequenceEqual(Encoding.ASCII.GetBytes(born.ToString(form, CultureInfo.InvariantCulture))))
                return true;
        }

        return false;
    }
}
