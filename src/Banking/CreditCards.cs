using Microsoft.Extensions.Logging;
using TellerLine.Customers;
using TellerLine.Kernel;

namespace TellerLine.Banking;

/// <summary>A holder's own card and its bill, after the enquiry PIN.</summary>
internal sealed partial class CreditCards(
    PatientCore core, ICardBank cards, IDb db, BankNotices notices, TimeProvider time, ILogger<CreditCards> log)
    : ICreditCards
{
    public async Task<CardOutcome> Of(Identification? who, string account, CancellationToken ct = default)
    {
        if (who is null || !Disclosure.BalancesAreTold(who.Level))
            return new CardOutcome.NotIdentified();
        if (await core.Account(account, ct) is not { } answered)
            return new CardOutcome.Unavailable();
        if (OwnCard(answered, who) is not { } card)
            return new CardOutcome.NotFound();
        var bill = await BoundedWait.Ask<Answered?>(
            async bounded => new Answered(await cards.Bill(account, bounded)), core.Patience, time,
            why => LogNoAnswer(log, why), ct);
        return bill is null ? new CardOutcome.Unavailable() : new CardOutcome.Told(card, bill.Bill);
    }

    public async Task<CardActivation?> Activate(
        Identification? who, string account, string contactId, CancellationToken ct = default)
    {
        if (who is null || !Disclosure.BalancesAreTold(who.Level))
            return CardActivation.NotFound;
        if (await core.Account(account, ct) is not { } answered)
            return null;
        if (OwnCard(answered, who) is not { } card)
            return CardActivation.NotFound;
        // From here a hang-up changes nothing: what the core bank has done is told.
        var done = await BoundedWait.Ask<CardActivation?>(
            async bounded => await cards.Activate(account, contactId, bounded), core.Patience, time,
            why => LogNoAnswer(log, why), CancellationToken.None);
        // A card that was inactive a moment ago and now was so before: our first question was not answered.
        if (done is CardActivation.Done || (done is CardActivation.Already && card.Inactive))
            await db.Write(scope =>
            {
                notices.Activated(scope, who.Customer.Id, card, contactId);
                scope.Append(
                    $"customer/{who.Customer.Id}", new CardActivated(card.Tail, contactId), contactId);
                return true;
            }, CancellationToken.None);
        return done;
    }

    private static Account? OwnCard(PatientCore.Found found, Identification who) =>
        found.Account is { Kind: AccountKind.Credit, Status: not AccountStatus.Closed } card
        && card.CustomerId == who.Customer.Id
            ? card : null;

    [LoggerMessage(Level = LogLevel.Warning, Message = "The core bank gave no answer about a credit card: {Why}")]
    private static partial void LogNoAnswer(ILogger logger, string why);

    /// <param name="Bill">Null: it answered that there is none.</param>
    private sealed record Answered(CardBill? Bill);
}

/// <summary>A bank's own core in C# that tells nothing of cards.</summary>
internal sealed class NoCards : ICardBank
{
    public Task<CardBill?> Bill(string account, CancellationToken ct) =>
        throw new NotSupportedException(Why);

    public Task<CardActivation> Activate(string account, string reference, CancellationToken ct) =>
        throw new NotSupportedException(Why);

    private const string Why = "This core bank tells nothing of credit cards: it is no ICardBank.";
}
