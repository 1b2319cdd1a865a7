using TellerLine.Banking;
using TellerLine.Customers;
using TellerLine.Desks;
using TellerLine.Kernel;
using TellerLine.SelfService;

namespace TellerLine.Calls;

/// <summary>A caller as a desk may show: names and tails, no numbers in full.</summary>
internal static class CallerView
{
    public static DeskCaller Of(LiveContact contact)
    {
        var card = contact.Card;
        return new DeskCaller(
            card is null ? null : NameOf(card), card?.Title,
            card is null ? null : EnumWords.Of(card.Segment),
            Masks.Phone(contact.Caller), contact.LevelName, contact.Request?.Path ?? [], contact.RequestReason,
            contact.Request?.SelfServiceEnded ?? false, contact.Language, Attention(card), card?.Age,
            contact.Request?.Last is { } last ? Service(last) : null);
    }

    /// <summary>Of somebody whom an agent calls and who has not answered.</summary>
    public static DeskCaller OfCalled(CustomerCard? card, OutboundNumber number) => new(
        card is null ? null : NameOf(card), card?.Title,
        card is null ? null : EnumWords.Of(card.Segment),
        number.Shown, card is null ? "none" : "number", [], "calledOut", false, Languages.Chinese, Attention(card),
        card?.Age, null);

    public static string NameOf(CustomerCard card) =>
        card.Kind == CustomerKind.Company ? card.Name : card.Surname;

    private static DeskService Service(LastService last) =>
        new(last.Item, last.Outcome, last.AmountMinor is { } minor ? Written(minor) : null, last.Number);

    private static List<string> Attention(CustomerCard? card)
    {
        List<string> attention = [];
        if (card is { Accessibility: Accessibility.Sight })
            attention.Add("blind");
        if (card is { Elderly: true })
            attention.Add("elderly");
        return attention;
    }

    public static IReadOnlyList<DeskAccount> Accounts(IReadOnlyList<ShownAccount> accounts) =>
        [.. accounts.Select(a => new DeskAccount(
            a.Tail, KindName(a.Kind), a.Balance is { } told ? Written(told.Minor) : null))];

    private static BilingualName KindName(AccountKind kind) => kind switch
    {
        AccountKind.Current => new("活期账户", "Current account"),
        AccountKind.Savings => new("储蓄账户", "Savings account"),
        AccountKind.Deposit => new("定期存款", "Time deposit"),
        AccountKind.Loan => new("贷款账户", "Loan"),
        _ => new("信用卡账户", "Credit account"),
    };

    private static string Written(long minor) => $"{(decimal)minor / 100:#,##0.00}";
}
