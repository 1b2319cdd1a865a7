namespace TellerLine.Voice.Sip;

/// <summary>
/// The telephone asks for a transfer (RFC 3515). Only a user's own may: a stranger on the line could send our calls to
/// where they cost. Whoever listens decides; the telephone hears of the end by NOTIFY.
/// </summary>
internal sealed partial class SipLeg
{
    private SipRefer? _refer;
    private bool _referredBefore;

    public event Action<LegRefer>? Referred;

    /// <summary>Another telephone of the user takes the place.</summary>
    public event Action<LegReplaced>? Replaced;

    /// <summary>
    /// Whose telephone it is, proved by its password or reached by its registration; null for others.
    /// </summary>
    public string? User { get; init; }

    public bool MayBeReplaced => Replaced is not null;

    public void Replace(SipLeg by) => Replaced?.Invoke(new LegReplaced(this, by));

    private void Refer(ServerTransaction transaction, SipMessage request)
    {
        var refusal = Judge(request, out var target, out var replaces);
        if (refusal == 0 && _refer is { IsOver: false })
            refusal = 491;
        if (refusal != 0)
        {
            SipStack.Reply(transaction, request, refusal, SipReasons.Of(refusal));
            return;
        }

        var replaced = replaces is { } other ? _sip.Find(other) : null;
        // The first needs no name (§2.4.6), and some telephones do not expect one.
        var refer = _refer = new SipRefer(
            this, transaction, request, target, replaced?.Id, _referredBefore ? $"refer;id={request.CSeq}" : "refer");
        _referredBefore = true;
        if (replaces is { } wanted && NotReplaced(replaced, wanted) is var status and not 0)
        {
            // As the one to be called would have answered (RFC 5589 §7.1): in the news. A 481 to the REFER itself would
            // end this very dialog at the telephone.
            if (refer.Accept())
                refer.Finish(status, SipReasons.Of(status));
            return;
        }

        var listener = Referred!;
        _ = Task.Run(() =>
        {
            try
            {
                listener(refer);
            }
            catch (Exception e)
            {
                _sip.Stack.Counters.Failed(e);
                refer.Refuse(500, "Server Internal Error");
            }
        });
    }

    /// <summary>
    /// RFC 3891 §3: a dialog that is not this user's other call is none, whether anybody has it or not.
    /// </summary>
    private int NotReplaced(SipLeg? replaced, Replaces wanted) =>
        replaced is not { End: null } other || other == this || other.User != User ? 481
        : wanted.EarlyOnly && other.State != CallState.Early ? 486 : 0;

    /// <returns>0, or the status that refuses it.</returns>
    private int Judge(SipMessage request, out string target, out Replaces? replaces)
    {
        (target, replaces) = ("", null);
        if (State != CallState.Confirmed || End is not null)
            return 491;
        if (Referred is null || User is null)
            return 603;
        if (request.HeaderFields(HeaderName.ReferTo).ToList() is not [var text]
            || !NameAddress.TryParse(text, out var place))
            return 400;
        if (place.Sip?.Params.Get("method") is { } method && method != "INVITE")
            return 501;
        if (_sip.Own(place) is not { } own)
            return 403;
        target = own;
        var asked = place.Sip?.HeaderFields("Replaces") ?? [];
        if (asked.Count == 0)
            return 0;
        if (asked.Count > 1 || !Replaces.TryParse(asked[0], out var one))
            return 400;
        replaces = one;
        return 0;
    }

    private sealed class SipRefer(
        SipLeg leg, ServerTransaction transaction, SipMessage request, string target, string? replacesLegId,
        string eventName)
        : LegRefer(target, replacesLegId)
    {
        private WheelTimer? _expiry;
        private bool _accepted;

        public bool IsOver { get; private set; }

        public void LegIsOver()
        {
            IsOver = true;
            if (_expiry is not null)
                leg._sip.Stack.Disarm(_expiry);
        }

        public override bool Accept()
        {
            lock (leg._sip.Stack.Gate)
            {
                if (IsOver || _accepted || transaction.IsAnswered || leg.State != CallState.Confirmed)
                {
                    IsOver |= !_accepted;
                    return false;
                }

                _accepted = true;
                transaction.Respond(202, leg.Response(request, 202, "Accepted").End());
                Notify(100, "Trying");
                leg._sip.Stack.Arm(
                    _expiry = new WheelTimer(() => Finish(408, "Request Timeout")), SipTimers.LongestRinging);
                return true;
            }
        }

        public override void Refuse(int status, string reason)
        {
            status = status is >= 400 and < 700 ? status : 603;
            lock (leg._sip.Stack.Gate)
            {
                if (_accepted)
                {
                    Finish(status, reason);
                    return;
                }

                IsOver = true;
                if (transaction.IsAnswered)
                    return;
                var writer = leg.Response(request, status, Clean(reason));
                // §20.43: words for people.
                writer.Header("Warning", $"399 tellerline {Quoting.Quote(Clean(reason))}");
                transaction.Respond(status, writer.End());
            }
        }

        public override void Finish(int status = 200, string reason = "OK")
        {
            lock (leg._sip.Stack.Gate)
            {
                if (!_accepted || IsOver)
                    return;
                IsOver = true;
                leg._sip.Stack.Disarm(_expiry!);
                if (leg.State == CallState.Confirmed)
                    Notify(status is >= 200 and < 700 ? status : 500, Clean(reason));
            }
        }

        /// <summary>§2.4.5: what the telephone would have heard had it called itself.</summary>
        private void Notify(int status, string reason)
        {
            var left = status < 200 ? $"active;expires={SipTimers.LongestRinging / 1_000}"
                : "terminated;reason=noresource";
            leg.SendIn(
                leg.Dialog, SipMethod.Notify, $"SIP/2.0 {status} {reason}\r\n",
                (ref SipWriter writer) =>
                {
                    writer.Header("Contact", leg.Contact);
                    writer.Header("Event", eventName);
                    writer.Header("Subscription-State", left);
                },
                static (_, _) => { }, "message/sipfrag;version=2.0");
        }

        private static string Clean(string reason) => string.Concat(reason.Where(c => !char.IsControl(c)));
    }
}
