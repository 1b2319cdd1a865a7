using Microsoft.Extensions.Logging.Abstractions;
using TellerLine.Voice;
using TellerLine.Voice.Media;
using TellerLine.Voice.Sip;

namespace TellerLine.Rules.Voice.Sip;

/// <summary>
/// A call in which something goes wrong in the middle: the media refuse, the caller takes back, the connection closes.
/// </summary>
public sealed class RenegotiationTests : IAsyncDisposable
{
    private readonly FakeTime _time = new();
    private readonly FakeMedia _media = new();
    private readonly Dialogs _dialogs = new();
    private readonly Exchange _exchange;
    private readonly TaskCompletionSource<ILeg> _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private FakeFlow _peer = new();
    private string _tag = "";

    public RenegotiationTests() => _exchange = new Exchange(
        new VoiceOptions { Listen = "127.0.0.1", Numbers = ["95000"] }, _media, null, _dialogs, "n1", _time,
        NullLogger<Exchange>.Instance)
    {
        OnCall = async leg =>
        {
            _arrived.TrySetResult(leg);
            await _done.Task;
        },
    };

    private SipStack Stack => _exchange.Sip.Stack;

    [Fact]
    public async Task a_change_the_media_refuse_gets_488_and_the_call_goes_on()
    {
        var leg = await Answered();
        _media.Taking = _ => throw new InvalidOperationException("refused");
        var answered = _peer.Next(488);
        _peer.Receive(Stack, InDialog("INVITE", 2, Wire.Sdp));
        await answered;
        Assert.Null(leg.End);
        _media.Taking = null;
        _peer.Receive(Stack, InDialog("INVITE", 3, Wire.Sdp, "again"));
        Assert.Equal(200, _peer.Last.Status);
    }

    [Fact]
    public async Task a_change_taken_back_while_the_media_think_changes_nothing()
    {
        var leg = await Answered();
        var before = _media.Remotes[leg.Id];
        var thinking = new TaskCompletionSource();
        var restored = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _media.Taking = remote =>
        {
            if (remote.Port == 7_000)
                return thinking.Task;
            restored.TrySetResult();
            return Task.CompletedTask;
        };
        var change = Wire.Sdp.Replace("audio 6000", "audio 7000", StringComparison.Ordinal);
        _peer.Receive(Stack, InDialog("INVITE", 2, change, "b"));
        _peer.Receive(Stack, InDialog("CANCEL", 2, "", "b"));
        Assert.Equal(487, _peer.Last.Status);
        var sent = _peer.Sent.Count(m => m.Status == 200 && m.Method == SipMethod.Invite);
        thinking.SetResult();
        await restored.Task;
        _time.Advance(2_000);
        Assert.Equal(before, _media.Remotes[leg.Id]);
        Assert.Equal(sent, _peer.Sent.Count(m => m.Status == 200 && m.Method == SipMethod.Invite));
        Assert.Null(leg.End);
    }

    [Fact]
    public void a_session_interval_too_small_gets_422_before_anything_rings()
    {
        _peer.Receive(Stack, Invite("Supported: timer\r\nSession-Expires: 30;refresher=uac"));
        Assert.Equal(422, _peer.Last.Status);
        Assert.Equal("90", _peer.Last.Header(HeaderName.MinSe));
        Assert.False(_arrived.Task.IsCompleted);
    }

    [Theory]
    [InlineData("<sip:13800000001@x>;tag=f1", "Privacy: id;critical", null)]
    [InlineData("<sip:13800000001@x>;tag=f1", "Privacy: none", "13800000001")]
    [InlineData("<sip:13800000001@x>;tag=f1", "Privacy: session; user", null)]
    [InlineData("<tel:+86-138-0000-0001;phone-context=x>;tag=f1", "X: y", "+8613800000001")]
    [InlineData("<tel:+8613800000001>;tag=f1", "Privacy: user;id", null)]
    public async Task a_callers_number_is_what_he_shows(string from, string more, string? number)
    {
        _peer.Receive(Stack, Invite(more, from));
        Assert.Equal(number, (await _arrived.Task).CallerNumber);
    }

