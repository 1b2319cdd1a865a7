using TellerLine.Banking;
using TellerLine.Kernel;
using TellerLine.SelfService.Core;

namespace TellerLine.SelfService.Steps;

/// <summary>信用卡额度和账单: limit, what may be spent, what is owed, the bill, the least of it and by when.</summary>
internal sealed class CardBillStep(HisAccounts his, ICreditCards cards) : IStep
{
    public string Name => "cardBill";

    public async Task<Got<IReadOnlyList<string>>> Run(Visit visit)
    {
        var got = await his.Of(visit, Name);
        if (got.Exit is not null)
            return got.Exit;
        var card = await Choose(visit, Name, got.Value!.All);
        if (card.Exit is not null)
            return card.Exit;
        switch (await cards.Of(visit.Who, card.Value!.Number, visit.Ct))
        {
            case CardOutcome.Told told:
                visit.Done(Name, "told", achieved: true);
                return new Got<IReadOnlyList<string>>(Sentences(visit.Language, told), null);
            case CardOutcome.NotFound:
                return visit.NotDone(Name, "noCard", "card.none");
            default:
                return await AccountChoice.Down(visit, Name);
        }
    }

    /// <summary>The only card without a question.</summary>
    internal static async Task<Got<Account>> Choose(Visit visit, string item, IReadOnlyList<Account> all)
    {
        IReadOnlyList<Account> held = [.. all.Where(account => account.Kind == AccountKind.Credit)];
        return held.Count == 0
            ? visit.NotDone(item, "noCard", "card.none")
            : await AccountChoice.Choose(visit, "card-account", "card.choose", held);
    }

    private static IReadOnlyList<string> Sentences(string language, CardOutcome.Told told)
    {
        var card = told.Account;
        return
        [
            "account.your-tail", .. Reading.Digits(language, card.Tail), AccountChoice.Kind(card),
            "card.limit", .. Amount(card.CreditLimit), "pause",
            "card.available", .. Amount(card.Available with { Minor = Math.Max(0, card.Available.Minor) }), "pause",
            .. told.Owed.Minor == 0 ? ["card.nothing-owed"]
                : (IReadOnlyList<string>)[.. Reading.Amount(language, card.Balance.Minor, owed: true), "pause"],
            .. Bill(told.Bill),
        ];

        IReadOnlyList<string> Amount(Money money) => Reading.Amount(language, money.Minor);

        IReadOnlyList<string> Bill(CardBill? bill) => bill switch
        {
            null => ["card.no-bill"],
            { Left.Minor: 0 } => ["card.billed", .. Amount(bill.Billed), "pause", "card.settled"],
            _ =>
            [
                "card.billed", .. Amount(bill.Billed), "pause",
                .. bill.Paid.Minor == 0 ? [] : (IReadOnlyList<string>)["card.left", .. Amount(bill.Left), "pause"],
                .. bill.MinimumLeft.Minor == 0 ? []
                    : (IReadOnlyList<string>)["card.minimum", .. Amount(bill.MinimumLeft), "pause"],
                "card.due", .. Reading.Date(language, bill.Due), "pause",
            ],
        };
    }
}
