using TellerLine.Voice.Media;
using TellerLine.Voice.Sdp;

namespace TellerLine.Voice.Sip;

internal enum CallState
{
    /// <summary>INVITE there, no final answer.</summary>
    Early,

    /// <summary>2xx sent, ACK awaited.</summary>
    Answered,

    Confirmed,

    /// <summary>BYE sent or received, or never answered.</summary>
    Over,
}

/// <summary>A party on a SIP dialog. Signalling state is changed under the stack's gate only.</summary>
internal sealed partial class SipLeg : Leg, ILeg
{
    private readonly SipService _sip;
    private readonly SdpNegotiation _sdp;
    private bool _webRtc;

    /// <summary>An incoming call.</summary>
    public SipLeg(
        SipService sip, string id, ServerTransaction invite, SipMessage request, string? called, SdpSession? offer,
        IMedia media, TimeProvider time)
        : base(id, media, time)
    {
        _sip = sip;
        _sdp = new SdpNegotiation(sip.NextSessionId());
        _invite = invite;
        _request = request;
        _offer = offer;
        _webRtc = offer is null ? invite.Flow.Transport == SipTransport.Ws
            : SdpTerms.Audio(offer) is { IsWebRtc: true };
        _repeat2xx = new WheelTimer(Repeat2xx);
        _ackMissing = new WheelTimer(AckMissing);
        _session = new WheelTimer(SessionDue);
        _storing = new WheelTimer(Store);
        _repeatProvisional = new WheelTimer(RepeatProvisional);
        AudioChanged += Sounds;
        Dialog = Dialog.Incoming(request, invite.Flow, SipStack.NewTag());
        CallerNumber = CallerOf(request);
        _isReliable = request.Names(HeaderName.Require, "100rel");
        CalledNumber = called;
        Contact = sip.Address.Contact(CalledNumber ?? "", invite.Flow.Transport);
    }

    /// <summary>An outgoing call whose dialog its answer completes.</summary>
    public SipLeg(
        SipService sip, string id, Dialog dialog, string contact, bool webRtc, string called, IMedia media,
        TimeProvider time)
        : base(id, media, time)
    {
        _sip = sip;
        _sdp = new SdpNegotiation(sip.NextSessionId());
        _webRtc = webRtc;
        _repeat2xx = new WheelTimer(Repeat2xx);
        _ackMissing = new WheelTimer(AckMissing);
        _session = new WheelTimer(SessionDue);
        _storing = new WheelTimer(Store);
        _repeatProvisional = new WheelTimer(RepeatProvisional);
        AudioChanged += Sounds;
        IsCaller = true;
        Dialog = dialog;
        Contact = contact;
        CalledNumber = called;
    }

    public Dialog Dialog { get; }

    public CallState State { get; private set; }

    /// <summary>The call is one of ours: its Call-ID is.</summary>
    private bool IsCaller { get; }

    /// <summary>The dialog with who has this tag; before the answer there may be several (§12.1). Null: none.</summary>
    public Dialog? DialogWith(string remoteTag) =>
        Dialog.RemoteTag == remoteTag && (remoteTag.Length > 0 || !IsCaller || State != CallState.Early) ? Dialog
        : State == CallState.Early && _forks.TryGetValue(remoteTag, out var fork) ? fork.Dialog : null;

    public override LegKind Kind => LegKind.Sip;

    public override string Via => Dialog.Flow.Transport == SipTransport.Ws ? "browser" : "sip";

    public override string? CallerNumber { get; }

    public override string? CalledNumber { get; }

    /// <summary>Ours, as written.</summary>
    private string Contact { get; }

    public override Task Hangup(int status = 603, int? retryAfterS = null)
    {
        lock (_sip.Stack.Gate)
        {
            switch (State)
            {
                case CallState.Early when _invite is not null:
                    Refuse(status, SipReasons.Of(status), retryAfterS);
                    Finish(new LegEnd(LegEndBy.Local, status, SipReasons.Of(status)));
                    break;
                case CallState.Answered:
                    // §15: the callee waits for the ACK before BYE; the party is gone for us already.
                    _byeAfterAck = true;
                    TryEnd(new LegEnd(LegEndBy.Local, 0, "Hung up"));
                    break;
                case CallState.Confirmed:
                    TryEnd(new LegEnd(LegEndBy.Local, 0, "Hung up"));
                    SendBye();
                    break;
                case CallState.Early:
                    Withdraw();
                    break;
                default:
                    TryEnd(new LegEnd(LegEndBy.Local, 0, "Hung up"));
                    break;
            }
        }

        return Task.CompletedTask;
    }

