using TellerLine.Customers;
using TellerLine.LossReports;
using TellerLine.SelfService.Core;

namespace TellerLine.SelfService.Steps;

/// <summary>
/// 挂失, by keypad for who calls from a number that is exactly one customer's: what is lost, the identity number, the
/// last four digits, read back, payments stopped, number and validity read back. Everybody else, the elderly, who
/// presses nothing and who presses 0 is given a person, first in line. Neither contract nor PIN is asked for.
/// </summary>
internal sealed class LossStep(ICustomers customers, ILossReports losses) : IStep
{
    private const int TailDigits = 4;

    /// <summary>What the prompts have words for; in the bank's order.</summary>
    private static readonly string[] Spoken = ["passbook", "certificate", "debitCard", "creditCard"];

    public string Name => "loss";

    public async Task<Got<IReadOnlyList<string>>> Run(Visit visit)
    {
        if (await Caller(visit) is not { } customer)
            return await Person(visit);
        var got = await ByKeypad(visit, customer);
        return got.Exit is Exit.Person ? new Exit.Person(HumanReason.LossReport) : got;
    }

    private async Task<Got<IReadOnlyList<string>>> ByKeypad(Visit visit, CustomerCard customer)
    {
        visit.Enter("loss-how");
        var how = await visit.Choose(new Question("loss-how")
        {
            Options = [new Option('1', "loss.by-keypad")],
            Back = "menu.back",
            Silence = OnSilence.GoOn,
        });
        if (how.Exit is Exit.Silence)
            return await Person(visit);
        if (how.Exit is not null)
            return how.Exit;
        while (!visit.IsLost)
        {
            var product = await Product(visit);
            if (product.Exit is not null)
                return product.Exit;
            var asked = new LossAsked(customer.Id, product.Value!, visit.Caller.Caller, visit.Caller.ContactId);
            var proof = await Identity(visit, asked);
            if (proof.Exit is not null)
                return proof.Exit;
            var tail = await Tail(visit);
            if (tail.Exit is Exit.Back)
                continue;
            if (tail.Exit is not null)
                return tail.Exit;
            var sure = await Confirm(visit, asked.Product, tail.Value!);
            if (sure.Exit is Exit.Back)
                continue;
            if (sure.Exit is not null)
                return sure.Exit;
            if (sure.Value == '2')
                return NotDone(visit, "cancelled", ["loss.cancelled"]);
            return Told(visit, await losses.Report(asked, proof.Value!, tail.Value!, visit.Ct));
        }

        return await visit.ToPerson(Name, [], HumanReason.LossReport);
    }

    /// <summary>The number is one factor of three: it must be this customer's and nobody else's.</summary>
    private async Task<CustomerCard?> Caller(Visit visit) =>
        visit.Who is { Customer: { Kind: CustomerKind.Personal, Elderly: false } known }
        && visit.Caller.Caller is { } number
        && await customers.ByNumber(number, visit.Ct) is [var only] && only.Id == known.Id ? known : null;

    private async Task<Exit> Person(Visit visit)
    {
        await visit.Say(Name, "loss.urgent");
        return new Exit.Person(HumanReason.LossReport);
    }

    private async Task<Got<string>> Product(Visit visit)
    {
        visit.Enter("loss-product");
        var offered = losses.Products.Where(Spoken.Contains).ToList();
        var got = await visit.Choose(new Question("loss-product")
        {
            Body = ["loss.what"],
            Options =
            [
                .. offered.Select((code, i) => new Option((char)('1' + i), [$"loss.product-{code}", $"press.{i + 1}"])),
            ],
            Back = "menu.back",
        });
        return got.Exit is { } exit ? exit : offered[got.Value - '1'];
    }

    private Task<Got<LossProof>> Identity(Visit visit, LossAsked asked) => visit.Collect(
        "loss-identity", ["loss.identity"], IdentityEntry.MaxKeys, starClears: false,
        keys => Identified(visit, asked, keys));

    private async Task<Understood<LossProof>> Identified(Visit visit, LossAsked asked, string keys)
    {
        switch (IdentityEntry.Read(keys))
        {
            case IdentityEntry.PersonWanted:
                return new(null, null, new Exit.Person(HumanReason.LossReport));
            case IdentityEntry.Left:
                return new(null, ["entry.left"]);
            case IdentityEntry.Number number:
                switch (await losses.Identify(asked, number.Value, visit.Ct))
                {
                    case LossIdentity.Right right:
                        return new(right.Proof);
                    case LossIdentity.Wrong wrong:
                        return new(null, ["loss.identity-wrong", .. Announcements.TriesLeft(visit.Language, wrong.Left)]);
                    default:
                        visit.Done(Name, "notIdentified");
                        return new(null, null, await visit.Offer(
                            new Question("loss-refused") { Result = ["loss.refused"] }, HumanReason.LossReport));
                }

            default:
                return new(null, ["loss.identity-invalid"]);
        }
    }

    private static Task<Got<string>> Tail(Visit visit) => visit.Collect(
        "loss-tail", ["loss.tail"], TailDigits, starClears: true,
        digits => Task.FromResult<Understood<string>>(
            digits.Length == TailDigits ? new(digits) : new(null, ["loss.tail-length"])));

    private static Task<Got<char>> Confirm(Visit visit, string product, string tail)
    {
        visit.Enter("loss-confirm");
        return visit.Choose(new Question("loss-confirm")
        {
            Body = ["loss.about", .. Reading.Digits(visit.Language, tail), $"loss.of-{product}"],
            Options = [new Option('1', "menu.confirm"), new Option('2', "menu.cancel")],
            Back = "menu.back",
        });
    }

    private Got<IReadOnlyList<string>> Told(Visit visit, LossAnswer answer)
    {
        switch (answer)
        {
            case LossAnswer.Held held:
                visit.Done(Name, held.Again ? "heldBefore" : "held", achieved: true, held.Number);
                return new Got<IReadOnlyList<string>>(Held(visit.Language, held), null);
            case LossAnswer.Pending pending:
                visit.Done(Name, "unknown", achieved: false, pending.Number);
                return new Exit.NotDone(
                    ["loss.pending", "loss.number", .. Reading.Digits(visit.Language, pending.Number), "pause"]);
            case LossAnswer.Refused refused:
                return NotDone(visit, "lossRefused", ["loss.not-found"], refused.Number);
            default:
                visit.Done(Name, answer is LossAnswer.Unavailable ? "bankDown" : "lossRefused");
                return new Exit.Person(HumanReason.LossReport);
        }
    }

    private static IReadOnlyList<string> Held(string language, LossAnswer.Held held) =>
    [
        held.Again ? "loss.known" : "loss.done", "loss.number", .. Reading.Digits(language, held.Number), "pause",
        .. held.LapsesOn is { } day
            ? ["loss.until", .. Reading.Date(language, day), "loss.midnight", "loss.to-branch"]
            : new[] { "loss.for-good" },
    ];

    private Exit.NotDone NotDone(Visit visit, string outcome, IReadOnlyList<string> said, string? number = null)
    {
        visit.Done(Name, outcome, achieved: false, number);
        return new Exit.NotDone(said);
    }
}
