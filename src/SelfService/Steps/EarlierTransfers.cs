using TellerLine.Banking;
using TellerLine.Customers;
using TellerLine.SelfService.Core;

namespace TellerLine.SelfService.Steps;

/// <summary>
/// Transfers whose end their customer has not heard are told before anything else is done with money, to the end: keys
/// do not cut it short.
/// </summary>
internal sealed class EarlierTransfers(ITelephoneBank bank)
{
    public const string Node = "earlier-transfer";

    /// <summary>Once a call for each, and again when it has ended meanwhile.</summary>
    /// <returns>Those without an end, told in this call.</returns>
    public async Task<IReadOnlyList<UntoldTransfer>> Tell(Visit visit, CustomerCard customer)
    {
        var untold = await bank.Untold(customer.Id, visit.Ct);
        foreach (var transfer in untold.Where(visit.TellsEarlier))
        {
            visit.Enter(Node);
            await visit.Say(Node, Sentence(visit.Language, transfer));
            visit.Note(new EarlierTransferTold(
                transfer.TransactionId, OutcomeOf(transfer.End), transfer.Amount.Minor, transfer.Amount.Currency));
            if (transfer.End != TransferEnd.Unknown)
                bank.MarkTold([transfer.TransactionId]);
        }
        return [.. untold.Where(transfer => transfer.End == TransferEnd.Unknown)];
    }

    /// <summary>With one still on its way: whoever wants to make another says so.</summary>
    /// <param name="item">The step that wants to.</param>
    public static Task<Got<char>> AskForAnother(Visit visit, IReadOnlyList<UntoldTransfer> waiting, string item)
    {
        visit.Enter(Node);
        return visit.Choose(new Question(Node)
        {
            Result =
            [
                waiting.Select(FamilyOf).Distinct().ToList() is [var family] ? $"earlier.{family}waiting"
                    : "earlier.waiting",
            ],
            Options =
            [
                new Option('1', item switch
                {
                    BillsStep.Item => "menu.another-bill",
                    PledgedLoanStep.Item => "menu.another-loan",
                    WealthBuyStep.Item or WealthRedeemStep.Item => "menu.another-wealth",
                    _ => "menu.another-transfer",
                }),
            ],
            Back = "menu.to-main",
        });
    }

    private static IReadOnlyList<string> Sentence(string language, UntoldTransfer transfer)
    {
        if (transfer.IsLoan)
            return
            [
                "earlier.on", .. Reading.Date(language, transfer.Day), "earlier.loan-asked",
                .. Reading.Amount(language, transfer.Amount.Minor), "pause",
                $"earlier.loan-{OutcomeOf(transfer.End)}",
            ];
        var family = FamilyOf(transfer);
        IReadOnlyList<string> accounts = transfer.Class switch
        {
            OrderClass.Bill => ["transfer.from-tail", .. Tail(language, transfer.From), "bills.sum"],
            // The other account is the bank's own, and nothing to the customer.
            OrderClass.Purchase => ["account.tail", .. Tail(language, transfer.From), "pause", "wealth.sum"],
            OrderClass.Redemption => ["account.tail", .. Tail(language, transfer.To), "pause", "wealth.sum"],
            OrderClass.Revocation => ["later.to-tail", .. Tail(language, transfer.From), "transfer.sum"],
            _ =>
            [
                "transfer.from-tail", .. Tail(language, transfer.From), "transfer.to-tail",
                .. Tail(language, transfer.To), "transfer.sum",
            ],
        };
        return
        [
            "earlier.on", .. Reading.Date(language, transfer.Day), $"earlier.{family}asked",
            .. accounts, .. Reading.Amount(language, transfer.Amount.Minor), "pause",
            transfer.End switch
            {
                TransferEnd.Posted => $"earlier.{family}posted",
                TransferEnd.Failed when transfer.WentBack && transfer.Class.IsTransfer => "earlier.returned",
                TransferEnd.Failed => $"earlier.{family}failed",
                _ => $"earlier.{family}unknown",
            },
        ];
    }

    private static IReadOnlyList<string> Tail(string language, string account) =>
        Reading.Digits(language, AccountNumbers.Tail(account));

    private static string FamilyOf(UntoldTransfer transfer) => transfer.Class switch
    {
        OrderClass.Bill => "bill-",
        OrderClass.Loan => "loan-",
        OrderClass.Purchase or OrderClass.Redemption => "wealth-",
        OrderClass.Revocation => "atm-",
        _ => "",
    };

    private static string OutcomeOf(TransferEnd end) => end switch
    {
        TransferEnd.Posted => "posted",
        TransferEnd.Failed => "failed",
        _ => "unknown",
    };
}
