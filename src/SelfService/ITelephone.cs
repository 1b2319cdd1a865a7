namespace TellerLine.SelfService;

/// <summary>
/// The customer's telephone as self-service sees it: it speaks prompts by name and hears keys. Contacts implements it
/// on a leg. Every method throws <see cref="OperationCanceledException"/> when the customer hangs up (through the token
/// or the leg).
/// </summary>
public interface ITelephone
{
    /// <summary>
    /// <c>zh-CN</c> or <c>en</c>: the language in which prompt names become files. <see cref="Languages"/>.
    /// </summary>
    string Language { get; set; }

    /// <summary>Speaks to the end; keys do not interrupt and wait for the next question.</summary>
    Task Say(IReadOnlyList<string> prompts, CancellationToken ct);

    /// <summary>Speaks, and collects keys; the first key stops the prompts.</summary>
    Task<Keyed> Ask(AskSpec spec, CancellationToken ct);

    /// <summary>
    /// Speaks, and collects a secret: <paramref name="check"/> sees the digits once, in memory that is zeroed
    /// afterwards; nobody else does. The first <c>*</c> clears, a second in a row leaves, <c>#</c> ends.
    /// </summary>
    Task<SecretKeyed<T>> AskSecret<T>(SecretSpec spec, SecretCheck<T> check, CancellationToken ct);

    /// <summary>For the journal: one of the records in <c>Notes.cs</c>. Never waits.</summary>
    void Note(object happening);
}

/// <param name="Prompts">Names, spoken one after the other.</param>
/// <param name="MaxDigits">The collection ends after that many; 1 in a menu.</param>
/// <param name="FirstDigitMs">From the end of the prompts to the first key; 0 does not wait at all.</param>
/// <param name="NextDigitMs">Between keys.</param>
/// <param name="Terminator">Ends the collection and is not part of it; null for none.</param>
/// <param name="StarClears">The first <c>*</c> clears, a second in a row leaves. Otherwise <c>*</c> is a key like any
/// other.</param>
public sealed record AskSpec(
    IReadOnlyList<string> Prompts, int MaxDigits, int FirstDigitMs, int NextDigitMs, char? Terminator = '#',
    bool StarClears = false);

/// <param name="Digits">0–9, <c>*</c>, <c>#</c>; possibly nothing.</param>
public sealed record Keyed(string Digits, KeyedEnd End);

public enum KeyedEnd
{
    /// <summary>The maximum was reached.</summary>
    Full,

    /// <summary>The terminator was pressed.</summary>
    Terminated,

    TimedOut,

    /// <summary><c>*</c> twice in a row.</summary>
    Left,
}

public sealed record SecretSpec(
    IReadOnlyList<string> Prompts, int MinDigits = 6, int MaxDigits = 6, int FirstDigitMs = 10_000,
    int NextDigitMs = 8_000);

/// <summary>Looks at the digits (ASCII) while they exist. Must not copy them, must not wait.</summary>
public delegate T SecretCheck<out T>(ReadOnlySpan<byte> asciiDigits);

/// <param name="Value">What the check said; default unless <paramref name="Enough"/>.</param>
/// <param name="Count">How many digits were keyed.</param>
/// <param name="Enough">There were enough digits and the check was asked.</param>
public sealed record SecretKeyed<T>(T? Value, int Count, KeyedEnd End, bool Enough);

public static class Languages
{
    public const string Chinese = "zh-CN";
    public const string English = "en";

    public static IReadOnlyList<string> All { get; } = [Chinese, English];
}
