using TellerLine.Definitions.Core;

namespace TellerLine.Rules.Definitions;

/// <summary>A version's life, decision by decision.</summary>
public sealed class DefinitionLifeTests
{
    private const long Now = 1_000_000_000;

    private static readonly LifeFacts Sound = new(Now, HasFaults: false, SaysWhatIsInForce: false);

    private static DefinitionLife Life(DefinitionStatus status, long? wanted = null, long? effective = null) =>
        new(status, ["1"], "why", wanted, effective);

    private static DefinitionLife Becomes(
        DefinitionLife state, LifeCommand command, string actor, LifeFacts? facts = null) =>
        Assert.IsType<LifeDecision.Becomes>(DefinitionLife.Decide(state, command, actor, facts ?? Sound)).State;

    private static LifeRefusal Refused(
        DefinitionLife state, LifeCommand command, string actor, LifeFacts? facts = null) =>
        Assert.IsType<LifeDecision.Refused>(DefinitionLife.Decide(state, command, actor, facts ?? Sound)).Reason;

    [Fact]
    public void approved_at_once_it_is_in_force_now_and_wanted_later_it_is_then()
    {
        Assert.Equal(Now, Becomes(Life(DefinitionStatus.Submitted), new LifeCommand.Approve(), "2").EffectiveUs);
        Assert.Equal(
            Now + 5, Becomes(Life(DefinitionStatus.Submitted, Now + 5), new LifeCommand.Approve(), "2").EffectiveUs);
    }

    [Fact]
    public void a_moment_that_passed_before_the_approval_is_the_approvals() =>
        Assert.Equal(Now, Becomes(Life(DefinitionStatus.Submitted, Now - 5), new LifeCommand.Approve(), "2").EffectiveUs);

    [Fact]
    public void whoever_wrote_a_word_of_it_does_not_decide_on_it()
    {
        var both = Becomes(Life(DefinitionStatus.Draft), new LifeCommand.Write("why", null), "2");
        Assert.Equal(["1", "2"], both.Editors);
        var submitted = Becomes(both, new LifeCommand.Submit(), "2");
        Assert.Equal(LifeRefusal.OwnWork, Refused(submitted, new LifeCommand.Approve(), "1"));
        Assert.Equal(LifeRefusal.OwnWork, Refused(submitted, new LifeCommand.Refuse("no"), "2"));
        Assert.Equal(DefinitionStatus.Approved, Becomes(submitted, new LifeCommand.Approve(), "3").Status);
    }

    [Fact]
    public void nobody_alone_submits_anothers_draft_and_approves_it()
    {
        var submitted = Becomes(Life(DefinitionStatus.Draft), new LifeCommand.Submit(), "2");
        Assert.Equal(LifeRefusal.OwnWork, Refused(submitted, new LifeCommand.Approve(), "2"));
        Assert.Equal(LifeRefusal.OwnWork, Refused(submitted, new LifeCommand.Approve(), "1"));
        Assert.Equal(DefinitionStatus.Approved, Becomes(submitted, new LifeCommand.Approve(), "3").Status);
    }

    [Fact]
    public void what_has_faults_changes_nothing_or_says_no_why_is_not_submitted()
    {
        var draft = Life(DefinitionStatus.Draft);
        Assert.Equal(
            LifeRefusal.HasFaults, Refused(draft, new LifeCommand.Submit(), "1", Sound with { HasFaults = true }));
        Assert.Equal(
            LifeRefusal.NothingChanged,
            Refused(draft, new LifeCommand.Submit(), "1", Sound with { SaysWhatIsInForce = true }));
        Assert.Equal(LifeRefusal.WhyMissing, Refused(draft with { Why = " " }, new LifeCommand.Submit(), "1"));
    }

    [Fact]
    public void what_became_faulty_while_it_waited_is_not_approved() =>
        Assert.Equal(
            LifeRefusal.HasFaults,
            Refused(Life(DefinitionStatus.Submitted), new LifeCommand.Approve(), "2", Sound with { HasFaults = true }));

    [Fact]
    public void what_waits_is_not_written_in_unless_it_is_taken_back()
    {
        var submitted = Life(DefinitionStatus.Submitted);
        Assert.Equal(LifeRefusal.NotBeingWritten, Refused(submitted, new LifeCommand.Write("x", null), "1"));
        Assert.Equal(DefinitionStatus.Draft, Becomes(submitted, new LifeCommand.TakeBack(), "1").Status);
        Assert.Equal(LifeRefusal.NotSubmitted, Refused(Life(DefinitionStatus.Draft), new LifeCommand.TakeBack(), "1"));
    }

    [Theory]
    [InlineData("approved")]
    [InlineData("withdrawn")]
    public void a_decided_one_is_never_changed(string status)
    {
        var decided = Life(Enum.Parse<DefinitionStatus>(status, ignoreCase: true), null, Now);
        foreach (var command in new LifeCommand[]
        {
            new LifeCommand.Write("x", null), new LifeCommand.Submit(), new LifeCommand.TakeBack(),
            new LifeCommand.Approve(), new LifeCommand.Refuse("x"), new LifeCommand.Withdraw("x"),
        })
            Refused(decided, command, "2");
    }

    [Fact]
    public void what_is_to_come_may_be_withdrawn_what_is_in_force_not()
    {
        Assert.Equal(
            DefinitionStatus.Withdrawn,
            Becomes(Life(DefinitionStatus.Approved, null, Now + 1), new LifeCommand.Withdraw("x"), "1").Status);
        Assert.Equal(
            LifeRefusal.InForceAlready,
            Refused(Life(DefinitionStatus.Approved, null, Now), new LifeCommand.Withdraw("x"), "1"));
        Assert.Equal(LifeRefusal.WhyMissing, Refused(Life(DefinitionStatus.Draft), new LifeCommand.Withdraw(""), "1"));
    }

    [Fact]
    public void a_moment_years_away_is_a_slip() =>
        Assert.Equal(
            LifeRefusal.TooFarAway,
            Refused(
                Life(DefinitionStatus.Draft), new LifeCommand.Write("x", Now + DefinitionLife.FarthestUs + 1), "1"));
}
