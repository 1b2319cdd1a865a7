using TellerLine.Banking;
using TellerLine.Customers;
using TellerLine.Kernel;
using TellerLine.SelfService.Core;

namespace TellerLine.SelfService.Steps;

/// <summary>
/// 到账方式: when a payment arrives, and taking back one that waits for its time, ordered here or made at an ATM. The
/// step that pays asks here.
/// </summary>
internal sealed class LaterTransfers(IDeferredTransfers bank, AtmRevocations machines, FlowWorld world)
{
    private const string Node = "transfer-later", RevokeNode = "transfer-revoke";

    public bool Offered => bank.Offered;

    /// <summary>On the bank's clock; null: at once.</summary>
    public DateTime? Arrives(TransferSpeed speed) => bank.ArrivesAt(speed) is { } at ? world.Local(at) : null;

    /// <summary>What the read-back says of it.</summary>
    public IReadOnlyList<string> When(string language, TransferSpeed speed) => Arrives(speed) is { } at
        ? ["transfer.arrives", .. Moment(language, at), "transfer.arrival"]
        : ["transfer.at-once"];

    /// <summary>As <see cref="When"/>, of one that the bank's risk rules delay.</summary>
    public static IReadOnlyList<string> Delayed(string language, DateTime at) =>
        ["transfer.delayed", .. Moment(language, at), "transfer.arrival", "transfer.until-then"];

    /// <summary>On the bank's clock.</summary>
    public DateTime? Local(DateTimeOffset? at) => at is { } one ? world.Local(one) : null;

    /// <summary>A moment, as it is read out.</summary>
    public IReadOnlyList<string> At(string language, long us) => Moment(language, world.Local(Clock.FromUs(us)));

    public static async Task<Got<TransferSpeed>> Choose(Visit visit)
    {
        visit.Enter("transfer-when");
        var got = await visit.Choose(new Question("transfer-when")
        {
            Body = ["transfer.when"],
            Options =
            [
                new Option('1', "transfer.speed-realTime"), new Option('2', "transfer.speed-ordinary"),
                new Option('3', "transfer.speed-nextDay"),
            ],
            Back = "menu.back",
        });
        return got.Exit is { } exit ? exit : (TransferSpeed)(got.Value - '1');
    }

    /// <summary>
    /// Who has payments waiting hears so first, and may take one back before another is made; no contract is asked for.
    /// The enquiry PIN is known by then. What was ordered here needs no other, since money only comes back.
    /// </summary>
    /// <returns>Null: a new payment is to be made.</returns>
    public async Task<Got<IReadOnlyList<string>>?> Before(Visit visit, string item, CustomerCard customer)
    {
        IReadOnlyList<Waiting> waiting =
        [
            .. (await bank.Of(customer.Id, visit.Ct)).Select(one => new Waiting(one.ArrivesUs, one, null)),
            .. (await machines.Of(visit)).Select(one => new Waiting(one.ArrivesUs, null, one)),
        ];
        if (waiting.Count == 0)
            return null;
        visit.Enter(Node);
        var got = await visit.Choose(new Question(Node)
        {
            Body = ["later.some"],
            Options = [new Option('1', "menu.new-payment"), new Option('2', "menu.waiting-payments")],
            Back = "menu.to-main",
        });
        if (got.Exit is { } exit)
            return exit;
        if (got.Value == '1')
            return null;
        return await Which(visit, item, customer, [.. waiting.OrderBy(one => one.ArrivesUs)]);
    }

    /// <summary>One after the other, round and round: 1 takes this one back, 2 is the next.</summary>
    private async Task<Got<IReadOnlyList<string>>> Which(
        Visit visit, string item, CustomerCard customer, IReadOnlyList<Waiting> waiting)
    {
        var place = 0;
        while (!visit.IsLost)
        {
            var one = waiting[place];
            visit.Enter(RevokeNode);
            var got = await visit.Choose(new Question(RevokeNode)
            {
                Body =
                [
                    .. one.Machine is { } made
                        ? ["atm.made", .. At(visit.Language, made.MadeUs), "pause"] : Array.Empty<string>(),
                    "later.to-tail", .. Reading.Digits(visit.Language, one.PayeeTail),
                    "transfer.sum", .. Reading.Amount(visit.Language, one.Amount.Minor), "pause",
                    "transfer.arrives", .. At(visit.Language, one.ArrivesUs), "transfer.arrival",
                ],
                Options =
                [
                    new Option('1', "menu.revoke"),
                    .. waiting.Count > 1 ? [new Option('2', "menu.next")] : Array.Empty<Option>(),
                ],
                Back = "menu.back",
            });
            if (got.Exit is { } exit)
                return exit;
            if (got.Value == '2')
            {
                place = (place + 1) % waiting.Count;
                continue;
            }
            if (one.Machine is null)
                return await Revoke(visit, item, customer, one.Ordered!);
            var ended = await machines.Revoke(visit, customer, one.Machine);
            if (ended.Exit is not Exit.Back)
                return ended;
        }
        return await visit.ToPerson(item, [], HumanReason.Error);
    }

    private async Task<Got<IReadOnlyList<string>>> Revoke(
        Visit visit, string item, CustomerCard customer, DeferredTransfer one)
    {
        var outcome = await bank.Revoke(
            one.TransactionId, customer.Id, new RevokeOrigin(OrderWay.Keypad, null, visit.Caller.ContactId), visit.Ct);
        if (outcome is RevokeOutcome.TooLate or RevokeOutcome.NotFound)
            return visit.NotDone(item, "revokeTooLate", "later.too-late", one.Amount, one.TransactionId);
        visit.Done(item, "revoked", achieved: true, one.TransactionId, one.Amount);
        return new([outcome == RevokeOutcome.Revoked ? "later.revoked" : "later.returning"], null);
    }

    /// <summary>One of the two.</summary>
    /// <param name="Ordered">By telephone.</param>
    /// <param name="Machine">Made at an ATM.</param>
    private sealed record Waiting(long ArrivesUs, DeferredTransfer? Ordered, AtmTransfer? Machine)
    {
        public string PayeeTail => Machine?.PayeeTail ?? AccountNumbers.Tail(Ordered!.To);

        public Money Amount => Machine?.Amount ?? Ordered!.Amount;
    }

    private static IReadOnlyList<string> Moment(string language, DateTime at) =>
        [.. Reading.Date(language, DateOnly.FromDateTime(at)), .. Reading.Time(language, (at.Hour * 60) + at.Minute)];
}
