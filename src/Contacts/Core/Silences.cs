using TellerLine.Kernel;

namespace TellerLine.Contacts.Core;

/// <summary>A stretch in which a recording has no sound, and why.</summary>
/// <param name="Cause"><c>pinSpoken</c>, <c>paused</c>, <c>policy</c> (not recorded by rule), <c>secret</c> (a PIN
/// was keyed), <c>gap</c> (it could not be written).</param>
/// <param name="Reason">Of a pause: the key of its reason.</param>
/// <param name="Rule">Of a rule: its reason in words.</param>
internal sealed record Silence(
    string Cause, long FromUs, long ToUs, string? Reason = null, RecordingRuled? Rule = null);

/// <summary>What of a contact's sound is not to be had, as its story tells it.</summary>
internal static class Silences
{
    /// <param name="story">The contact's, in order. What has no end yet lasts.</param>
    public static IReadOnlyList<Silence> Of(IReadOnlyList<JournalRow> story)
    {
        var all = new List<Silence>();
        foreach (var row in story)
        {
            switch (row.Kind)
            {
                case "contact.pinSpoken":
                    all.Add(new Silence("pinSpoken", row.As<PinSpoken>().FromUs, long.MaxValue));
                    break;
                case "contact.pinSpokenOver":
                    End(all, "pinSpoken", row.AtUs);
                    break;
                case "contact.recordingRule":
                    var rule = row.As<RecordingRuled>();
                    End(all, "policy", row.AtUs);
                    if (!rule.Kept)
                        all.Add(new Silence("policy", row.AtUs, long.MaxValue, Rule: rule));
                    break;
                case "contact.recordingPaused":
                    all.Add(new Silence("paused", row.AtUs, long.MaxValue, row.As<RecordingPaused>().Reason));
                    break;
                case "contact.recordingResumed":
                    End(all, "paused", row.AtUs);
                    break;
            }
        }
        return all;
    }

    /// <summary>Kept in the file, and given out to nobody.</summary>
    public static IReadOnlyList<Silence> Redacted(IReadOnlyList<JournalRow> story) =>
        [.. Of(story).Where(silence => silence.Cause == "pinSpoken")];

    /// <summary>On the recording's own clock, in order; what its story does not explain is a keyed secret.</summary>
    /// <param name="startedUs">When its first sample was.</param>
    public static IReadOnlyList<(long FromMs, long ToMs, Silence Silence)> Within(
        IReadOnlyList<JournalRow> story, long startedUs, long durationMs, IReadOnlyList<RecordingSpan> suppressed,
        IReadOnlyList<RecordingSpan> gaps)
    {
        long At(long us) => us == long.MaxValue ? durationMs : Math.Clamp((us - startedUs) / 1_000, 0, durationMs);
        List<(long FromMs, long ToMs, Silence Silence)> told =
        [
            .. Of(story).Select(one => (At(one.FromUs), At(one.ToUs), one)).Where(one => one.Item2 > one.Item1),
        ];
        var keyed = suppressed.SelectMany(span => Without(span, told)).Select(
            span => (span.FromMs, span.ToMs, new Silence("secret", 0, 0)));
        var missing = gaps.Select(span => (span.FromMs, span.ToMs, new Silence("gap", 0, 0)));
        return [.. told.Concat(keyed).Concat(missing).OrderBy(one => one.FromMs).ThenBy(one => one.ToMs)];
    }

    /// <summary>The order to withhold takes a moment each way.</summary>
    private static List<RecordingSpan> Without(
        RecordingSpan span, List<(long FromMs, long ToMs, Silence Silence)> told)
    {
        const long Moment = 400;
        List<RecordingSpan> left = [span];
        foreach (var (from, to, _) in told)
            left = [.. left.SelectMany(one => new RecordingSpan[]
            {
                new(one.FromMs, Math.Min(one.ToMs, from - Moment)), new(Math.Max(one.FromMs, to + Moment), one.ToMs),
            }).Where(one => one.ToMs > one.FromMs)];
        return left;
    }

    private static void End(List<Silence> all, string cause, long atUs)
    {
        var at = all.FindLastIndex(one => one.Cause == cause && one.ToUs == long.MaxValue);
        if (at >= 0)
            all[at] = all[at] with { ToUs = atUs };
    }
}
