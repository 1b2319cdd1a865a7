using TellerLine.Banking;
using TellerLine.Bills;
using TellerLine.Customers;
using TellerLine.Kernel;
using TellerLine.SelfService.Core;

namespace TellerLine.SelfService.Steps;

/// <summary>
/// 缴费: what for, whom, the number there, what is owed read out, how much of it, from which account, read back,
/// confirmed, transaction PIN, paid once, the receipt read out.
/// </summary>
/// <param name="says">Whether there is such a prompt: a biller among several of a class needs one with its name.</param>
internal sealed class BillsStep(MoneyOrder order, IBills bills, PromptSays says) : IStep
{
    public const string Item = "bills";

    private const int Fen = 100, LongestReceiptRead = 20;

    public string Name => Item;

    /// <inheritdoc cref="TransferStep.WhenBroken"/>
    public IReadOnlyList<string> WhenBroken => ["bills.not-begun"];

    /// <param name="Amount">What is to be paid.</param>
    private sealed record Bill(Biller Biller, string Number, Money Amount);

    public Task<Got<IReadOnlyList<string>>> Run(Visit visit) => order.Run(
        visit, Name, Item, payer => Wish(visit, payer, bills.Open),
        (payer, wish) => MoneyOrder.Keyed(
            visit, wish.Bill.Biller.Kind, payer.Customer, wish.From.Number, wish.Bill.Biller.Account, wish.Bill.Amount,
            BillReadBack.Of(
                wish.Bill.Biller, wish.Bill.Number, wish.From.Number, wish.Bill.Amount,
                visit.Language == Languages.English)) with
        {
            Bill = new BillReference(wish.Bill.Biller.Code, wish.Bill.Number),
        },
        (wish, posted) => Paid(visit, wish.From, posted));

    /// <summary>Asks what to pay; <c>*</c> goes back to the question before.</summary>
    private async Task<Got<(Bill Bill, Account From)>> Wish(Visit visit, Payer payer, IReadOnlyList<Biller> open)
    {
        if (open.Count == 0)
            return visit.NotDone(Name, "billerDown", "bills.down");
        while (!visit.IsLost)
        {
            var biller = await Biller(visit, open);
            if (biller.Exit is not null)
                return biller.Exit;
            var bill = await Owed(visit, biller.Value!);
            if (bill.Exit is Exit.Back)
                continue;
            if (bill.Exit is not null)
                return bill.Exit;
            var from = await AccountChoice.Choose(visit, "bills-from", "bills.from", payer.Signed);
            if (from.Exit is Exit.Back)
                continue;
            if (from.Exit is not null)
                return from.Exit;
            if (payer.Waiting.Any(one => one.IsBill && (one.From, one.To, one.Amount) == (
                from.Value!.Number, biller.Value!.Account, bill.Value!.Amount)))
                await visit.Say("bills-confirm", "bills.same");
            var answer = await Confirm(visit, bill.Value!, from.Value!);
            if (answer.Exit is Exit.Back)
                continue;
            if (answer.Exit is not null)
                return answer.Exit;
            return answer.Value == '1'
                ? (bill.Value!, from.Value!)
                : visit.NotDone(Name, "cancelled", "bills.cancelled", bill.Value!.Amount);
        }
        return await visit.ToPerson(Name, [], HumanReason.Error);
    }

    /// <summary>By class, and where a class has several by name; the only one without a question.</summary>
    private async Task<Got<Biller>> Biller(Visit visit, IReadOnlyList<Biller> open)
    {
        while (!visit.IsLost)
        {
            var classes = open.Select(one => one.Class).Distinct().Order().ToList();
            visit.Enter("bills-class");
            var chosen = await visit.Choose(new Question("bills-class")
            {
                Body = ["bills.which"],
                Options = [.. classes.Select(one => new Option(
                    (char)('1' + (int)one), $"bills.class-{EnumWords.Of(one)}"))],
                Back = "menu.back",
            });
            if (chosen.Exit is not null)
                return chosen.Exit;
            var all = open.Where(one => one.Class == (BillClass)(chosen.Value - '1')).ToList();
            var named = all.Where(one => one.Says is { } name && says(name)).Take(AccountChoice.MaxOffered).ToList();
            if (all.Count == 1 || named.Count == 0)
                return all[0];
            visit.Enter("bills-biller");
            var which = await visit.Choose(new Question("bills-biller")
            {
                Body = ["bills.which-biller"],
                Options = [.. named.Select((one, i) => new Option((char)('1' + i), one.Says!))],
                Back = "menu.back",
            });
            if (which.Exit is Exit.Back)
                continue;
            return which.Exit is { } exit ? exit : named[which.Value - '1'];
        }
        return await visit.ToPerson(Name, [], HumanReason.Error);
    }