    [Fact]
    public async Task a_closed_connection_ends_no_call_whose_audio_flows()
    {
        _peer = new FakeFlow(SipTransport.Ws);
        var leg = await Answered();
        Assert.Equal("browser", leg.Via);
        _media.Tell(new MediaEvent.Audio(leg.Id, LegAudio.Back));
        Stack.FlowClosed(_peer);
        _time.Advance(3_600_000);
        Assert.Null(leg.End);
        _media.Tell(new MediaEvent.Audio(leg.Id, LegAudio.Silent));
        _time.Advance(9_000);
        Assert.Null(leg.End);
        _time.Advance(2_000);
        Assert.Equal(LegEndBy.Lost, leg.End!.By);
    }

    [Fact]
    public async Task a_caller_back_by_another_connection_has_his_call()
    {
        _peer = new FakeFlow(SipTransport.Ws);
        var leg = await Answered();
        Stack.FlowClosed(_peer);
        var back = new FakeFlow(SipTransport.Ws);
        back.Receive(Stack, InDialog("OPTIONS", 2, ""));
        Assert.Equal(200, back.Last.Status);
        _time.Advance(60_000);
        Assert.Null(leg.End);
        await leg.Hangup();
        Assert.Equal(SipMethod.Bye, back.Last.Method);
    }

    [Fact]
    public async Task a_caller_whose_connection_closes_before_the_answer_is_gone()
    {
        _peer = new FakeFlow(SipTransport.Tcp);
        _peer.Receive(Stack, Invite());
        var leg = await _arrived.Task;
        Stack.FlowClosed(_peer);
        Assert.Equal(LegEndBy.Lost, leg.End!.By);
        Assert.Equal(0, Stack.ServerTransactions);
    }

    [Fact]
    public async Task a_dialog_is_written_once_and_one_that_is_over_at_once_not_at_all()
    {
        var leg = await Answered();
        _peer.Receive(Stack, InDialog("BYE", 2, ""));
        _time.Advance(1_000);
        Assert.NotNull(leg.End);
        Assert.Empty(_dialogs.Done);
    }

    [Fact]
    public async Task a_dialog_that_lasts_is_kept_until_its_end()
    {
        await Answered();
        var saved = _dialogs.Next();
        _time.Advance(200);
        await saved;
        var removed = _dialogs.Next();
        _peer.Receive(Stack, InDialog("BYE", 2, ""));
        await removed;
        Assert.Equal(["save", "remove"], _dialogs.Done);
    }

    public async ValueTask DisposeAsync()
    {
        _done.TrySetResult();
        await _exchange.DisposeAsync();
    }

    private async Task<ILeg> Answered()
    {
        _peer.Receive(Stack, Invite());
        var leg = await _arrived.Task;
        await leg.Answer();
        _tag = _peer.Last.To.Tag;
        _peer.Receive(Stack, InDialog("ACK", 1, ""));
        return leg;
    }

    private string Invite(string more = "", string from = "<sip:13800000001@x>;tag=f1") => Wire.Request(
        "INVITE", "sip:95000@tellerline", from: from, to: "<sip:95000@tellerline>", more: more, body: Wire.Sdp,
        transport: _peer.ViaTransport);

    private string InDialog(string method, int cseq, string body, string branch = "") => Wire.Request(
        method, "sip:95000@tellerline", cseq, branch.Length > 0 ? branch + cseq : "", from: "<sip:13800000001@x>;tag=f1",
        to: "<sip:95000@tellerline>;tag=" + _tag, body: body, transport: _peer.ViaTransport);

    private sealed class Dialogs : IDialogStore
    {
        private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public List<string> Done { get; } = [];

        public Task Next()
        {
            _next = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _next.Task;
        }

        public Task Save(StoredDialog dialog) => Note("save");

        public Task Remove(string legId) => Note("remove");

        public Task<IReadOnlyList<StoredDialog>> All() => Task.FromResult<IReadOnlyList<StoredDialog>>([]);

        private Task Note(string what)
        {
            Done.Add(what);
            _next.TrySetResult();
            return Task.CompletedTask;
        }
    }
}
