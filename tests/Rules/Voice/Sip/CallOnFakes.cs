using Microsoft.Extensions.Logging.Abstractions;
using TellerLine.Voice;
using TellerLine.Voice.Sip;

namespace TellerLine.Rules.Voice.Sip;

/// <summary>
/// An exchange on a fake clock and fake media, and one caller of 95000 who speaks SIP as <see cref="Wire"/> writes it.
/// </summary>
internal sealed class CallOnFakes : IAsyncDisposable
{
    public const string Number = "95000";

    private readonly TaskCompletionSource<ILeg> _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public CallOnFakes(VoiceOptions? options = null, ISipAccounts? accounts = null, string number = Number)
    {
        options ??= new VoiceOptions();
        Exchange = new Exchange(
            options with { Listen = "127.0.0.1", Numbers = [number] }, Media, accounts, null, "n1", Time,
            NullLogger<Exchange>.Instance)
        {
            OnCall = async leg =>
            {
                _arrived.TrySetResult(leg);
                await _done.Task;
            },
        };
    }

    public FakeTime Time { get; } = new();

    public FakeMedia Media { get; } = new();

    public FakeFlow Peer { get; set; } = new();

    public Exchange Exchange { get; }

    public SipStack Stack => Exchange.Sip.Stack;

    /// <summary>Our tag, once something with it was sent.</summary>
    public string Tag { get; set; } = "";

    public string From { get; set; } = "<sip:13800000001@x>;tag=f1";

    public Task<ILeg> Arrived => _arrived.Task;

    public void Receive(string message) => Peer.Receive(Stack, message);

    public void Invite(
        string more = "", string body = Wire.Sdp, string type = "application/sdp", int cseq = 1,
        string uri = $"sip:{Number}@tellerline") =>
        Receive(Wire.Request(
            "INVITE", uri, cseq, from: From, to: $"<sip:{Number}@tellerline>", more: Contact(more),
            body: body, type: type, transport: Peer.ViaTransport));

    public void InDialog(
        string method, int cseq, string body = "", string more = "", string type = "application/sdp",
        string branch = "") =>
        Receive(Wire.Request(
            method, $"sip:{Number}@tellerline", cseq, branch.Length > 0 ? branch + cseq : "", from: From,
            to: $"<sip:{Number}@tellerline>;tag={Tag}", more: Contact(more), body: body, type: type,
            transport: Peer.ViaTransport));

    /// <summary>Called, answered, and acknowledged.</summary>
    public async Task<ILeg> Answered(string more = "")
    {
        Invite(more);
        var leg = await _arrived.Task;
        await leg.Answer();
        Tag = Peer.Last.To.Tag;
        InDialog("ACK", 1);
        return leg;
    }

    /// <summary>A telephone of the user, at the flow's address.</summary>
    public void Register(string user, FakeFlow flow)
    {
        string Ask(int cseq, string more) => Wire.Request(
            "REGISTER", "sip:tellerline", cseq, callId: "reg-" + user, from: $"<sip:{user}@tellerline>;tag=r",
            to: $"<sip:{user}@tellerline>",
            more: $"Contact: <sip:{user}@192.0.2.1:5060>" + (more.Length > 0 ? "\r\n" + more : ""),
            transport: flow.ViaTransport);
        flow.Receive(Stack, Ask(1, ""));
        flow.Receive(Stack, Ask(2, Wire.Authorise("REGISTER", flow.Last, user, "secret", "MD5", "sip:tellerline")));
        Assert.Equal(200, flow.Last.Status);
    }

    public static async Task Settled(Func<bool> condition)
    {
        while (!condition())
            await Task.Yield();
    }

    public async ValueTask DisposeAsync()
    {
        _done.TrySetResult();
        await Exchange.DisposeAsync();
    }

    private static string Contact(string more) =>
        more.Contains("Contact:", StringComparison.Ordinal) ? more
        : "Contact: <sip:1001@192.0.2.1:5060>" + (more.Length > 0 ? "\r\n" + more : "");
}
