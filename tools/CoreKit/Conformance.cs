using System.Globalization;
using System.Net;
using static TellerLine.CoreKit.Trial;

namespace TellerLine.CoreKit;

/// <summary>
/// Tries a core bank against every demand of the contract, with two accounts of one customer that are kept for it. It
/// moves money between them by single fen and in the end moves back what is left over.
/// </summary>
/// <param name="from">With at least one yuan on it, and less than ten thousand million.</param>
internal sealed partial class Conformance(CoreClient core, string customer, string from, string to)
{
    private const int AtOnce = 20;

    private readonly string _run = Guid.NewGuid().ToString("N")[..12];
    private int _orders;

    internal async IAsyncEnumerable<Finding> Run()
    {
        (string Demand, Func<Task> Check)[] all =
        [
            ("says that it is there", Health),
            ("tells a customer's accounts, each whole", Accounts),
            ("tells one account by its number", ByNumber),
            ("tells an empty list for who or what it does not know", Unknown),
            ("refuses questions it cannot read, and does nothing", Unreadable),
            ("posts an order and moves exactly its amount", Posts),
            ("answers the same key with the same answer and moves nothing", Again),
            ("refuses a key that comes back with another order", KeyReused),
            ("tells what became of a posted order", SettlesPosted),
            ("bars an order that is asked about before it comes", Bars),
            ("refuses more than there is, and remembers that it did", Insufficient),
            ("refuses amounts that are not positive, one account twice, and unknown accounts", Refuses),
            ($"posts once when a key comes {AtOnce} times at once", Together),
            ("lets transfers cross", Crossing),
            ("has one end for an order whose sender left before the answer", Left),
            ("stops payments from an account under a hold, lets money in, and lets go", Holds),
            ("places a hold once a key, and lifts it once", HoldAgain),
            ("bars the hold that was lifted before it came", HoldBarred),
            ("refuses a hold on an account that there is not", HoldOfNothing),
            ("tells movements, the newest first, each with the balance after it", Movements),
            ("tells loans and time deposits, each whole, if it lends at all", Loans),
            ("lends on a time deposit once a key, stops it, and lets it go when the loan is repaid", Pledges),
            ("tells transfers made at an ATM that have not arrived, each whole", AtmTransfers),
            ("takes such a transfer back once a key, and once alone", Revokes),
            ("tells the bills of the customer's credit cards, if there are any, and lets no other into use", Bills),
        ];
        var first = await Try("has the accounts it is tried with", () => Both());
        yield return first;
        if (first.Broken is not null)
            yield break;
        var before = await Both();
        foreach (var (demand, check) in all)
            yield return await Try(demand, check);
        yield return await Try("has lost and made no money", () => GiveBack(before));
    }

    private async Task Health() =>
        Demand(await core.Status("v1/health") == HttpStatusCode.OK, "v1/health does not answer 200");

    private async Task Accounts()
    {
        var list = (await core.Accounts(customer, null)).Accounts ?? [];
        foreach (var number in new[] { from, to })
            Demand(list.Any(a => a.Number == number), $"…{number[^4..]} is not among them");
        foreach (var account in list)
            Whole(account);
        Demand(list.All(a => a.CustomerId == customer), "an account of another customer is among them");
    }

    private async Task ByNumber()
    {
        var list = (await core.Accounts(null, from)).Accounts ?? [];
        Demand(list is [{ } one] && one.Number == from, $"{list.Count} accounts were told");
        Whole(list[0]);
    }

    private async Task Unknown()
    {
        Demand((await core.Accounts("no-such-customer", null)).Accounts is [], "accounts of nobody were told");
        Demand((await core.Accounts(null, "0000000000000000")).Accounts is [], "an account that is none was told");
    }

    private async Task Unreadable()
    {
        var before = await Both();
        foreach (var body in new[] { "{", "[]", "{\"key\":\"" + Key() + "\"}", "" })
            Demand(
                await core.Status("v1/transfers", body) != HttpStatusCode.OK,
                $"an order that reads {body} was answered with 200");
        await Stands(before);
    }

    private async Task Posts()
    {
        var before = await Both();
        var order = New(1);
        Posted(order, await core.Transfer(order), before, 1);
        await Stands((before.From - 1, before.To + 1));
    }

    private async Task Again()
    {
        var order = New(1);
        var first = await core.Transfer(order);
        var after = await Both();
        for (var i = 0; i < 3; i++)
            Same(first, await core.Transfer(order));
        await Stands(after);
    }

