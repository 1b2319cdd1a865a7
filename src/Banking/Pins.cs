using System.Security.Cryptography;
using TellerLine.Customers;
using TellerLine.Kernel;

namespace TellerLine.Banking;

/// <summary>PINs over their store. See <see cref="PinCheck"/> for the order in which a try goes.</summary>
internal sealed partial class Pins(
    IDb db, PinKey key, BankNotices notices, ICustomerAnswers answers, BankingOptions options, KernelOptions kernel,
    TimeProvider time) : IPins
{
    public async Task<PinCheck> Open(
        string customerId, PinKind kind, string? contactId = null, CancellationToken ct = default)
    {
        var stored = await db.Read(connection => PinStore.Load(connection, customerId, kind), ct);
        return new PinTry(
            this, key.Value, customerId, kind, contactId, stored?.Hash,
            stored?.Lock.StandingOn(Today) ?? PinStanding.NotSet);
    }

    public Task Set(
        string customerId, PinKind kind, ReadOnlySpan<byte> digits, bool initial = false, string actor = "branch")
    {
        var hash = Hash(digits, customerId, kind, options.PinIterations);
        return db.Write(scope =>
        {
            PinStore.Put(scope, customerId, kind, hash, First(initial), time.NowUs());
            scope.Append($"customer/{customerId}", new PinSet(kind, initial, actor));
            return true;
        });
    }

    public async Task<PinChange> Change(
        string customerId, PinKind kind, string contactId, CancellationToken ct = default)
    {
        var (before, other) = await db.Read(
            connection => (
                PinStore.Load(connection, customerId, kind)?.Hash,
                PinStore.Load(connection, customerId, PinRenewal.Other(kind))?.Hash),
            ct);
        return new PinRenewal(
            this, key.Value, customerId, kind, contactId, before, other, await answers.BornOn(customerId, ct));
    }

    internal Task<PinChangeOutcome> Renew(
        string customerId, PinKind kind, string contactId, PinHash chosen, PinToken proof) => db.Write(scope =>
        {
            var now = time.NowUs();
            if (!PinTokens.Look(scope, db.Engine, proof, customerId, contactId, now, kind).Fresh)
                return PinChangeOutcome.TooLate;
            PinTokens.Use(scope, proof, now);
            PinStore.Put(scope, customerId, kind, chosen, PinMustChange.No, now);
            var row = scope.Append($"customer/{customerId}", new PinSet(kind, Initial: false, "customer"), contactId);
            notices.Changed(scope, customerId, kind, row);
            return PinChangeOutcome.Changed;
        });

    internal PinHash Hash(ReadOnlySpan<byte> digits, string customerId, PinKind kind) =>
        Hash(digits, customerId, kind, options.PinIterations);

    internal PinHash Hash(ReadOnlySpan<byte> digits, string customerId, PinKind kind, int iterations) =>
        PinHash.IsSixDigits(digits)
            ? PinHash.Of(digits, key.Value, customerId, kind, iterations)
            : throw new ArgumentException("A PIN is six digits.", nameof(digits));

    /// <summary>
    /// Decides on the lock as it is now, not as it was when the try was opened: two calls at once share the same tries.
    /// </summary>
    internal Task<PinOutcome> Settle(string customerId, PinKind kind, string? contactId, bool matched) =>
        db.Write<PinOutcome>(scope =>
    {
        if (PinStore.LoadLocked(scope, db.Engine, customerId, kind) is not { } pin)
            return new PinOutcome.NotSet();
        var today = Today;
        var (next, verdict) = pin.Lock.Decide(matched, today, contactId, options.PinLimits);
        if (next != pin.Lock)
            PinStore.SetLock(scope, customerId, kind, next);
        var outcome = Outcome(scope, verdict, customerId, kind, contactId, pin.MustChange);
        var row = scope.Append(
            $"customer/{customerId}",
            new PinChecked(kind, verdict is PinVerdict.Right, next.StandingOn(today), FailuresOf(verdict), contactId),
            contactId);
        if (next.StandingOn(today) != pin.Lock.StandingOn(today))
            notices.Locked(scope, customerId, kind, next.StandingOn(today), row);
        return outcome;
    });

    private PinOutcome Outcome(
        WriteScope scope, PinVerdict verdict, string customerId, PinKind kind, string? contactId,
        PinMustChange mustChange) =>
        verdict switch
        {
            PinVerdict.Right => new PinOutcome.Right(
                Issue(scope, customerId, kind, contactId, mustChange), mustChange),
            PinVerdict.Wrong wrong => new PinOutcome.Wrong(wrong.Failures, wrong.Left),
            PinVerdict.Blocked blocked => new PinOutcome.BlockedToday(blocked.Failures),
            PinVerdict.Frozen frozen => new PinOutcome.Frozen(frozen.Failures),
            _ => throw new InvalidOperationException(),
        };

    private PinToken Issue(
        WriteScope scope, string customerId, PinKind kind, string? contactId, PinMustChange mustChange)
    {
        var token = new PinToken(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)));
        PinTokens.Add(scope, token, customerId, kind, contactId, mustChange, time.NowUs(), options.PinTokenSeconds);
        return token;
    }

    private static int FailuresOf(PinVerdict verdict) => verdict switch
    {
        PinVerdict.Wrong wrong => wrong.Failures,
        PinVerdict.Blocked blocked => blocked.Failures,
        PinVerdict.Frozen frozen => frozen.Failures,
        _ => 0,
    };

    private static PinMustChange First(bool initial) => initial ? PinMustChange.Initial : PinMustChange.No;

    private DateOnly Today => kernel.DayOf(time.NowUs());
}

/// <summary>
/// The installation's half of every PIN hash, <c>keys/pin.key</c>, checked at start: one made anew would turn every PIN
/// wrong and lock out every customer.
/// </summary>
internal sealed class PinKey(IKeyProvider keys)
{
    internal const string Name = "pin";

    private readonly Lazy<byte[]> _value = new(
        () => keys.Find(Name) ?? throw new KeyException($"{keys.PlaceOf(Name)} is missing."));

    internal byte[] Value => _value.Value;
}
