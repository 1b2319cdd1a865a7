using TellerLine.Kernel;

namespace TellerLine.Contacts.Core;

/// <summary>A stretch in which a recording has no sound, and why.</summary>
/// <param name="Cause"><c>pinSpoken</c>, <c>destroyed</c> (one was taken out for good), <c>paused</c>,
/// <c>policy</c> (not recorded by rule), <c>secret</c> (a PIN
/// was keyed), <c>gap</c> (it could not be written).</param>
/// <param name="Reason">Of a pause: the key of its reason.</param>
/// <param name="Rule">Of a rule: its reason in words.</param>
/// <param name="Destroy">Of a PIN: what the file holds of it is to be destroyed.</param>
internal sealed record Silence(
    string Cause, long FromUs, long ToUs, string? Reason = null, RecordingRuled? Rule = null, bool Destroy = false);

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
                    var spoken = row.As<PinSpoken>();
                    all.Add(new Silence("pinSpoken", spoken.FromUs, long.MaxValue, Destroy: spoken.Destroy));
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

    /// <summary>Nothing else is gone from the file than what was to be destroyed; a part is some 0.8 s.</summary>
    public static bool Explain(
        IReadOnlyList<JournalRow> story, long startedUs, IReadOnlyList<RecordingSpan> destroyed)
    {
        const long Part = 1_200;
        var meant = Redacted(story).Where(one => one.Destroy).Select(one => (
            From: ((one.FromUs - startedUs) / 1_000) - Part,
            To: one.ToUs == long.MaxValue ? long.MaxValue : ((one.ToUs - startedUs) / 1_000) + Part)).ToList();
        return destroyed.All(span => meant.Any(one => span.FromMs >= one.From && span.ToMs <= one.To));
    }

    /// <summary>On the recording's own clock, in order; what its story does not explain is a keyed secret.</summary>
    /// <param name="startedUs">When its first sample was.</param>
    public static IReadOnlyList<(long FromMs, long ToMs, Silence Silence)> Within(
        IReadOnlyList<JournalRow> story, long startedUs, long durationMs, IReadOnlyList<RecordingSpan> suppressed,
        IReadOnlyList<RecordingSpan> gaps, IReadOnlyList<RecordingSpan> destroyed)
    {
        long At(long us) => us == long.MaxValue ? durationMs : Math.Clamp((us - startedUs) / 1_000, 0, durationMs);
        List<(long FromMs, long ToMs, Silence Silence)> told =
        [
            .. Of(story).Select(one => (At(one.FromUs), At(one.ToUs), one)).Where(one => one.Item2 > one.Item1),
        ];
        var keyed = suppressed.SelectMany(span => Without(span, told)).Select(
            span => (span.FromMs, span.ToMs, new Silence("secret", 0, 0)));
        var missing = gaps.Select(span => (span.FromMs, span.ToMs, new Silence("gap", 0, 0)));
        var gone = destroyed.Select(span => (span.FromMs, span.ToMs, new Silence("destroyed", 0, 0)));
        return [.. told.Concat(keyed).Concat(missing).Concat(gone).OrderBy(one => one.FromMs).ThenBy(one => one.ToMs)];
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
