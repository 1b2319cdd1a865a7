using TellerLine.Voice.Media;
using TellerLine.Voice.Sdp;

namespace TellerLine.Voice;

/// <summary>
/// A browser's long-lived connection: one media session whose descriptions travel by the application's own channel.
/// </summary>
internal sealed class BrowserLeg(string id, IMedia media, TimeProvider time, SdpNegotiation negotiation)
    : Leg(id, media, time)
{
    public override LegKind Kind => LegKind.Browser;

    /// <summary>A connection that the process before this one opened.</summary>
    public static BrowserLeg OfBefore(string id, IMedia media, TimeProvider time, SdpNegotiation negotiation)
    {
        var leg = new BrowserLeg(id, media, time, negotiation);
        leg.IsOfBefore();
        return leg;
    }

    public override string Via => "browser";

    public override string? CallerNumber => null;

    public override string? CalledNumber => null;

    public override Task Ringing() => Task.CompletedTask;

    public override Task Answer() => Task.CompletedTask;

    public override Task Hangup(int status = 603, int? retryAfterS = null)
    {
        TryEnd(new LegEnd(LegEndBy.Local, 0, "Closed"));
        return Task.CompletedTask;
    }

    public override void MediaGone() => TryEnd(new LegEnd(LegEndBy.Media, 0, "Media process lost"));

    /// <exception cref="SdpException">The offer cannot be answered.</exception>
    public async Task<string> Accept(string sdpOffer, MediaLocal? opened)
    {
        var offer = SdpParser.Parse(sdpOffer);
        var audio = SdpTerms.Audio(offer) is { IsWebRtc: true } m ? m
            : throw new SdpException("No WebRTC audio with PCMA or PCMU");
        var remote = SdpTerms.Remote(offer, audio);
        MediaLocal local;
        try
        {
            local = await Guard(() => Media.SetRemote(Id, remote));
        }
        catch (MediaException e)
        {
            throw new SdpException(e.Message);
        }

        return negotiation.Answer(offer, opened is { } o && local.WebRtc is null ? o : local);
    }
}
