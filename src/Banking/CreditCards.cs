using Microsoft.Extensions.Logging;
using TellerLine.Customers;
using TellerLine.Kernel;

namespace TellerLine.Banking;

/// <summary>A holder's own card and its bill, after the enquiry PIN.</summary>
internal sealed partial class CreditCards(
    PatientCore core, ICardBank cards, TimeProvider time, ILogger<CreditCards> log) : ICreditCards
{
    public async Task<CardOutcome> Of(Identification? who, string account, CancellationToken ct = default)
    {
        if (who is null || !Disclosure.BalancesAreTold(who.Level))
            return new CardOutcome.NotIdentified();
        if (await core.Account(account, ct) is not { } answered)
            return new CardOutcome.Unavailable();
        if (answered.Account is not { Kind: AccountKind.Credit, Status: not AccountStatus.Closed } card
            || card.CustomerId != who.Customer.Id)
            return new CardOutcome.NotFound();
        var bill = await BoundedWait.Ask<Answered?>(
            async bounded => new Answered(await cards.Bill(account, bounded)), core.Patience, time,
            why => LogNoAnswer(log, why), ct);
        return bill is null ? new CardOutcome.Unavailable() : new CardOutcome.Told(card, bill.Bill);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The core bank told no card's bill: {Why}")]
    private static partial void LogNoAnswer(ILogger logger, string why);

    /// <param name="Bill">Null: it answered that there is none.</param>
    private sealed record Answered(CardBill? Bill);
}

/// <summary>A bank's own core in C# that tells nothing of cards.</summary>
internal sealed class NoCards : ICardBank
{
    public Task<CardBill?> Bill(string account, CancellationToken ct) =>
        throw new NotSupportedException("This core bank tells nothing of credit cards: it is no ICardBank.");
}
