using TellerLine.Desks;
using TellerLine.Routing;

namespace TellerLine.Rules.Desks;

/// <summary>What a desk says of itself to those who would end or judge it.</summary>
public sealed class DeskInHandTests
{
    [Theory]
    [InlineData(AgentState.LoggedOut, false)]
    [InlineData(AgentState.NotReady, false)]
    [InlineData(AgentState.Ready, false)]
    [InlineData(AgentState.Ringing, true)]
    [InlineData(AgentState.Talking, true)]
    [InlineData(AgentState.Hold, true)]
    [InlineData(AgentState.Wrapup, true)]
    public void a_customer_is_in_hand_from_the_ringing_to_the_end_of_the_wrap_up(AgentState state, bool inHand)
    {
        var desk = New();
        desk.State = new AgentStateChanged("1001", state, null, 0, null);
        Assert.Equal(inHand, desk.HasInHand);
    }

    [Fact]
    public void a_desk_moves_until_its_page_has_a_telephone_a_new_one_or_the_one_of_before()
    {
        var desk = New();
        desk.Take("connection-1", 1, out _);
        Assert.True(desk.IsMoving);
        desk.PhoneOpened();
        Assert.False(desk.IsMoving);
        desk.Leave("connection-1");
        desk.Take("connection-2", 2, out _);
        Assert.True(desk.IsMoving);
        desk.PhoneOpened();
        Assert.False(desk.IsMoving);
    }

    private static Desk New() => new("1001", new BilingualName("林", "Lin"), TimeProvider.System, _ => { });
}
