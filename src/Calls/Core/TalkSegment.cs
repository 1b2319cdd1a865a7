using TellerLine.Contacts;
using TellerLine.Kernel;

namespace TellerLine.Calls.Core;

/// <summary>What a conversation's state is in the contact's story: who takes part and who hears whom.</summary>
internal static class TalkSegment
{
    /// <param name="whom">Who is consulted, as it may be shown.</param>
    /// <returns>Null before it has begun.</returns>
    public static SegmentBegun? Of(Talk talk, string agent, string whom)
    {
        var sound = TalkSound.Of(talk);
        if (sound.Count == 0)
            return null;
        var isOver = talk.End is not null;
        List<(string Line, string Role, string? Who, string? Mode)> there = [(Talk.Customer, "customer", null, null)];
        if (!isOver)
            there.Add((talk.Line.Id, "agent", agent, null));
        if (talk.Consulting is { Line: { } consulted } && talk.End is null or TalkEnd.HandedOver)
            there.Add((consulted.Id, "consulted", whom, null));
        if (!isOver)
            there.AddRange(talk.Ears.Select(ear => (
                ear.Line, "listener", (string?)ear.Who,
                (string?)EnumWords.Of(ear.Mode))));
        return new SegmentBegun(
            Kind(talk),
            [
                .. from one in there
                let hearing = sound.First(hearing => hearing.Line == one.Line)
                select new SegmentParty(
                    one.Role, one.Who, one.Mode, hearing.Music,
                    [.. hearing.Sources.Select(source => there.FindIndex(other => other.Line == source)).Order()]),
            ]);
    }

    private static string Kind(Talk talk) => talk switch
    {
        { End: TalkEnd.HandedOver } => "talk",
        { End: not null } => "menu",
        { Entry: not null } => "entry",
        { Spoken: not null } => "pinSpoken",
        { Guiding: not null } => "guided",
        { Consulting: { Line: not null, Stage: ConsultStage.Apart or ConsultStage.Joined }, HeldUs: not null } =>
            "consult",
        { Consulting.Stage: ConsultStage.Joined } => "conference",
        { HeldUs: not null } or { Sounding: false } => "hold",
        _ => "talk",
    };
}
