using System.Net;
using System.Text;
using TellerLine.Voice.Sip;

namespace TellerLine.Rules.Voice.Sip;

/// <summary>A peer that keeps what it is sent.</summary>
internal sealed class FakeFlow(SipTransport transport = SipTransport.Udp, string address = "192.0.2.1")
    : SipFlow(transport, new IPEndPoint(IPAddress.Parse(address), 5060))
{
    private (int Status, TaskCompletionSource? Next) _awaited;

    public List<SipMessage> Sent { get; } = [];

    public List<byte[]> Bytes { get; } = [];

    public bool Works { get; set; } = true;

    public SipMessage Last
    {
        get
        {
            lock (Sent)
                return Sent[^1];
        }
    }

    public override bool IsOpen => Works;

    public override bool Send(ReadOnlyMemory<byte> message)
    {
        if (!Works)
            return false;
        var parsed = SipParser.Parse(message.ToArray(), stream: true, out _)!;
        lock (Sent)
        {
            Bytes.Add(message.ToArray());
            Sent.Add(parsed);
        }

        if (_awaited.Next is { } next && Last.Status == _awaited.Status)
            next.TrySetResult();
        return true;
    }

    /// <summary>Completes with the next answer of that status.</summary>
    public Task Next(int status)
    {
        var next = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _awaited = (status, next);
        return next.Task;
    }

    public void Receive(SipStack stack, string message) =>
        stack.Receive(Encoding.UTF8.GetBytes(message.ReplaceLineEndings("\r\n")), this);
}
