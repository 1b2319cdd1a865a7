namespace TellerLine.Voice.Sip;

/// <summary>What the stack hands up (RFC 3261 §5: the transaction user). Called under the stack's gate: no waiting, no throwing.</summary>
internal interface ISipCore
{
    /// <summary>A new request of its own transaction; never ACK or CANCEL.</summary>
    void OnRequest(ServerTransaction transaction, SipMessage request);

    /// <summary>An ACK of a 2xx: it is a transaction of its own.</summary>
    void OnAck(SipMessage ack);

    /// <summary>The INVITE of this transaction is withdrawn (§9.2); the CANCEL itself is answered already.</summary>
    void OnCancel(ServerTransaction invite);

    void OnFlowClosed(SipFlow flow);
}
