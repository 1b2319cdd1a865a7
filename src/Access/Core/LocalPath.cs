namespace TellerLine.Access.Core;

/// <summary>Where somebody wanted to go before signing in.</summary>
internal static class LocalPath
{
    private const int Longest = 500;

    /// <returns>A page of the centre: never an address that somebody put into a link; null where it is none.</returns>
    public static string? Of(string? wanted) =>
        wanted is { Length: > 1 and <= Longest } && wanted[0] == '/' && wanted[1] is not ('/' or '\\')
        && wanted.All(c => c is > ' ' and < '\u007f' and not '\\')
        && !wanted.StartsWith("/api/", StringComparison.OrdinalIgnoreCase) ? wanted : null;
}
