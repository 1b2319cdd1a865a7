using TellerLine.Calls.Core;

namespace TellerLine.Rules.Calls;

/// <summary>A conversation whose every order is carried out at once; it knows what each ear hears.</summary>
internal sealed class TalkRun(TalkLine line)
{
    private long _nowUs = 1_000;

    public Talk State { get; private set; } = new(line);

    /// <summary>What each line hears by all orders so far: <c>music</c>, or lines joined by <c>+</c>.</summary>
    public Dictionary<string, string> Hears { get; } = [];

    public static TalkRun Talking(TalkLine line)
    {
        var talk = new TalkRun(line);
        talk.Happens(new TalkEvent.Begun(true));
        return talk;
    }

    /// <returns>The effects of all, without those of sound.</returns>
    public IReadOnlyList<TalkEffect> Happens(params TalkEvent[] events)
    {
        List<TalkEffect> told = [];
        foreach (var one in events)
        {
            var pending = new Queue<TalkEvent>([one]);
            while (pending.TryDequeue(out var happened))
            {
                (State, var effects) = State.Apply(happened, _nowUs += 1_000);
                foreach (var effect in effects)
                {
                    if (effect is not TalkEffect.Sound sound)
                        told.Add(effect);
                    else
                    {
                        foreach (var hearing in sound.Changed)
                            Hears[hearing.Line] = hearing.Music ? "music" : string.Join('+', hearing.Sources);
                        pending.Enqueue(new TalkEvent.Joined(State.Line.Id));
                    }
                }
            }
        }
        return told;
    }
}
