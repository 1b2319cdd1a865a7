using TellerLine.Kernel;

namespace TellerLine.Bills;

/// <summary>Section <c>Bills</c>.</summary>
public sealed record BillsOptions
{
    /// <summary>
    /// A biller inside for each that has no address: what is owed to it is the last five digits of the number, in fen.
    /// </summary>
    public bool Demonstration { get; init; } = true;

    /// <summary>Each <c>CODE=https://…</c>: where a biller answers as docs/billers.md demands.</summary>
    public IReadOnlyList<string> Urls { get; init; } = [];

    /// <summary>Each <c>CODE=TOKEN</c>, shown to it as <c>Authorization: Bearer</c>.</summary>
    public IReadOnlyList<string> Tokens { get; init; } = [];

    /// <summary>How long a biller may take before its answer counts as unknown.</summary>
    public int TimeoutMs { get; init; } = 5_000;

    internal IReadOnlyDictionary<string, string> UrlOf => Pairs(Urls);

    internal IReadOnlyDictionary<string, string> TokenOf => Pairs(Tokens);

    private static Dictionary<string, string> Pairs(IReadOnlyList<string> lines) => lines
        .Select(line => line.Split('=', 2)).Where(pair => pair.Length == 2)
        .GroupBy(pair => pair[0]).ToDictionary(one => one.Key, one => one.Last()[1]);
}

internal sealed class BillsOptionsCheck(BillsOptions options) : ICheckConfiguration
{
    public IEnumerable<ConfigurationFault> Check()
    {
        if (options.TimeoutMs is < 50 or > 60_000)
            yield return new("Bills:TimeoutMs", $"{options.TimeoutMs}", "50 to 60000");
        foreach (var line in options.Urls.Where(line => !IsUrl(line)))
            yield return new(
                "Bills:Urls", line, "CODE=https://…, or CODE=http:// of this machine, without user or query");
        foreach (var _ in options.Tokens.Where(line => line.IndexOf('=', StringComparison.Ordinal) < 1))
            yield return new("Bills:Tokens", "…", "CODE=TOKEN");
    }

    /// <summary>Money in the clear stays on this machine.</summary>
    private static bool IsUrl(string line) =>
        line.Split('=', 2) is [{ Length: > 0 }, var text] && Uri.TryCreate(text, UriKind.Absolute, out var url)
        && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback))
        && url.Query.Length + url.UserInfo.Length + url.Fragment.Length == 0;
}