    private async Task KeyReused()
    {
        var order = New(1);
        await core.Transfer(order);
        var after = await Both();
        foreach (var other in new[] { order with { AmountMinor = 2 }, order with { From = to, To = from } })
            Refused("keyReused", await core.Transfer(other));
        await Stands(after);
    }

    private async Task SettlesPosted()
    {
        var order = New(1);
        var first = await core.Transfer(order);
        Same(first, await core.Settle(order));
        Same(first, await core.Settle(order));
    }

    private async Task Bars()
    {
        var before = await Both();
        var order = New(1);
        Refused("neverArrived", await core.Settle(order));
        Refused("neverArrived", await core.Transfer(order));
        Refused("neverArrived", await core.Settle(order));
        await Stands(before);
    }

    private async Task Insufficient()
    {
        var before = await Both();
        var order = New(1_000_000_000_000);
        Refused("insufficientFunds", await core.Transfer(order));
        Refused("insufficientFunds", await core.Settle(order));
        await Stands(before);
    }

    private async Task Refuses()
    {
        var before = await Both();
        Refused("amountNotPositive", await core.Transfer(New(0)));
        Refused("amountNotPositive", await core.Transfer(New(-1)));
        Refused("sameAccount", await core.Transfer(New(1) with { To = from }));
        Refused("accountNotFound", await core.Transfer(New(1) with { To = "0000000000000000" }));
        Refused("accountNotFound", await core.Transfer(New(1) with { From = "0000000000000000" }));
        await Stands(before);
    }

