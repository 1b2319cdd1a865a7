using TellerLine.Contacts.Core;
using TellerLine.Kernel;

namespace TellerLine.Rules.Contacts;

public sealed class UnmaskRulesTests
{
    [Theory]
    [InlineData(Reach.None, true, true, false)]
    [InlineData(Reach.Own, true, true, true)]
    [InlineData(Reach.Own, false, true, false)]
    [InlineData(Reach.Team, false, true, true)]
    [InlineData(Reach.Team, false, false, false)]
    [InlineData(Reach.Team, true, false, true)]
    [InlineData(Reach.All, false, true, true)]
    public void ones_own_is_the_customer_in_hand_and_a_lead_sees_within_the_reach(
        Reach reach, bool inHand, bool within, bool may) =>
        Assert.Equal(may, UnmaskRules.MayShow(reach, inHand, within));

    [Theory]
    [InlineData("caller", "callBack", null, null)]
    [InlineData("customerNumber", "other", "branch 12 asks", null)]
    [InlineData("caller", "complaint", "of 2026-11-22", null)]
    [InlineData("identity", "callBack", null, "badField")]
    [InlineData(null, "callBack", null, "badField")]
    [InlineData("caller", null, null, "purposeMissing")]
    [InlineData("caller", "curiosity", null, "purposeMissing")]
    [InlineData("caller", "other", " ", "whyMissing")]
    [InlineData("caller", "callBack", "a\tb", "badWhy")]
    [InlineData("caller", "other", "call 138 0000-0001", "whyHasNumber")]
    [InlineData("caller", "callBack", "+8613800000001", "whyHasNumber")]
    [InlineData("caller", "other", "138.0000/0001", "whyHasNumber")]
    public void what_is_asked_says_which_and_why_and_never_a_number(
        string? field, string? purpose, string? why, string? fault) =>
        Assert.Equal(fault, UnmaskRules.Fault(field, purpose, why));

    [Fact]
    public void a_reason_has_a_bound() =>
        Assert.Equal("badWhy", UnmaskRules.Fault("caller", "other", new string('x', UnmaskRules.MaxWhy + 1)));
}
