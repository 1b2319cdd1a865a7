using TellerLine.Voice;
using TellerLine.Voice.Sip;

namespace TellerLine.Rules.Voice.Sip;

/// <summary>A telephone at 192.0.2.1 that we call, and what whoever dials it hears.</summary>
internal sealed class PhoneOnFakes : IAsyncDisposable, IProgress<DialProgress>
{
    public const string Address = "sip:1001@192.0.2.1:5060";

    private readonly List<DialProgress> _heard = [];

    public PhoneOnFakes() => Call.Exchange.Sip.Reaching = (_, _) => Flow;

    public CallOnFakes Call { get; } = new();

    public FakeFlow Flow { get; } = new();

    public SipMessage Last => Flow.Last;

    public SipMessage Invite => Flow.Sent.Last(m => m is { IsRequest: true, Method: SipMethod.Invite });

    public IReadOnlyList<DialProgress> Heard
    {
        get
        {
            lock (_heard)
                return [.. _heard];
        }
    }

    public void Report(DialProgress value)
    {
        lock (_heard)
            _heard.Add(value);
    }

    public Task<Dialled> Dial() => Call.Exchange.Dial(
        new DialRequest(Address, "95000", "银行", TimeSpan.FromSeconds(60)) { Progress = this },
        TestContext.Current.CancellationToken);

    public async Task<ILeg> Answered(string more = "")
    {
        var dialling = Dial();
        Answer(Invite, 200, more: more, body: Wire.Sdp);
        return Assert.IsType<Dialled.Answered>(await dialling).Leg;
    }

    public void Answer(SipMessage request, int status, string more = "", string body = "", string tag = "t1") =>
        Flow.Receive(Call.Stack, Wire.Response(request, status, tag, body, more));

    /// <summary>A request of the telephone's, in the dialog that it names by its tag.</summary>
    public void Ask(string method, int cseq, string body = "", string more = "", string tag = "t1") =>
        Flow.Receive(Call.Stack, Wire.Request(
            method, "sip:95000@x", cseq, callId: Invite.CallId, from: $"<{Address}>;tag={tag}",
            to: $"<sip:95000@x>;tag={Invite.From.Tag}", more: more, body: body));

    public ValueTask DisposeAsync() => Call.DisposeAsync();
}
