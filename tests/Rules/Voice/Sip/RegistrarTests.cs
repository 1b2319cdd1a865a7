using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using TellerLine.Voice;
using TellerLine.Voice.Media;
using TellerLine.Voice.Sip;

namespace TellerLine.Rules.Voice.Sip;

/// <summary>Registration, authentication, and calls to who is registered.</summary>
public sealed class RegistrarTests : IAsyncDisposable
{
    private readonly FakeTime _time = new();
    private readonly FakeMedia _media = new();
    private readonly FakeFlow _peer = new();
    private readonly FakeFlow _socket = new(SipTransport.Ws);
    private readonly Exchange _exchange;
    private int _cseq;

    public RegistrarTests() => _exchange = new Exchange(
        new VoiceOptions { Listen = "127.0.0.1", Numbers = ["95000"], DigestAlgorithms = ["SHA-256", "MD5"] },
        _media, new FakeAccounts(), null, "n1", _time, NullLogger<Exchange>.Instance);

    private SipStack Stack => _exchange.Sip.Stack;

    [Theory]
    [InlineData("MD5")]
    [InlineData("SHA-256")]
    public void a_telephone_registers_renews_and_leaves(string algorithm)
    {
        Register("Contact: <sip:1001@192.0.2.1:5060;ob>;expires=600;+sip.instance=\"<urn:uuid:1>\"", algorithm);
        Assert.Equal(200, _peer.Last.Status);
        Assert.Equal(
            "<sip:1001@192.0.2.1:5060;ob>;+sip.instance=\"<urn:uuid:1>\";expires=600",
            _peer.Last.Header(HeaderName.Contact));
        Assert.True(_exchange.IsRegistered("1001"));
        _time.Advance(599_000);
        Assert.True(_exchange.IsRegistered("1001"));
        _time.Advance(2_000);
        Assert.False(_exchange.IsRegistered("1001"));
        Register("Contact: <sip:1001@192.0.2.1:5060>", algorithm);
        Register("Contact: <sip:1001@192.0.2.1:5070>", algorithm);
        Assert.Equal(2, _peer.Last.HeaderValues(HeaderName.Contact).Count);
        Register("Contact: *\r\nExpires: 0", algorithm);
        Assert.Equal(200, _peer.Last.Status);
        Assert.False(_exchange.IsRegistered("1001"));
    }

    [Fact]
    public void an_interval_too_brief_gets_423_and_a_wrong_star_400()
    {
        Register("Contact: <sip:1001@192.0.2.1:5060>;expires=30");
        Assert.Equal(423, _peer.Last.Status);
        Assert.Equal("60", _peer.Last.Header(HeaderName.MinExpires));
        Register("Contact: *\r\nExpires: 60");
        Assert.Equal(400, _peer.Last.Status);
    }

    [Fact]
    public void a_wrong_password_is_challenged_again_and_another_users_name_is_no_way_in()
    {
        Register("Contact: <sip:1001@192.0.2.1:5060>", password: "guess");
        Assert.Equal(401, _peer.Last.Status);
        Assert.Null(_peer.Last.Header(HeaderName.WwwAuthenticate)!.Contains("stale=true") ? "stale" : null);
        Register("Contact: <sip:1001@192.0.2.1:5060>", user: "1002");
        Assert.Equal(401, _peer.Last.Status);
        Assert.False(_exchange.IsRegistered("1001"));
    }

