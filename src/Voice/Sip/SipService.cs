using System.Net;
using TellerLine.Voice.Media;
using TellerLine.Voice.Sdp;

namespace TellerLine.Voice.Sip;

/// <summary>
/// The core above the stack: which request means what, who is a dialog's leg, by which flow a peer is reached. The
/// exchange above it hears of calls only.
/// </summary>
internal sealed partial class SipService : ISipCore, IDisposable
{
    private const int RetryAfterS = 5;
    private const StringSplitOptions SplitAt = StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;

    private readonly VoiceOptions _options;
    private readonly IMedia _media;
    private readonly Dictionary<(string CallId, string LocalTag), SipLeg> _dialogs = [];
    private readonly ByFlow<SipLeg> _dialogsOn = new();
    private readonly HashSet<string> _numbers;
    private readonly Lazy<HashSet<string>> _ownHosts;
    private UdpTransport? _udp;
    private TcpTransport? _tcp;
    private readonly Trunk? _trunk;
    private long _sessionId;

    public SipService(
        SipStack stack, VoiceOptions options, IMedia media, ISipAccounts? accounts, IDialogStore? store,
        Action<Exception> storeFailed)
    {
        Stack = stack;
        _options = options;
        _media = media;
        Store = store;
        StoreFailed = storeFailed;
        _numbers = [.. options.Numbers];
        _trunk = Trunk.Of(options);
        Sources = new Sources(options, stack.Time);
        Registrar = new Registrar(this, options.Domain, accounts);
        _ownHosts = new Lazy<HashSet<string>>(() => [.. SipAddress.OwnHosts(), .. options.Advertise.Split(',', SplitAt)]);
        Address = new SipAddress(SipAddress.Guess(options), options.SipPort);
        _sessionId = stack.Time.GetUtcNow().ToUnixTimeSeconds();
        stack.Use(this);
    }

    public SipStack Stack { get; }

    public IDialogStore? Store { get; }

    public Action<Exception> StoreFailed { get; }

    public Registrar Registrar { get; }

    public SipAddress Address { get; private set; }

    /// <summary>What each source may take up.</summary>
    public Sources Sources { get; }

    public int MaxRegistrationsPerSource => _options.MaxRegistrationsPerSource;

    public int Dialogs
    {
        get
        {
            lock (Stack.Gate)
                return _dialogs.Count;
        }
    }

    public IPEndPoint? Local => _udp?.Local;

    public bool IsListening => _udp is { IsListening: true } && _tcp is { IsListening: true };

    /// <summary>Hears of each accepted incoming call, under the gate: it must start the story elsewhere.</summary>
    public Action<SipLeg>? Arrived { get; set; }

    /// <summary>Hears likewise of each call of a user's own to what is no served number.</summary>
    public Action<SipLeg>? UserArrived { get; set; }

    /// <summary>Somebody hears of those; else they get 404 as a stranger's do.</summary>
    public Func<bool> TakesUserCalls { get; set; } = () => false;

    /// <summary>False refuses new calls with 503.</summary>
    public Func<bool> Admits { get; set; } = () => true;

    /// <summary>Accepted, and challenged in this order.</summary>
    public IReadOnlyList<string> DigestAlgorithms =>
        _options.DigestAlgorithms.Count > 0 ? _options.DigestAlgorithms : [Digest.Sha256, Digest.Md5];

    public required Func<string> NewLegId { get; init; }

    /// <summary>Our domain, or an address of this machine.</summary>
    public bool IsOurs(string host) =>
        host.Equals(_options.Domain, StringComparison.OrdinalIgnoreCase) || _ownHosts.Value.Contains(host);

    public long NextSessionId() => Interlocked.Increment(ref _sessionId);

    /// <summary>What comes from here on waits for <see cref="Listen"/>.</summary>
    public void Bind()
    {
        (_udp, _tcp) = Bind(IPAddress.Parse(_options.Listen));
        Address = Address with { Port = _udp.Local.Port };
    }

    public void Listen()
    {
        _udp!.Start();
        _tcp!.Start();
    }

    public bool Hears(SipMessage request, SipFlow flow) => Leg(request) is not null || Sources.MayAsk(flow);

    public bool Reads(SipFlow flow) => Sources.MayBeRead(flow);

    public bool HearsMalformed(SipFlow flow) => Sources.MayAsk(flow);

    public void OnRequest(ServerTransaction transaction, SipMessage request)
    {
        if (Unsupported(transaction, request))
            return;
        if (request.To.Tag.Length > 0)
        {
            if (Leg(request) is { } leg)
                leg.OnRequest(transaction, request);
            else
                SipStack.Reply(transaction, request, 481, "Call/Transaction Does Not Exist");
            return;
        }

        switch (request.Method)
        {
            case SipMethod.Invite:
                Invite(transaction, request);
                break;
            case SipMethod.Register:
                Registrar.OnRegister(transaction, request);
                break;
            case SipMethod.Options:
                Options(transaction, request);
                break;
            case SipMethod.Refer:
                // Calls nobody has with us are not ours to send anywhere.
                SipStack.Reply(transaction, request, 403, "Forbidden");
                break;
            case SipMethod.Unknown:
                SipStack.Reply(transaction, request, 501, "Not Implemented");
                break;
            case SipMethod.Bye or SipMethod.Info or SipMethod.Update or SipMethod.Prack:
                SipStack.Reply(transaction, request, 481, "Call/Transaction Does Not Exist");
                break;
            default:
                SipStack.Reply(transaction, request, 405, "Method Not Allowed");
                break;
        }
    }