    private async Task Together()
    {
        var before = await Both();
        var order = New(1);
        var answers = await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => core.Transfer(order)));
        foreach (var answer in answers)
            Same(answers[0], answer);
        await Stands((before.From - 1, before.To + 1));
    }

    private async Task Crossing()
    {
        var before = await Both();
        var there = Enumerable.Range(0, AtOnce).Select(_ => New(1)).ToList();
        var back = there.Select(_ => New(1) with { From = to, To = from }).ToList();
        foreach (var answer in await Task.WhenAll(there.Concat(back).Select(core.Transfer)))
            Demand(answer.IsPosted, $"one of them was answered {answer.Outcome} {answer.Reason}");
        await Stands(before);
    }

    private async Task Left()
    {
        for (var i = 0; i < 5; i++)
        {
            var before = await Both();
            var order = New(1);
            await core.SendAndLeave(order);
            var answer = await core.Settle(order);
            Demand(answer.IsPosted || answer.Refuses("neverArrived"), $"{answer.Outcome} {answer.Reason} is none");
            Same(answer, await core.Transfer(order));
            await Stands(answer.IsPosted ? (before.From - 1, before.To + 1) : before);
        }
    }

    private async Task Holds()
    {
        var before = await Both();
        var hold = Stop(from);
        Done(hold, await core.Place(hold));
        Refused("accountHeld", await core.Transfer(New(1)));
        Demand((await core.Transfer(New(1) with { From = to, To = from })).IsPosted, "money does not come in");
        Done(hold, await core.Release(hold));
        Demand((await core.Transfer(New(1))).IsPosted, "payments are stopped though the hold was lifted");
        await Stands(before);
    }

    private async Task HoldAgain()
    {
        var hold = Stop(from);
        var first = await core.Place(hold);
        Done(hold, first);
        Same(first, await core.Place(hold));
        Refused("keyReused", await core.Place(hold with { Account = to }));
        Done(hold, await core.Release(hold));
        Done(hold, await core.Release(hold));
        Refused("released", await core.Place(hold));
        Demand((await core.Transfer(New(1))).IsPosted, "payments are stopped under a key that was lifted");
    }

    private async Task HoldBarred()
    {
        var hold = Stop(from);
        Done(hold, await core.Release(hold));
        Refused("released", await core.Place(hold));
        Demand((await core.Transfer(New(1))).IsPosted, "payments are stopped by a hold that came too late");
    }

    private async Task HoldOfNothing() => Refused("accountNotFound", await core.Place(Stop("0000000000000000")));

    private async Task Movements()
    {
        var order = New(1);
        await core.Transfer(order);
        var (balance, now) = (await core.Balance(from), DateTimeOffset.UtcNow);
        var told = await core.Movements(new Period(from, now.AddHours(-1), now.AddHours(1), 2));
        Demand(told.Number == from, "they are of another account");
        Demand(
            told.Movements is [{ AmountMinor: -1, Currency: "CNY" } newest, ..] && newest.BalanceMinor == balance
                && told.Movements.Count <= 2, "the newest is not the last payment with the balance after it");
        Demand(
            (await core.Movements(new Period(from, now.AddYears(-20), now.AddYears(-19), 2))).Movements is [],
            "movements of another time were told");
    }

    private async Task Bills()
    {
        foreach (var card in ((await core.Accounts(customer, null)).Accounts ?? []).Where(a => a.Kind == "credit"))
        {
            var told = await core.Bill(card.Number);
            Demand(told.Number == card.Number, "the bill is of another card");
            if (told.Bill is not { } bill)
                continue;
            Demand(
                bill is { Closed: { } closed, Due: { } due } && due >= closed && bill.Currency == card.Currency,
                "a bill has a day, a later day to pay it, and the card's currency");
            Demand(
                bill is { BilledMinor: > 0, MinimumMinor: > 0, PaidMinor: >= 0 }
                    && bill.MinimumMinor <= bill.BilledMinor,
                "the least to be paid is more than nothing and not more than the bill");
            if (!card.Inactive)
                Demand(
                    await core.Activate(card.Number) == new Activated(card.Number, "already"),
                    "a card in use is let into use again");
            Demand(
                await core.Activate(from) == new Activated(from, "notFound"), "what is no card is let into use");
        }
    }

    private async Task GiveBack((long From, long To) before)
    {
        var now = await Both();
        before = before with { From = before.From + _cameBack };
        Demand(now.From + now.To == before.From + before.To, "both balances together are another sum than before");
        var moved = before.From - now.From;
        if (moved > 0)
            await core.Transfer(New(moved) with { From = to, To = from });
        await Stands(before);
    }

    private async Task<(long From, long To)> Both() => (await core.Balance(from), await core.Balance(to));

    private async Task Stands((long From, long To) expected)
    {
        var now = await Both();
        Demand(now == expected, string.Create(
            CultureInfo.InvariantCulture,
            $"the balances are {now.From} and {now.To} minor units; expected {expected.From} and {expected.To}"));
    }

    private Order New(long amount) => new(Key(), from, to, amount, "CNY", "conformance");

    private Hold Stop(string account) => new(Key(), account, "conformance");

    private string Key() => string.Create(CultureInfo.InvariantCulture, $"kit-{_run}-{++_orders:0000}");

    private static void Whole(Account account)
    {
        Demand(
            account.Kind is "current" or "savings" or "credit" or "deposit" or "loan", $"{account.Kind} is no kind of account");
        Demand(account.Status is "active" or "frozen" or "closed", $"{account.Status} is no status");
        Demand(account.Currency is { Length: 3 }, $"{account.Currency} is no currency");
    }

    private static void Posted(Order order, Answer answer, (long From, long To) before, long amount)
    {
        Demand(answer.IsPosted, $"answered {answer.Outcome} {answer.Reason}");
        Demand(answer.Key == order.Key, "answered with another key");
        Demand(!string.IsNullOrEmpty(answer.EntryId), "answered without an entry's id");
        Demand(
            (answer.From, answer.To, answer.AmountMinor, answer.Currency)
            == (order.From, order.To, order.AmountMinor, order.Currency), "answered with another order");
        Demand(
            (answer.FromBalanceMinor, answer.ToBalanceMinor) == (before.From - amount, before.To + amount),
            "answered with balances that are not those after it");
    }

    private static void Refused(string reason, Answer answer) =>
        Demand(answer.Refuses(reason), $"answered {answer.Outcome} {answer.Reason}; expected refused {reason}");

    private static void Refused(string reason, Held answer) =>
        Demand(
            answer is { Outcome: "refused" } && answer.Reason == reason,
            $"answered {answer.Outcome} {answer.Reason}; expected refused {reason}");

    private static void Done(Hold hold, Held answer) =>
        Demand(
            answer.IsDone && (answer.Key, answer.Account) == (hold.Key, hold.Account),
            $"answered {answer.Outcome} {answer.Reason}; expected done, with key, account and moment");

    private static void Same(Held first, Held again) =>
        Demand(first == again, $"answered {again.Outcome} {again.At:O}; the first answer was {first.Outcome} {first.At:O}");

    private static void Same(Answer first, Answer again) =>
        Demand(first == again, $"answered {again.Outcome} {again.Reason} {again.EntryId}; the first answer was "
            + $"{first.Outcome} {first.Reason} {first.EntryId}");
}