    [Fact]
    public void a_used_count_is_told_stale_and_not_accepted()
    {
        Register("Contact: <sip:1001@192.0.2.1:5060>");
        var again = _lastAuthorised.Replace($"CSeq: {_cseq} ", $"CSeq: {++_cseq} ", StringComparison.Ordinal)
            .Replace($"z9hG4bK-REGISTERc1{_cseq - 1}", $"z9hG4bK-REGISTERc1{_cseq}", StringComparison.Ordinal);
        _peer.Receive(Stack, again);
        Assert.Equal(401, _peer.Last.Status);
        Assert.Contains("stale=true", _peer.Last.Header(HeaderName.WwwAuthenticate)!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData('!')]
    [InlineData('=')]
    [InlineData('é')]
    public void a_nonce_that_is_none_is_challenged_and_leaves_nothing_behind(char filler)
    {
        for (var i = 0; i < 10; i++)
        {
            _peer.Receive(Stack, Wire.Request("REGISTER", "sip:tellerline", ++_cseq, more:
                $"Authorization: Digest username=\"1001\", realm=\"tellerline\", nonce=\"{new string(filler, 38)}\", uri=\"sip:tellerline\", algorithm=MD5, response=\"00\""));
            Assert.Equal(401, _peer.Last.Status);
        }

        _time.Advance(40_000);
        Assert.Equal(0, Stack.ServerTransactions);
    }

    [Theory]
    [InlineData("sip:127.0.0.1:5060")]
    [InlineData("sip:tellerline:5060")]
    public void an_answer_made_for_this_server_fits_whatever_is_asked_of_it(string uri)
    {
        Register("Contact: <sip:1001@192.0.2.1:5060>", uri: uri);
        Assert.Equal(200, _peer.Last.Status);
    }

    [Fact]
    public void an_answer_made_for_another_address_is_challenged_again()
    {
        Register("Contact: <sip:1001@192.0.2.1:5060>", uri: "sip:other@tellerline");
        Assert.Equal(401, _peer.Last.Status);
        Assert.False(_exchange.IsRegistered("1001"));
    }

    [Fact]
    public async Task what_was_not_offered_is_not_accepted()
    {
        await using var strict = new Exchange(
            new VoiceOptions { Listen = "127.0.0.1", Numbers = ["95000"], DigestAlgorithms = ["SHA-256"] },
            _media, new FakeAccounts(), null, "n1", _time, NullLogger<Exchange>.Instance);
        void Try(string algorithm)
        {
            _peer.Receive(strict.Sip.Stack, Wire.Request("REGISTER", "sip:tellerline", ++_cseq));
            _peer.Receive(strict.Sip.Stack, Wire.Request("REGISTER", "sip:tellerline", ++_cseq, more:
                "Contact: <sip:1001@192.0.2.1:5060>\r\n" + Wire.Authorise(
                    "REGISTER", _peer.Last, "1001", "secret", algorithm, "sip:tellerline")));
        }

        Try("MD5");
        Assert.Equal(401, _peer.Last.Status);
        Try("SHA-256");
        Assert.Equal(200, _peer.Last.Status);
    }

    [Fact]
    public void a_telephone_that_gave_up_at_sha_256_is_offered_md5_alone_the_next_time()
    {
        string[] Offered(FakeFlow flow)
        {
            flow.Receive(Stack, Wire.Request("REGISTER", "sip:tellerline", ++_cseq));
            return [.. flow.Last.HeaderFields(HeaderName.WwwAuthenticate)
                .Select(header => DigestCredentials.Parse(header + ", username=\"\", response=\"\"")!.Algorithm)];
        }

        var other = new FakeFlow(address: "198.51.100.7");
        Assert.Equal(["SHA-256", "MD5"], Offered(_peer));
        Assert.Equal(["MD5"], Offered(_peer));
        Assert.Equal(["SHA-256", "MD5"], Offered(other));
        Register("Contact: <sip:1001@192.0.2.1:5060>");
        Assert.Equal(200, _peer.Last.Status);
        Assert.Equal(["MD5"], Offered(_peer));
        Register("Contact: <sip:1001@192.0.2.1:5060>", "SHA-256");
        Assert.Equal(200, _peer.Last.Status);
        Assert.Equal(["SHA-256", "MD5"], Offered(_peer));
    }

    [Theory]
    [InlineData("SHA-256")]
    [InlineData("MD5")]
    public void what_is_configured_is_all_there_is(string only)
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection(
            new Dictionary<string, string?> { ["Voice:DigestAlgorithms:0"] = only }).Build();
        Assert.Equal([only], settings.GetSection("Voice").Get<VoiceOptions>()!.DigestAlgorithms);
    }

    [Fact]
    public void five_wrong_answers_lock_the_user_for_that_source_alone()
    {
        var stranger = new FakeFlow(address: "198.51.100.7");
        for (var i = 0; i < 5; i++)
            Register("Contact: <sip:1001@198.51.100.7:5060>", password: "guess", flow: stranger);
        stranger.Receive(
            Stack, _lastAuthorised.Replace($"CSeq: {_cseq} ", $"CSeq: {++_cseq} ", StringComparison.Ordinal)
            .Replace("z9hG4bK-", "z9hG4bK-again", StringComparison.Ordinal));
        Assert.Equal(403, stranger.Last.Status);
        Assert.Equal("60", stranger.Last.Header(HeaderName.RetryAfter));
        Register("Contact: <sip:1001@192.0.2.1:5060>");
        Assert.Equal(200, _peer.Last.Status);
        _time.Advance(61_000);
        Register("Contact: <sip:1001@198.51.100.7:5060>", flow: stranger);
        Assert.Equal(200, stranger.Last.Status);
    }

