namespace TellerLine.Definitions.Core;

/// <summary>Where a version stands in its life. Whether an approved one is in force is a matter of the clock.</summary>
internal enum DefinitionStatus
{
    /// <summary>Being written.</summary>
    Draft,

    /// <summary>Without faults, waits for another person.</summary>
    Submitted,

    /// <summary>In force from its moment on, until another is.</summary>
    Approved,

    /// <summary>Given back with a reason; who goes on writing makes it a draft again.</summary>
    Refused,

    /// <summary>Given up.</summary>
    Withdrawn,
}

/// <summary>A version as a record: the state that a command makes another of. Pure.</summary>
/// <param name="Editors">Whoever wrote in it or submitted it.</param>
/// <param name="EffectiveUs">Of an approved one.</param>
internal sealed record DefinitionLife(
    DefinitionStatus Status, IReadOnlyList<string> Editors, string Why, long? WantedUs, long? EffectiveUs)
{
    public const int LongestWords = 500;

    /// <summary>No later than so: a wrong year is a slip.</summary>
    public const long FarthestUs = 3L * 366 * 24 * 3600 * 1_000_000;

    public bool IsOpen => Status is DefinitionStatus.Draft or DefinitionStatus.Submitted or DefinitionStatus.Refused;

    /// <param name="facts">What lies outside the version itself.</param>
    public static LifeDecision Decide(DefinitionLife state, LifeCommand command, string actor, LifeFacts facts)
    {
        switch (command)
        {
            case LifeCommand.Write write:
                if (state.Status is not (DefinitionStatus.Draft or DefinitionStatus.Refused))
                    return Refused(LifeRefusal.NotBeingWritten);
                if (write.Why.Length > LongestWords)
                    return Refused(LifeRefusal.TooManyWords);
                if (write.WantedUs is { } moment && moment > facts.NowUs + FarthestUs)
                    return Refused(LifeRefusal.TooFarAway);
                return Becomes(state with
                {
                    Status = DefinitionStatus.Draft, Why = write.Why, WantedUs = write.WantedUs,
                    Editors = With(state.Editors, actor),
                });
            case LifeCommand.Submit:
                if (state.Status != DefinitionStatus.Draft)
                    return Refused(LifeRefusal.NotBeingWritten);
                if (facts.HasFaults)
                    return Refused(LifeRefusal.HasFaults);
                if (facts.SaysWhatIsInForce)
                    return Refused(LifeRefusal.NothingChanged);
                if (string.IsNullOrWhiteSpace(state.Why))
                    return Refused(LifeRefusal.WhyMissing);
                // Else one person alone could bring another's half-written draft into force.
                return Becomes(state with
                {
                    Status = DefinitionStatus.Submitted, Editors = With(state.Editors, actor),
                });
            case LifeCommand.TakeBack:
                if (state.Status != DefinitionStatus.Submitted)
                    return Refused(LifeRefusal.NotSubmitted);
                return Becomes(state with { Status = DefinitionStatus.Draft });
            case LifeCommand.Approve:
                if (state.Status != DefinitionStatus.Submitted)
                    return Refused(LifeRefusal.NotSubmitted);
                if (state.Editors.Contains(actor))
                    return Refused(LifeRefusal.OwnWork);
                if (facts.HasFaults)
                    return Refused(LifeRefusal.HasFaults);
                return Becomes(state with
                {
                    Status = DefinitionStatus.Approved, EffectiveUs = Math.Max(facts.NowUs, state.WantedUs ?? 0),
                });
            case LifeCommand.Refuse refuse:
                if (state.Status != DefinitionStatus.Submitted)
                    return Refused(LifeRefusal.NotSubmitted);
                if (state.Editors.Contains(actor))
                    return Refused(LifeRefusal.OwnWork);
                return (LifeDecision?)Worded(refuse.Reason)
                    ?? Becomes(state with { Status = DefinitionStatus.Refused });
            case LifeCommand.Withdraw withdraw:
                var scheduled = state.Status == DefinitionStatus.Approved && state.EffectiveUs > facts.NowUs;
                if (!state.IsOpen && !scheduled)
                    return Refused(LifeRefusal.InForceAlready);
                return (LifeDecision?)Worded(withdraw.Reason)
                    ?? Becomes(state with { Status = DefinitionStatus.Withdrawn, EffectiveUs = null });
            default:
                throw new ArgumentOutOfRangeException(nameof(command), command, null);
        }
    }

    private static IReadOnlyList<string> With(IReadOnlyList<string> editors, string actor) =>
        editors.Contains(actor) ? editors : [.. editors, actor];

    private static LifeDecision.Refused? Worded(string reason) =>
        string.IsNullOrWhiteSpace(reason) ? new(LifeRefusal.WhyMissing)
        : reason.Length > LongestWords ? new(LifeRefusal.TooManyWords)
        : null;

    private static LifeDecision.Becomes Becomes(DefinitionLife state) => new(state);

    private static LifeDecision.Refused Refused(LifeRefusal reason) => new(reason);
}

/// <param name="HasFaults">By the schema or its owner.</param>
/// <param name="SaysWhatIsInForce">The same content as what is in force now and stays so.</param>
internal sealed record LifeFacts(long NowUs, bool HasFaults, bool SaysWhatIsInForce);

internal abstract record LifeCommand
{
    private LifeCommand()
    {
    }

    /// <param name="WantedUs">To be in force from then on; null: as soon as it is approved.</param>
    public sealed record Write(string Why, long? WantedUs) : LifeCommand;

    public sealed record Submit : LifeCommand;

    public sealed record TakeBack : LifeCommand;

    public sealed record Approve : LifeCommand;

    public sealed record Refuse(string Reason) : LifeCommand;

    public sealed record Withdraw(string Reason) : LifeCommand;
}

internal abstract record LifeDecision
{
    private LifeDecision()
    {
    }

    public sealed record Becomes(DefinitionLife State) : LifeDecision;

    public sealed record Refused(LifeRefusal Reason) : LifeDecision;
}

internal enum LifeRefusal
{
    NotBeingWritten,
    NotSubmitted,

    /// <summary>Who wrote in it or submitted it does not decide on it.</summary>
    OwnWork,
    HasFaults,
    NothingChanged,
    WhyMissing,
    TooManyWords,
    TooFarAway,

    /// <summary>What is or was in force is not taken back but replaced.</summary>
    InForceAlready,
}
