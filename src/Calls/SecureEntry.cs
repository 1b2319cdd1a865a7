using TellerLine.Banking;
using TellerLine.Contacts;
using TellerLine.Customers;
using TellerLine.SelfService;

namespace TellerLine.Calls;

/// <summary>
/// The customer keys a PIN in the middle of a conversation: the digits are seen by the check alone, the agent sees how
/// many there are and what came of it.
/// </summary>
internal sealed class SecureEntry(LiveContact contact, Telephone phone, IPins pins, string secret)
{
    public const int Digits = 6;

    public static readonly IReadOnlyDictionary<string, PinKind> Secrets = new Dictionary<string, PinKind>
    {
        ["enquiryPin"] = PinKind.Enquiry,
        ["transactionPin"] = PinKind.Transaction,
    };

    private readonly PinKind _kind = Secrets[secret];

    public string Secret => secret;

    /// <summary>Of a right one: for the operation that asked, never for the desk.</summary>
    public PinToken? Token { get; private set; }

    /// <returns>See <see cref="SecureEntryOver"/>.</returns>
    /// <exception cref="OperationCanceledException">Cancelled, or the customer hung up; nothing was tried then.</exception>
    public async Task<(string Outcome, int Count)> Run(CancellationToken ct)
    {
        await using var check = await pins.Open(contact.Card!.Id, _kind, contact.Id, ct);
        if (Barred(check.Standing) is { } barred)
            return (barred, 0);
        var prompt = _kind == PinKind.Enquiry ? PromptNames.EnquiryPin : PromptNames.TransactionPin;
        phone.Note(new PromptsSpoken("secureEntry", phone.Language, [prompt]));
        var keyed = await phone.AskSecret(new SecretSpec([prompt], Digits, Digits), check.Matches, ct);
        if (!keyed.Enough)
            return (keyed.End switch
            {
                KeyedEnd.Left => "left",
                KeyedEnd.TimedOut when keyed.Count == 0 => "timedOut",
                _ => "incomplete",
            }, keyed.Count);
        return (Said(await check.Settle(keyed.Value)), keyed.Count);
    }

    private string Said(PinOutcome outcome)
    {
        switch (outcome)
        {
            case PinOutcome.Right right:
                Token = right.Token;
                contact.Identify(Identification.Raise(
                    contact.Who, contact.Card!,
                    _kind == PinKind.Enquiry ? IdentificationLevel.EnquiryPin : IdentificationLevel.TransactionPin));
                contact.Note(new CallerIdentified(contact.Card!.Id, contact.LevelName));
                return "verified";
            case PinOutcome.Wrong:
                return "wrong";
            case PinOutcome.BlockedToday:
                return "blockedToday";
            case PinOutcome.Frozen:
                return "frozen";
            default:
                return "notSet";
        }
    }

    private static string? Barred(PinStanding standing) => standing switch
    {
        PinStanding.BlockedToday => "blockedToday",
        PinStanding.Frozen => "frozen",
        PinStanding.NotSet => "notSet",
        _ => null,
    };
}
