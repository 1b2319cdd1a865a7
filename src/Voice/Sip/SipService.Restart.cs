using System.Net;
using TellerLine.Voice.Sdp;

namespace TellerLine.Voice.Sip;

/// <summary>Calls of the process before this one.</summary>
internal sealed partial class SipService
{
    /// <summary>The dialog with which another process stood; null when there is no way to its peer.</summary>
    public Dialog? DialogOf(StoredDialog stored) =>
        IPEndPoint.TryParse(stored.Source, out var source) && FlowTo(stored.Transport, source) is { } flow
            ? new Dialog
            {
                CallId = stored.CallId,
                LocalTag = stored.LocalTag,
                RemoteTag = stored.RemoteTag,
                LocalUri = stored.LocalUri,
                RemoteUri = stored.RemoteUri,
                RemoteTarget = stored.RemoteTarget,
                LocalCSeq = (uint)stored.LocalCSeq + StoredDialog.CSeqMargin,
                RemoteCSeq = (uint)stored.RemoteCSeq,
                RouteSet = stored.RouteSet,
                Flow = flow,
                Trusted = stored.Trusted,
                BehindNat = stored.BehindNat,
            }
            : null;

    /// <summary>The call again as it was; null when what was stored is not enough.</summary>
    public SipLeg? Restore(StoredDialog stored)
    {
        if (!stored.CanGoOn || DialogOf(stored) is not { } dialog)
            return null;
        try
        {
            var leg = new SipLeg(this, stored, dialog, _media, Stack.Time)
            {
                User = stored.User,
                Credentials = stored.ByTrunk && _trunk is { User.Length: > 0 } trunk
                    ? new DigestClient(trunk.User, trunk.Password) : null,
            };
            lock (Stack.Gate)
                Add(leg);
            return leg;
        }
        catch (SdpException e)
        {
            Stack.Counters.Failed(e);
            return null;
        }
    }
}
