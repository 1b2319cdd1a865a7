using System.Net;
using System.Net.Sockets;

namespace TellerLine.Voice.Sip;

/// <summary>One place an outgoing call can ring.</summary>
/// <param name="Uri">The Request-URI.</param>
/// <param name="By">The carrier, when it is called by one.</param>
/// <param name="User">Whose telephone it is, when it is registered.</param>
internal sealed record DialTarget(string Uri, SipFlow Flow, bool BehindNat, Trunk? By = null, string? User = null);

internal sealed partial class SipService
{
    /// <summary>
    /// A user's bindings; for a telephone number that is no user's, the trunk; or the one address given (its name
    /// looked up, A only; no SRV).
    /// </summary>
    public async Task<IReadOnlyList<DialTarget>> Targets(string to, CancellationToken ct)
    {
        if (TelephoneUri.IsOne(to))
            return TelephoneUri.TryParse(to, out var telephone) 
                ? await ByTrunk(telephone.Global ?? telephone.Number, ct) : [];
        if (!to.Contains(':', StringComparison.Ordinal))
        {
            // A user without a telephone is not there: his name is no number to be called outside.
            var bound = Bound(to);
            return bound.Count > 0 || _trunk is null || !TelephoneUri.IsDiallable(to) || await Registrar.Knows(to)
                ? bound : await ByTrunk(to, ct);
        }

        if (!SipUri.TryParse(to, out var uri))
            return [];
        return uri.Host.Equals(_options.Domain, StringComparison.OrdinalIgnoreCase) ? Bound(uri.User)
            : await At(uri, to, null, ct);
    }

    /// <summary>
    /// Where a called party that moved may be followed to: a user of ours, or a telephone number by the trunk. Any
    /// other address is its word alone, and nobody is called on it.
    /// </summary>
    /// <param name="from">Who was dialled; not again.</param>
    /// <returns>The first place there is, as a request would name it; no targets when there is none.</returns>
    public async Task<(string To, IReadOnlyList<DialTarget> Targets)> Forwarded(
        IReadOnlyList<NameAddress> places, string from, CancellationToken ct)
    {
        foreach (var place in places)
        {
            if (Own(place) is { } to && to != from && await Targets(to, ct) is { Count: > 0 } targets)
                return (to, targets);
        }

        return ("", []);
    }

    /// <summary>
    /// Whom an address names that another gave us, if we would call him of ourselves: a user of ours, a number.
    /// </summary>
    /// <returns>As <see cref="DialRequest.To"/> takes it; null for any other address.</returns>
    public string? Own(NameAddress place) =>
        TelephoneUri.TryParse(place.Uri, out var telephone)
            ? TelephoneUri.Scheme + (telephone.Global ?? telephone.Number)
            // A name that reads like an address would be taken for one.
            : place.Sip is not { User.Length: > 0 } uri || uri.User.Contains(':', StringComparison.Ordinal) ? null
            : IsOurs(uri.Host) ? uri.User
            : _trunk is { } trunk && uri.Host == trunk.At.Host && TelephoneUri.IsDiallable(uri.User)
                ? TelephoneUri.Scheme + uri.User : null;

    /// <summary>
    /// A leg for one branch of a dialled call; every branch has its own Call-ID, tag and media session.
    /// </summary>
    /// <param name="to">Who is called there, as a request names him.</param>
    public SipLeg Branch(DialTarget target, DialRequest request, string to)
    {
        var from = target.By?.CallerUri(request.From) ?? $"sip:{SipUri.Escape(request.From)}@{_options.Domain}";
        var called = target.By is not null ? target.Uri
            : to.Contains(':', StringComparison.Ordinal) ? to : $"sip:{SipUri.Escape(to)}@{_options.Domain}";
        var dialog = new Dialog
        {
            CallId = $"{SipStack.NewTag()}{SipStack.NewTag()}@{Address.Host.Trim('[', ']')}",
            LocalTag = SipStack.NewTag(),
            LocalUri = new NameAddress(request.FromName, from, HeaderParams.None).ToString(),
            RemoteUri = $"<{called}>",
            RemoteTarget = target.Uri,
            LocalCSeq = 1,
            Flow = target.Flow,
            BehindNat = target.BehindNat,
            Trusted = true,
        };
        var user = SipUri.TryParse(called, out var uri) ? uri.User : to;
        return new SipLeg(
            this, NewLegId(), dialog, Address.Contact(request.From, target.Flow.Transport),
            target.Flow.Transport == SipTransport.Ws, user, _media, Stack.Time)
        {
            User = target.User,
            Credentials = target.By is { User.Length: > 0 } trunk ? new DigestClient(trunk.User, trunk.Password) : null,
        };
    }

    private Task<IReadOnlyList<DialTarget>> ByTrunk(string number, CancellationToken ct) =>
        _trunk is { } trunk && TelephoneUri.IsDiallable(number) ? At(trunk.At, trunk.UriOf(number), trunk, ct)
            : Task.FromResult<IReadOnlyList<DialTarget>>([]);

    /// <summary>The way to a URI's host; none when its name is not known.</summary>
    private async Task<IReadOnlyList<DialTarget>> At(SipUri uri, string requestUri, Trunk? by, CancellationToken ct)
    {
        lock (Stack.Gate)
            if (FlowTo(uri) is { } flow)
                return [new DialTarget(requestUri, flow, BehindNat: false, by)];
        try
        {
            var addresses = await Dns.GetHostAddressesAsync(uri.Host, ct);
            var address = addresses.FirstOrDefault(a => a.AddressFamily == AddressFamily.InterNetwork);
            if (address is null)
                return [];
            lock (Stack.Gate)
                return FlowTo(
                    uri.Transport ?? "udp", new IPEndPoint(address, uri.Port < 0 ? 5060 : uri.Port)) is { } named
                    ? [new DialTarget(requestUri, named, BehindNat: true, by)] : [];
        }
        catch (SocketException)
        {
            return [];
        }
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
                targets.Add(new DialTarget(binding.Contact.Uri, flow, binding.BehindNat, User: user));
            }

            return targets;
        }
    }

    private static int PortOf(SipUri uri) => uri.Port < 0 ? 5060 : uri.Port;
}
