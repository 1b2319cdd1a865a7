using TellerLine.Modules.Voice.Sip;
using TellerLine.Voice;
using TellerLine.Voice.Media;
using TellerLine.Voice.Sdp;

namespace TellerLine.Modules.Voice.Media;

public sealed class LegEndTests
{
    /// <summary>
    /// A party hangs up while an order for it is on its way: the media process knows the session no more and says no.
    /// To who gave the order that is the end of the leg, not a fault.
    /// </summary>
    [Fact]
    public async Task an_order_that_the_hang_up_overtook_is_cancelled_and_one_that_was_wrong_is_told()
    {
        var leg = new BrowserLeg("leg", new QuietMedia(), TimeProvider.System, new SdpNegotiation(1));
        var refused = new MediaException("no session leg") { IsRefusal = true };
        Assert.Same(refused, await Assert.ThrowsAsync<MediaException>(() => leg.Guard(() => throw refused)));

        var cancelled = await Assert.ThrowsAsync<OperationCanceledException>(() => leg.Guard(async () =>
        {
            await leg.Hangup();
            throw refused;
        }));
        Assert.Same(refused, cancelled.InnerException);
        Assert.Equal(LegEndBy.Local, leg.End!.By);
    }
}
