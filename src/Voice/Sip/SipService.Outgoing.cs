using System.Net;
using System.Net.Sockets;

namespace TellerLine.Voice.Sip;

/// <summary>One place an outgoing call can ring.</summary>
/// <param name="Uri">The Request-URI.</param>
internal sealed record DialTarget(string Uri, SipFlow Flow, bool BehindNat);

internal sealed partial class SipService
{
    /// <summary>A user's bindings, or the one address given (its name looked up, A and AAAA only; no SRV).</summary>
    public async Task<IReadOnlyList<DialTarget>> Targets(string to, CancellationToken ct)
    {
        if (!to.Contains(':', StringComparison.Ordinal))
            return Bound(to);
        if (!SipUri.TryParse(to, out var uri))
            return [];
        if (uri.Host.Equals(_options.Domain, StringComparison.OrdinalIgnoreCase))
            return Bound(uri.User);
        lock (Stack.Gate)
            if (FlowTo(uri) is { } flow)
                return [new DialTarget(to, flow, BehindNat: false)];
        try
        {
            var addresses = await Dns.GetHostAddressesAsync(uri.Host, ct);
            var address = addresses.FirstOrDefault(a => a.AddressFamily == AddressFamily.InterNetwork);
            if (address is null)
                return [];
            lock (Stack.Gate)
                return FlowTo(
                    uri.Transport ?? "udp", new IPEndPoint(address, uri.Port < 0 ? 5060 : uri.Port)) is { } named
                    ? [new DialTarget(to, named, BehindNat: true)] : [];
        }
        catch (SocketException)
        {
            return [];
        }
    }

    /// <summary>
    /// A leg for one branch of a dialled call; every branch has its own Call-ID, tag and media session.
    /// </summary>
    public SipLeg Branch(DialTarget target, DialRequest request, string user)
    {
        var from = new NameAddress(
            request.FromName, $"sip:{SipUri.Escape(request.From)}@{_options.Domain}", HeaderParams.None);
        var to = request.To.Contains(':', StringComparison.Ordinal) ? request.To
            : $"sip:{SipUri.Escape(request.To)}@{_options.Domain}";
        var dialog = new Dialog
        {
            CallId = $"{SipStack.NewTag()}{SipStack.NewTag()}@{Address.Host.Trim('[', ']')}",
            LocalTag = SipStack.NewTag(),
            LocalUri = from.ToString(),
            RemoteUri = $"<{to}>",
            RemoteTarget = target.Uri,
            LocalCSeq = 1,
            Flow = target.Flow,
            BehindNat = target.BehindNat,
            Trusted = true,
        };
        return new SipLeg(
            this, NewLegId(), dialog, Address.Contact(request.From, target.Flow.Transport),
            target.Flow.Transport == SipTransport.Ws, user, _media, Stack.Time);
    }

    /// <summary>BYE of a dialog that has no leg.</summary>
    public void Bye(Dialog dialog, uint cseq)
    {
        lock (Stack.Gate)
        {
            if (FlowFor(dialog) is not { } flow)
                return;
            var branch = SipStack.NewBranch();
            var bye = dialog.Request("BYE", cseq, branch, Address.ViaHost, flow).End();
            Stack.StartClient(SipMethod.Bye, branch, flow, dialog.Asked(cseq), bye, static (_, _) => { });
        }
    }

    private List<DialTarget> Bound(string user)
    {
        lock (Stack.Gate)
        {
            var targets = new List<DialTarget>();
            foreach (var binding in Registrar.Of(user))
            {
                // Connections carry their calls themselves; over UDP the Contact says which port, and never another
                // host than the one the telephone registered from: neither a NAT's lie nor a user's can send our calls
                // elsewhere.
                var flow = !binding.Flow.IsReliable && !binding.BehindNat
                    && binding.Flow.Remote.Address.Equals(binding.Contact.Sip?.Address)
                    ? FlowTo("udp", new IPEndPoint(binding.Flow.Remote.Address, PortOf(binding.Contact.Sip)))
                    ?? binding.Flow
                    : binding.Flow;
                targets.Add(new DialTarget(binding.Contact.Uri, flow, binding.BehindNat));
            }

            return targets;
        }
    }

    private static int PortOf(SipUri uri) => uri.Port < 0 ? 5060 : uri.Port;
}
