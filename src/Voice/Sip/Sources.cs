using System.Net;

namespace TellerLine.Voice.Sip;

/// <summary>
/// What one source may take up, so that one sender cannot take the exchange from all others: requests, calls and
/// connections a second, calls and connections at once. A source is an address, for IPv6 its /64. Networks the bank
/// trusts (a carrier's border, a proxy of its own) have no limits. All it remembers is bounded. Safe for any thread.
/// </summary>
internal sealed class Sources(VoiceOptions options, TimeProvider time)
{
    private const int MaxRemembered = 20_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<IPAddress, Source> _sources = [];
    private readonly IPNetwork[] _trusted = [.. options.TrustedNetworks.Select(n => IPNetwork.Parse(n))];

    /// <summary>The flow comes from a network that the bank trusts.</summary>
    public bool Trusts(SipFlow flow) => Trusts(flow.Remote.Address);

    /// <summary>
    /// A request outside of every dialog. False: it is dropped as if lost, before anything is kept of it.
    /// </summary>
    public bool MayAsk(SipFlow flow) =>
        With(flow.Remote.Address, s => s.Requests.Take(options.MaxRequestsPerSecondPerSource, Now));

    /// <summary>Whether a request is worth parsing: one of a call may come, or one may still be asked.</summary>
    public bool MayBeRead(SipFlow flow) => Trusts(flow) || Known(flow.Remote.Address);

    /// <summary>A dialog with the source begins, whoever called; <see cref="DialogOver"/> must follow once.</summary>
    public void DialogBegun(SipFlow flow) => With(flow.Remote.Address, s =>
    {
        s.Dialogs++;
        return true;
    });

    public void DialogOver(SipFlow flow) => With(flow.Remote.Address, s => s.Dialogs = Math.Max(0, s.Dialogs - 1));

    /// <summary>A new call; when true, <see cref="CallOver"/> must follow once.</summary>
    public bool MayCall(SipFlow flow) => With(flow.Remote.Address, s =>
    {
        if (s.Calls >= options.MaxCallsPerSource || !s.NewCalls.Take(options.MaxCallsPerSecondPerSource, Now))
            return false;
        s.Calls++;
        return true;
    });

    public void CallOver(SipFlow flow) => With(flow.Remote.Address, s => s.Calls = Math.Max(0, s.Calls - 1));

    /// <summary>A new connection; when true, <see cref="Disconnected"/> must follow once.</summary>
    public bool MayConnect(IPAddress address) => With(address, s =>
    {
        if (s.Connections >= options.MaxConnectionsPerSource
            || !s.NewConnections.Take(options.MaxConnectionsPerSecondPerSource, Now))
            return false;
        s.Connections++;
        return true;
    });

    public void Disconnected(IPAddress address) => With(address, s => s.Connections = Math.Max(0, s.Connections - 1));

    private bool Trusts(IPAddress address) => Array.Exists(_trusted, n => n.Contains(Plain(address)));

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    private bool Known(IPAddress address)
    {
        lock (_gate)
            return !_sources.TryGetValue(Key(address), out var source) || source.Dialogs > 0
                || source.Requests.Has(options.MaxRequestsPerSecondPerSource, Now);
    }

    private bool With(IPAddress address, Func<Source, bool> ask)
    {
        if (Trusts(address))
            return true;
        lock (_gate)
            return Find(address) is not { } source || ask(source);
    }

    private void With(IPAddress address, Action<Source> tell)
    {
        if (Trusts(address))
            return;
        lock (_gate)
            if (_sources.TryGetValue(Key(address), out var source))
                tell(source);
    }

    /// <returns>Null when there are more busy sources than can be remembered: then only the limits for all
    /// hold.</returns>
    private Source? Find(IPAddress address)
    {
        var key = Key(address);
        if (_sources.TryGetValue(key, out var source))
            return source;
        if (_sources.Count >= MaxRemembered)
        {
            foreach (var (idle, _) in _sources.Where(s => s.Value.IsIdle(Now)).ToList())
                _sources.Remove(idle);
            if (_sources.Count >= MaxRemembered)
                return null;
        }

        return _sources[key] = new Source(Now);
    }

    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    /// <summary>What counts as one source: an IPv4 address, an IPv6 /64.</summary>
    public static IPAddress Key(IPAddress address)
    {
        address = Plain(address);
        if (address.AddressFamily != System.Net.Sockets.AddressFamily.InterNetworkV6)
            return address;
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new IPAddress(bytes);
    }

    private sealed class Source(long now)
    {
        public Allowance Requests { get; } = new(now);

        public Allowance NewCalls { get; } = new(now);

        public Allowance NewConnections { get; } = new(now);

        public int Calls { get; set; }

        public int Dialogs { get; set; }

        public int Connections { get; set; }

        public bool IsIdle(long at) =>
            Calls == 0 && Dialogs == 0 && Connections == 0
            && Requests.IsRested(at) && NewCalls.IsRested(at) && NewConnections.IsRested(at);
    }

    /// <summary>So many a second, and a second's worth at once.</summary>
    private sealed class Allowance(long now)
    {
        private double _left = 1;
        private long _at = now - 1_000;

        public bool Take(int perSecond, long at)
        {
            if (!Has(perSecond, at))
                return false;
            _left--;
            return true;
        }

        public bool Has(int perSecond, long at)
        {
            _left = Math.Min(perSecond, _left + (Math.Max(0, at - _at) * perSecond / 1_000.0));
            _at = at;
            return _left >= 1;
        }

        public bool IsRested(long at) => at - _at > 60_000;
    }
}
