using TellerLine.Voice;
using TellerLine.Voice.Sip;

namespace TellerLine.Rules.Voice.Sip;

/// <summary>A user's own telephone calls what is no served number, and holds the call it has.</summary>
public sealed class UserCallTests : IAsyncDisposable
{
    private readonly CallOnFakes _call = new(accounts: new FakeAccounts());
    private readonly TaskCompletionSource<ILeg> _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private SipMessage Last => _call.Peer.Last;

    [Theory]
    [InlineData("sip:1002@tellerline", "1002")]
    [InlineData("sip:*2195566%23@tellerline", "*2195566#")]
    [InlineData("sip:13800000001@tellerline;user=phone", "13800000001")]
    [InlineData("tel:+86-138-0000-0001", "tel:+8613800000001")]
    public async Task who_has_proved_himself_is_served_whomever_he_calls(string uri, string called)
    {
        Serve();
        Invite(uri, "1001");
        var leg = await _arrived.Task;
        Assert.Equal((called, "1001", false), (leg.CalledNumber, leg.User, leg.IsPutAside));
        await leg.Ringing();
        Assert.Equal(180, Last.Status);
        await leg.Answer();
        Assert.Equal((200, 1), (Last.Status, _call.Exchange.Calls));
        Assert.False(_call.Arrived.IsCompleted);
    }

    [Fact]
    public async Task a_refusal_is_its_answer_and_nothing_is_left_of_it()
    {
        _call.Exchange.OnUserCall = leg => leg.Hangup(486);
        Invite("sip:1002@tellerline", "1001");
        await CallOnFakes.Settled(() => Last.Status == 486);
        Assert.Equal((0, 0), (_call.Exchange.Calls, _call.Exchange.Sip.Dialogs));
    }

    [Fact]
    public async Task withdrawn_while_it_rings_it_is_gone()
    {
        Serve();
        Invite("sip:1002@tellerline", "1001");
        var leg = await _arrived.Task;
        _call.Receive(Wire.Request(
            "CANCEL", "sip:1002@tellerline", 2, branch: "INVITEc12", from: "<sip:1001@tellerline>;tag=f1",
            to: "<sip:1002@tellerline>"));
        await CallOnFakes.Settled(() => leg.Gone.IsCancellationRequested);
        Assert.Equal((LegEndBy.Remote, 0), (leg.End!.By, _call.Exchange.Sip.Dialogs));
    }

    [Theory]
    [InlineData("sip:1002@tellerline", "1001", "wrong", 401)]
    [InlineData("sip:1002@tellerline", "stranger", "secret", 404)]
    [InlineData("sip:1002@198.51.100.66", "1001", "secret", 404)]
    [InlineData("sip:sip%3Aevil%40198.51.100.66@tellerline", "1001", "secret", 404)]
    [InlineData("mailto:a@b", "1001", "secret", 416)]
    public void nobody_else_is_and_nobody_of_another_house(string uri, string user, string secret, int status)
    {
        Serve();
        Invite(uri, user, secret);
        Assert.Equal(status, Last.Status);
        Assert.False(_arrived.Task.IsCompleted);
        Assert.Equal(0, _call.Exchange.Calls);
    }

    [Fact]
    public void while_nobody_takes_them_there_are_none()
    {
        Invite("sip:1002@tellerline", "1001");
        Assert.Equal(404, Last.Status);
    }

    [Theory]
    [InlineData("a=sendrecv", "a=sendonly")]
    [InlineData("a=sendrecv", "a=inactive")]
    [InlineData("c=IN IP4 192.0.2.1", "c=IN IP4 0.0.0.0")]
    public async Task a_telephone_that_holds_says_so_once_and_that_it_is_back(string said, string held)
    {
        var told = new List<bool>();
        var leg = await _call.Answered();
        leg.PutAside += told.Add;
        ReOffer(2, Wire.Sdp.Replace(said, held, StringComparison.Ordinal));
        await CallOnFakes.Settled(() => told.Count == 1 && leg.IsPutAside);
        ReOffer(3, Wire.Sdp.Replace(said, held, StringComparison.Ordinal));
        await CallOnFakes.Settled(() => Last is { Status: 200, CSeq: 3 });
        ReOffer(4, Wire.Sdp);
        await CallOnFakes.Settled(() => told.Count == 2);
        Assert.Equal([true, false], told);
        Assert.False(leg.IsPutAside);
        Assert.Null(leg.End);
    }

    public async ValueTask DisposeAsync()
    {
        _done.TrySetResult();
        await _call.DisposeAsync();
    }

    private void ReOffer(int cseq, string sdp)
    {
        _call.InDialog("INVITE", cseq, sdp);
        _call.InDialog("ACK", cseq);
    }

    private void Serve() => _call.Exchange.OnUserCall = async leg =>
    {
        _arrived.TrySetResult(leg);
        await _done.Task;
    };

    private void Invite(string uri, string user, string secret = "secret")
    {
        string Ask(int cseq, string more) => Wire.Request(
            "INVITE", uri, cseq, from: $"<sip:{user}@tellerline>;tag=f1", to: "<sip:1002@tellerline>",
            more: "Contact: <sip:1001@192.0.2.1:5060>" + (more.Length > 0 ? "\r\n" + more : ""), body: Wire.Sdp);
        _call.Receive(Ask(1, ""));
        if (Last.Status == 401)
            _call.Receive(Ask(2, Wire.Authorise("INVITE", Last, user, secret, "MD5", uri)));
    }
}
