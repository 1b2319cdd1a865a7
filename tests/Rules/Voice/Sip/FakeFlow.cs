using System.Net;
using System.Text;
using TellerLine.Voice.Sip;

namespace TellerLine.Rules.Voice.Sip;

/// <summary>A peer that keeps what it is sent.</summary>
internal sealed class FakeFlow(SipTransport transport = SipTransport.Udp) : SipFlow(transport, new IPEndPoint(IPAddress.Parse("192.0.2.1"), 5060))
{
    public List<SipMessage> Sent { get; } = [];

    public List<byte[]> Bytes { get; } = [];

    public bool Works { get; set; } = true;

    public SipMessage Last => Sent[^1];

    public override bool IsOpen => Works;

    public override bool Send(ReadOnlyMemory<byte> message)
    {
        if (!Works)
            return false;
        Bytes.Add(message.ToArray());
        Sent.Add(SipParser.Parse(message.ToArray(), stream: true, out _)!);
        return true;
    }

    public void Receive(SipStack stack, string message) => stack.Receive(Encoding.UTF8.GetBytes(message.ReplaceLineEndings("\r\n")), this);
}
