using TellerLine.Banking;
using TellerLine.Kernel;

namespace TellerLine.Bills;

/// <summary>
/// The port to a biller. <c>HttpBiller</c> speaks to one as docs/billers.md demands; the demonstration biller is
/// inside. An implementation may throw or never answer: a bounded time is waited, and both are <see
/// cref="BillAnswer.Unknown"/>.
/// </summary>
public interface IBiller
{
    Task<ArrearsAnswer> Arrears(BillReference bill, CancellationToken ct);

    /// <summary>Pays once per key: the same key again tells the first answer, with another order it is
    /// refused.</summary>
    Task<BillAnswer> Pay(BillOrder order, CancellationToken ct);

    /// <summary>What became of it; one that never arrived is barred by this question.</summary>
    Task<BillAnswer> Settle(BillOrder order, CancellationToken ct);

    /// <summary>Takes the payment under this key back, once.</summary>
    Task<BillAnswer> Reverse(BillOrder order, CancellationToken ct);

    /// <exception cref="Exception">It does not answer.</exception>
    Task Health(CancellationToken ct);
}

public abstract record ArrearsAnswer
{
    private ArrearsAnswer()
    {
    }

    /// <param name="Amount">Zero: nothing is owed.</param>
    public sealed record Owed(Money Amount) : ArrearsAnswer;

    public sealed record NoSuchNumber : ArrearsAnswer;

    /// <summary>No answer in time, the biller takes none now, or the number does not fit its format.</summary>
    public sealed record Unavailable : ArrearsAnswer;
}

/// <summary>What those who serve a customer ask: whom can be paid, and what is owed.</summary>
public interface IBills
{
    /// <summary>Those that take payments now, in the bank's order.</summary>
    IReadOnlyList<Biller> Open { get; }

    /// <summary>Also of those that take none now.</summary>
    Biller? Find(string code);

    /// <summary>Never throws but for its token.</summary>
    Task<ArrearsAnswer> Arrears(BillReference bill, CancellationToken ct = default);
}
