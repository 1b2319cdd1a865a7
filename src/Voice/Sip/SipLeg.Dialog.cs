namespace TellerLine.Voice.Sip;

/// <summary>
/// Requests inside the dialog: BYE, INFO, and those that change what was agreed.
/// </summary>
internal sealed partial class SipLeg
{
    public void OnRequest(ServerTransaction transaction, SipMessage request)
    {
        var isEarly = IsCaller && State == CallState.Early;
        if (isEarly && request.Method is not (SipMethod.Update or SipMethod.Options or SipMethod.Info))
        {
            // What is not answered yet cannot be ended or changed so (§15).
            SipStack.Reply(transaction, request, 481, "Call/Transaction Does Not Exist");
            return;
        }

        var dialog = DialogWith(request.From.Tag)!;
        if (!dialog.Accepts(request.CSeq))
        {
            // Out of order: RFC 3261 §12.2.2.
            SipStack.Reply(transaction, request, 500, "Server Internal Error");
            return;
        }

        if (!MayMoveTo(transaction.Flow))
        {
            // A stranger's source is easily forged: what he could turn on another's address stays where it is.
            if (request.Method != SipMethod.Bye)
            {
                SipStack.Reply(transaction, request, 403, "Forbidden");
                return;
            }
        }
        else if (!isEarly && (!Dialog.Flow.IsReliable || transaction.Flow.IsReliable))
        {
            _sip.Move(this, transaction.Flow);
            Reconnected();
        }

        switch (request.Method)
        {
            case SipMethod.Bye:
                Bye(transaction, request);
                break;
            case SipMethod.Invite or SipMethod.Update:
                dialog.Refresh(request);
                ReOffer(transaction, request);
                break;
            case SipMethod.Prack:
                Pracked(transaction, request);
                break;
            case SipMethod.Info:
                Info(transaction, request);
                break;
            case SipMethod.Refer:
                Refer(transaction, request);
                break;
            case SipMethod.Options:
                SipStack.Reply(transaction, request, 200, "OK");
                break;
            default:
                SipStack.Reply(transaction, request, 405, "Method Not Allowed");
                break;
        }
    }

    private bool MayMoveTo(SipFlow flow) =>
        flow.IsReliable || Dialog.Trusted || flow.Remote.Address.Equals(Dialog.Flow.Remote.Address);

    private void Bye(ServerTransaction transaction, SipMessage request)
    {
        SipStack.Reply(transaction, request, 200, "OK");
        if (State == CallState.Early)
            Refuse(487, "Request Terminated", null);
        Finish(new LegEnd(LegEndBy.Remote, 0, "Hung up"));
    }

    /// <summary>A key that a telephone sends as a message; its body was blanked before anything saw it.</summary>
    private void Info(ServerTransaction transaction, SipMessage request)
    {
        var key = request.Digit;
        request.Digit = 0;
        if (request.Body.IsEmpty)
        {
            SipStack.Reply(transaction, request, 200, "OK");
        }
        else if (!SecretBody.HoldsKeys(request.Header(HeaderName.ContentType)))
        {
            var writer = Response(request, 415, "Unsupported Media Type");
            writer.Header("Accept", SecretBody.KeyTypes);
            transaction.Respond(415, writer.End());
        }
        else if (key == 0)
        {
            SipStack.Reply(transaction, request, 400, "No key");
        }
        else
        {
            Media.InjectDigit(Id, key);
            SipStack.Reply(transaction, request, 200, "OK");
        }
    }
}
