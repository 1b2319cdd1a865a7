using TellerLine.Calls.Core;
using TellerLine.Contacts;
using TellerLine.Contacts.Core;
using TellerLine.Kernel;

namespace TellerLine.Rules.Calls;

/// <summary>The same histories as a recording's story: every sample knows who could hear the customer.</summary>
public sealed partial class TalkHistoriesTests
{
    private sealed partial class History
    {
        private const string Agent = "1001";
        private readonly List<(long AtUs, SegmentBegun Segment, string Listeners)> _told = [];

        private void TellSegment() => _told.Add((
            _nowUs, TalkSegment.Of(_talk, Agent, _talk.Consulting?.Line is { } line ? Name(line.Id) : "")!,
            string.Join('+', HeardBy(Customer).Select(Name).Order(StringComparer.Ordinal))));

        private string Name(string line) => line[0] switch { 'l' => Agent, _ => line };

        private void CheckSegments()
        {
            // The recording begins somewhere before, or in the middle of it.
            var startedUs = _random.Next(-20_000, 30_000);
            var samples = _random.Next(0, 800);
            var segments = Segments.Of([.. _told.Select(Row)], startedUs, samples);
            Must(segments.Sum(one => one.To - one.From) == samples, "The segments are as long as the recording.");
            Must(segments.Zip(segments.Skip(1)).All(pair => pair.First.To == pair.Second.From), "No hole, no overlap.");
            Must(segments.All(one => one.To > one.From), "No segment is empty.");
            Must(samples == 0 || segments[0].From == 0, "From the first sample.");
            foreach (var segment in segments)
                for (var sample = segment.From; sample < segment.To; sample++)
                    Must(Heard(segment) == Truth(startedUs + (sample * 125)), $"Who hears sample {sample} is told.");
        }

        private static string Heard(Segment segment) => string.Join('+', segment.Parties
            .Where(party => party.Hears.Contains(0)).Select(party => party.Who!).Order(StringComparer.Ordinal));

        private string Truth(long atUs)
        {
            var last = _told.FindLast(told => told.AtUs <= atUs);
            return last.Segment is null ? "" : last.Listeners;
        }

        private static JournalRow Row((long AtUs, SegmentBegun Segment, string Listeners) told, int at) => new(
            at, "contact/a", at, told.AtUs, "n1", "contact.segment", 1, null, JournalJson.Write(told.Segment));
    }
}
