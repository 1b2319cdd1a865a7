using TellerLine.Banking;
using TellerLine.Customers;
using TellerLine.SelfService.Core;

namespace TellerLine.SelfService.Steps;

/// <summary>
/// Asks for a PIN until it is right or may not be tried again. The digits are seen by <see cref="PinCheck.Matches"/>
/// alone. Three wrong ones end self-service for this visit, whichever PINs they were.
/// </summary>
internal sealed class PinEntry(IPins pins, PinRenewalEntry renewal)
{
    public const int MaxWrongInACall = 3;

    private const int Digits = 6;

    /// <summary>Before anything of accounts is said: the enquiry PIN, unless this call has seen a right one.</summary>
    /// <remarks>One that was said aloud is changed at once: whoever heard it might listen, too.</remarks>
    /// <returns>Null when the caller may hear of accounts.</returns>
    public async Task<Exit?> Hearing(Visit visit, CustomerCard customer)
    {
        if (Disclosure.CallerHearsOfAccounts(visit.Who!.Level))
            return null;
        var right = await Ask(visit, customer, PinKind.Enquiry);
        return right is { Exit: null, Value: { MustChange: PinMustChange.Spoken } told }
            ? await renewal.Ask(
                visit, customer, PinKind.Enquiry, told.Token, PinRenewalEntry.Lead(PinMustChange.Spoken))
            : right.Exit;
    }

    public async Task<Got<PinOutcome.Right>> Ask(Visit visit, CustomerCard customer, PinKind kind)
    {
        var pin = kind == PinKind.Enquiry ? "enquiry" : "transaction";
        var node = $"pin-{pin}";
        var unusable = 0;
        for (var round = 0; round < Collecting.MaxRounds; round++)
        {
            visit.Enter(node);
            await using var check = await pins.Open(customer.Id, kind, visit.Caller.ContactId, visit.Ct);
            if (Barred(check.Standing) is { } barred)
                return await End(visit, pin, count: 0, barred);

            var keyed = await visit.Secret(node, [$"pin.{pin}"], Digits, check.Matches);
            IReadOnlyList<string> why;
            if (keyed.Enough)
            {
                var outcome = await check.Settle(keyed.Value);
                if (outcome is PinOutcome.Right right)
                    return Known(visit, customer, kind, pin, right, keyed.Count);
                if (outcome is not PinOutcome.Wrong wrong)
                    return await End(visit, pin, keyed.Count, outcome);
                visit.Note(new PinEntered(pin, Right: false, keyed.Count, wrong.Failures, "wrong"));
                if (++visit.WrongPins >= MaxWrongInACall)
                    return await Ended(visit, "pin.ended");
                why = ["pin.wrong",
                    .. Announcements.TriesLeft(
                        visit.Language, Math.Min(wrong.Left, MaxWrongInACall - visit.WrongPins))];
            }
            else
            {
                visit.Note(new PinEntered(pin, Right: false, keyed.Count, visit.WrongPins, "incomplete"));
                var silent = keyed is { Count: 0, End: KeyedEnd.TimedOut };
                why = keyed.End == KeyedEnd.Left ? ["entry.left"] : silent ? ["error.silence"] : ["pin.incomplete"];
                if (keyed.End != KeyedEnd.Left && ++unusable >= MaxWrongInACall)
                    return await visit.ToPerson(node, why, silent ? HumanReason.Timeout : HumanReason.Error);
            }
            var next = await visit.Retry(node, why, secret: true);
            if (next.Exit is not (null or Exit.Silence))
                return next.Exit;
        }
        return await visit.ToPerson(node, [], HumanReason.Error);
    }

    private static PinOutcome? Barred(PinStanding standing) => standing switch
    {
        PinStanding.BlockedToday => new PinOutcome.BlockedToday(0),
        PinStanding.Frozen => new PinOutcome.Frozen(0),
        PinStanding.NotSet => new PinOutcome.NotSet(),
        _ => null,
    };

    private static PinOutcome.Right Known(
        Visit visit, CustomerCard customer, PinKind kind, string pin, PinOutcome.Right right, int count)
    {
        visit.Note(new PinEntered(pin, Right: true, count, Failures: 0, "right"));
        visit.Identify(
            customer, kind == PinKind.Enquiry ? IdentificationLevel.EnquiryPin : IdentificationLevel.TransactionPin);
        return right;
    }

    private static async Task<Exit> End(Visit visit, string pin, int count, PinOutcome outcome)
    {
        switch (outcome)
        {
            case PinOutcome.BlockedToday blocked:
                visit.Note(new PinEntered(pin, Right: false, count, blocked.Failures, "blockedToday"));
                return await Ended(visit, count > 0 ? "pin.ended" : "pin.blocked-today");
            case PinOutcome.Frozen frozen:
                visit.Note(new PinEntered(pin, Right: false, count, frozen.Failures, "frozen"));
                return await Ended(visit, "pin.frozen");
            default:
                visit.Note(new PinEntered(pin, Right: false, count, 0, "notSet"));
                return new Exit.NotDone(["pin.not-set"]);
        }
    }

    /// <summary>No more self-service in this call; a person may inform and take a loss report.</summary>
    private static Task<Exit> Ended(Visit visit, string why)
    {
        visit.SelfServiceEnded = true;
        return visit.Offer(new Question("pin-ended") { Result = [why], Secret = true }, HumanReason.PinFailed);
    }
}
