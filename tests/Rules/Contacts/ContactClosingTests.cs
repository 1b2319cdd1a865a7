using TellerLine.Contacts;
using TellerLine.Contacts.Core;

namespace TellerLine.Rules.Contacts;

public sealed class ContactClosingTests
{
    private static readonly HumanRequested Asked = new(["greeting"], "key0");
    private static readonly ContactQueued Queued = new("service", 0, false, 0, "request");
    private static readonly ContactQueued QueuedAgain = new("service", 0, true, 0, "agentLost");
    private static readonly ContactConnected Connected = new("1001", "leg", 1_000);
    private static readonly AgentLost LostForGood = new("1001", "tooLate");
    private static readonly WrapupSaved Wrapup = new("1001", "balance", "", 1_000);

    private static readonly ChannelEnd ByCustomer = new("customer", null, 7);
    private static readonly ChannelEnd ByAgent = new("agent", null, 7);
    private static readonly ChannelEnd BySystem = new("system", null, 0);
    private static readonly ChannelEnd Dropped = new("system", "hostRestarted", 0);

    [Fact]
    public void a_contact_that_lives_is_not_closed() =>
        Assert.Empty(ContactClosing.Decide(Facts(Asked, Queued, Connected)));

    [Fact]
    public void hanging_up_before_a_person_was_asked_for_is_leaving_self_service() =>
        Is("leftSelfService", Facts(), ByCustomer);

    [Fact]
    public void hanging_up_after_a_service_is_being_served_by_oneself()
    {
        var (told, disposition) = Closed(Facts() with { Achieved = "balance" }, ByCustomer);
        Assert.Equal("selfCompleted", disposition);
        Assert.Equal(new SelfCompleted("balance"), told[0]);
    }

    [Fact]
    public void a_service_before_asking_for_a_person_does_not_count_as_self_completed()
    {
        var (told, disposition) = Closed(Facts(Asked, Queued) with { Achieved = "balance" }, ByCustomer);
        Assert.Equal("abandoned", disposition);
        Assert.DoesNotContain(told, t => t is SelfCompleted);
    }

    [Fact]
    public void hanging_up_in_the_queue_is_abandoning() => Is("abandoned", Facts(Asked, Queued), ByCustomer);

    [Fact]
    public void hanging_up_in_the_queue_after_a_lost_desk_is_abandoning_after_service()
    {
        Is("abandonedAfterService", Facts(Asked, Queued, Connected, LostForGood, QueuedAgain), ByCustomer);
        Is("abandonedAfterService", Facts(Asked, Queued, Connected, LostForGood), ByCustomer);
    }

    [Fact]
    public void a_call_out_that_reached_nobody_is_not_abandoned() =>
        Is("notReached", Facts(new ContactDialled("voice", null, "1001", null)), ByCustomer);

    [Fact]
    public void a_call_out_that_was_answered_is_closed_as_any_other() => Is(
        "handled", Facts(new ContactDialled("voice", null, "1001", null), Connected, Wrapup), ByCustomer);

    [Fact]
    public void a_call_out_that_the_system_dropped_says_so() =>
        Is("systemDropped", Facts(new ContactDialled("voice", null, "1001", null)), Dropped);

    [Fact]
    public void a_full_queue_is_a_refusal() => Is("refused", Facts(Asked) with { Refused = true }, BySystem);

    [Fact]
    public void a_conversation_is_closed_by_the_wrapup_and_not_before()
    {
        var talked = Facts(Asked, Queued, Connected);
        Assert.Equal([new ContactEnded("customer", "conversation", 7)], Decide(talked, ByCustomer));
        Is("handled", talked.With(Wrapup, 0), ByCustomer);
        Is("handled", talked.With(Wrapup, 0), ByAgent);
    }

    [Fact]
    public void a_wrapup_quicker_than_the_goodbye_closes_nothing_before_the_call_is_over()
    {
        var facts = Facts(Asked, Queued, Connected, Wrapup) with { ChannelEnd = ByAgent };
        Assert.Equal([new ContactEnded("agent", "conversation", 7)], ContactClosing.Decide(facts));
        Assert.Equal(
            [new ContactClosed("handled")],
            ContactClosing.Decide(
                facts.With(new ContactEnded("agent", "conversation", 7), 0) with { ChannelOver = true }));
    }

