namespace TellerLine.Contacts.Core;

/// <summary>How a contact is closed: the one place that says so, for every channel, live and after a restart.</summary>
internal static class ContactClosing
{
    /// <summary>
    /// What is still to be written, in order: how it ended, and the closing once nothing more comes of its channel and
    /// no agent owes the wrap-up.
    /// </summary>
    public static IReadOnlyList<object> Decide(ContactFacts facts)
    {
        if (facts.ChannelEnd is not { } end || facts.Closed)
            return [];
        List<object> missing = [];
        if (!facts.EndTold)
        {
            if (end.DroppedBy is { } reason && !facts.Dropped)
                missing.Add(new SystemDropped(reason));
            else if (!facts.Requested && facts.Achieved is { } service)
                missing.Add(new SelfCompleted(service));
            missing.Add(new ContactEnded(end.By, facts.Where, end.TalkUs));
        }
        if (facts.ChannelOver && !WrapupIsOwed(facts))
            missing.Add(new ContactClosed(Disposition(facts, end)));
        return missing;
    }

    public static bool WrapupIsOwed(ContactFacts facts) => facts.Owing.Count > 0;

    private static string Disposition(ContactFacts facts, ChannelEnd end)
    {
        if (facts.Dropped || end.DroppedBy is not null)
            return "systemDropped";
        if (facts.ChoseCallback)
            return "callbackChosen";
        if (facts.Refused)
            return "refused";
        if (facts.Served)
            return facts.InHandOf is null ? "abandonedAfterService" : "handled";
        if (facts.Outbound)
            return "notReached";
        return facts.Requested ? "abandoned" : facts.Achieved is not null ? "selfCompleted" : "leftSelfService";
    }
}
