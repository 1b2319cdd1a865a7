using TellerLine.Voice;
using TellerLine.Voice.Media;
using TellerLine.Voice.Sip;

namespace TellerLine.Rules.Voice.Sip;

/// <summary>What whoever dials hears: how the call comes on, and why it was not answered.</summary>
public sealed class DialTests : IAsyncDisposable
{
    private const string Phone = "sip:1001@192.0.2.1:5060";

    private readonly CallOnFakes _call = new(accounts: new FakeAccounts());
    private readonly FakeFlow _phone = new();
    private readonly Heard _heard = new();

    public DialTests() => _call.Exchange.Sip.Reaching = (_, _) => _phone;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task progress_is_told_in_order_each_kind_once()
    {
        var dialling = Dial(Phone);
        var invite = _phone.Last;
        foreach (var status in new[] { 100, 180, 180, 182, 181, 180, 183 })
            _phone.Receive(_call.Stack, Wire.Response(invite, status));
        _phone.Receive(_call.Stack, Wire.Response(invite, 200, body: Wire.Sdp));
        Assert.IsType<Dialled.Answered>(await dialling);
        Assert.Equal(
            [new DialProgress.Trying(), new DialProgress.Ringing(), new DialProgress.Queued(),
                new DialProgress.Forwarded(null)], _heard.All);
    }

    [Theory]
    [InlineData(180)]
    [InlineData(183)]
    public async Task audio_before_the_answer_is_heard_by_who_is_joined_to_the_leg(int status)
    {
        var dialling = Dial(Phone);
        var invite = _phone.Last;
        _phone.Receive(_call.Stack, Wire.Response(invite, status, body: Wire.Sdp));
        var early = Assert.IsType<DialProgress.EarlyMedia>(await _heard.Next(p => p is DialProgress.EarlyMedia)).Leg;
        Assert.Equal(6_000, _call.Media.Remotes[early.Id].Port);
        Assert.False(dialling.IsCompleted);
        var caller = await _call.Answered();
        await _call.Exchange.Bridge(caller, early);
        Assert.Equal("bridge", _call.Media.Orders[^1]);
        var remotes = _call.Media.Orders.Count(o => o == "remote");
        // Repeated, and answered without a description: what was said holds.
        _phone.Receive(_call.Stack, Wire.Response(invite, status, body: Wire.Sdp));
        _phone.Receive(_call.Stack, Wire.Response(invite, 200));
        Assert.Same(early, Assert.IsType<Dialled.Answered>(await dialling).Leg);
        Assert.Null(early.End);
        Assert.Equal(remotes, _call.Media.Orders.Count(o => o == "remote"));
    }

    [Fact]
    public async Task another_telephone_that_answers_is_heard_instead_of_the_early_one()
    {
        var dialling = Dial(Phone);
        var invite = _phone.Last;
        _phone.Receive(_call.Stack, Wire.Response(invite, 183, "early", Wire.Sdp));
        _phone.Receive(_call.Stack, Wire.Response(
            invite, 200, "other", Wire.Sdp.Replace("audio 6000", "audio 7000", StringComparison.Ordinal)));
        var leg = Assert.IsType<Dialled.Answered>(await dialling).Leg;
        Assert.Equal(7_000, _call.Media.Remotes[leg.Id].Port);
        Assert.Equal("other", _phone.Last.To.Tag);
    }

    [Fact]
    public async Task an_early_leg_that_is_not_answered_is_gone()
    {
        var dialling = Dial(Phone);
        var invite = _phone.Last;
        _phone.Receive(_call.Stack, Wire.Response(invite, 183, body: Wire.Sdp));
        var early = ((DialProgress.EarlyMedia)await _heard.Next(p => p is DialProgress.EarlyMedia)).Leg;
        _phone.Receive(_call.Stack, Wire.Response(invite, 486));
        Assert.Equal(NotAnsweredReason.Busy, Assert.IsType<Dialled.NotAnswered>(await dialling).Reason);
        Assert.True(early.Gone.IsCancellationRequested);
    }

    [Fact]
    public async Task an_early_description_that_does_not_fit_is_passed_over()
    {
        var dialling = Dial(Phone);
        var invite = _phone.Last;
        _phone.Receive(_call.Stack, Wire.Response(invite, 183, body: "nonsense"));
        _phone.Receive(_call.Stack, Wire.Response(invite, 200, body: Wire.Sdp));
        Assert.IsType<Dialled.Answered>(await dialling);
        Assert.Empty(_heard.All);
    }

    [Theory]
    [InlineData(486, NotAnsweredReason.Busy)]
    [InlineData(600, NotAnsweredReason.Busy)]
    [InlineData(408, NotAnsweredReason.NoAnswer)]
    [InlineData(487, NotAnsweredReason.NoAnswer)]
    [InlineData(404, NotAnsweredReason.NotReachable)]
    [InlineData(410, NotAnsweredReason.NotReachable)]
    [InlineData(480, NotAnsweredReason.NotReachable)]
    [InlineData(484, NotAnsweredReason.NotReachable)]
    [InlineData(502, NotAnsweredReason.NotReachable)]
    [InlineData(503, NotAnsweredReason.NotReachable)]
    [InlineData(603, NotAnsweredReason.Declined)]
    [InlineData(403, NotAnsweredReason.Declined)]
    [InlineData(401, NotAnsweredReason.Declined)]
    [InlineData(301, NotAnsweredReason.Moved)]
    [InlineData(302, NotAnsweredReason.Moved)]
    [InlineData(488, NotAnsweredReason.Failed)]
    [InlineData(500, NotAnsweredReason.Failed)]
    public async Task why_a_call_was_not_answered_is_told_in_plain_words(int status, NotAnsweredReason reason)
    {
        var dialling = Dial(Phone);
        _phone.Receive(_call.Stack, Wire.Response(_phone.Last, 180));
        _phone.Receive(_call.Stack, Wire.Response(_phone.Sent[0], status));
        var not = Assert.IsType<Dialled.NotAnswered>(await dialling);
        Assert.Equal((status, reason), (not.Status, not.Reason));
    }

