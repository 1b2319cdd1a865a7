using TellerLine.Voice;
using TellerLine.Voice.Sip;

namespace TellerLine.Rules.Voice.Sip;

/// <summary>A user's telephone asks for a transfer (RFC 3515) and hears how it ended.</summary>
public sealed class ReferTests : IAsyncDisposable
{
    private readonly CallOnFakes _call = new(
        new VoiceOptions { Trunk = "sip:198.51.100.9", Advertise = "203.0.113.5" }, new FakeAccounts());

    private readonly FakeFlow _phone = new(SipTransport.Tcp);
    private readonly TaskCompletionSource<LegRefer> _referred = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private SipMessage _invite = null!;
    private int _cseq = 100;

    private SipMessage Last => _phone.Last;

    [Theory]
    [InlineData("<sip:1002@tellerline>", "1002")]
    [InlineData("\"Li\" <sip:1002@203.0.113.5:5060;transport=udp>", "1002")]
    [InlineData("<sip:13800000001@198.51.100.9;user=phone>", "tel:13800000001")]
    [InlineData("<tel:+86-138-0000-0001>", "tel:+8613800000001")]
    [InlineData("sip:1002@tellerline", "1002")]
    public async Task who_listens_accepts_and_the_telephone_hears_how_it_went(string referTo, string target)
    {
        var leg = await Dialled();
        leg.Referred += _referred.SetResult;
        Refer("Refer-To: " + referTo);
        var refer = await _referred.Task;
        Assert.Equal((target, null), (refer.Target, refer.ReplacesLegId));
        Assert.True(refer.Accept());
        Assert.Equal(202, _phone.Sent[^2].Status);
        Notified("SIP/2.0 100 Trying\r\n", "active;expires=300", "refer");
        refer.Finish();
        Notified("SIP/2.0 200 OK\r\n", "terminated;reason=noresource", "refer");
        Assert.Null(leg.End);
        // It is over: nothing more is told.
        var sent = _phone.Sent.Count;
        refer.Finish(486, "Busy Here");
        refer.Refuse(603, "Decline");
        Assert.False(refer.Accept());
        Assert.Equal(sent, _phone.Sent.Count);
    }

    [Fact]
    public async Task a_refusal_is_an_answer_before_it_was_accepted_and_news_afterwards()
    {
        var leg = await Dialled();
        var asked = new Queue<LegRefer>();
        leg.Referred += asked.Enqueue;
        Refer("Refer-To: <sip:1002@tellerline>");
        await CallOnFakes.Settled(() => asked.Count == 1);
        asked.Dequeue().Refuse(480, "Nobody\r\nthere");
        Assert.Equal((480, "Nobodythere"), (Last.Status, Last.ReasonPhrase));
        Assert.Contains(
            "\r\nWarning: 399 tellerline \"Nobodythere\"\r\n", System.Text.Encoding.UTF8.GetString(Last.Bytes),
            StringComparison.Ordinal);
        Refer("r: <sip:1002@tellerline>");
        await CallOnFakes.Settled(() => asked.Count == 1);
        var refer = asked.Dequeue();
        refer.Accept();
        Notified("SIP/2.0 100 Trying\r\n", "active;expires=300", $"refer;id={_cseq}");
        // One at a time.
        Refer("Refer-To: <sip:1003@tellerline>");
        Assert.Equal(491, Last.Status);
        refer.Refuse(486, "Busy Here");
        Notified("SIP/2.0 486 Busy Here\r\n", "terminated;reason=noresource", $"refer;id={_cseq - 1}");
    }

    [Fact]
    public async Task who_hung_up_or_gave_up_is_told_nothing_and_a_transfer_without_end_has_one()
    {
        var leg = await Dialled();
        var asked = new Queue<LegRefer>();
        leg.Referred += asked.Enqueue;
        Refer("Refer-To: <sip:1002@tellerline>");
        await CallOnFakes.Settled(() => asked.Count == 1);
        _call.Time.Advance(33_000);
        Assert.Equal(500, Last.Status);
        Assert.False(asked.Dequeue().Accept());
        Refer("Refer-To: <sip:1002@tellerline>");
        await CallOnFakes.Settled(() => asked.Count == 1);
        Assert.True(asked.Dequeue().Accept());
        _phone.Receive(_call.Stack, Wire.Response(Last, 200));
        _call.Time.Advance(300_100);
        Assert.Equal("SIP/2.0 408 Request Timeout\r\n", Last.BodyText);
        _phone.Receive(_call.Stack, Wire.Response(Last, 200));
        Refer("Refer-To: <sip:1002@tellerline>");
        await CallOnFakes.Settled(() => asked.Count == 1);
        var refer = asked.Dequeue();
        Ask("BYE", "");
        Assert.False(refer.Accept());
        refer.Refuse(603, "");
        Assert.DoesNotContain(_phone.Sent.TakeLast(1), m => m.Method == SipMethod.Notify);
    }

