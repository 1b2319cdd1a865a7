using TellerLine.Insights.Core;

namespace TellerLine.Rules.Insights;

public sealed class OutcomeTests
{
    private const long Second = Many.Second;

    [Theory]
    [InlineData(20.000000, 1)]
    [InlineData(20.000001, 0)]
    public void answered_at_twenty_seconds_sharp_is_within_the_service_level(double wait, long within) =>
        Assert.Equal(within, Many.Sum(Many.Answered(wait)).AnsweredIn20);

    [Theory]
    [InlineData(5.000000, 1)]
    [InlineData(5.000001, 0)]
    public void a_hang_up_after_five_seconds_sharp_is_short(double wait, long shorts) =>
        Assert.Equal(
            (1, shorts), (Many.Sum(Many.Abandoned(wait)).Abandoned, Many.Sum(Many.Abandoned(wait)).ShortAbandoned));

    [Fact]
    public void a_contact_that_still_waits_is_offered_and_in_progress() =>
        Assert.Equal((1, 1), (Many.Sum(Many.InQueue).Offered, Many.Sum(Many.InQueue).InProgress));

    [Fact]
    public void a_contact_that_an_agent_began_is_in_no_figure_whatever_becomes_of_it()
    {
        foreach (var contact in new[] { Many.InQueue, Many.Answered(12), Many.Abandoned(40) })
            Assert.Equal(new Tally(), Many.Sum(contact with { Outbound = true }));
        // Sent to the queue it was talked to before it waited: no fault of the data either.
        Assert.Null(OutcomeRules.FaultOf(
            new ContactFacts { Outbound = true }.Connected("1001", 5, 0).Queued("service", 9)));
    }

    [Fact]
    public void a_contact_the_system_dropped_is_nobodys_abandonment()
    {
        var tally = Many.Sum(
            Many.InQueue with { Dropped = true, EndedUs = Many.Start + 40 * Second, EndedBy = "system" });
        Assert.Equal((1, 1, 0), (tally.Offered, tally.SystemDropped, tally.Abandoned));
    }

    [Fact]
    public void a_contact_refused_by_a_full_queue_is_blocked()
    {
        var tally = Many.Sum(Many.InQueue.Ended(Many.Start + 1, "system"));
        Assert.Equal((1, 1, 0), (tally.Offered, tally.Blocked, tally.Abandoned));
    }

    [Fact]
    public void a_contact_queued_again_after_its_agent_was_lost_is_counted_once_and_as_answered()
    {
        var again = Many.Answered(12).Queued("service", Many.Start + 50 * Second)
            .Connected("1001", Many.Start + 90 * Second, 40 * Second);
        Assert.Equal(Many.Sum(Many.Answered(12)), Many.Sum(again));
    }

    [Fact]
    public void dropped_in_conversation_it_stays_answered() =>
        Assert.Equal(1, Many.Sum(Many.Answered(12) with { Dropped = true }).Answered);

    [Fact]
    public void self_service_is_completed_only_if_nobody_was_asked_for()
    {
        var done = new ContactFacts().Entered(1) with { SelfDone = true };
        Assert.Equal((1, 1, 0), Self(done));
        Assert.Equal((1, 0, 1), Self(done.Requested(2)));
        Assert.Equal((1, 0, 0), Self(new ContactFacts().Entered(1).Ended(9, "customer")));
    }

    [Fact]
    public void a_contact_counts_where_it_was_offered_and_self_service_where_it_began()
    {
        var cells = Contribution.Of(Many.Answered(12), us => us).Tallies;
        Assert.Equal(1, cells[new Cell(Many.Start, "service")].Answered);
        Assert.Equal(1, cells[new Cell(Many.Start - 30 * Second, "")].SelfEntries);
    }

    public static TheoryData<string> Faults => [.. Faulty.Keys];

    private static readonly Dictionary<string, ContactFacts> Faulty = new()
    {
        ["a negative wait"] = Many.InQueue.Connected("1001", Many.Start + 1, -1),
        ["a wait over 12 hours"] = Many.Answered(43_201),
        ["answered before it was offered"] = Many.InQueue.Connected("1001", Many.Start - 1, 0),
        ["ended before it was offered"] = Many.InQueue.Ended(Many.Start - 1, "customer"),
        ["ended before it was answered"] = Many.InQueue.Connected("1001", Many.Start + 10, 10)
        .Ended(Many.Start + 9, "customer"),
        ["ended before it began"] = new ContactFacts().Entered(10).Ended(9, "customer"),
        ["ended by an agent who never answered"] = Many.InQueue.Ended(Many.Start + 9, "agent"),
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void dirty_times_are_quarantined_and_counted_nowhere_else(string fault)
    {
        Assert.Equal(fault, OutcomeRules.FaultOf(Faulty[fault]));
        Assert.Equal(new Tally { Quarantined = 1 }, Many.Sum(Faulty[fault]));
        Assert.Null(Contribution.Of(Faulty[fault], us => us).Wait);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(20_000_000, 20)]
    [InlineData(20_000_001, 21)]
    [InlineData(120_000_001, 130)]
    [InlineData(600_000_001, 660)]
    [InlineData(3_600_000_001, 43_200)]
    public void a_wait_lies_in_the_bucket_named_by_its_upper_limit(long waitUs, long bucket) =>
        Assert.Equal(bucket, WaitBuckets.Of(waitUs));

    [Fact]
    public void every_mixture_of_contacts_adds_up_whatever_the_order_of_its_facts()
    {
        for (var seed = 0; seed < 2_000; seed++)
        {
            var random = new Random(seed);
            var facts = Enumerable.Range(0, random.Next(1, 9)).Select(_ => RandomFact(random)).ToArray();
            var one = facts.Aggregate(new ContactFacts(), (contact, fact) => fact(contact));
            random.Shuffle(facts);
            var other = facts.Concat(facts.Take(3)).Aggregate(new ContactFacts(), (contact, fact) => fact(contact));
            Assert.Equal(one, other);
            Assert.True(Many.Sum(one).AddsUp, $"seed {seed}");
        }
    }

    private static (long, long, long) Self(ContactFacts contact)
    {
        var tally = Many.Sum(contact);
        return (tally.SelfEntries, tally.SelfCompleted, tally.HumanRequests);
    }

    private static Func<ContactFacts, ContactFacts> RandomFact(Random random)
    {
        var at = random.NextInt64(60) * Second;
        var wait = random.NextInt64(-1, 50) * Second;
        var by = random.Next(3) switch { 0 => "customer", 1 => "agent", _ => "system" };
        return random.Next(7) switch
        {
            0 => contact => contact.Entered(at),
            1 => contact => contact.Requested(at),
            2 => contact => contact.Queued(by, at),
            3 => contact => contact.Connected("1001", at, wait),
            4 => contact => contact.Ended(at, by),
            5 => contact => contact with { Dropped = true },
            _ => contact => contact with { SelfDone = true },
        };
    }
}
