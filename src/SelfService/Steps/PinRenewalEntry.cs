using TellerLine.Banking;
using TellerLine.Customers;
using TellerLine.SelfService.Core;

namespace TellerLine.SelfService.Steps;

/// <summary>Asks for a new PIN twice and stores it; its digits are seen by <see cref="PinChange"/> alone.</summary>
internal sealed class PinRenewalEntry(IPins pins)
{
    private const int Digits = 6;

    /// <summary>Why it must be changed now.</summary>
    public static string Lead(PinMustChange why) =>
        why == PinMustChange.Initial ? "pin.initial-now" : "pin.spoken-now";

    /// <param name="proof">Of the present PIN.</param>
    /// <param name="lead">Said first, once.</param>
    /// <returns>Null: it was changed, and that said.</returns>
    public async Task<Exit?> Ask(Visit visit, CustomerCard customer, PinKind kind, PinToken proof, string? lead)
    {
        var pin = kind == PinKind.Enquiry ? "enquiry" : "transaction";
        var node = $"pin-new-{pin}";
        var change = await pins.Change(customer.Id, kind, visit.Caller.ContactId, visit.Ct);
        for (var round = 0; round < Collecting.MaxRounds; round++)
        {
            visit.Enter(node);
            IReadOnlyList<string> before = lead is null ? [] : [lead];
            var first = await visit.Secret<PinWeakness?>(
                node, [.. before, $"pin.new-{pin}"], Digits, digits => change.First(digits));
            lead = null;
            IReadOnlyList<string> why;
            if (!first.Enough)
                why = Unusable(first.End, first.Count);
            else if (first.Value is { } weak)
                why = [WordOf(weak)];
            else
            {
                var again = await visit.Secret(node, ["pin.again"], Digits, change.Again);
                if (again is { Enough: true, Value: true })
                    return await Settle(visit, pin, change, proof);
                why = again.Enough ? ["pin.differ"] : Unusable(again.End, again.Count);
            }

            visit.Note(new PinRenewed(pin, Done: false, first.Value is { } weakness ? Word(weakness) : "unusable"));
            var next = await visit.Retry(node, why, secret: true);
            if (next.Exit is not (null or Exit.Silence))
                return next.Exit;
        }

        return await visit.ToPerson(node, [], HumanReason.Error);
    }

    private static async Task<Exit?> Settle(Visit visit, string pin, PinChange change, PinToken proof)
    {
        var outcome = await change.Settle(proof);
        var done = outcome == PinChangeOutcome.Changed;
        visit.Note(new PinRenewed(pin, done, done ? "changed" : "tooLate"));
        if (!done)
            return new Exit.NotDone(["pin.change-late"]);
        await visit.Say($"pin-new-{pin}", "pin.changed");
        return null;
    }

    private static IReadOnlyList<string> Unusable(KeyedEnd end, int count) =>
        end == KeyedEnd.Left ? ["entry.left"]
        : end == KeyedEnd.TimedOut && count == 0 ? ["error.silence"]
        : ["pin.incomplete"];

    private static string WordOf(PinWeakness weak) => weak switch
    {
        PinWeakness.Incomplete => "pin.incomplete",
        PinWeakness.SameAsOther => "pin.weak-other",
        PinWeakness.Same => "pin.weak-same",
        PinWeakness.BirthDate => "pin.weak-birth",
        _ => "pin.weak-pattern",
    };

    private static string Word(PinWeakness weak) => weak switch
    {
        PinWeakness.SameAsOther => "sameAsOther",
        PinWeakness.Same => "same",
        _ => "weak",
    };
}
