using TellerLine.Desks;
using TellerLine.Routing;

namespace TellerLine.Rules.Desks;

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
        var desk = new Desk("1001", new BilingualName("林", "Lin"), TimeProvider.System, _ => { })
        {
            State = new AgentStateChanged("1001", state, null, 0, null),
        };
        Assert.Equal(inHand, desk.HasInHand);
    }
}
