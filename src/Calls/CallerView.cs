using System.Text.Json;
using TellerLine.Banking;
using TellerLine.Customers;
using TellerLine.Desks;
using TellerLine.Kernel;

namespace TellerLine.Calls;

/// <summary>A caller as a desk may show: names and tails, no numbers in full.</summary>
internal static class CallerView
{
    public static DeskCaller Of(LiveContact contact) => new(
        contact.Card is { } card ? card.Kind == CustomerKind.Company ? card.Name : card.Surname : null,
        contact.Card?.Title,
        contact.Card is null ? null : JsonNamingPolicy.CamelCase.ConvertName(contact.Card.Segment.ToString()),
        Masks.Phone(contact.Caller), contact.LevelName, contact.Request?.Path ?? [], contact.RequestReason,
        contact.Request?.SelfServiceEnded ?? false);

    /// <summary>The tails the agent may speak of; balances only after the enquiry PIN.</summary>
    public static IReadOnlyList<DeskAccount> Accounts(IReadOnlyList<Account> accounts, IdentificationLevel level) =>
        [.. accounts.Select(a => new DeskAccount(
            a.Tail, KindName(a.Kind), level >= IdentificationLevel.EnquiryPin ? Written(a.Balance) : null))];

    private static BilingualName KindName(AccountKind kind) => kind switch
    {
        AccountKind.Current => new("活期账户", "Current account"),
        AccountKind.Savings => new("储蓄账户", "Savings account"),
        _ => new("信用卡账户", "Credit account"),
    };

    private static string Written(Money money) => $"{(decimal)money.Minor / 100:#,##0.00}";
}