    [Fact]
    public void a_nonce_forgotten_for_want_of_room_is_used_all_the_same()
    {
        var nonces = new Nonces(_time);
        var first = nonces.New();
        Assert.Equal(NonceState.Good, nonces.Use(first, 1));
        for (var i = 0; i < 20_001; i++)
            nonces.Use(nonces.New(), 1);
        Assert.Equal(NonceState.Stale, nonces.Use(first, 1));
        Assert.Equal(NonceState.Stale, nonces.Use(first, 2));
        Assert.Equal(NonceState.Good, nonces.Use(nonces.New(), 1));
    }

    [Fact]
    public async Task a_stranger_with_the_right_branch_does_not_answer_the_agents_telephone()
    {
        Register("Contact: <sip:1001@192.0.2.1:5060>");
        var dialling = Dial();
        var invite = _peer.Last;
        new FakeFlow(address: "198.51.100.7").Receive(Stack, Wire.Response(invite, 200, body: Wire.Sdp));
        Assert.False(dialling.IsCompleted);
        _peer.Receive(Stack, Wire.Response(invite, 486));
        Assert.Equal(486, Assert.IsType<Dialled.NotAnswered>(await dialling).Status);
    }

    [Fact]
    public void a_closed_connection_takes_its_bindings_with_it()
    {
        Register("Contact: <sip:abc@xyz.invalid;transport=ws>", flow: _socket);
        Assert.True(_exchange.IsRegistered("1001"));
        Stack.FlowClosed(_socket);
        Assert.False(_exchange.IsRegistered("1001"));
    }

    [Fact]
    public async Task who_is_not_registered_is_not_called()
    {
        var dialled = await _exchange.Dial(
            new DialRequest("1001", "95000", "银行", TimeSpan.FromSeconds(20)), TestContext.Current.CancellationToken);
        Assert.Equal(480, Assert.IsType<Dialled.NotAnswered>(dialled).Status);
    }

    [Fact]
    public async Task the_first_telephone_to_answer_has_the_call_and_the_other_is_cancelled()
    {
        Register("Contact: <sip:abc@xyz.invalid;transport=ws>", flow: _socket);
        var other = new FakeFlow(SipTransport.Tcp);
        Register("Contact: <sip:1001@192.0.2.1:5062;transport=tcp>", flow: other);
        var dialling = Dial();
        var invite = other.Last;
        Assert.Equal("sip:1001@192.0.2.1:5062;transport=tcp", invite.RequestUri);
        Assert.Contains("RTP/AVP 8 0 101", invite.BodyText, StringComparison.Ordinal);
        Assert.Contains("UDP/TLS/RTP/SAVPF 8 0 101", _socket.Last.BodyText, StringComparison.Ordinal);
        _socket.Receive(Stack, Wire.Response(_socket.Last, 180));
        var ringing = _socket.Last;
        other.Receive(Stack, Wire.Response(invite, 180));
        other.Receive(Stack, Wire.Response(invite, 200, body: Wire.Sdp));
        var leg = Assert.IsType<Dialled.Answered>(await dialling).Leg;
        Assert.Equal(SipMethod.Ack, other.Last.Method);
        Assert.Equal(SipMethod.Cancel, _socket.Last.Method);
        Assert.Equal(ringing.TopVia!.Branch, _socket.Last.TopVia!.Branch);
        _socket.Receive(Stack, Wire.Response(ringing, 487));
        Assert.Equal(SipMethod.Ack, _socket.Last.Method);
        // The callee hangs up.
        other.Receive(
            Stack, Wire.Request(
                "BYE", "sip:95000@x", callId: invite.CallId, from: $"<sip:1001@tellerline>;tag=t1",
                to: $"<sip:95000@x>;tag={invite.From.Tag}", transport: "TCP"));
        Assert.Equal(200, other.Last.Status);
        Assert.Equal(LegEndBy.Remote, leg.End!.By);
    }

    [Fact]
    public async Task an_unanswered_call_is_cancelled_after_its_time_and_a_late_answer_gets_bye()
    {
        var phone = new FakeFlow(SipTransport.Tcp);
        Register("Contact: <sip:1001@192.0.2.1:5062;transport=tcp>", flow: phone);
        var dialling = Dial();
        var invite = phone.Last;
        phone.Receive(Stack, Wire.Response(invite, 180));
        _time.Advance(20_000);
        Assert.Equal(408, Assert.IsType<Dialled.NotAnswered>(await dialling).Status);
        Assert.Equal(SipMethod.Cancel, phone.Last.Method);
        phone.Receive(Stack, Wire.Response(invite, 200, body: Wire.Sdp));
        Assert.Equal([SipMethod.Ack, SipMethod.Bye], phone.Sent.TakeLast(2).Select(m => m.Method));
        phone.Receive(Stack, Wire.Response(phone.Last, 200));
        Assert.Equal(0, _exchange.Sip.Dialogs);
    }

