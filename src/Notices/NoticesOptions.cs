using TellerLine.Kernel;

namespace TellerLine.Notices;

/// <summary>Section <c>Notices</c>.</summary>
public sealed record NoticesOptions
{
    /// <summary>
    /// Messages go to the demonstration's telephones at <c>/inbox</c> unless a gateway is connected. Never for a real
    /// bank.
    /// </summary>
    public bool Demonstration { get; init; } = true;

    /// <summary>The bank's name as messages begin with it.</summary>
    public string BankNameZh { get; init; } = "宁川银行";

    public string BankNameEn { get; init; } = "Ningchuan Bank";

    /// <summary>The number that messages tell the customer to call.</summary>
    public string Hotline { get; init; } = "95000";
}

internal sealed class NoticesOptionsCheck(NoticesOptions options) : ICheckConfiguration
{
    private const int Longest = NoticeOccasions.LongestBankName;

    public IEnumerable<ConfigurationFault> Check()
    {
        foreach (var (name, value) in new[]
        {
            (nameof(options.BankNameZh), options.BankNameZh), (nameof(options.BankNameEn), options.BankNameEn),
            (nameof(options.Hotline), options.Hotline),
        })
        {
            if (string.IsNullOrWhiteSpace(value) || value.Length > Longest)
                yield return new($"Notices:{name}", $"\"{value}\"", $"1 to {Longest} characters");
        }
    }
}
