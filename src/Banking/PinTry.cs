namespace TellerLine.Banking;

/// <summary>One try at one PIN.</summary>
internal sealed class PinTry(
    Pins pins, byte[] key, string customerId, PinKind kind, string? contactId, PinHash? hash, PinStanding standing)
        : PinCheck
{
    private bool? _matched;
    private Task<PinOutcome>? _settled;

    public override PinStanding Standing => standing;

    public override bool Matches(ReadOnlySpan<byte> asciiDigits)
    {
        if (_matched is not null)
            throw new InvalidOperationException("One check is one try.");
        // What is not six digits is an entry broken off, not a guess: it matches nothing, and disposal does not count
        // it.
        if (!PinHash.IsSixDigits(asciiDigits))
            return false;

        // While it is locked nothing is verified: not even time tells whether the digits would have been right.
        var fits = standing == PinStanding.Normal && hash!.Fits(asciiDigits, key, customerId, kind);
        _matched = fits;
        return fits;
    }

    public override Task<PinOutcome> Settle(bool matched)
    {
        if (matched && _matched != true)
            throw new InvalidOperationException("Only what matched can be settled as right.");
        return _settled ??= pins.Settle(customerId, kind, contactId, matched);
    }

    public override async ValueTask DisposeAsync()
    {
        if (_matched is { } matched && _settled is null)
            await Settle(matched);
    }
}
