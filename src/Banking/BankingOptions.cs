using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using TellerLine.Kernel;

namespace TellerLine.Banking;

/// <summary>Section <c>Banking</c>.</summary>
public sealed record BankingOptions
{
    /// <summary>
    /// Fills an empty database with the demonstration bank. Its PINs are known to all: a bank with customers switches
    /// it off.
    /// </summary>
    public bool Demonstration { get; init; } = true;

    /// <summary>The same seed makes the same bank.</summary>
    public int DemonstrationSeed { get; init; } = 96558;

    /// <summary>
    /// The bank's own core (docs/core-bank.md), <c>https://…</c>; empty: the embedded ledger is it.
    /// </summary>
    public string CoreUrl { get; init; } = "";

    /// <summary>Shown to it as <c>Authorization: Bearer</c>; empty: none is.</summary>
    public string CoreToken { get; init; } = "";

    /// <summary>PEM file with our certificate and key, for a core that asks for one; empty: none is shown.</summary>
    public string CoreCertificate { get; init; } = "";

    /// <summary>
    /// What the bank's ATM system shows as <c>Authorization: Bearer</c> where it tells the embedded ledger of
    /// transfers; empty: nobody is heard there.
    /// </summary>
    public string AtmToken { get; init; } = "";

    /// <summary>How long the core bank may take before its answer counts as unknown.</summary>
    public int CoreTimeoutMs { get; init; } = 5_000;

    /// <summary>How often transactions without an answer are asked about.</summary>
    public int ReconcileEveryMs { get; init; } = 10_000;

    /// <summary>Wrong PINs in a day or a call that block it for the day.</summary>
    public int PinWrongPerDay { get; init; } = 3;

    /// <summary>Wrong PINs one after the other that freeze it.</summary>
    public int PinWrongInARow { get; init; } = 6;

    /// <summary>How long a right PIN stands good for one transaction.</summary>
    public int PinTokenSeconds { get; init; } = 120;

    /// <summary>How long a transfer waits for a second person.</summary>
    public int SecondPersonSeconds { get; init; } = 120;

    /// <summary>
    /// The account of the bank's own at its core in which money waits that arrives later (普通, 次日); empty: beside
    /// <see cref="CoreUrl"/> these are not offered, and the embedded ledger keeps one by itself.
    /// </summary>
    public string TransitAccount { get; init; } = "";

    /// <summary>The hour of the bank's clock at which next-day transfers arrive.</summary>
    public int NextDayAt { get; init; } = 8;

    /// <summary>PBKDF2 rounds of PINs set from now on; a stored one keeps its own.</summary>
    public int PinIterations { get; init; } = 100_000;

    /// <summary>The day of the month, 1 to 28, that ends a statement of the embedded ledger's credit cards.</summary>
    public int CardStatementDay { get; init; } = 5;

    /// <summary>Days from a statement's to the last on which it is paid in time.</summary>
    public int CardDueDays { get; init; } = 20;

    /// <summary>How much of a bill is asked for at the least, percent.</summary>
    public int CardMinimumPercent { get; init; } = 10;

    /// <summary>How much of a time deposit is lent on it at the most, percent.</summary>
    public int LoanPledgePercent { get; init; } = 90;

    /// <summary>罚息: by how much the rate of an overdue loan is more than the loan's own, percent of it; of loans paid
    /// out from now on.</summary>
    public int LoanPenaltyPercent { get; init; } = 50;

    internal int OverdueBp(int rateBp) => (int)((long)rateBp * (100 + LoanPenaltyPercent) / 100);

    internal CardTerms CardTerms => new(CardStatementDay, CardDueDays, CardMinimumPercent);

    /// <summary>Null: nothing arrives later.</summary>
    internal string? Transit => TransitAccount.Length > 0 ? TransitAccount
        : CoreUrl.Length == 0 ? EmbeddedLedger.Transit : null;

    internal PinLimits PinLimits => new(PinWrongPerDay, PinWrongInARow);
}

internal sealed class BankingOptionsCheck(BankingOptions options) : ICheckConfiguration
{
    public IEnumerable<ConfigurationFault> Check() =>
        new[]
        {
            Range(nameof(options.CoreTimeoutMs), options.CoreTimeoutMs, 50, 60_000),
            Range(nameof(options.ReconcileEveryMs), options.ReconcileEveryMs, 100, 3_600_000),
            Range(nameof(options.PinWrongPerDay), options.PinWrongPerDay, 1, 10),
            Range(nameof(options.PinWrongInARow), options.PinWrongInARow, options.PinWrongPerDay, 20),
            Range(nameof(options.PinTokenSeconds), options.PinTokenSeconds, 5, 120),
            Range(nameof(options.SecondPersonSeconds), options.SecondPersonSeconds, 5, 120),
            Range(nameof(options.CardStatementDay), options.CardStatementDay, 1, 28),
            Range(nameof(options.CardDueDays), options.CardDueDays, 1, 60),
            Range(nameof(options.CardMinimumPercent), options.CardMinimumPercent, 1, 100),
            Range(nameof(options.LoanPledgePercent), options.LoanPledgePercent, 1, 100),
            Range(nameof(options.LoanPenaltyPercent), options.LoanPenaltyPercent, 0, 100),
            Range(nameof(options.NextDayAt), options.NextDayAt, 0, 23),
            Transit(),
            options.AtmToken.Length is > 0 and < 32 || options is { AtmToken.Length: > 0, CoreUrl.Length: > 0 }
                ? new ConfigurationFault("Banking:AtmToken", "***", "empty, or 32 characters without Banking:CoreUrl")
                : null,
            Range(nameof(options.PinIterations), options.PinIterations, 10_000, 2_000_000),
            Core(),
            options.CoreUrl.Length > 0 && options.Demonstration
                ? new ConfigurationFault("Banking:Demonstration", "true", "false beside Banking:CoreUrl")
                : null,
            Certificate(),
        }.OfType<ConfigurationFault>();

    /// <summary>Money and account numbers in the clear stay on this machine.</summary>
    private ConfigurationFault? Core() =>
        options.CoreUrl.Length == 0
        || (Uri.TryCreate(options.CoreUrl, UriKind.Absolute, out var url)
            && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback))
            && url.Query.Length + url.UserInfo.Length + url.Fragment.Length == 0)
            ? null
            : new ConfigurationFault(
                "Banking:CoreUrl", options.CoreUrl, "https://…, or http:// of this machine, without user or query");

    private ConfigurationFault? Transit() =>
        options.TransitAccount.Length == 0 || (options.CoreUrl.Length > 0 && options.TransitAccount.Length <= 40)
            ? null
            : new ConfigurationFault(
                "Banking:TransitAccount", options.TransitAccount, "empty, or an account at Banking:CoreUrl");

    private ConfigurationFault? Certificate()
    {
        if (options.CoreCertificate.Length == 0)
            return null;
        try
        {
            using var certificate = X509Certificate2.CreateFromPemFile(options.CoreCertificate);
            return null;
        }
        catch (Exception fault) when (fault is CryptographicException or IOException or UnauthorizedAccessException)
        {
            return new ConfigurationFault(
                "Banking:CoreCertificate", options.CoreCertificate, "a readable PEM file with certificate and key");
        }
    }

    private static ConfigurationFault? Range(string name, long value, long least, long most) =>
        value >= least && value <= most ? null
        : new ConfigurationFault($"Banking:{name}", $"{value}", $"{least} to {most}");
}
