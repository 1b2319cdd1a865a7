using TellerLine.Customers;

namespace TellerLine.SelfService.Core;

/// <summary>A question to what is known of a call. Pure.</summary>
internal abstract record Condition
{
    private Condition()
    {
    }

    public abstract bool Holds(in FlowFacts facts, FlowState state);

    /// <summary>At least so surely known.</summary>
    public sealed record Level(IdentificationLevel AtLeast) : Condition
    {
        public override bool Holds(in FlowFacts facts, FlowState state) => facts.Level >= AtLeast;
    }

    /// <param name="Is">One of <see cref="All"/>.</param>
    public sealed record Customer(string Is) : Condition
    {
        public static IReadOnlyDictionary<string, Func<CustomerCard, bool>> All { get; } =
            new Dictionary<string, Func<CustomerCard, bool>>
            {
                ["known"] = _ => true,
                ["elderly"] = c => c.Elderly,
                ["impaired"] = c => c.Accessibility != Accessibility.None,
                ["sight"] = c => c.Accessibility == Accessibility.Sight,
                ["hearing"] = c => c.Accessibility == Accessibility.Hearing,
                ["mobility"] = c => c.Accessibility == Accessibility.Mobility,
                ["gold"] = c => c.Segment == Segment.Gold,
                ["vip"] = c => c.Segment == Segment.Vip,
                ["company"] = c => c.Kind == CustomerKind.Company,
            };

        public override bool Holds(in FlowFacts facts, FlowState state) =>
            facts.Customer is { } customer && All[Is](customer);
    }

    public sealed record Language(string Is) : Condition
    {
        public override bool Holds(in FlowFacts facts, FlowState state) => state.Language == Is;
    }

    /// <param name="Hours">A document of the kind <c>hours</c>.</param>
    public sealed record Open(string Hours) : Condition
    {
        public override bool Holds(in FlowFacts facts, FlowState state) => facts.Open.Contains(Hours);
    }

    /// <summary>How a step ended last in this call.</summary>
    public sealed record Result(string Step, IReadOnlyList<string> Is) : Condition
    {
        public override bool Holds(in FlowFacts facts, FlowState state) =>
            state.Results.TryGetValue(Step, out var outcome) && Is.Contains(outcome);
    }

    /// <summary>A collected value: what it is, or its bounds (amounts in fen, digits as a number).</summary>
    /// <param name="Below">Not included.</param>
    public sealed record Value(string Name, string? Is, long? AtLeast, long? Below) : Condition
    {
        public override bool Holds(in FlowFacts facts, FlowState state)
        {
            if (!state.Values.TryGetValue(Name, out var value))
                return false;
            if (Is is not null && !(value is FlowValue.Digits { Text: var text } && text == Is))
                return false;
            long? number = value switch
            {
                FlowValue.Amount amount => amount.Fen,
                FlowValue.Digits digits when long.TryParse(digits.Text, out var n) => n,
                _ => null,
            };
            return (AtLeast is null || number >= AtLeast) && (Below is null || number < Below);
        }
    }
}
