using TellerLine.Kernel;

namespace TellerLine.Banking;

/// <summary>Which bill an order pays.</summary>
/// <param name="Biller">Its code.</param>
/// <param name="Number">The customer's number there.</param>
public sealed record BillReference(string Biller, string Number)
{
    public override string ToString() => $"BillReference {Biller}";
}

/// <param name="Key">The transaction's idempotency key.</param>
/// <param name="TransactionId">What the biller refers to.</param>
public sealed record BillOrder(string Key, BillReference Bill, Money Amount, string TransactionId);

public abstract record BillAnswer
{
    private BillAnswer()
    {
    }

    /// <summary>Paid, or taken back.</summary>
    /// <param name="Receipt">The biller's number of it.</param>
    public sealed record Done(string Receipt) : BillAnswer;

    public sealed record Refused(TransferRefusal Reason) : BillAnswer;

    /// <summary>No answer in time, or one that does not belong to the question.</summary>
    public sealed record Unknown : BillAnswer;
}

/// <summary>
/// The billers' side of a bill. Banking debits and asks; who knows the billers binds it, waits a bounded time and takes
/// a biller's silence as <see cref="BillAnswer.Unknown"/>. It never throws.
/// </summary>
public interface IBillPayer
{
    /// <summary>Past this age an order of ours is not on its way to a biller any more.</summary>
    TimeSpan Patience { get; }

    /// <summary>The first rule of the biller's that the order breaks, or null. From memory.</summary>
    TransferRefusal? Broken(TransferWish wish);

    /// <summary>Once per key: the same key again tells the first answer.</summary>
    Task<BillAnswer> Pay(BillOrder order);

    /// <summary>What became of it; one that never came is refused from then on.</summary>
    Task<BillAnswer> Settle(BillOrder order);

    /// <summary>Takes a payment back, once per key.</summary>
    Task<BillAnswer> Reverse(BillOrder order);

    /// <summary>Told in the very transaction in which a bill comes to stand so, from its submission on; the last may be
    /// told again.</summary>
    void Became(WriteScope scope, BillStanding bill);
}

/// <summary>Where nobody knows a biller, no bill is taken.</summary>
internal sealed class NoBillers : IBillPayer
{
    public TimeSpan Patience => TimeSpan.Zero;

    public TransferRefusal? Broken(TransferWish wish) => TransferRefusal.BillerClosed;

    public Task<BillAnswer> Pay(BillOrder order) => None;

    public Task<BillAnswer> Settle(BillOrder order) => None;

    public Task<BillAnswer> Reverse(BillOrder order) => None;

    public void Became(WriteScope scope, BillStanding bill)
    {
    }

    private static Task<BillAnswer> None => Task.FromResult<BillAnswer>(new BillAnswer.Unknown());
}