    [Theory]
    [InlineData("Refer-To: <sip:evil@198.51.100.66>", 403)]
    [InlineData("Refer-To: <sip:sip%3Aevil%40198.51.100.66@tellerline>", 403)]
    [InlineData("Refer-To: <mailto:a@b>", 403)]
    [InlineData("Refer-To: <sip:1002@tellerline;method=BYE>", 501)]
    [InlineData("Refer-To: <sip:1002@tellerline>\r\nRefer-To: <sip:1003@tellerline>", 400)]
    [InlineData("Refer-To: nonsense", 400)]
    [InlineData("X: y", 400)]
    [InlineData("Refer-To: <sip:95000@tellerline?Replaces=none>", 400)]
    [InlineData("Refer-To: <sip:95000@tellerline?Replaces>", 400)]
    [InlineData("Refer-To: <sip:95000@tellerline?Replaces=>", 400)]
    [InlineData("Refer-To: <sip:95000@tellerline?replaces=a%3Bto-tag%3Db%3Bfrom-tag%ZZ>", 400)]
    [InlineData("Refer-To: <sip:95000@tellerline?Replaces=a%3Bto-tag%3Db>", 400)]
    [InlineData("Refer-To: <sip:95000@tellerline?Replaces=a%2Cb%3Bto-tag%3Db%3Bfrom-tag%3Dc>", 400)]
    [InlineData(
        "Refer-To: <sip:95000@tellerline?Replaces=a%3Bto-tag%3Db%3Bfrom-tag%3Dc&Re%70laces=d%3Bto-tag%3De%3Bfrom-tag%3Df>",
        400)]
    public async Task what_we_would_not_call_ourselves_nobody_is_sent_to(string header, int status)
    {
        var leg = await Dialled();
        leg.Referred += _referred.SetResult;
        Refer(header);
        Assert.Equal(status, Last.Status);
        Assert.False(_referred.Task.IsCompleted);
        Assert.Null(leg.End);
    }

    [Fact]
    public async Task while_nobody_listens_it_is_declined_and_a_strangers_always()
    {
        await Dialled();
        Refer("Refer-To: <sip:1002@tellerline>");
        Assert.Equal(603, Last.Status);
        var stranger = await _call.Answered();
        stranger.Referred += _referred.SetResult;
        _call.InDialog("REFER", 2, more: "Refer-To: <tel:+86900>");
        Assert.Equal(603, _call.Peer.Last.Status);
        Assert.False(_referred.Task.IsCompleted);
    }

    [Fact]
    public async Task a_listener_that_fails_costs_the_transfer_alone()
    {
        var leg = await Dialled();
        leg.Referred += _ => throw new InvalidOperationException("broken");
        Refer("Refer-To: <sip:1002@tellerline>");
        await CallOnFakes.Settled(() => Last.Status == 500);
        Assert.Null(leg.End);
    }

