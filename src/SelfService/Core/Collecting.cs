namespace TellerLine.SelfService.Core;

/// <summary>How often a collection of digits is begun again, the rounds its caller left included. Pure.</summary>
internal readonly record struct Collecting(int Rounds, int Errors, int Silences)
{
    /// <summary>Of one collection, the ones its caller left included.</summary>
    public const int MaxRounds = 8;

    public Collecting Begun => this with { Rounds = Rounds + 1 };

    public bool IsOver => Rounds >= MaxRounds;

    /// <returns>Null: the keys are to be read.</returns>
    public (Collecting Next, Collected? Verdict) Hear(Keyed keyed, int tries)
    {
        if (keyed is { End: KeyedEnd.TimedOut, Digits: "" })
            return (this with { Silences = Silences + 1 }, new(
                ["error.silence"], Silences + 1 >= tries ? HumanReason.Timeout : null));
        return (this, keyed.End == KeyedEnd.Left ? new(["entry.left"], null) : null);
    }

    /// <param name="why">What is wrong with what was keyed.</param>
    public (Collecting Next, Collected Verdict) Wrong(IReadOnlyList<string> why, int tries)
    {
        if (why is ["entry.left"])
            return (this, new(why, null));
        return (this with { Errors = Errors + 1 }, new(why, Errors + 1 >= tries ? HumanReason.Error : null));
    }

    /// <summary>Between two tries of a collection: here 0 is a person again.</summary>
    public static Question Retry(string node, IReadOnlyList<string> why, bool secret = false) => new($"{node}-retry")
    {
        Body = why,
        Options = [new Option('1', "menu.retry")],
        Back = "menu.back",
        Silence = OnSilence.GoOn,
        Secret = secret,
    };
}

/// <summary>Why a collection is asked about again, or is over.</summary>
/// <param name="Person">Null: the caller says how it goes on.</param>
internal sealed record Collected(IReadOnlyList<string> Why, HumanReason? Person);
