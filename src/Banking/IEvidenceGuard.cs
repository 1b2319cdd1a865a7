namespace TellerLine.Banking;

/// <summary>
/// Whether a contact is being kept as evidence: an order by telephone needs one. Banking asks; whoever records answers.
/// </summary>
public interface IEvidenceGuard
{
    /// <summary>
    /// The contact is being recorded now, and nothing of it is missing. Answers at once and never throws.
    /// </summary>
    bool IsKept(string contactId);
}

/// <summary>Where nothing records, nothing is evidence.</summary>
internal sealed class NoEvidence : IEvidenceGuard
{
    public bool IsKept(string contactId) => false;
}