    public override void MediaGone()
    {
        lock (_sip.Stack.Gate)
        {
            if (!TryEnd(new LegEnd(LegEndBy.Media, 0, "Media process lost")))
                return;
            if (State == CallState.Early && _invite is not null)
            {
                Refuse(500, "Server Internal Error", null);
                Over();
            }
            else if (State == CallState.Early)
            {
                Withdraw();
            }
            else if (State == CallState.Answered)
            {
                _byeAfterAck = true;
            }
            else if (State == CallState.Confirmed)
            {
                SendBye();
            }
        }
    }

    /// <summary>BYE, and the dialog stays to answer a crossing one until ours is answered or given up.</summary>
    private void SendBye()
    {
        State = CallState.Over;
        StopTimers();
        Forget();
        if (!SendInDialog(SipMethod.Bye, null, (_, _) => _sip.Remove(this)))
            _sip.Remove(this);
    }

    /// <summary>Writes header fields of its own into a request.</summary>
    private delegate void Headers(ref SipWriter writer);

    private bool SendInDialog(SipMethod method, string? sdp, ResponseHandler heard) =>
        SendIn(Dialog, method, sdp, null, heard);

    /// <param name="dialog">The call's, or an early one of it: their requests are numbered together.</param>
    /// <returns>False when there is no way to the party; then nothing is heard either.</returns>
    private bool SendIn(
        Dialog dialog, SipMethod method, string? body, Headers? more, ResponseHandler heard,
        string type = "application/sdp")
    {
        if (_sip.FlowFor(dialog) is not { } flow)
            return false;
        var branch = SipStack.NewBranch();
        var cseq = ++Dialog.LocalCSeq;
        Save();
        var writer = dialog.Request(method.Name(), cseq, branch, _sip.Address.ViaHost, flow);
        if (method is SipMethod.Update or SipMethod.Invite)
        {
            writer.Header("Contact", Contact);
            writer.Header("Allow", SipMethods.Allow);
            AskForSession(ref writer);
        }
        else if (method == SipMethod.Bye && End is { Status: > 0 } end)
        {
            // RFC 3326: the party is told what went wrong.
            writer.Header("Reason", $"SIP;cause={end.Status};text={Quoting.Quote(end.Reason)}");
        }

        more?.Invoke(ref writer);
        Credentials?.Write(ref writer, method.Name(), dialog.RequestUri);
        var bytes = writer.End(body is null ? null : type, body);
        _sip.Stack.StartClient(
            method, branch, flow, dialog.Asked(cseq), bytes,
            (transaction, response) =>
            {
                // Once more with the answer to the challenge, as often as the challenges differ.
                if (response is not { Status: 401 or 407 } || Credentials?.Takes(response) != true
                    || !SendIn(dialog, method, body, more, heard, type))
                    heard(transaction, response);
                if (response is { Status: >= 200 and < 300 })
                    Credentials?.Accepted();
            });
        return true;
    }

    /// <summary>The party is gone and its dialog with it.</summary>
    private void Finish(LegEnd end)
    {
        TryEnd(end);
        Over();
    }

    private void Over()
    {
        State = CallState.Over;
        StopTimers();
        Forget();
        _sip.Remove(this);
    }

    private void StopTimers()
    {
        _sip.Stack.Disarm(_repeat2xx);
        _sip.Stack.Disarm(_ackMissing);
        _sip.Stack.Disarm(_session);
        _sip.Stack.Disarm(_storing);
        _sip.Stack.Disarm(_repeatProvisional);
        _refer?.LegIsOver();
        if (_cutOff is not null)
            _sip.Stack.Disarm(_cutOff);
    }

    private SipWriter Response(SipMessage request, int status, string reason)
    {
        var writer = SipWriter.Response(request, _invite?.Flow ?? Dialog.Flow, status, reason, Dialog.LocalTag);
        writer.Header("Contact", Contact);
        return writer;
    }

    private static string? CallerOf(SipMessage request)
    {
        var from = request.From.Sip;
        var number = from is null || from.Params.Get("user") == "phone"
            ? TelephoneUri.TryParse(request.From.Uri, out var telephone)
                || (from is not null && TelephoneUri.TryParseSubscriber(from.User, out telephone))
                ? telephone.Number : from?.User : from.User;
        return number is null or "" || number.Equals("anonymous", StringComparison.OrdinalIgnoreCase)
            || request.From.Uri.Contains("anonymous.invalid", StringComparison.OrdinalIgnoreCase)
            || AsksForPrivacy(request)
                ? null : number;
    }

    /// <summary>RFC 3323 §4.2: values divided by semicolons (some write commas).</summary>
    private static bool AsksForPrivacy(SipMessage request) => request.HeaderValues(HeaderName.Privacy)
        .SelectMany(value => value.Split(';', StringSplitOptions.TrimEntries))
        .Any(value => value.ToLowerInvariant() is "id" or "user" or "header");
}