    [Theory]
    [InlineData("Replaces={0}%3Bto-tag%3D{1}%3Bfrom-tag%3Df1")]
    [InlineData("Subject=hello&r%65places={0}%3bto-tag%3d{1}%3bfrom-tag%3df1%3bx%3dy")]
    public async Task an_attended_transfer_names_the_users_own_other_call(string replaces)
    {
        var leg = await Dialled();
        leg.Referred += _referred.SetResult;
        var other = await CalledBy("1001");
        var mine = _call.Peer.Sent.Last(m => m.Status == 200 && m.Method == SipMethod.Invite);
        Refer($"Refer-To: <sip:95000@203.0.113.5?{string.Format(
            System.Globalization.CultureInfo.InvariantCulture, replaces, mine.CallId, mine.To.Tag)}>");
        var referred = await _referred.Task;
        Assert.Equal(("95000", other.Id), (referred.Target, referred.ReplacesLegId));
    }

    [Theory]
    [InlineData("1002", "{0}", "{1}", "f1", "481 Call/Transaction Does Not Exist")]
    [InlineData("1001", "other", "{1}", "f1", "481 Call/Transaction Does Not Exist")]
    [InlineData("1001", "{0}", "f1", "{1}", "481 Call/Transaction Does Not Exist")]
    [InlineData("1001", "{0}", "{1}", "f1%3Bearly-only", "486 Busy Here")]
    public async Task one_that_names_no_call_of_the_users_own_hears_it_in_the_news_and_nothing_is_touched(
        string otherUser, string callId, string to, string from, string told)
    {
        var leg = await Dialled();
        leg.Referred += _referred.SetResult;
        var other = await CalledBy(otherUser);
        var mine = _call.Peer.Sent.Last(m => m.Status == 200 && m.Method == SipMethod.Invite);
        Refer($"Refer-To: <sip:95000@203.0.113.5?Replaces={string.Format(
            System.Globalization.CultureInfo.InvariantCulture, $"{callId}%3Bto-tag%3D{to}%3Bfrom-tag%3D{from}",
            mine.CallId, mine.To.Tag)}>");
        Assert.Equal(202, _phone.Sent[^3].Status);
        Notified($"SIP/2.0 {told}\r\n", "terminated;reason=noresource", "refer");
        Assert.False(_referred.Task.IsCompleted);
        Assert.Equal((null, null), (leg.End, other.End));
        // And it is over: the next is asked anew.
        Refer("Refer-To: <sip:1002@tellerline>");
        Assert.Equal("1002", (await _referred.Task).Target);
    }

    [Fact]
    public async Task its_own_call_is_no_other()
    {
        var leg = await Dialled();
        leg.Referred += _referred.SetResult;
        Refer($"Refer-To: <sip:95000@tellerline?Replaces={Uri.EscapeDataString(_invite.CallId)}%3Bto-tag%3D{_invite.From.Tag}%3Bfrom-tag%3Dt1>");
        Notified("SIP/2.0 481 Call/Transaction Does Not Exist\r\n", "terminated;reason=noresource", "refer");
        Assert.Null(leg.End);
    }

    [Fact]
    public void outside_of_a_call_nobody_is_sent_anywhere()
    {
        _call.Receive(Wire.Request("REFER", "sip:95000@tellerline", more: "Refer-To: <sip:1002@tellerline>"));
        Assert.Equal(403, _call.Peer.Last.Status);
    }

    public ValueTask DisposeAsync() => _call.DisposeAsync();

    /// <summary>The user 1001 at his telephone, called by us.</summary>
    private async Task<ILeg> Dialled()
    {
        _call.Register("1001", _phone);
        var dialling = _call.Exchange.Dial(
            new DialRequest("1001", "95000", "", TimeSpan.FromSeconds(20)), TestContext.Current.CancellationToken);
        _invite = Last;
        _phone.Receive(_call.Stack, Wire.Response(_invite, 200, body: Wire.Sdp));
        return Assert.IsType<Dialled.Answered>(await dialling).Leg;
    }

    /// <summary>A user's call to us, its password proved.</summary>
    private async Task<ILeg> CalledBy(string user)
    {
        _call.From = $"<sip:{user}@tellerline>;tag=f1";
        _call.Invite();
        _call.Invite(
            Wire.Authorise("INVITE", _call.Peer.Last, user, "secret", "MD5", "sip:95000@tellerline"), cseq: 2);
        var leg = await _call.Arrived;
        await leg.Answer();
        return leg;
    }

    private void Refer(string header) => Ask("REFER", header);

    private void Ask(string method, string header) => _phone.Receive(_call.Stack, Wire.Request(
        method, "sip:95000@x", ++_cseq, callId: _invite.CallId, from: "<sip:1001@tellerline>;tag=t1",
        to: $"<sip:95000@x>;tag={_invite.From.Tag}", more: header, transport: "TCP"));

    private void Notified(string fragment, string state, string @event)
    {
        var notify = Last;
        var text = System.Text.Encoding.UTF8.GetString(notify.Bytes);
        Assert.Equal((SipMethod.Notify, fragment), (notify.Method, notify.BodyText));
        Assert.Contains($"\r\nEvent: {@event}\r\n", text, StringComparison.Ordinal);
        Assert.Contains($"\r\nSubscription-State: {state}\r\n", text, StringComparison.Ordinal);
        Assert.Equal("message/sipfrag;version=2.0", notify.Header(HeaderName.ContentType));
        _phone.Receive(_call.Stack, Wire.Response(notify, 200));
        _phone.Sent.Add(notify);
    }
}
