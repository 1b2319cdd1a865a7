namespace TellerLine.Banking;

/// <summary>One customer's new PIN on its way.</summary>
internal sealed class PinRenewal(
    Pins pins, byte[] key, string customerId, PinKind kind, string contactId, PinHash? before, PinHash? other,
    DateOnly? bornOn) : PinChange
{
    internal static PinKind Other(PinKind kind) =>
        kind == PinKind.Enquiry ? PinKind.Transaction : PinKind.Enquiry;

    private PinHash? _chosen;
    private bool _twice;

    public override PinWeakness? First(ReadOnlySpan<byte> asciiDigits)
    {
        (_chosen, _twice) = (null, false);
        if (PinRules.Weak(asciiDigits, bornOn) is { } weak)
            return weak;
        // Both are looked at, so that time does not tell which it was.
        var (same, sameAsOther) = (
            before?.Fits(asciiDigits, key, customerId, kind) == true,
            other?.Fits(asciiDigits, key, customerId, Other(kind)) == true);
        if (same || sameAsOther)
            return same ? PinWeakness.Same : PinWeakness.SameAsOther;
        _chosen = pins.Hash(asciiDigits, customerId, kind);
        return null;
    }

    public override bool Again(ReadOnlySpan<byte> asciiDigits) =>
        _twice = PinHash.IsSixDigits(asciiDigits) && _chosen?.Fits(asciiDigits, key, customerId, kind) == true;

    public override Task<PinChangeOutcome> Settle(PinToken proof) => _twice && _chosen is { } chosen
        ? pins.Renew(customerId, kind, contactId, chosen, proof)
        : throw new InvalidOperationException("A new PIN is keyed twice before it is stored.");
}
