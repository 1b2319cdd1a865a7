using TellerLine.Kernel;

namespace TellerLine.Banking;

/// <summary>PINs at the branch.</summary>
internal sealed partial class Pins : IBranchPins
{
    public Task<IReadOnlyList<PinState>> Of(string customerId, CancellationToken ct = default) =>
        db.Read<IReadOnlyList<PinState>>(
            connection =>
            [
                .. new[] { PinKind.Enquiry, PinKind.Transaction }.Select(kind =>
                    PinStore.Load(connection, customerId, kind) is { } pin
                        ? new PinState(kind, pin.Lock.StandingOn(Today), pin.MustChange, pin.SetUs)
                        : new PinState(kind, PinStanding.NotSet, PinMustChange.No, null)),
            ], ct);

    public async Task<PinWeakness?> Set(
        string customerId, PinKind kind, ReadOnlyMemory<byte> digits, bool initial, string clerk,
        Action<WriteScope> also, CancellationToken ct = default)
    {
        var other = PinRenewal.Other(kind);
        var stored = await db.Read(connection => PinStore.Load(connection, customerId, other)?.Hash, ct);
        var bornOn = await answers.BornOn(customerId, ct);
        if (PinRules.Weak(digits.Span, bornOn) is { } weak)
            return weak;
        if (stored?.Fits(digits.Span, key.Value, customerId, other) == true)
            return PinWeakness.SameAsOther;
        var hash = Hash(digits.Span, customerId, kind);
        return await db.Write<PinWeakness?>(scope =>
        {
            PinStore.Put(scope, customerId, kind, hash, First(initial), time.NowUs());
            var row = scope.Append($"customer/{customerId}", new PinSet(kind, initial, clerk));
            notices.Set(scope, customerId, kind, row);
            also(scope);
            return null;
        }, ct);
    }

    public Task<bool> Unfreeze(
        string customerId, PinKind kind, string clerk, Action<WriteScope> also, CancellationToken ct = default) =>
        db.Write(scope =>
        {
            var standing = PinStore.LoadLocked(scope, db.Engine, customerId, kind)?.Lock.StandingOn(Today);
            if (standing is null or PinStanding.Normal)
                return false;
            PinStore.SetLock(scope, customerId, kind, PinLock.Open);
            var row = scope.Append($"customer/{customerId}", new PinUnfrozen(kind, clerk));
            notices.Unfrozen(scope, customerId, kind, row);
            also(scope);
            return true;
        }, ct);
}
