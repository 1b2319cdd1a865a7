namespace TellerLine.SelfService.Core;

/// <summary>
/// What a key means to a question, and how often wrong keys and silences are borne: the keys of <c>docs/keys.md</c> are
/// here and nowhere else. Pure.
/// </summary>
internal readonly record struct Asking(int Errors, int Silences, int Agains)
{
    private const int MaxAgain = 10;

    /// <param name="key">Null for silence.</param>
    /// <param name="tries">Wrong keys, and silences, before the caller is given a person.</param>
    public (Asking Next, Heard Heard) Hear(Question question, char? key, int tries)
    {
        switch (key)
        {
            case '0':
                return (this, new Heard.Left(new Exit.Person(HumanReason.Key0)));
            case '*' when question.Back is not null:
                return (this, new Heard.Left(new Exit.Back()));
            case '9' or '*' when Agains < MaxAgain:
                return (this with { Agains = Agains + 1 }, new Heard.Again(question.Result));
            case null when question.Silence == OnSilence.GoOn:
                return (this, new Heard.Left(new Exit.Silence()));
            case null when Silences + 1 < tries:
                return (this with { Silences = Silences + 1 }, new Heard.Again(["error.silence"]));
            case null:
                return (this, question.Silence == OnSilence.Goodbye
                    ? new Heard.Left(new Exit.Silence())
                    : new Heard.GivenUp(["error.silence"], HumanReason.Timeout));
            default:
                if (question.Options.Any(o => o.Key == key))
                    return (this, new Heard.Chosen(key.Value));
                return Errors + 1 >= tries
                    ? (this, new Heard.GivenUp(["error.key"], HumanReason.Error))
                    : (this with { Errors = Errors + 1 }, new Heard.Again(["error.key"]));
        }
    }
}

/// <summary>What becomes of a question.</summary>
internal abstract record Heard
{
    private Heard()
    {
    }

    public sealed record Chosen(char Key) : Heard;

    public sealed record Left(Exit Exit) : Heard;

    /// <summary>It is asked again, with these words before it.</summary>
    public sealed record Again(IReadOnlyList<string> Lead) : Heard;

    /// <summary>The caller is told why, and given a person.</summary>
    public sealed record GivenUp(IReadOnlyList<string> Why, HumanReason Reason) : Heard;
}
