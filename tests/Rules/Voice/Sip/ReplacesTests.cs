using TellerLine.Voice;
using TellerLine.Voice.Sip;

namespace TellerLine.Rules.Voice.Sip;

/// <summary>A user goes on with his call at another telephone of his (RFC 3891).</summary>
public sealed class ReplacesTests : IAsyncDisposable
{
    private readonly CallOnFakes _call = new(accounts: new FakeAccounts());
    private readonly FakeFlow _other = new();
    private readonly TaskCompletionSource<LegReplaced> _replaced = new(
        TaskCreationOptions.RunContinuationsAsynchronously);

    private int _cseq;

    [Fact]
    public async Task the_new_leg_takes_the_place_and_the_old_one_is_hung_up()
    {
        var old = await Called();
        old.Replaced += _replaced.SetResult;
        Replace(Dialog());
        var replaced = await _replaced.Task;
        Assert.Same(old, replaced.Old);
        Assert.Equal("95000", replaced.By.CalledNumber);
        await replaced.By.Answer();
        Assert.Equal((200, true), (_other.Last.Status, _other.Last.Sdp is not null));
        Assert.Equal(2, _call.Exchange.Calls);
        await old.Hangup();
        Assert.Equal(SipMethod.Bye, _call.Peer.Last.Method);
        Assert.Null(replaced.By.End);
        // The old one is no call of ours any more; the new one is.
        await CallOnFakes.Settled(() => _call.Exchange.Calls == 1);
    }

    [Fact]
    public async Task who_listens_may_decline_and_a_listener_that_fails_costs_the_new_call_alone()
    {
        var old = await Called();
        old.Replaced += r => r.By.Hangup(486);
        Replace(Dialog());
        await CallOnFakes.Settled(() => _other.Last.Status == 486);
        old.Replaced += _ => throw new InvalidOperationException("broken");
        old.Replaced += _replaced.SetResult;
        Replace(Dialog());
        await CallOnFakes.Settled(() => _other.Last.Status >= 486 && _other.Last.CSeq == _cseq);
        Assert.Null(old.End);
    }

    [Fact]
    public async Task while_nobody_listens_it_is_declined()
    {
        await Called();
        Replace(Dialog());
        Assert.Equal(603, _other.Last.Status);
    }

    [Theory]
    [InlineData("1001", "{0};to-tag={1};from-tag=f1;early-only", 486)]
    [InlineData("1001", "{0};to-tag={1};from-tag=other", 481)]
    [InlineData("1001", "{0};to-tag=f1;from-tag={1}", 481)]
    [InlineData("1001", "other;to-tag={1};from-tag=f1", 481)]
    [InlineData("1001", "{0};to-tag={1}", 400)]
    [InlineData("1001", "{0}", 400)]
    [InlineData("1001", ";to-tag={1};from-tag=f1", 400)]
    [InlineData("1001", "{0};to-tag={1};from-tag=f1\r\nReplaces: {0};to-tag={1};from-tag=f1", 400)]
    [InlineData("1002", "{0};to-tag={1};from-tag=f1", 403)]
    [InlineData("stranger", "{0};to-tag={1};from-tag=f1", 403)]
    public async Task another_is_refused_as_it_is_wrong(string user, string replaces, int status)
    {
        var old = await Called();
        old.Replaced += _replaced.SetResult;
        var answer = _call.Peer.Sent.Last(m => m.Status == 200);
        Replace(string.Format(null, replaces, answer.CallId, answer.To.Tag), user);
        Assert.Equal(status, _other.Last.Status);
        Assert.False(_replaced.Task.IsCompleted);
        Assert.Null(old.End);
    }

    [Fact]
    public async Task a_leg_that_only_rings_is_answered_where_it_rings()
    {
        _call.From = "<sip:1001@tellerline>;tag=f1";
        _call.Invite();
        _call.Invite(Authorise(_call.Peer), cseq: 2);
        var old = await _call.Arrived;
        await old.Ringing();
        Replace($"{_call.Peer.Last.CallId};to-tag={_call.Peer.Last.To.Tag};from-tag=f1");
        Assert.Equal(486, _other.Last.Status);
        Assert.Null(old.End);
    }

    [Fact]
    public async Task one_that_is_over_is_no_more()
    {
        var old = await Called();
        old.Replaced += _replaced.SetResult;
        var dialog = Dialog();
        await old.Hangup();
        Replace(dialog);
        Assert.Equal(603, _other.Last.Status);
        _call.Peer.Receive(_call.Stack, Wire.Response(_call.Peer.Last, 200));
        Replace(dialog);
        Assert.Equal(481, _other.Last.Status);
    }

    [Fact]
    public async Task without_the_password_nothing_is_taken()
    {
        var old = await Called();
        old.Replaced += _replaced.SetResult;
        _other.Receive(_call.Stack, Invite($"Replaces: {Dialog()}", "1001"));
        Assert.Equal(401, _other.Last.Status);
        Assert.False(_replaced.Task.IsCompleted);
    }

    public ValueTask DisposeAsync() => _call.DisposeAsync();

    private async Task<ILeg> Called()
    {
        _call.From = "<sip:1001@tellerline>;tag=f1";
        _call.Invite();
        _call.Invite(Authorise(_call.Peer), cseq: 2);
        var leg = await _call.Arrived;
        await leg.Answer();
        _call.Tag = _call.Peer.Last.To.Tag;
        _call.InDialog("ACK", 2);
        return leg;
    }

    private string Dialog()
    {
        var answer = _call.Peer.Sent.Last(m => m.Status == 200);
        return $"{answer.CallId};to-tag={answer.To.Tag};from-tag=f1";
    }

    private static string Authorise(FakeFlow flow, string user = "1001") =>
        Wire.Authorise("INVITE", flow.Last, user, "secret", "MD5", "sip:95000@tellerline");

    private void Replace(string replaces, string user = "1001")
    {
        _other.Receive(_call.Stack, Invite("Replaces: " + replaces, user));
        if (_other.Last.Status == 401)
            _other.Receive(_call.Stack, Invite($"Replaces: {replaces}\r\n{Authorise(_other, user)}", user));
    }

    private string Invite(string more, string user) => Wire.Request(
        "INVITE", "sip:95000@tellerline", ++_cseq, callId: "other", from: $"<sip:{user}@tellerline>;tag=n1",
        to: "<sip:95000@tellerline>", more: "Contact: <sip:1001@192.0.2.1:5070>\r\n" + more, body: Wire.Sdp);
}