    public void OnAck(SipMessage ack)
    {
        if (Leg(ack) is { } leg)
            leg.OnAck(ack);
    }

    private SipLeg? Leg(SipMessage request) =>
        _dialogs.TryGetValue((request.CallId, request.To.Tag), out var leg)
        && leg.DialogWith(request.From.Tag) is not null ? leg : null;

    public void OnUnanswered(ServerTransaction transaction) => (transaction.Owner as SipLeg)?.Unanswered();

    public void OnCancel(ServerTransaction invite)
    {
        if (invite.Owner is SipLeg leg)
            leg.Cancelled();
        else if (invite.Request is { } request)
            SipStack.Reply(invite, request, 487, "Request Terminated");
    }

    public bool Uses(SipFlow flow) => Registrar.Uses(flow) || _dialogsOn.On(flow).Length > 0;

    public void OnFlowClosed(SipFlow flow)
    {
        Registrar.FlowClosed(flow);
        foreach (var leg in _dialogsOn.On(flow))
            leg.FlowClosed();
    }

    public void Add(SipLeg leg)
    {
        _dialogs[(leg.Dialog.CallId, leg.Dialog.LocalTag)] = leg;
        StandsOn(leg, leg.Dialog.Flow);
    }

    public void Remove(SipLeg leg)
    {
        if (_dialogs.Remove((leg.Dialog.CallId, leg.Dialog.LocalTag)))
            LeavesFlow(leg);
    }

    /// <summary>The dialog's peer is heard from elsewhere.</summary>
    public void Move(SipLeg leg, SipFlow flow)
    {
        if (leg.Dialog.Flow == flow)
            return;
        var lives = _dialogs.ContainsKey((leg.Dialog.CallId, leg.Dialog.LocalTag));
        if (lives)
            LeavesFlow(leg);
        leg.Dialog.Flow = flow;
        if (lives)
            StandsOn(leg, flow);
    }

    private void StandsOn(SipLeg leg, SipFlow flow)
    {
        _dialogsOn.Add(flow, leg);
        Sources.DialogBegun(flow);
    }

    private void LeavesFlow(SipLeg leg)
    {
        _dialogsOn.Remove(leg.Dialog.Flow, leg);
        Sources.DialogOver(leg.Dialog.Flow);
    }

    /// <summary>
    /// Where a dialog's next request goes: its connection; to a stranger and behind a NAT the source; else the first
    /// route or the target. Null: there is no way.
    /// </summary>
    public SipFlow? FlowFor(Dialog dialog)
    {
        if (dialog.Flow.IsReliable && dialog.Flow.IsOpen)
            return dialog.Flow;
        if (dialog.Flow.Transport == SipTransport.Ws || (dialog.Flow.IsReliable && !dialog.Trusted))
            return null;
        return (dialog.BehindNat || !dialog.Trusted ? null : FlowTo(dialog.NextHop)) ?? dialog.Flow;
    }

    /// <summary>A flow to a URI with a numeric host; null for names, which the caller resolves first.</summary>
    public SipFlow? FlowTo(SipUri? uri) => uri?.Address is { } address
        ? FlowTo(uri.Transport ?? "udp", new IPEndPoint(address, uri.Port < 0 ? 5060 : uri.Port)) : null;

    /// <summary>A flow as stored: <c>udp</c> or <c>tcp</c> and the peer's address.</summary>
    public SipFlow? FlowTo(string transport, IPEndPoint remote) =>
        Reaching is { } reaching ? reaching(transport, remote)
        : transport switch { "udp" => _udp?.FlowTo(remote), "tcp" => _tcp?.FlowTo(remote), _ => null };

    /// <summary>Instead of our sockets: a network of a test's own.</summary>
    public Func<string, IPEndPoint, SipFlow?>? Reaching { get; set; }

    public void Dispose()
    {
        _udp?.Dispose();
        _tcp?.Dispose();
        Stack.Dispose();
    }

    /// <summary>UDP and TCP on the same number; a free one for both when none is asked for.</summary>
    private (UdpTransport Udp, TcpTransport Tcp) Bind(IPAddress ip)
    {
        for (var attempt = 1; ; attempt++)
        {
            var udp = new UdpTransport(Stack, new IPEndPoint(ip, _options.SipPort));
            try
            {
                return (udp, new TcpTransport(Stack, Sources, udp.Local));
            }
            catch (System.Net.Sockets.SocketException) when (_options.SipPort == 0 && attempt < 10)
            {
                udp.Dispose();
            }
            catch (System.Net.Sockets.SocketException)
            {
                udp.Dispose();
                throw;
            }
        }
    }
}
