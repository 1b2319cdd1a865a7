using System.Text.Json;
using TellerLine.Contacts;
using TellerLine.Kernel;

namespace TellerLine.Vouchers.Core;

/// <summary>
/// Ties a posted transaction to what was recorded of it, or says why it cannot yet, or not wholly. Pure.
/// </summary>
internal static class VoucherEvidence
{
    /// <summary>After the contact's end so long is waited for the seal of its recording.</summary>
    public const long SealWithinUs = 15 * 60_000_000L;

    private const long SamplesPerMs = 8;

    private static readonly VoucherBody Nothing = new(null, null, 0, 0, 0, []);

    /// <param name="evidence">Null: nobody knows the contact.</param>
    /// <returns>Null: it is to be waited for.</returns>
    public static (VoucherBody Body, string? Gap)? Tie(Voucher voucher, ContactEvidence? evidence, long nowUs)
    {
        if (evidence is null)
            return nowUs - voucher.PostedUs < SealWithinUs ? null : (Nothing, EvidenceGaps.NoContact);
        if (evidence.EndedUs is not { } ended)
            return null;
        if (evidence.Recordings.Any(one => one.Sha256 is null) && nowUs - ended < SealWithinUs)
            return null;
        if (Covering(voucher, evidence) is not { } recording)
            return (Nothing, evidence.Recordings.Count == 0 ? EvidenceGaps.NoRecording : EvidenceGaps.NotCovered);
        var total = recording.DurationMs * SamplesPerMs;
        var from = Sample(BeginUs(voucher, evidence.Story), recording.StartedUs, total);
        var to = Math.Max(from, Sample(voucher.PostedUs, recording.StartedUs, total));
        var body = new VoucherBody(
            recording.Id, recording.Sha256 is { } hash ? $"sha-256${hash}" : null, recording.StartedUs, from, to, []);
        return (body, Gap(voucher, recording, from, to, total));
    }

    /// <summary>Where in the story what was confirmed begins: the read-back, else the service's begin.</summary>
    internal static long BeginUs(Voucher voucher, IReadOnlyList<JournalRow> story)
    {
        var before = story.Where(row => row.AtUs <= voucher.SubmittedUs).ToList();
        return (before.LastOrDefault(row => IsReadBack(voucher, row))
            ?? before.LastOrDefault(row => row.Kind is "contact.connected")
            ?? before.LastOrDefault(row => row.Kind is "contact.answered")
            ?? before.FirstOrDefault())?.AtUs ?? voucher.SubmittedUs;
    }

    /// <summary>By keypad the prompts of the confirmation; with an agent the mark that it was read back.</summary>
    private static bool IsReadBack(Voucher voucher, JournalRow row) => row.Kind switch
    {
        "contact.prompted" when voucher.Agent is null => NodeOf(row).EndsWith("-confirm", StringComparison.Ordinal),
        "contact.readBack" => true,
        _ => false,
    };

    private static string NodeOf(JournalRow row)
    {
        using var body = JsonDocument.Parse(row.Body);
        return body.RootElement.TryGetProperty("node", out var node) ? node.GetString() ?? "" : "";
    }

    private static RecordedEvidence? Covering(Voucher voucher, ContactEvidence evidence) =>
        evidence.Recordings.LastOrDefault(one => one.StartedUs <= voucher.SubmittedUs);

    private static string? Gap(Voucher voucher, RecordedEvidence recording, long from, long to, long total)
    {
        if (recording.Fault is { } fault)
            return fault == "missing" ? EvidenceGaps.FileMissing : EvidenceGaps.Broken;
        if (recording.Sha256 is null)
            return EvidenceGaps.NotSealed;
        // What was confirmed must have been recorded; that a posting was found out after the call takes nothing away.
        if ((voucher.SubmittedUs - recording.StartedUs) / 1_000 * SamplesPerMs > total + (1_000 * SamplesPerMs))
            return EvidenceGaps.NotCovered;
        var silent = recording.Silences.Where(one => one.FromMs * SamplesPerMs < to && one.ToMs * SamplesPerMs > from)
            .ToList();
        return silent.Any(one => one.Cause != "gap") ? EvidenceGaps.Withheld
            : silent.Count > 0 ? EvidenceGaps.SoundMissing
            : null;
    }

    /// <summary>The first sample that is not before it.</summary>
    private static long Sample(long us, long startedUs, long total) =>
        Math.Clamp((((us - startedUs) * SamplesPerMs) + 999) / 1_000, 0, total);
}
