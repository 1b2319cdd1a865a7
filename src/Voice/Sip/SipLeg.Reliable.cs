using TellerLine.Voice.Media;
using TellerLine.Voice.Sdp;

namespace TellerLine.Voice.Sip;

/// <summary>
/// 180 to a caller: as it is, or where the caller requires it one that arrives for certain (RFC 3262 §3): numbered,
/// repeated until its PRACK, the call refused when none comes. To an INVITE without a description the reliable one
/// carries our offer, and the PRACK the answer (§5).
/// </summary>
internal sealed partial class SipLeg
{
    private readonly WheelTimer _repeatProvisional;
    private readonly bool _isReliable;
    private byte[]? _provisional;
    private uint _rseq;
    private uint _rseqOf;
    private int _provisionalMs;
    private bool _rang;

    /// <summary>Completes with the PRACK that answers our offer; null when we made none.</summary>
    private TaskCompletionSource? _pracked;

    private bool _agreedWhileRinging;

    public override async Task Ringing()
    {
        lock (_sip.Stack.Gate)
        {
            if (!MayRing())
                return;
            if (!_isReliable)
            {
                _invite!.Respond(180, Response(_request!, 180, "Ringing").End());
                return;
            }

            // One at a time, and one is enough.
            if (_rang)
                return;
            _rang = true;
            if (_offer is not null)
            {
                RingReliably(null);
                return;
            }

            _pracked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        var offer = _sdp.Offer(_local = await Guard(() => Media.Open(Id, _webRtc)), _webRtc);
        lock (_sip.Stack.Gate)
            if (MayRing())
                RingReliably(offer);
    }

    private bool MayRing() => _invite is { IsAnswered: false } && _request is not null && State == CallState.Early;

    private void RingReliably(string? offer)
    {
        _rseq = (uint)Random.Shared.Next(1, int.MaxValue / 2);
        _rseqOf = _request!.CSeq;
        var writer = Response(_request, 180, "Ringing");
        writer.Copy(_request, HeaderName.RecordRoute, "Record-Route");
        writer.Header("Allow", SipMethods.Allow);
        writer.Header("Require", "100rel");
        writer.Header("RSeq", _rseq);
        _provisional = writer.End(offer is null ? null : "application/sdp", offer);
        _invite!.Respond(180, _provisional);
        _provisionalMs = SipTimers.T1;
        _sip.Stack.Arm(_repeatProvisional, _provisionalMs);
    }

    private void RepeatProvisional()
    {
        if (_provisional is null || !MayRing())
            return;
        _provisionalMs *= 2;
        if (_provisionalMs > SipTimers.GiveUp)
        {
            Refuse(500, "Server Internal Error", null);
            Finish(new LegEnd(LegEndBy.Lost, 500, "No PRACK"));
            return;
        }

        _sip.Stack.Send(_invite!.Flow, _provisional);
        // Repeated at 0.5, 1.5, 3.5 … 31.5 s; given up at 64·T1.
        _sip.Stack.Arm(
            _repeatProvisional, _provisionalMs * 2 > SipTimers.GiveUp ? SipTimers.T1 : _provisionalMs);
    }

    /// <summary>A final answer needs no certainty of what came before it.</summary>
    private void ProvisionalIsOver()
    {
        lock (_sip.Stack.Gate)
            _sip.Stack.Disarm(_repeatProvisional);
    }

    private void Pracked(ServerTransaction transaction, SipMessage request)
    {
        if (_provisional is null || !Rack.TryParse(request.Header(HeaderName.RAck), out var rack)
            || rack != new Rack(_rseq, _rseqOf))
        {
            SipStack.Reply(transaction, request, 481, "Call/Transaction Does Not Exist");
            return;
        }

        _sip.Stack.Disarm(_repeatProvisional);
        _provisional = null;
        if (_pracked is { Task.IsCompleted: false })
        {
            _ = TakeAnswer(transaction, request);
        }
        else if (request.Sdp is not null)
        {
            // An offer before ours or theirs is answered (§5).
            SipStack.Reply(transaction, request, 400, "Offer out of order");
        }
        else
        {
            SipStack.Reply(transaction, request, 200, "OK");
        }
    }

    private async Task TakeAnswer(ServerTransaction transaction, SipMessage request)
    {
        try
        {
            var remote = AnswerOf(request.Sdp ?? throw new SdpException("No answer to our offer"));
            await Guard(() => Media.SetRemote(Id, remote));
            lock (_sip.Stack.Gate)
            {
                _remote = remote;
                _agreedWhileRinging = true;
                SipStack.Reply(transaction, request, 200, "OK");
            }

            _pracked!.TrySetResult();
        }
        catch (Exception e) when (e is SdpException or MediaException or OperationCanceledException)
        {
            lock (_sip.Stack.Gate)
            {
                SipStack.Reply(transaction, request, 488, "Not Acceptable Here");
                Refuse(488, "Not Acceptable Here", null);
                Finish(new LegEnd(LegEndBy.Remote, 488, e.Message));
            }
        }
    }

    /// <summary>Waits for the answer to an offer that rang; the 2xx must not come before it (§3).</summary>
    private async Task<bool> AgreedWhileRinging()
    {
        if (_pracked is not { } pracked)
            return false;
        await pracked.Task.WaitAsync(Gone);
        return true;
    }
}

/// <summary>Which provisional answer a PRACK confirms (§7.2): <c>RAck: 776656 1 INVITE</c>.</summary>
internal readonly record struct Rack(uint RSeq, uint CSeq)
{
    public static bool TryParse(string? text, out Rack rack)
    {
        rack = default;
        var words = (text ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length != 3 || !uint.TryParse(words[0], out var rseq) || !uint.TryParse(words[1], out var cseq)
            || words[2] != "INVITE")
            return false;
        rack = new Rack(rseq, cseq);
        return true;
    }

    public override string ToString() => $"{RSeq} {CSeq} INVITE";
}
