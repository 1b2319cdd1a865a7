namespace TellerLine.Voice.Sip;

/// <summary>
/// What the stack hands up (RFC 3261 §5: the transaction user). Called under the stack's gate: no waiting, no throwing.
/// </summary>
internal interface ISipCore
{
    /// <summary>
    /// Whether a request of this source is parsed at all: false once it has used up what it may ask, unless it has a
    /// call here. Asked without the gate.
    /// </summary>
    bool Reads(SipFlow flow);

    /// <summary>Whether one more malformed message is answered; it counts as a request of its source.</summary>
    bool HearsMalformed(SipFlow flow);

    /// <summary>
    /// Whether a request that begins a transaction is heard at all; asked before anything is kept of it.
    /// </summary>
    bool Hears(SipMessage request, SipFlow flow);

    /// <summary>A new request of its own transaction; never ACK or CANCEL.</summary>
    void OnRequest(ServerTransaction transaction, SipMessage request);

    /// <summary>An ACK of a 2xx: it is a transaction of its own.</summary>
    void OnAck(SipMessage ack);

    /// <summary>The INVITE of this transaction is withdrawn (§9.2); the CANCEL itself is answered already.</summary>
    void OnCancel(ServerTransaction invite);

    /// <summary>The longest time a request may lie has passed. Whatever is not answered by then gets 500.</summary>
    void OnUnanswered(ServerTransaction transaction);

    /// <summary>A dialog or a registration stands on the connection.</summary>
    bool Uses(SipFlow flow);

    void OnFlowClosed(SipFlow flow);
}
