namespace TellerLine.LossReports;

/// <summary>
/// Oral loss reports by keypad: for a caller whose number is the customer's, who keys the number of the identity
/// document and the last digits of what is lost. It needs neither contract nor PIN.
/// </summary>
public interface ILossReports
{
    /// <summary>Codes of what may be reported, in the bank's order.</summary>
    IReadOnlyList<string> Products { get; }

    /// <summary>Counts a wrong answer with all others of the day, wherever they were given.</summary>
    /// <param name="identityNumber">Of the document, whole.</param>
    Task<LossIdentity> Identify(LossAsked asked, string identityNumber, CancellationToken ct = default);

    /// <summary>
    /// Stops payments at once. Not cancellable once it was taken: what the core bank does not answer in time is settled
    /// later, and the customer told by a message.
    /// </summary>
    /// <param name="tail">Four digits.</param>
    Task<LossAnswer> Report(LossAsked asked, LossProof proof, string tail, CancellationToken ct = default);
}

/// <param name="Product">A code of <see cref="ILossReports.Products"/>.</param>
/// <param name="Caller">E.164.</param>
public sealed record LossAsked(string CustomerId, string Product, string? Caller, string ContactId);

/// <summary>Says that this customer was identified in this contact just now.</summary>
public sealed record LossProof(string CustomerId, string ContactId);

public abstract record LossIdentity
{
    private LossIdentity()
    {
    }

    public sealed record Right(LossProof Proof) : LossIdentity;

    /// <param name="Left">So many more tries: at least one.</param>
    public sealed record Wrong(int Left) : LossIdentity;

    /// <summary>Today nothing is taken for this customer any more: a branch must.</summary>
    public sealed record Refused : LossIdentity;
}

public abstract record LossAnswer
{
    private LossAnswer()
    {
    }

    /// <summary>Payments are stopped.</summary>
    /// <param name="LapsesOn">It holds until 00:00 of this day; null: for good.</param>
    /// <param name="Again">It was reported before: this is the report that stands.</param>
    public sealed record Held(string Number, DateOnly? LapsesOn, bool Again) : LossAnswer;

    /// <summary>It is taken, and the core bank has not answered yet.</summary>
    public sealed record Pending(string Number) : LossAnswer;

    /// <param name="Why">A key of the words of refusals: <c>notFound</c>, <c>closed</c>, <c>bearer</c>.</param>
    public sealed record Refused(string Number, string Why) : LossAnswer;

    /// <summary>Several accounts end so: nothing was taken.</summary>
    public sealed record Several : LossAnswer;

    /// <summary>The core bank does not answer: nothing was taken.</summary>
    public sealed record Unavailable : LossAnswer;
}