    [Fact]
    public void what_the_system_dropped_is_never_the_customers_doing()
    {
        Is("systemDropped", Facts(), Dropped);
        Is("systemDropped", Facts(Asked, Queued), Dropped);
        Assert.Equal(new SystemDropped("hostRestarted"), Decide(Facts(Asked, Queued), Dropped)[0]);
    }

    [Fact]
    public void a_conversation_the_system_dropped_still_owes_its_wrapup_and_stays_dropped()
    {
        var talked = Facts(Asked, Queued, Connected);
        Assert.DoesNotContain(Decide(talked, Dropped), t => t is ContactClosed);
        Is("systemDropped", talked.With(Wrapup, 0), Dropped);
    }

    [Fact]
    public void an_agent_who_was_lost_owes_no_wrapup_and_the_next_one_does()
    {
        var lost = Facts(Asked, Queued, Connected, LostForGood, QueuedAgain);
        Assert.False(ContactClosing.WrapupIsOwed(lost));
        Assert.True(ContactClosing.WrapupIsOwed(lost.With(new ContactConnected("1002", "leg", 0), 0)));
    }

    [Fact]
    public void handed_over_both_owe_a_wrapup_and_the_last_one_closes_it()
    {
        var over = Facts(Asked, Queued, Connected, new ContactHandedOver("1001", "agent", "1002", "1002", "leg"));
        Assert.DoesNotContain(Decide(over.With(Wrapup, 0), ByCustomer), told => told is ContactClosed);
        var second = Wrapup with { Agent = "1002" };
        Assert.DoesNotContain(Decide(over.With(second, 0), ByCustomer), told => told is ContactClosed);
        Is("handled", over.With(Wrapup, 0).With(second, 0), ByCustomer);
    }

    [Fact]
    public void given_to_a_telephone_outside_the_agent_alone_owes_the_wrapup()
    {
        var over = Facts(Asked, Queued, Connected, new ContactHandedOver("1001", "number", "95566", null, "leg"));
        Is("handled", over.With(Wrapup, 0), ByCustomer);
    }

    [Fact]
    public void sent_back_to_the_queue_the_agent_owes_the_wrapup_though_another_serves()
    {
        var sent = Facts(
            Asked, Queued, Connected, new ContactSentToQueue("1001", "service"),
            Queued with { Reason = "transferred" });
        Assert.True(ContactClosing.WrapupIsOwed(sent));
        Is("abandonedAfterService", sent.With(Wrapup, 0), ByCustomer);
        Is("handled", sent.With(new ContactConnected("1002", "leg", 0), 0).With(Wrapup, 0)
            .With(Wrapup with { Agent = "1002" }, 0), ByCustomer);
    }

    [Fact]
    public void told_again_nothing_is_written_twice()
    {
        var facts = Facts(Asked, Queued) with { ChannelEnd = ByCustomer, ChannelOver = true };
        foreach (var missing in ContactClosing.Decide(facts))
            facts = facts.With(missing, 0);
        Assert.Empty(ContactClosing.Decide(facts));
    }

    private static ContactFacts Facts(params object[] story) =>
        story.Aggregate(new ContactFacts(), (facts, one) => facts.With(one, 0));

    private static IReadOnlyList<object> Decide(ContactFacts facts, ChannelEnd end) =>
        ContactClosing.Decide(facts with { ChannelEnd = end, ChannelOver = true });

    private static (IReadOnlyList<object> Told, string Disposition) Closed(ContactFacts facts, ChannelEnd end)
    {
        var told = Decide(facts, end);
        return (told, Assert.IsType<ContactClosed>(told[^1]).Disposition);
    }

    private static void Is(string disposition, ContactFacts facts, ChannelEnd end) =>
        Assert.Equal(disposition, Closed(facts, end).Disposition);
}
