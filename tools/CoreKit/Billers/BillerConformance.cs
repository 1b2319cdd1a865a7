using System.Globalization;
using System.Net;
using static TellerLine.CoreKit.Trial;

namespace TellerLine.CoreKit;

/// <summary>
/// Tries a biller against every demand of the contract, with a number that is kept for it. It pays single fen and has
/// them taken back.
/// </summary>
/// <param name="number">For which at least one yuan is owed, and part may be paid.</param>
internal sealed class BillerConformance(BillerClient biller, string code, string number)
{
    private const int AtOnce = 20;

    private readonly string _run = Guid.NewGuid().ToString("N")[..12];
    private readonly List<BillPayment> _paid = [];
    private int _orders;

    internal async IAsyncEnumerable<Finding> Run()
    {
        (string Demand, Func<Task> Check)[] all =
        [
            ("says that it is there", Health),
            ("says of a number that is none that it is not found", Unknown),
            ("refuses what it cannot read, and does nothing", Unreadable),
            ("pays an order, with a receipt, and exactly its amount", Pays),
            ("answers the same key with the same answer and pays nothing", Again),
            ("refuses a key that comes back with another order", KeyReused),
            ("tells what became of a payment", SettlesPaid),
            ("bars a payment that is asked about before it comes", Bars),
            ("refuses more than is owed, and remembers that it did", TooMuch),
            ("refuses amounts that are not positive", NotPositive),
            ($"pays once when a key comes {AtOnce} times at once", Together),
            ("has one end for a payment whose sender left before the answer", Left),
            ("takes a payment back, once", Reverses),
            ("refuses to take back what was not paid", ReversesNothing),
        ];
        var first = await Try("owes for the number it is tried with", async () => Demand(
            await Owed() >= 100, "less than one yuan is owed"));
        yield return first;
        if (first.Broken is not null)
            yield break;
        var before = await Owed();
        foreach (var (demand, check) in all)
            yield return await Try(demand, check);
        yield return await Try("owes in the end what it owed at first", async () =>
        {
            foreach (var order in _paid)
                await biller.Reverse(order);
            await Owes(before);
        });
    }

    private async Task Health() =>
        Demand(await biller.Status("v1/health") == HttpStatusCode.OK, "v1/health does not answer 200");

    private async Task Unknown() => Demand(
        (await biller.Arrears(new BillQuestion(code, "00000000000000000000"))).Found == false,
        "a number that is none was found");

    private async Task Unreadable()
    {
        var before = await Owed();
        foreach (var body in new[] { "{", "[]", "{\"key\":\"" + Key() + "\"}", "" })
            Demand(
                await biller.Status("v1/payments", body) != HttpStatusCode.OK,
                $"a payment that reads {body} was answered with 200");
        await Owes(before);
    }

    private async Task Pays()
    {
        var before = await Owed();
        var order = New(1);
        var answer = await Pay(order);
        Demand(answer.IsPaid, $"answered {answer.Outcome} {answer.Reason}");
        Demand(!string.IsNullOrEmpty(answer.Receipt), "answered without a receipt");
        Demand(
            (answer.Key, answer.Biller, answer.Number, answer.AmountMinor, answer.Currency)
            == (order.Key, code, number, 1, "CNY"), "answered with another order");
        await Owes(before - 1);
    }

    private async Task Again()
    {
        var order = New(1);
        var first = await Pay(order);
        var after = await Owed();
        for (var i = 0; i < 3; i++)
            Same(first, await biller.Pay(order));
        await Owes(after);
    }

    private async Task KeyReused()
    {
        var order = New(1);
        await Pay(order);
        var after = await Owed();
        Refused("keyReused", await biller.Pay(order with { AmountMinor = 2 }));
        await Owes(after);
    }

    private async Task SettlesPaid()
    {
        var order = New(1);
        var first = await Pay(order);
        Same(first, await biller.Settle(order));
        Same(first, await biller.Settle(order));
    }

    private async Task Bars()
    {
        var before = await Owed();
        var order = New(1);
        Refused("neverArrived", await biller.Settle(order));
        Refused("neverArrived", await Pay(order));
        Refused("neverArrived", await biller.Settle(order));
        await Owes(before);
    }

    private async Task TooMuch()
    {
        var before = await Owed();
        var order = New(before + 1);
        Refused("amountNotOwed", await Pay(order));
        Refused("amountNotOwed", await biller.Settle(order));
        await Owes(before);
    }

    private async Task NotPositive()
    {
        var before = await Owed();
        Refused("amountNotOwed", await Pay(New(0)));
        Refused("amountNotOwed", await Pay(New(-1)));
        await Owes(before);
    }

    private async Task Together()
    {
        var before = await Owed();
        var order = New(1);
        var answers = await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => biller.Pay(order)));
        _paid.Add(order);
        foreach (var answer in answers)
            Same(answers[0], answer);
        await Owes(before - 1);
    }

    private async Task Left()
    {
        for (var i = 0; i < 5; i++)
        {
            var before = await Owed();
            var order = New(1);
            await biller.SendAndLeave(order);
            _paid.Add(order);
            var answer = await biller.Settle(order);
            Demand(answer.IsPaid || answer.Refuses("neverArrived"), $"{answer.Outcome} {answer.Reason} is none");
            Same(answer, await biller.Pay(order));
            await Owes(answer.IsPaid ? before - 1 : before);
        }
    }

    private async Task Reverses()
    {
        var before = await Owed();
        var order = New(1);
        await Pay(order);
        var first = await biller.Reverse(order);
        Demand(
            first is { Outcome: "reversed", AmountMinor: 1, Currency: "CNY" } && first.Key == order.Key
                && (first.Biller, first.Number) == (code, number) && !string.IsNullOrEmpty(first.Receipt),
            $"answered {first.Outcome} {first.Reason}; expected reversed, with the order and a receipt");
        Same(first, await biller.Reverse(order));
        Demand(!(await biller.Pay(order)).IsPaid, "the key pays again after it was taken back");
        await Owes(before);
    }

    private async Task ReversesNothing()
    {
        var before = await Owed();
        Refused(null, await biller.Reverse(New(1)));
        var order = New(before + 1);
        await Pay(order);
        Refused(null, await biller.Reverse(order));
        await Owes(before);
    }

    private Task<BillPaid> Pay(BillPayment order)
    {
        _paid.Add(order);
        return biller.Pay(order);
    }

    private async Task<long> Owed()
    {
        var told = await biller.Arrears(new BillQuestion(code, number));
        Demand((told.Biller, told.Number) == (code, number), "arrears of another number were told");
        return told is { Found: true, AmountMinor: { } owed, Currency: "CNY" } ? owed
            : throw new Broken("it does not say what is owed");
    }

    private async Task Owes(long expected)
    {
        var now = await Owed();
        Demand(now == expected, string.Create(
            CultureInfo.InvariantCulture, $"{now} minor units are owed; expected {expected}"));
    }

    private BillPayment New(long amount) => new(Key(), code, number, amount, "CNY", "conformance");

    private string Key() => string.Create(CultureInfo.InvariantCulture, $"kit-{_run}-{++_orders:0000}");

    private static void Refused(string? reason, BillPaid answer) =>
        Demand(
            answer.Outcome == "refused" && (reason is null || answer.Reason == reason),
            $"answered {answer.Outcome} {answer.Reason}; expected refused {reason}");

    private static void Same(BillPaid first, BillPaid again) =>
        Demand(first == again, $"answered {again.Outcome} {again.Reason} {again.Receipt}; the first answer was "
            + $"{first.Outcome} {first.Reason} {first.Receipt}");
}
