namespace TellerLine.Calls.Core;

/// <summary>
/// The customer in the telephone bank's menu with the agent on the line (座席指导): the two go on hearing each other and
/// the agent hears what the menu says, but for a secret that it asks for. Who guides neither holds nor gives the
/// customer away; who leaves, leaves the customer in the menu.
/// </summary>
internal sealed partial record Talk
{
    private string? Guided() => Busy(Guiding is not null, "guiding");

    /// <summary>An agent who is gone, whichever way, is not waited for in the middle of a menu.</summary>
    private TalkEnd Guided(TalkEnd how) =>
        Guiding is not null && how is (TalkEnd.AgentHungUp or TalkEnd.AgentLost or TalkEnd.SentToMenu)
            ? TalkEnd.LeftInMenu : how;

    private (Talk Next, IReadOnlyList<TalkEffect> Told) DecideGuide(TalkEvent happened, long nowUs) => happened switch
    {
        TalkEvent.Guide => (this with { Guiding = nowUs }, [new TalkEffect.PlayMenu()]),
        TalkEvent.StopGuide => (this, [new TalkEffect.StopMenu()]),
        TalkEvent.GuideSecret secret when Guiding is not null => (this with { Entry = secret.On ? nowUs : null }, []),
        TalkEvent.GuideOver over when Guiding is not null => OnGuideOver(over.Why, nowUs),
        _ => (this, []),
    };

    /// <summary>What the agent's telephone did meanwhile counts now.</summary>
    private (Talk, IReadOnlyList<TalkEffect>) OnGuideOver(string why, long nowUs)
    {
        var next = this with { Guiding = null, Entry = null };
        var told = new TalkEffect.GuideOver(why);
        if (!Unsettled)
            return (next, [told]);
        var (settled, more) = next.Settle(nowUs);
        return (settled, [told, .. more]);
    }

    private IEnumerable<TalkEffect> GuideEnds(TalkEnd how)
    {
        if (Guiding is null)
            yield break;
        if (how != TalkEnd.LeftInMenu)
            yield return new TalkEffect.StopMenu();
        yield return new TalkEffect.GuideOver(how == TalkEnd.LeftInMenu ? "alone" : "ended");
    }
}
