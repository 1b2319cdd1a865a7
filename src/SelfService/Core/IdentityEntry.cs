using TellerLine.Customers;

namespace TellerLine.SelfService.Core;

/// <summary>The number of a resident card as it is keyed: eighteen keys, <c>*</c> is X. Pure.</summary>
internal abstract record IdentityEntry
{
    public const int MaxKeys = 18;

    private IdentityEntry()
    {
    }

    /// <param name="Value">With its right check character.</param>
    public sealed record Number(string Value) : IdentityEntry
    {
        public override string ToString() => "Number";
    }

    /// <summary><c>**</c></summary>
    public sealed record Left : IdentityEntry;

    /// <summary><c>**0</c></summary>
    public sealed record PersonWanted : IdentityEntry;

    /// <summary>Not such a number: a mistake in keying, not a wrong answer.</summary>
    public sealed record Wrong : IdentityEntry;

    public static IdentityEntry Read(string keys) =>
        keys.EndsWith("**0", StringComparison.Ordinal) ? new PersonWanted()
        : keys.EndsWith("**", StringComparison.Ordinal) ? new Left()
        : keys.Replace('*', 'X') is var number && IdentityNumbers.IsResidentNumber(number) ? new Number(number)
        : new Wrong();
}
