using TellerLine.Contacts;
using TellerLine.Kernel;
using TellerLine.Vouchers.Core;

namespace TellerLine.Rules.Vouchers;

/// <summary>
/// What a voucher ties, when it waits, and what is a gap. A recording of a minute that began at 1,000 s.
/// </summary>
public sealed class VoucherEvidenceTests
{
    private const long Second = 1_000_000, Started = 1_000 * Second;

    [Fact]
    public void the_segment_begins_with_what_was_confirmed_and_ends_with_the_posting()
    {
        var (body, gap) = Tied(Evidence());
        Assert.Null(gap);
        Assert.Equal(("rec-1", "sha-256$ab", Started), (body.RecordingId, body.RecordingHash, body.RecordingStartedUs));
        Assert.Equal((20 * 8_000, 31 * 8_000), (body.FromSample, body.ToSample));
    }

    [Fact]
    public void with_an_agent_it_begins_where_they_were_connected_or_read_it_back()
    {
        Assert.Equal(10 * Second + Started, VoucherEvidence.BeginUs(ByAgent(), Story(read: null)));
        Assert.Equal(25 * Second + Started, VoucherEvidence.BeginUs(ByAgent(), Story(read: 25)));
    }

    [Fact]
    public void it_waits_for_the_contacts_end_and_for_the_seal_but_not_for_ever()
    {
        var going = Evidence() with { EndedUs = null };
        Assert.Null(VoucherEvidence.Tie(Posted(), going, Started + (100_000 * Second)));
        var open = Evidence(one => one with { Sha256 = null });
        Assert.Null(VoucherEvidence.Tie(Posted(), open, Started + (60 * Second)));
        Assert.Equal(
            EvidenceGaps.NotSealed,
            VoucherEvidence.Tie(Posted(), open, Started + (60 * Second) + VoucherEvidence.SealWithinUs)!.Value.Gap);
        Assert.Null(VoucherEvidence.Tie(Posted(), null, Started + (60 * Second)));
        Assert.Equal(
            EvidenceGaps.NoContact,
            VoucherEvidence.Tie(Posted(), null, Started + (60 * Second) + VoucherEvidence.SealWithinUs)!.Value.Gap);
    }

    [Theory]
    [InlineData("paused", 25, 26, EvidenceGaps.Withheld)]
    [InlineData("pinSpoken", 30, 40, EvidenceGaps.Withheld)]
    [InlineData("gap", 21, 22, EvidenceGaps.SoundMissing)]
    [InlineData("gap", 5, 20, null)]
    [InlineData("paused", 31, 40, null)]
    public void silence_within_the_segment_is_a_gap_and_beside_it_none(string cause, int from, int to, string? gap) =>
        Assert.Equal(gap, Tied(Evidence(one => one with
        {
            Silences = [new EvidenceSilence(cause, from * 1_000, to * 1_000)],
        })).Gap);

    [Fact]
    public void a_recording_that_is_gone_broken_or_too_short_is_a_gap()
    {
        Assert.Equal(EvidenceGaps.FileMissing, Tied(Evidence(one => one with { Fault = "missing" })).Gap);
        Assert.Equal(EvidenceGaps.Broken, Tied(Evidence(one => one with { Fault = "chunk 3: its hash" })).Gap);
        Assert.Equal(EvidenceGaps.NotCovered, Tied(Evidence(one => one with { DurationMs = 20_000 })).Gap);
        Assert.Equal(
            EvidenceGaps.NotCovered, Tied(Evidence(one => one with { StartedUs = Started + (50 * Second) })).Gap);
        Assert.Equal(EvidenceGaps.NoRecording, Tied(Evidence() with { Recordings = [] }).Gap);
    }

    [Fact]
    public void a_posting_found_out_after_the_call_is_tied_to_its_end()
    {
        var (body, gap) = VoucherEvidence.Tie(
            Posted() with { PostedUs = Started + (500 * Second), Reconciled = 1 }, Evidence(),
            Started + (600 * Second))!.Value;
        Assert.Equal((null, 60 * 8_000L), (gap, body.ToSample));
    }

    [Fact]
    public void its_hash_is_of_every_part_and_of_the_one_before()
    {
        byte[] key = [1, 2, 3];
        var (body, _) = Tied(Evidence());
        var first = Posted().Close(1, "", body, null, 7, key);
        Assert.True(first.IsWhole && first.IsSealedUnder(key));
        Assert.False(first.IsSealedUnder([3, 2, 1]));
        Assert.Equal("complete", first.State);
        var second = Posted().Close(2, first.Hash!, body, null, 7, key);
        Assert.NotEqual(first.Hash, second.Hash);
        Assert.All(
            (Voucher[])[
                first with { AmountMinor = 1 }, first with { Kind = "x" }, first with { CustomerId = "x" },
                first with { ContactId = "x" }, first with { FromTail = "x" }, first with { ToTail = "x" },
                first with { Currency = "x" }, first with { BankDay = "x" }, first with { SubmittedUs = 1 },
                first with { PostedUs = 1 }, first with { EntryId = "x" }, first with { Reconciled = 1 },
                first with { Way = "x" }, first with { Agent = "" }, first with { Approver = "" },
                first with { ReadBack = "x" }, first with { Level = "x" }, first with { Seq = 2 },
                first with { Previous = "x" }, first with { Body = "{}" }, first with { Gap = "" },
                first with { ClosedUs = 8 }, first with { State = "explained" },
            ],
            altered => Assert.False(altered.IsWhole));
    }

    private static (VoucherBody Body, string? Gap) Tied(ContactEvidence evidence) =>
        VoucherEvidence.Tie(Posted(), evidence, Started + (10_000 * Second))!.Value;

    private static ContactEvidence Evidence(Func<RecordedEvidence, RecordedEvidence>? but = null)
    {
        var whole = new RecordedEvidence("rec-1", Started, 60_000, "ab", null, []);
        return new ContactEvidence(Started + (60 * Second), Story(read: null), [but?.Invoke(whole) ?? whole]);
    }

    private static IReadOnlyList<JournalRow> Story(int? read)
    {
        List<(int At, string Kind, string Body)> all =
        [
            (0, "contact.answered", "{}"), (10, "contact.connected", "{}"),
            (15, "contact.prompted", """{"node":"transfer-amount"}"""),
            (20, "contact.prompted", """{"node":"transfer-confirm"}"""),
            (40, "contact.prompted", """{"node":"transfer-confirm"}"""),
        ];
        if (read is { } at)
            all.Add((at, "contact.readBack", "{}"));
        return [.. all.OrderBy(one => one.At).Select((one, i) => new JournalRow(
            i, "contact/c", i, Started + (one.At * Second), "n1", one.Kind, 1, null, one.Body))];
    }

    private static Voucher ByAgent() => Posted() with { Way = "agent", Agent = "1001" };

    private static Voucher Posted() => new()
    {
        TransactionId = "T260302000001", Kind = "payeeTransfer", CustomerId = "C1", ContactId = "c", FromTail = "1000",
        ToTail = "2000", AmountMinor = 800_00, Currency = "CNY", BankDay = "2026-03-02",
        SubmittedUs = Started + (30 * Second), PostedUs = Started + (31 * Second), EntryId = "e", Way = "keypad",
        ReadBack = "", Level = "transactionPin", State = "pending",
    };
}
