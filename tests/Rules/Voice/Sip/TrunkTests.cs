using System.Net;
using TellerLine.Voice;
using TellerLine.Voice.Sip;

namespace TellerLine.Rules.Voice.Sip;

/// <summary>Telephone numbers are called by the carrier, which may ask who we are (RFC 3261 §22.2).</summary>
public sealed class TrunkTests : IAsyncDisposable
{
    private readonly CallOnFakes _call = new(
        new VoiceOptions { Trunk = "sip:198.51.100.9:5070", TrunkUser = "bank", TrunkPassword = "trunk-secret" },
        new FakeAccounts());

    private readonly FakeFlow _carrier = new(address: "198.51.100.9");
    private readonly List<string> _reached = [];

    public TrunkTests() => _call.Exchange.Sip.Reaching = (transport, at) =>
    {
        _reached.Add($"{transport}:{at}");
        return _carrier;
    };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("13800000001", "sip:13800000001@198.51.100.9:5070;user=phone")]
    [InlineData("+8613800000001", "sip:+8613800000001@198.51.100.9:5070;user=phone")]
    [InlineData("tel:+86-138-0000-0001", "sip:+8613800000001@198.51.100.9:5070;user=phone")]
    public async Task a_number_goes_out_by_the_trunk(string to, string requestUri)
    {
        var dialling = Dial(to);
        var invite = _carrier.Last;
        Assert.Equal(requestUri, invite.RequestUri);
        Assert.Equal("\"银行\" <sip:95000@198.51.100.9>", invite.Header(HeaderName.From)!.Split(";tag=")[0]);
        Assert.Null(invite.Header(HeaderName.Authorization));
        Assert.All(_reached, at => Assert.Equal("udp:198.51.100.9:5070", at));
        _carrier.Receive(_call.Stack, Wire.Response(invite, 200, body: Wire.Sdp));
        Assert.IsType<Dialled.Answered>(await dialling);
    }

    [Theory]
    [InlineData("1001")]
    [InlineData("reception")]
    [InlineData("138a")]
    [InlineData("+")]
    [InlineData("tel:+86x")]
    [InlineData("tel:*31")]
    [InlineData("123456789012345678901234567890123")]
    public async Task a_user_without_a_telephone_and_what_is_no_number_do_not(string to)
    {
        var not = Assert.IsType<Dialled.NotAnswered>(await Dial(to));
        Assert.Equal((480, NotAnsweredReason.NotReachable), (not.Status, not.Reason));
        Assert.Empty(_carrier.Sent);
    }

    [Fact]
    public async Task without_a_trunk_no_number_is_called()
    {
        await using var call = new CallOnFakes(accounts: new FakeAccounts());
        call.Exchange.Sip.Reaching = (_, _) => _carrier;
        var not = await call.Exchange.Dial(new DialRequest("13800000001", "95000", "", TimeSpan.FromSeconds(20)), Ct);
        Assert.Equal(NotAnsweredReason.NotReachable, Assert.IsType<Dialled.NotAnswered>(not).Reason);
        Assert.Empty(_carrier.Sent);
    }

    [Theory]
    [InlineData(401, "WWW-Authenticate", "MD5", ", qop=\"auth,auth-int\"")]
    [InlineData(407, "Proxy-Authenticate", "MD5", "")]
    [InlineData(407, "Proxy-Authenticate", "SHA-256", ", qop=\"auth\", opaque=\"o\"")]
    public async Task a_challenge_is_answered_in_the_call_its_ack_and_its_bye(
        int status, string header, string algorithm, string more)
    {
        var answer = status == 401 ? HeaderName.Authorization : HeaderName.ProxyAuthorization;
        var dialling = Dial("13800000001");
        var invite = _carrier.Last;
        _carrier.Receive(_call.Stack, Wire.Response(
            invite, status, more: $"{header}: Digest realm=\"carrier\", nonce=\"n1\", algorithm={algorithm}{more}"));
        var again = _carrier.Last;
        Assert.Equal([SipMethod.Invite, SipMethod.Ack, SipMethod.Invite], _carrier.Sent.Select(m => m.Method));
        Assert.Equal((invite.CallId, invite.From.Tag, invite.CSeq + 1), (again.CallId, again.From.Tag, again.CSeq));
        Assert.NotEqual(invite.TopVia!.Branch, again.TopVia!.Branch);
        Assert.Equal("", again.To.Tag);
        Proves(again, answer, algorithm, 1);
        _carrier.Receive(_call.Stack, Wire.Response(again, 200, body: Wire.Sdp));
        var leg = Assert.IsType<Dialled.Answered>(await dialling).Leg;
        Assert.Equal(again.CSeq, _carrier.Last.CSeq);
        Proves(_carrier.Last, answer, algorithm, 2);
        await leg.Hangup();
        Proves(_carrier.Last, answer, algorithm, 3);
        // Asked anew in mid-call, we answer anew.
        var bye = _carrier.Last;
        _carrier.Receive(_call.Stack, Wire.Response(
            bye, status, more: $"{header}: Digest realm=\"carrier\", nonce=\"n2\", algorithm={algorithm}{more}"));
        Assert.Equal((SipMethod.Bye, bye.CSeq + 1), (_carrier.Last.Method, _carrier.Last.CSeq));
        Proves(_carrier.Last, answer, algorithm, 1, "n2");
        _carrier.Receive(_call.Stack, Wire.Response(_carrier.Last, 200));
        Assert.Equal(0, _call.Exchange.Sip.Dialogs);
    }

    [Fact]
    public async Task an_old_nonce_is_answered_again_and_a_refused_answer_is_not()
    {
        var dialling = Dial("13800000001");
        Challenge("n1", "");
        Challenge("n2", ", stale=true");
        Challenge("n3", "");
        var not = Assert.IsType<Dialled.NotAnswered>(await dialling);
        Assert.Equal((407, NotAnsweredReason.Declined), (not.Status, not.Reason));
        Assert.Equal(3, _carrier.Sent.Count(m => m.Method == SipMethod.Invite));
    }

    [Theory]
    [InlineData("Digest realm=\"carrier\", nonce=\"n1\", algorithm=SHA-512-256")]
    [InlineData("Digest realm=\"carrier\", nonce=\"n1\", qop=\"auth-int\"")]
    [InlineData("Digest realm=\"carrier\"")]
    [InlineData("Basic realm=\"carrier\"")]
    public async Task what_we_cannot_answer_ends_the_call(string challenge)
    {
        var dialling = Dial("13800000001");
        _carrier.Receive(_call.Stack, Wire.Response(_carrier.Last, 407, more: "Proxy-Authenticate: " + challenge));
        Assert.Equal(407, Assert.IsType<Dialled.NotAnswered>(await dialling).Status);
    }

    [Fact]
    public async Task who_is_not_the_carrier_is_told_no_password()
    {
        var dialling = Dial("sip:13800000001@198.51.100.9:5070");
        Challenge("n1", "");
        Assert.Equal(407, Assert.IsType<Dialled.NotAnswered>(await dialling).Status);
        Assert.Equal([SipMethod.Invite, SipMethod.Ack], _carrier.Sent.Select(m => m.Method));
    }

    [Fact]
    public async Task a_user_who_moved_to_a_number_is_followed_by_the_trunk()
    {
        var phone = new FakeFlow(SipTransport.Tcp);
        _call.Register("1001", phone);
        var dialling = Dial("1001", mayForward: true);
        phone.Receive(_call.Stack, Wire.Response(phone.Last, 302).Replace(
            "sip:1001@192.0.2.1:5060", "tel:138-0000-0001", StringComparison.Ordinal));
        await CallOnFakes.Settled(() => _carrier.Sent.Count > 0);
        Assert.Equal("sip:13800000001@198.51.100.9:5070;user=phone", _carrier.Last.RequestUri);
        _carrier.Receive(_call.Stack, Wire.Response(_carrier.Last, 486));
        Assert.Equal(NotAnsweredReason.Busy, Assert.IsType<Dialled.NotAnswered>(await dialling).Reason);
    }

    [Theory]
    [InlineData("sip:carrier.example", true)]
    [InlineData("sip:carrier.example:5080;transport=tcp", true)]
    [InlineData("sip:[2001:db8::1]:5060", true)]
    [InlineData("carrier.example", false)]
    [InlineData("sips:carrier.example", false)]
    [InlineData("sip:user@carrier.example", false)]
    [InlineData("sip:carrier.example;transport=ws", false)]
    public void the_setting_is_an_address_of_a_carrier(string trunk, bool good) => Assert.Equal(
        good ? [] : ["Voice:Trunk"],
        VoiceConfiguration.Check(new VoiceOptions { Numbers = ["95000"], Trunk = trunk }).Select(f => f.Place));

    [Fact]
    public void a_user_without_a_password_is_a_fault() => Assert.Equal(
        ["Voice:TrunkUser, Voice:TrunkPassword"],
        VoiceConfiguration.Check(new VoiceOptions { Numbers = ["95000"], TrunkUser = "bank" }).Select(f => f.Place));

    public ValueTask DisposeAsync() => _call.DisposeAsync();

    private Task<Dialled> Dial(string to, bool mayForward = false) => _call.Exchange.Dial(
        new DialRequest(to, "95000", "银行", TimeSpan.FromSeconds(20)) { MayForward = mayForward }, Ct);

    private void Challenge(string nonce, string more) => _carrier.Receive(_call.Stack, Wire.Response(
        _carrier.Sent.Last(m => m.Method == SipMethod.Invite), 407,
        more: $"Proxy-Authenticate: Digest realm=\"carrier\", nonce=\"{nonce}\", qop=\"auth\"{more}"));

    private static void Proves(
        SipMessage request, HeaderName header, string algorithm, uint count, string nonce = "n1")
    {
        var credentials = DigestCredentials.Parse(request.Header(header)!)!;
        Assert.Equal(
            ("bank", "carrier", nonce, request.RequestUri),
            (credentials.Username, credentials.Realm, credentials.Nonce, credentials.Uri));
        Assert.True(credentials.Qop.Length == 0 || credentials.Count == count, credentials.Nc);
        Assert.True(credentials.Proves(
            Digest.Ha1(algorithm, "bank", "carrier", "trunk-secret")!, request.MethodName));
    }
}
