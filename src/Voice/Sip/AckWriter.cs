namespace TellerLine.Voice.Sip;

/// <summary>ACK of a non-2xx and CANCEL: both repeat the INVITE's own lines (§17.1.1.3, §9.1).</summary>
internal static class AckWriter
{
    public static byte[] ForFailure(byte[] invite, SipMessage response) =>
        Rewrite(invite, "ACK", response.Header(HeaderName.To));

    public static byte[] Cancel(byte[] invite) => Rewrite(invite, "CANCEL", null);

    private static byte[] Rewrite(byte[] invite, string method, string? to)
    {
        var original = SipParser.Parse(invite, stream: false, out _)!;
        var writer = SipWriter.Request(method, original.RequestUri);
        var firstVia = true;
        foreach (ref readonly var field in original.Fields)
        {
            var value = original.Text(field);
            switch (field.Name)
            {
                case HeaderName.Via when firstVia:
                    writer.Header("Via", value);
                    firstVia = false;
                    break;
                case HeaderName.From:
                    writer.Header("From", value);
                    break;
                case HeaderName.To:
                    writer.Header("To", to ?? value);
                    break;
                case HeaderName.CallId:
                    writer.Header("Call-ID", value);
                    break;
                case HeaderName.CSeq:
                    writer.Header("CSeq", $"{original.CSeq} {method}");
                    break;
                case HeaderName.Route:
                    writer.Header("Route", value);
                    break;
                default:
                    break;
            }
        }

        writer.Header("Max-Forwards", 70);
        return writer.End();
    }
}
