namespace TellerLine.Voice.Sip;

/// <summary>What we can do, told to who asks, and what a request must not ask of us.</summary>
internal sealed partial class SipService
{
    /// <summary>An extension (§8.2.2.3) or a body (§8.2.3) that we do not know.</summary>
    private static bool Unsupported(ServerTransaction transaction, SipMessage request)
    {
        var required = request.HeaderValues(HeaderName.Require)
            .Where(r => !SipMethods.Supports(r)).ToList();
        if (required.Count > 0)
        {
            var writer = SipWriter.Response(request, transaction.Flow, 420, "Bad Extension", SipStack.NewTag());
            writer.Header("Unsupported", string.Join(", ", required));
            transaction.Respond(420, writer.End());
            return true;
        }

        // An ACK, and what has a body of another kind (INFO), look for themselves.
        if (request.Method is not (SipMethod.Invite or SipMethod.Update or SipMethod.Prack)
            || MessageBody.Of(request).Fault is not { } fault)
            return false;
        var refused = SipWriter.Response(request, transaction.Flow, fault.Status, fault.Reason, SipStack.NewTag());
        if (fault.Status == 415)
        {
            refused.Header("Accept", MessageBody.Accepted);
            refused.Header("Accept-Encoding", "identity");
        }

        transaction.Respond(fault.Status, refused.End());
        return true;
    }

    private static void Options(ServerTransaction transaction, SipMessage request)
    {
        var writer = SipWriter.Response(request, transaction.Flow, 200, "OK", SipStack.NewTag());
        writer.Header("Allow", SipMethods.Allow);
        writer.Header("Accept", MessageBody.Accepted);
        writer.Header("Supported", SipMethods.Supported);
        transaction.Respond(200, writer.End());
    }
}
