namespace TellerLine.Voice.Sip;

/// <summary>A telephone number as a URI writes it (RFC 3966): <c>tel:+86-951-95000;ext=12</c>.</summary>
/// <param name="Number">
/// Digits without visual separators, <c>+</c> before a global one; a local number may hold <c>*</c>, <c>#</c>, A to F.
/// </param>
/// <param name="Context">
/// Where a local number is meant (§5.1.5): <c>+86951</c> or a domain; "" when not said.
/// </param>
/// <param name="Extension">Digits behind the number (§5.1.3), "" for none.</param>
/// <param name="SubAddress">ISDN's (§5.1.4), "" for none.</param>
internal sealed record TelephoneUri(string Number, string Context, string Extension, string SubAddress)
{
    private const int Longest = 32;

    public const string Scheme = "tel:";

    public bool IsGlobal => Number.StartsWith('+');

    /// <summary>The number made global by a context that is one (§5.1.5); null when that cannot be said.</summary>
    public string? Global => IsGlobal ? Number : Context.StartsWith('+') ? Context + Number : null;

    public static bool IsOne(string uri) => uri.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase);

    /// <summary>Digits alone, <c>+</c> before them or not: what can be dialled by a trunk.</summary>
    public static bool IsDiallable(string number) =>
        number.AsSpan(number.StartsWith('+') ? 1 : 0) is { Length: > 0 and <= Longest } digits
        && !digits.ContainsAnyExceptInRange('0', '9');

    /// <summary>
    /// Lenient in one thing: a local number without the context it should have is a number of the place it is sent to.
    /// </summary>
    public static bool TryParse(string uri, out TelephoneUri telephone)
    {
        telephone = null!;
        return IsOne(uri) && TryParseSubscriber(uri[Scheme.Length..], out telephone);
    }

    /// <summary>
    /// What follows <c>tel:</c>; also the user part of a sip URI with a number in it (RFC 3261 §19.1.6).
    /// </summary>
    public static bool TryParseSubscriber(string text, out TelephoneUri telephone)
    {
        telephone = null!;
        var semicolon = text.IndexOf(';');
        if (!TryNumber(semicolon < 0 ? text : text[..semicolon], out var number))
            return false;
        string? context = null, extension = null, subAddress = null;
        foreach (var one in semicolon < 0 ? [] : text[(semicolon + 1)..].Split(';'))
        {
            var equals = one.IndexOf('=');
            var name = (equals < 0 ? one : one[..equals]).ToLowerInvariant();
            var value = equals < 0 ? "" : one[(equals + 1)..];
            if (name.Length == 0 || name.AsSpan().ContainsAnyExcept(ParameterName))
                return false;
            var good = name switch
            {
                "phone-context" => context is null && TryContext(value, out context),
                "ext" => extension is null && TryDigits(value, out extension),
                "isub" => subAddress is null && (subAddress = value).Length is > 0 and <= Longest,
                _ => true,
            };
            if (!good)
                return false;
        }

        telephone = new TelephoneUri(number, context ?? "", extension ?? "", subAddress ?? "");
        return true;
    }

    private static bool TryNumber(string text, out string number)
    {
        var global = text.StartsWith('+');
        number = Bare(text);
        return number.Length > (global ? 1 : 0) && number.Length <= Longest
            && !number.AsSpan(global ? 1 : 0).ContainsAnyExcept(global ? Digits : LocalDigits)
            && number.AsSpan().ContainsAny(global ? Digits : LocalDigits);
    }

    private static bool TryContext(string value, out string context)
    {
        context = value.StartsWith('+') ? Bare(value) : value.ToLowerInvariant();
        return value.StartsWith('+') ? TryNumber(value, out _)
            : SipUri.TryParseHostPort(value, out _, out var port) && port < 0;
    }

    private static bool TryDigits(string value, out string digits)
    {
        digits = Bare(value);
        return digits.Length is > 0 and <= Longest && !digits.AsSpan().ContainsAnyExcept(Digits);
    }

    /// <summary>Without the separators that only help the eye (§5.1.1).</summary>
    private static string Bare(string text) =>
        text.AsSpan().ContainsAny(Separators) ? string.Concat(text.Where(c => !Separators.Contains(c))) : text;

    private static readonly System.Buffers.SearchValues<char> Separators = System.Buffers.SearchValues.Create("-.()");

    private static readonly System.Buffers.SearchValues<char> Digits = System.Buffers.SearchValues.Create("0123456789");

    private static readonly System.Buffers.SearchValues<char> LocalDigits =
        System.Buffers.SearchValues.Create("0123456789*#ABCDEFabcdef");

    private static readonly System.Buffers.SearchValues<char> ParameterName =
        System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");
}
