namespace TellerLine.SelfService.Core;

/// <summary>A prompt's name, or a value to be read in the language of the call.</summary>
/// <param name="Text">The prompt's or the value's name.</param>
/// <param name="As">Null for a prompt.</param>
internal readonly record struct Piece(string Text, ReadAs? As)
{
    public static IReadOnlyList<string> Spoken(
        IReadOnlyList<Piece> pieces, string language, Func<string, FlowValue?> valueOf)
    {
        if (pieces.All(p => p.As is null))
            return [.. pieces.Select(p => p.Text)];
        return [.. pieces.SelectMany(p => p.As is { } way ? Read(valueOf(p.Text), way, language) : [p.Text])];
    }

    /// <summary>A value that is not there is not said: a caller who came another way.</summary>
    private static IReadOnlyList<string> Read(FlowValue? value, ReadAs way, string language) => (way, value) switch
    {
        (ReadAs.Amount, FlowValue.Amount { Fen: var fen }) => Reading.Amount(language, fen),
        (ReadAs.Date, FlowValue.Date { Day: var day }) => Reading.Date(language, day),
        (ReadAs.Tail, FlowValue.Digits { Text: var text }) =>
            Reading.Digits(language, text[Math.Max(0, text.Length - 4)..]),
        _ => [],
    };
}

internal enum ReadAs
{
    Amount,
    Date,

    /// <summary>The last four digits, one by one.</summary>
    Tail,
}

/// <summary>What a caller keyed, or what a step found out. Never a secret.</summary>
internal abstract record FlowValue
{
    private FlowValue()
    {
    }

    public sealed record Digits(string Text) : FlowValue;

    /// <param name="Fen">In minor units.</param>
    public sealed record Amount(long Fen) : FlowValue;

    public sealed record Date(DateOnly Day) : FlowValue;
}

/// <summary>What a collection takes, and its bounds. Pure.</summary>
internal abstract record Entry
{
    private Entry()
    {
    }

    public abstract int MaxKeys { get; }

    /// <summary>True where <c>*</c> clears; false where it is a key of its own.</summary>
    public abstract bool StarClears { get; }

    /// <returns>The value, or <c>entry.left</c>, or a way out; nothing of these: out of bounds.</returns>
    public abstract Understood<FlowValue> Read(string keys, DateOnly today);

    /// <summary>So many digits.</summary>
    public sealed record Digits(int Min, int Max) : Entry
    {
        public override int MaxKeys => Max;

        public override bool StarClears => true;

        public override Understood<FlowValue> Read(string keys, DateOnly today) =>
            keys.Length >= Min && keys.Length <= Max && keys.All(char.IsAsciiDigit)
                ? new(new FlowValue.Digits(keys)) : default;
    }

    /// <param name="Min">In fen, as <paramref name="Max"/>.</param>
    public sealed record Amount(long Min, long Max) : Entry
    {
        public override int MaxKeys => AmountEntry.MaxKeys;

        public override bool StarClears => false;

        public override Understood<FlowValue> Read(string keys, DateOnly today) => AmountEntry.Read(keys) switch
        {
            AmountEntry.Amount { Fen: var fen } when fen >= Min && fen <= Max => new(new FlowValue.Amount(fen)),
            AmountEntry.PersonWanted => new(null, null, new Exit.Person(HumanReason.Key0)),
            AmountEntry.Left => new(null, ["entry.left"]),
            _ => default,
        };
    }

    /// <summary>Keyed as year, month, day: 20260302.</summary>
    /// <param name="Min">Null for no bound; <see cref="DateOnly.MaxValue"/> is the day of the call.</param>
    public sealed record Date(DateOnly? Min, DateOnly? Max) : Entry
    {
        public override int MaxKeys => 8;

        public override bool StarClears => true;

        public override Understood<FlowValue> Read(string keys, DateOnly today) =>
            DateOnly.TryParseExact(keys, "yyyyMMdd", out var day) && day >= Of(Min, today, DateOnly.MinValue)
                && day <= Of(Max, today, DateOnly.MaxValue)
                ? new(new FlowValue.Date(day)) : default;

        private static DateOnly Of(DateOnly? bound, DateOnly today, DateOnly none) =>
            bound == DateOnly.MaxValue ? today : bound ?? none;
    }
}
