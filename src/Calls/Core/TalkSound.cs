namespace TellerLine.Calls.Core;

/// <summary>What a line hears: other lines, music, or nothing.</summary>
/// <param name="Line">See <see cref="Talk.Customer"/> for the customer's.</param>
/// <param name="Sources">The lines it hears, in order of their names.</param>
/// <param name="Music">It hears music, and nobody hears it.</param>
internal sealed record TalkHearing(string Line, IReadOnlyList<string> Sources, bool Music)
{
    public bool Equals(TalkHearing? other) => other is not null && Line == other.Line && Music == other.Music
        && Sources.SequenceEqual(other.Sources);

    public override int GetHashCode() => HashCode.Combine(Line, Sources.Count, Music);

    public override string ToString() => $"{Line} ← {(Music ? "music" : string.Join("+", Sources))}";
}

/// <summary>
/// Who hears whom: decided by a conversation's state alone, so that no way into a state can leave an ear open.
/// </summary>
internal static class TalkSound
{
    /// <summary>Of all lines of the conversation; none before it has begun.</summary>
    public static IReadOnlyList<TalkHearing> Of(Talk talk)
    {
        if (!talk.HasBegun)
            return [];
        List<TalkHearing> all = [Customer(talk), Agent(talk)];
        if (talk.Consulting is { Line: { } consulted } consult)
            all.Add(Consulted(talk, consult, consulted.Id));
        if (talk.Other is { } other)
            all.Add(Hears(other.Id));
        foreach (var ear in talk.Ears)
            all.Add(Ear(talk, ear));
        return all;
    }

    /// <summary>
    /// What must be done to come from one to the other; a line that left hears nobody any more. The agent's line, when
    /// it begins to sound, is told in any case: the answer says that it is there.
    /// </summary>
    public static IReadOnlyList<TalkHearing> Changes(Talk before, Talk after)
    {
        var (was, now) = (Of(before), Of(after));
        var begins = after.Sounding && !before.Sounding;
        return [
            .. now.Where(hearing => !was.Contains(hearing) || (hearing.Line == after.Line.Id && begins)),
            .. was.Where(old => now.All(hearing => hearing.Line != old.Line)).Select(left => Hears(left.Line)),
        ];
    }

    /// <summary>
    /// Who hears what the menu says to the customer: whoever hears the customer, and so nobody while a secret is asked
    /// for. Null: no menu plays.
    /// </summary>
    public static IReadOnlyList<string>? Beside(Talk talk) => talk is { Guiding: not null, End: null }
        ? [.. Of(talk).Where(hearing => hearing.Sources.Contains(Talk.Customer)).Select(hearing => hearing.Line)]
        : null;

    private static TalkHearing Customer(Talk talk)
    {
        if (talk.Entry is not null)
            return Hears(Talk.Customer);
        if (talk.End is { } end)
            return end == TalkEnd.HandedOver ? Hears(Talk.Customer, talk.Consulting!.Line!.Id) : Hears(Talk.Customer);
        // The menu speaks: whoever is heard beside it, there is no music.
        if (talk.Guiding is not null)
            return Hears(Talk.Customer, [.. Agents(talk), .. Others(talk)]);
        return talk.HeldUs is null ? HearsOrMusic(Talk.Customer, [.. Agents(talk), .. Others(talk)])
            : HearsOrMusic(Talk.Customer, []);
    }

    private static TalkHearing Agent(Talk talk) => IsThere(talk) && talk.End is null
        ? Hears(
            talk.Line.Id,
            talk.Spoken is not null ? WhoIsHeard(talk)
            : [.. WhoIsHeard(talk), .. Apart(talk), .. Joined(talk),
                .. talk.Ears.Where(ear => ear.Mode != EarMode.Listen).Select(ear => ear.Line)])
        : Hears(talk.Line.Id);

    private static TalkHearing Consulted(Talk talk, TalkConsult consult, string line)
    {
        if (talk.End is not null)
            return talk.End == TalkEnd.HandedOver ? Hears(line, Talk.Customer) : Hears(line);
        return HearsOrMusic(line, talk.Spoken is not null ? [] : consult.Stage switch
        {
            ConsultStage.Apart => [.. Agents(talk)],
            ConsultStage.Joined => [.. WhoIsHeard(talk), .. Agents(talk), .. Barging(talk)],
            _ => [],
        });
    }

    /// <summary>Whoever listens in hears all who talk; others who listen in only when they speak to all.</summary>
    private static TalkHearing Ear(Talk talk, TalkEar ear) => talk is { End: null, Spoken: null }
        ? Hears(
            ear.Line,
            [.. WhoIsHeard(talk), .. Agents(talk), .. Apart(talk), .. Joined(talk),
                .. Barging(talk).Where(line => line != ear.Line)])
        : Hears(ear.Line);

    /// <summary>The customer, unless held or keying a secret.</summary>
    private static string[] WhoIsHeard(Talk talk) =>
        talk.HeldUs is null && talk.Entry is null ? [Talk.Customer] : [];

    /// <summary>Whoever else speaks to the customer; while a secret is said aloud nobody does.</summary>
    private static string[] Others(Talk talk) =>
        talk.Spoken is null ? [.. Joined(talk), .. Barging(talk)] : [];

    private static string[] Agents(Talk talk) => IsThere(talk) ? [talk.Line.Id] : [];

    private static bool IsThere(Talk talk) => talk is { Sounding: true, Line.Aside: false };

    private static string[] Apart(Talk talk) =>
        talk.Consulting is { Stage: ConsultStage.Apart, Line: { } line } ? [line.Id] : [];

    private static string[] Joined(Talk talk) =>
        talk.Consulting is { Stage: ConsultStage.Joined, Line: { } line } ? [line.Id] : [];

    private static IEnumerable<string> Barging(Talk talk) =>
        talk.Ears.Where(ear => ear.Mode == EarMode.Barge).Select(ear => ear.Line);

    private static TalkHearing HearsOrMusic(string line, string[] sources) =>
        sources.Length == 0 ? new TalkHearing(line, [], Music: true) : Hears(line, sources);

    private static TalkHearing Hears(string line, params string[] sources) =>
        new(line, [.. sources.Order(StringComparer.Ordinal)], Music: false);
}
