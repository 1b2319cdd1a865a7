using TellerLine.Banking;
using TellerLine.Customers;

namespace TellerLine.SelfService.Steps;

/// <summary>
/// Asks for a PIN until it is right or may not be tried again. The digits are seen by <see cref="PinCheck.Matches"/> alone. Three wrong ones
/// end self-service for this call, whichever PINs they were (domain §E.2).
/// </summary>
internal sealed class PinEntry(IPins pins)
{
    public const int MaxWrongInACall = 3;

    private const int Digits = 6;

    public async Task<Got<PinOutcome.Right>> Ask(Call call, CustomerCard customer, PinKind kind)
    {
        var pin = kind == PinKind.Enquiry ? "enquiry" : "transaction";
        var node = $"pin-{pin}";
        var unusable = 0;
        for (var round = 0; round < Call.MaxRounds; round++)
        {
            call.Enter(node);
            await using var check = await pins.Open(customer.Id, kind, call.Caller.ContactId, call.Ct);
            if (Barred(check.Standing) is { } barred)
                return await End(call, pin, count: 0, barred);

            var keyed = await call.Secret(node, [$"pin.{pin}"], Digits, check.Matches);
            IReadOnlyList<string> why;
            if (keyed.Enough)
            {
                var outcome = await check.Settle(keyed.Value);
                if (outcome is PinOutcome.Right right)
                    return Known(call, customer, kind, pin, right, keyed.Count);
                if (outcome is not PinOutcome.Wrong wrong)
                    return await End(call, pin, keyed.Count, outcome);
                call.Note(new PinEntered(pin, Right: false, keyed.Count, wrong.Failures, "wrong"));
                if (++call.WrongPins >= MaxWrongInACall)
                    return await Ended(call, "pin.ended");
                why = ["pin.wrong", .. Announcements.TriesLeft(call.Language, Math.Min(wrong.Left, MaxWrongInACall - call.WrongPins))];
            }
            else
            {
                call.Note(new PinEntered(pin, Right: false, keyed.Count, call.WrongPins, "incomplete"));
                var silent = keyed is { Count: 0, End: KeyedEnd.TimedOut };
                why = keyed.End == KeyedEnd.Left ? ["entry.left"] : silent ? ["error.silence"] : ["pin.incomplete"];
                if (keyed.End != KeyedEnd.Left && ++unusable >= MaxWrongInACall)
                    return await call.ToPerson(node, why, silent ? HumanReason.Timeout : HumanReason.Error);
            }
            var next = await call.Retry(node, why, secret: true);
            if (next.Exit is not (null or Exit.Silence))
                return next.Exit;
        }
        return await call.ToPerson(node, [], HumanReason.Error);
    }

    private static PinOutcome? Barred(PinStanding standing) => standing switch
    {
        PinStanding.BlockedToday => new PinOutcome.BlockedToday(0),
        PinStanding.Frozen => new PinOutcome.Frozen(0),
        PinStanding.NotSet => new PinOutcome.NotSet(),
        _ => null,
    };

    private static PinOutcome.Right Known(
        Call call, CustomerCard customer, PinKind kind, string pin, PinOutcome.Right right, int count)
    {
        call.Note(new PinEntered(pin, Right: true, count, Failures: 0, "right"));
        call.Identify(customer, kind == PinKind.Enquiry ? IdentificationLevel.EnquiryPin : IdentificationLevel.TransactionPin);
        return right;
    }

    private static async Task<Exit> End(Call call, string pin, int count, PinOutcome outcome)
    {
        switch (outcome)
        {
            case PinOutcome.BlockedToday blocked:
                call.Note(new PinEntered(pin, Right: false, count, blocked.Failures, "blockedToday"));
                return await Ended(call, count > 0 ? "pin.ended" : "pin.blocked-today");
            case PinOutcome.Frozen frozen:
                call.Note(new PinEntered(pin, Right: false, count, frozen.Failures, "frozen"));
                return await Ended(call, "pin.frozen");
            default:
                call.Note(new PinEntered(pin, Right: false, count, 0, "notSet"));
                return new Exit.Over(["pin.not-set"]);
        }
    }

    /// <summary>No more self-service in this call; a person may inform and take a loss report.</summary>
    private static Task<Exit> Ended(Call call, string why)
    {
        call.SelfServiceEnded = true;
        return call.Offer(new Question("pin-ended") { Result = [why], Secret = true }, HumanReason.PinFailed);
    }
}