    [Theory]
    [InlineData(true, NotAnsweredReason.NoAnswer)]
    [InlineData(false, NotAnsweredReason.NotReachable)]
    public async Task a_telephone_that_rings_is_told_from_one_that_says_nothing(bool rings, NotAnsweredReason reason)
    {
        var dialling = Dial(Phone);
        if (rings)
            _phone.Receive(_call.Stack, Wire.Response(_phone.Last, 180));
        _call.Time.Advance(20_000);
        var not = Assert.IsType<Dialled.NotAnswered>(await dialling);
        Assert.Equal((408, reason), (not.Status, not.Reason));
    }

    [Theory]
    [InlineData("<sip:1002@tellerline>", "1002")]
    [InlineData("<sip:1003@tellerline>;q=0.1, <sip:1002@tellerline>;q=0.9", "1002")]
    [InlineData("<sip:evil@203.0.113.1>, <sip:1002@127.0.0.1>", "1002")]
    public async Task who_moved_to_another_user_is_followed_once_where_that_is_allowed(string contact, string to)
    {
        var second = new FakeFlow(SipTransport.Tcp);
        var third = new FakeFlow(SipTransport.Tcp);
        _call.Register("1002", second);
        _call.Register("1003", third);
        var dialling = Dial(Phone, mayForward: true);
        _phone.Receive(_call.Stack, Moved(_phone.Last, contact));
        await _heard.Next(p => p is DialProgress.Forwarded f && f.To == to);
        await CallOnFakes.Settled(() => second.Last.Method == SipMethod.Invite && second.Last.IsRequest);
        Assert.False(third.Last.IsRequest);
        second.Receive(_call.Stack, Moved(second.Last, "<sip:1003@tellerline>"));
        Assert.Equal(NotAnsweredReason.Moved, Assert.IsType<Dialled.NotAnswered>(await dialling).Reason);
        Assert.False(third.Last.IsRequest);
    }

    [Theory]
    [InlineData("<sip:1002@tellerline>", false)]
    [InlineData("<sip:evil@203.0.113.1>", true)]
    [InlineData("<sip:sip%3Aevil%40203.0.113.1@tellerline>", true)]
    [InlineData("<sip:900@203.0.113.1>", true)]
    [InlineData("<tel:+86900>", true)]
    [InlineData("<mailto:a@b>", true)]
    [InlineData("", true)]
    public async Task elsewhere_nobody_is_followed(string contact, bool mayForward)
    {
        var second = new FakeFlow(SipTransport.Tcp);
        _call.Register("1002", second);
        var dialling = Dial(Phone, mayForward);
        _phone.Receive(_call.Stack, Moved(_phone.Last, contact));
        var not = Assert.IsType<Dialled.NotAnswered>(await dialling);
        Assert.Equal((302, NotAnsweredReason.Moved), (not.Status, not.Reason));
        Assert.False(second.Last.IsRequest);
        Assert.Single(_phone.Sent, m => m is { IsRequest: true, Method: SipMethod.Invite });
    }

    public ValueTask DisposeAsync() => _call.DisposeAsync();

    private Task<Dialled> Dial(string to, bool mayForward = false) => _call.Exchange.Dial(
        new DialRequest(to, "95000", "银行", TimeSpan.FromSeconds(20)) { Progress = _heard, MayForward = mayForward }, Ct);

    private static string Moved(SipMessage invite, string contact)
    {
        var response = Wire.Response(invite, 302);
        return response.Replace(
            "Contact: <sip:1001@192.0.2.1:5060>\r\n", contact.Length > 0 ? $"Contact: {contact}\r\n" : "",
            StringComparison.Ordinal);
    }

    private sealed class Heard : IProgress<DialProgress>
    {
        private readonly Lock _gate = new();
        private readonly List<DialProgress> _all = [];
        private (Func<DialProgress, bool> Wanted, TaskCompletionSource<DialProgress> Next)? _awaited;

        public IReadOnlyList<DialProgress> All
        {
            get
            {
                lock (_gate)
                    return [.. _all];
            }
        }

        public Task<DialProgress> Next(Func<DialProgress, bool> wanted)
        {
            lock (_gate)
            {
                if (_all.Find(p => wanted(p)) is { } there)
                    return Task.FromResult(there);
                var next = new TaskCompletionSource<DialProgress>(TaskCreationOptions.RunContinuationsAsynchronously);
                _awaited = (wanted, next);
                return next.Task;
            }
        }

        public void Report(DialProgress value)
        {
            lock (_gate)
            {
                _all.Add(value);
                if (_awaited is { } awaited && awaited.Wanted(value))
                    awaited.Next.TrySetResult(value);
            }
        }
    }
}