    [Fact]
    public async Task a_call_withdrawn_before_any_answer_is_cancelled_when_the_first_one_comes()
    {
        var phone = new FakeFlow(SipTransport.Tcp);
        Register("Contact: <sip:1001@192.0.2.1:5062;transport=tcp>", flow: phone);
        using var withdraw = new CancellationTokenSource();
        var dialling = DialUntil(withdraw.Token);
        var invite = phone.Last;
        await withdraw.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => dialling);
        Assert.Equal(SipMethod.Invite, phone.Last.Method);
        phone.Receive(Stack, Wire.Response(invite, 180));
        Assert.Equal(SipMethod.Cancel, phone.Last.Method);
        _time.Advance(33_000);
        Assert.Equal(0, _exchange.Sip.Dialogs);
    }

    [Fact]
    public async Task a_busy_telephone_says_so()
    {
        var phone = new FakeFlow(SipTransport.Tcp);
        Register("Contact: <sip:1001@192.0.2.1:5062;transport=tcp>", flow: phone);
        var dialling = Dial();
        phone.Receive(Stack, Wire.Response(phone.Last, 486));
        Assert.Equal(486, Assert.IsType<Dialled.NotAnswered>(await dialling).Status);
        Assert.Equal(SipMethod.Ack, phone.Last.Method);
    }

    [Fact]
    public async Task a_caller_who_claims_to_be_a_user_must_prove_it()
    {
        var arrived = new TaskCompletionSource<ILeg>();
        _exchange.OnCall = leg =>
        {
            arrived.TrySetResult(leg);
            return Task.CompletedTask;
        };
        _peer.Receive(
            Stack, Wire.Request(
                "INVITE", "sip:95000@tellerline", callId: "i1", to: "<sip:95000@tellerline>", body: Wire.Sdp));
        Assert.Equal(401, _peer.Last.Status);
        var authorised = Wire.Authorise("INVITE", _peer.Last, "1001", "secret", "MD5", "sip:95000@tellerline");
        _peer.Receive(
            Stack, Wire.Request(
                "INVITE", "sip:95000@tellerline", 2, callId: "i1", to: "<sip:95000@tellerline>", more: authorised,
                body: Wire.Sdp));
        Assert.Equal("1001", (await arrived.Task).CallerNumber);
    }

    [Fact]
    public async Task a_stranger_under_our_domain_who_is_no_user_is_welcome()
    {
        var arrived = new TaskCompletionSource<ILeg>(TaskCreationOptions.RunContinuationsAsynchronously);
        _exchange.OnCall = leg =>
        {
            arrived.TrySetResult(leg);
            return Task.CompletedTask;
        };
        _peer.Receive(Stack, Wire.Request(
            "INVITE", "sip:95000@tellerline", callId: "i1", from: "<sip:anonymous@tellerline>;tag=f",
            to: "<sip:95000@tellerline>", body: Wire.Sdp));
        Assert.Null((await arrived.Task).CallerNumber);
    }

    [Fact]
    public async Task a_lost_media_process_withdraws_a_call_that_still_rings()
    {
        var phone = new FakeFlow(SipTransport.Tcp);
        Register("Contact: <sip:1001@192.0.2.1:5062;transport=tcp>", flow: phone);
        var dialling = Dial();
        phone.Receive(Stack, Wire.Response(phone.Last, 180));
        _media.Tell(new MediaEvent.Health(MediaHealth.Lost));
        Assert.IsType<Dialled.NotAnswered>(await dialling);
        Assert.Equal(SipMethod.Cancel, phone.Last.Method);
    }

    public ValueTask DisposeAsync() => _exchange.DisposeAsync();

    private string _lastAuthorised = "";

    private Task<Dialled> Dial() => DialUntil(TestContext.Current.CancellationToken);

    private Task<Dialled> DialUntil(CancellationToken ct) =>
        _exchange.Dial(new DialRequest("1001", "95000", "银行", TimeSpan.FromSeconds(20)), ct);

    private void Register(
        string contact, string algorithm = "MD5", string user = "1001", string password = "secret",
        FakeFlow? flow = null,
        string uri = "sip:tellerline")
    {
        flow ??= _peer;
        flow.Receive(Stack, Wire.Request("REGISTER", "sip:tellerline", ++_cseq, more: contact));
        Assert.Equal(401, flow.Last.Status);
        Assert.InRange(flow.Last.HeaderFields(HeaderName.WwwAuthenticate).Count(), 1, 2);
        _lastAuthorised = Wire.Request(
            "REGISTER", "sip:tellerline", ++_cseq,
            more: contact + "\r\n" + Wire.Authorise("REGISTER", flow.Last, user, password, algorithm, uri));
        flow.Receive(Stack, _lastAuthorised);
    }
}
