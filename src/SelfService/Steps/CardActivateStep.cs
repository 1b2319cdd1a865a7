using TellerLine.Banking;
using TellerLine.SelfService.Core;

namespace TellerLine.SelfService.Steps;

/// <summary>
/// 激活信用卡: after the enquiry PIN the last four digits of a card that waits for it, which stand on the card alone.
/// </summary>
internal sealed class CardActivateStep(HisAccounts his, ICreditCards cards) : IStep
{
    private const int TailDigits = 4;

    public string Name => "cardActivate";

    public async Task<Got<IReadOnlyList<string>>> Run(Visit visit)
    {
        var got = await his.Of(visit, Name, orders: true);
        if (got.Exit is not null)
            return got.Exit;
        IReadOnlyList<Account> waiting = [.. got.Value!.All.Where(account => account.Inactive)];
        if (waiting.Count == 0)
            return visit.NotDone(Name, "nothingToActivate", "activate.none");
        var card = await visit.Collect(
            "card-tail", ["activate.tail"], TailDigits, starClears: true,
            keys => Task.FromResult<Understood<Account>>(
                waiting.FirstOrDefault(account => account.Tail == keys) is { } found
                    ? new(found) : new(null, ["activate.tail-wrong"])));
        if (card.Exit is not null)
            return card.Exit;
        switch (await cards.Activate(visit.Who, card.Value!.Number, visit.Caller.ContactId, visit.Ct))
        {
            case CardActivation.Done or CardActivation.Already:
                visit.Done(Name, "activated", achieved: true);
                return new Got<IReadOnlyList<string>>(["activate.done"], null);
            case CardActivation.Held:
                return visit.NotDone(Name, "accountHeld", "activate.held");
            case CardActivation.NotFound:
                return visit.NotDone(Name, "nothingToActivate", "activate.none");
            default:
                return await AccountChoice.Down(visit, Name);
        }
    }
}