    /// <summary>The number keyed, what is owed told, and how much of it is to be paid.</summary>
    private async Task<Got<Bill>> Owed(Visit visit, Biller biller)
    {
        var asked = await visit.Collect(
            "bills-number", ["bills.number"], biller.Number.Longest, starClears: true,
            digits => Looked(visit, biller, digits));
        if (asked.Exit is not null)
            return asked.Exit;
        var (number, answer) = asked.Value;
        if (answer is not ArrearsAnswer.Owed { Amount: var owed })
            return visit.NotDone(Name, "billerDown", "bills.down");
        if (owed.Minor == 0)
            return visit.NotDone(Name, "nothingOwed", "bills.nothing-owed");
        visit.Enter("bills-owed");
        var how = await visit.Choose(new Question("bills-owed")
        {
            Body =
            [
                "bills.of-number", .. Reading.Digits(visit.Language, number), "bills.owed",
                .. Reading.Amount(visit.Language, owed.Minor), "pause",
            ],
            Options =
            [
                new Option('1', "bills.pay-all"),
                .. biller.Partial ? new[] { new Option('2', "bills.pay-part") } : [],
            ],
            Back = "menu.back",
        });
        if (how.Exit is not null)
            return how.Exit;
        if (how.Value == '1')
            return biller.Takes(owed)
                ? new Bill(biller, number, owed)
                : visit.NotDone(Name, "overLimit", "bills.limit", owed);
        var amount = await visit.Collect(
            "bills-amount", ["bills.amount"], AmountEntry.MaxKeys, starClears: false,
            keys => Task.FromResult(AmountReading.Of(
                keys, fen => fen <= owed.Minor && biller.Takes(owed with { Minor = fen })
                    ? null : Bounds(visit, biller, owed))));
        return amount.Exit is { } left ? left : new Bill(biller, number, owed with { Minor = amount.Value });
    }

    private static IReadOnlyList<string> Bounds(Visit visit, Biller biller, Money owed) =>
    [
        "bills.amount-from", .. Reading.Amount(visit.Language, biller.MinYuan * Fen), "bills.amount-to",
        .. Reading.Amount(visit.Language, Math.Min(owed.Minor, (long)biller.MaxYuan * Fen)), "pause",
    ];

    private async Task<Understood<(string Number, ArrearsAnswer Answer)>> Looked(
        Visit visit, Biller biller, string digits) =>
        !biller.Number.Fits(digits)
            ? new(default, ["bills.number-wrong"])
            : await bills.Arrears(new BillReference(biller.Code, digits), visit.Ct) switch
            {
                ArrearsAnswer.NoSuchNumber => new(default, ["bills.number-unknown"]),
                var answer => new((digits, answer)),
            };

    /// <summary>Number, account and amount are read back; 1 confirms, 2 cancels.</summary>
    private static Task<Got<char>> Confirm(Visit visit, Bill bill, Account from)
    {
        visit.Enter("bills-confirm");
        return visit.Choose(new Question("bills-confirm")
        {
            Body =
            [
                $"bills.class-{EnumWords.Of(bill.Biller.Class)}", "bills.of-number",
                .. Reading.Digits(visit.Language, bill.Number), "transfer.from-tail",
                .. Reading.Digits(visit.Language, from.Tail), "bills.sum",
                .. Reading.Amount(visit.Language, bill.Amount.Minor), "pause",
            ],
            Options = [new Option('1', "menu.confirm"), new Option('2', "menu.cancel")],
            Back = "menu.back",
        });
    }

    /// <summary>A receipt with letters stands in the message: prompts have digits alone.</summary>
    private static IReadOnlyList<string> Paid(Visit visit, Account from, TransferOutcome.Posted posted) =>
    [
        .. AccountChoice.BalanceOf(visit, from, posted.FromBalance, "bills.done", "bills.done-owed"), "pause",
        .. posted.Receipt is { Length: <= LongestReceiptRead } receipt && receipt.All(char.IsAsciiDigit)
            ? ["bills.receipt", .. Reading.Digits(visit.Language, receipt), "pause"]
            : new[] { "bills.receipt-sent" },
    ];
}
