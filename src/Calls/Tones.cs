namespace TellerLine.Calls;

/// <summary>Tones that agents hear, by their names beside the music: the same in every language.</summary>
internal static class Tones
{
    /// <summary>It rings at the other end: 450 Hz, a second of it in five.</summary>
    public const string Ringing = "ringing";

    /// <summary>What was keyed is done: two short tones, the second higher.</summary>
    public const string Done = "done";

    /// <summary>It is not: one low tone.</summary>
    public const string Refused = "refused";
}
