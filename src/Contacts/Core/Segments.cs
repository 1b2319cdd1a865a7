using TellerLine.Kernel;

namespace TellerLine.Contacts.Core;

/// <param name="From">In samples of the recording, 8,000 a second.</param>
/// <param name="To">The next segment begins here.</param>
/// <param name="Parties">The customer first.</param>
internal sealed record Segment(string Kind, long From, long To, IReadOnlyList<SegmentParty> Parties);

/// <summary>
/// A recording as the contact's story divides it: who took part in each stretch and who could hear whom. The segments
/// follow each other without hole or overlap from the recording's first sample to its last.
/// </summary>
internal static class Segments
{
    private static readonly IReadOnlyList<SegmentParty> Menu = [new("customer", null, null, false, [])];

    private static readonly IReadOnlyList<SegmentParty> Queue = [new("customer", null, null, true, [])];

    /// <param name="story">The contact's, in order.</param>
    /// <param name="startedUs">When the recording's first sample was.</param>
    public static IReadOnlyList<Segment> Of(IReadOnlyList<JournalRow> story, long startedUs, long samples)
    {
        var isTold = story.Any(row => row.Kind == "contact.segment");
        var all = new List<Segment>();
        var (kind, parties, from) = ("menu", Menu, 0L);
        foreach (var row in story)
        {
            if ((Told(row) ?? (isTold ? null : Guessed(row))) is not { } next)
                continue;
            // The first sample that is not before it.
            var at = Math.Clamp((((row.AtUs - startedUs) * 8) + 999) / 1_000, from, samples);
            if (next.Kind == kind && next.Parties.SequenceEqual(parties))
                continue;
            if (at > from)
                all.Add(new Segment(kind, from, at, parties));
            (kind, parties, from) = (next.Kind, next.Parties, at);
        }
        if (samples > from)
            all.Add(new Segment(kind, from, samples, parties));
        return all;
    }

    private static SegmentBegun? Told(JournalRow row) => row.Kind switch
    {
        "contact.segment" => row.As<SegmentBegun>(),
        "contact.queued" or "contact.parked" => new SegmentBegun("queue", Queue),
        "contact.ended" => new SegmentBegun("menu", Menu),
        _ => null,
    };

    /// <summary>What 0.1 wrote tells no segments: there were two who talked, and nobody listened in.</summary>
    private static SegmentBegun? Guessed(JournalRow row) => row.Kind switch
    {
        "contact.connected" => Two(row.As<ContactConnected>().Agent),
        "contact.resumed" => Two(row.As<ContactResumed>().Agent),
        "contact.agentBack" => Two(row.As<AgentBack>().Agent),
        "contact.held" => Held(row.As<ContactHeld>().Agent),
        "contact.agentAway" => Held(row.As<AgentAway>().Agent),
        "contact.agentLost" => Held(row.As<AgentLost>().Agent),
        _ => null,
    };

    private static SegmentBegun Two(string agent) => new(
        "talk", [new("customer", null, null, false, [1]), new("agent", agent, null, false, [0])]);

    private static SegmentBegun Held(string agent) => new(
        "hold", [new("customer", null, null, true, []), new("agent", agent, null, false, [])]);
}
