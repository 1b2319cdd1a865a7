using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using TellerLine.Modules.Voice.Media;
using TellerLine.Voice;
using TellerLine.Voice.Sdp;
using TellerLine.Voice.Sip;

namespace TellerLine.Modules.Voice.Sip;

/// <summary>A host that dies leaves its calls to the next one, with the real media process between them.</summary>
[Collection(Audible.Name)]
public sealed class RestartTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task the_next_host_goes_on_with_calls_whose_audio_never_stopped()
    {
        await using var host = await MediaHost.Start(Ct);
        var store = new Kept();
        var exchange = Exchange(host, store, 0);
        var calls = new List<ILeg>();
        exchange.OnCall = leg => Answer(leg, calls);
        await exchange.StartAsync(Ct);
        var at = exchange.SipEndpoint!;
        using var anna = await Caller.Call(at, "anna", Ear.Anna);
        using var ben = await Caller.Call(at, "ben", Ear.Ben);
        using var cleo = await Caller.Call(at, "cleo", Ear.Cleo);
        await exchange.Bridge(Of(calls, "anna"), Of(calls, "ben"));
        var recording = Path.Combine(host.Directory, "whole.tlr");
        await Of(calls, "anna").Record(new RecordRequest("whole", recording));
        anna.Phone.WaitForTone(Ear.Ben);
        await store.Has(3);

        // No farewell: what is left is the media process and the store.
        await exchange.DisposeAsync();
        await host.Media.DisposeAsync();
        anna.Phone.Hear(500);
        anna.Phone.WaitForTone(Ear.Ben);

        await using var after = await host.Again(Ct);
        await using var next = Exchange(after, store, at.Port);
        await next.StartAsync(Ct);
        var (one, other) = (next.TakeUp(Of(calls, "anna").Id)!, next.TakeUp(Of(calls, "ben").Id)!);
        Assert.Equal(("anna", "95000", false), (one.Leg.CallerNumber, one.Leg.CalledNumber, one.IsSilent));
        Assert.Null(next.TakeUp(one.Leg.Id));
        Assert.Equal(2 + 1, next.Calls);
        await next.SettleStoredDialogs(Ct);
        await cleo.Receive(m => m.Method == SipMethod.Bye);

        ben.Phone.WaitForTone(Ear.Anna);
        await next.Connect([new(one.Leg, []), new(other.Leg, [])]);
        anna.Phone.WaitForSilence();
        await next.Bridge(one.Leg, other.Leg);
        anna.Phone.WaitForTone(Ear.Ben);

        // The party changes what was agreed: our answer goes on from what the dead process said.
        var again = await anna.Ask("INVITE", anna.Sdp);
        Assert.Equal(200, again.Status);
        await anna.Send("ACK", anna.CSeq, "");
        var (before, now) = (Origin(anna.Answer), Origin(again));
        Assert.Equal((before[1], true), (now[1], long.Parse(now[2]) > long.Parse(before[2])));
        Assert.Equal(200, (await anna.Ask("OPTIONS", "")).Status);

        await one.Leg.Hangup();
        var bye = await anna.Receive(m => m.Method == SipMethod.Bye);
        Assert.Equal((anna.Tag, "anna"), (bye.From.Tag, bye.To.Tag));
        Assert.Equal("whole", (await one.Leg.StopRecording())!.RecordingId);
        Assert.Equal(200, (await ben.Ask("BYE", "")).Status);
        await Gone(other.Leg);
        Assert.Equal(LegEndBy.Remote, other.Leg.End!.By);
        await store.Has(0);
        Assert.True(SpinWait.SpinUntil(() => next.Calls == 0, 5_000), $"{next.Calls} calls are counted");
    }

    [Fact]
    public async Task what_is_keyed_on_after_a_secret_whose_host_died_is_told_to_nobody()
    {
        await using var host = await MediaHost.Start(Ct);
        var store = new Kept();
        var exchange = Exchange(host, store, 0);
        var asked = new TaskCompletionSource<ILeg>(TaskCreationOptions.RunContinuationsAsynchronously);
        var keyed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        exchange.OnCall = async leg =>
        {
            await leg.Answer();
            asked.TrySetResult(leg);
            leg.SecretKeyed += count => keyed.TrySetResult();
            await leg.CollectSecret(new SecretRequest([]), digits => digits.Length, leg.Gone);
        };
        await exchange.StartAsync(Ct);
        var at = exchange.SipEndpoint!;
        using var anna = await Caller.Call(at, "anna", Ear.Anna);
        var id = (await asked.Task.WaitAsync(Ct)).Id;
        anna.Phone.Press('7');
        await keyed.Task.WaitAsync(Ct);
        await store.Has(1);
        await exchange.DisposeAsync();
        await host.Media.DisposeAsync();

        anna.Phone.Press("83");
        await using var after = await host.Again(Ct);
        await using var next = Exchange(after, store, at.Port);
        await next.StartAsync(Ct);
        var leg = next.TakeUp(id)!.Leg;
        anna.Phone.Press("64");
        var told = await leg.Collect(new CollectRequest([], 6, FirstDigitMs: 2_500), Ct);
        Assert.Equal(new Collected("", CollectEnd.TimedOut), told);
        Assert.DoesNotContain(after.SoFar(), e => e is TellerLine.Voice.Media.MediaEvent.Digit);

        await leg.Resume();
        var menu = leg.Collect(new CollectRequest([], 1), Ct);
        anna.Phone.Press('5');
        Assert.Equal("5", (await menu).Digits);
    }

    private static Exchange Exchange(MediaHost host, Kept store, int port) => new(
        new VoiceOptions
        {
            Listen = "127.0.0.1", SipPort = port, Numbers = ["95000"], TrustedNetworks = ["127.0.0.0/8"],
        }, host.Media, null, store, "n1", TimeProvider.System, NullLogger<Exchange>.Instance);

    private static async Task Answer(ILeg leg, List<ILeg> calls)
    {
        lock (calls)
            calls.Add(leg);
        await leg.Answer();
        await Gone(leg);
    }

    private static ILeg Of(List<ILeg> calls, string caller)
    {
        lock (calls)
            return calls.Single(leg => leg.CallerNumber == caller);
    }

    private static async Task Gone(ILeg leg)
    {
        var gone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var told = leg.Gone.Register(() => gone.TrySetResult());
        await gone.Task.WaitAsync(Ct);
    }

    private static string[] Origin(SipMessage answer) => SdpParser.Parse(answer.BodyText).Origin.Split(' ');

    /// <summary>A telephone by hand.</summary>
    private sealed class Caller : IDisposable
    {
        private readonly UdpClient _socket = new(new IPEndPoint(IPAddress.Loopback, 0));
        private readonly string _name;

        private Caller(IPEndPoint at, string name)
        {
            _name = name;
            _socket.Connect(at);
        }

        public string Tag { get; private set; } = "";

        public int CSeq { get; private set; } = 1;

        public Phone Phone { get; private set; } = null!;

        public SipMessage Answer { get; private set; } = null!;

        public string Sdp =>
            $"v=0\r\no=- 1 {CSeq} IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio {Phone.Port} RTP/AVP 8 101\r\na=rtpmap:101 telephone-event/8000\r\n";

        private int Port => ((IPEndPoint)_socket.Client.LocalEndPoint!).Port;

        public static async Task<Caller> Call(IPEndPoint at, string name, double hz)
        {
            var caller = new Caller(at, name);
            await caller.Send("INVITE", 1, "");
            caller.Answer = await caller.Receive(m => m.Status == 200);
            caller.Tag = caller.Answer.To.Tag;
            caller.Phone = new Phone(SdpTerms.Audio(SdpParser.Parse(caller.Answer.BodyText))!.Port, hz);
            await caller.Send("ACK", 1, caller.Sdp);
            return caller;
        }

        public async Task<SipMessage> Ask(string method, string body)
        {
            await Send(method, ++CSeq, body);
            return await Receive(m => m.Status >= 200 && m.CSeq == CSeq);
        }

        public async Task Send(string method, int cseq, string body)
        {
            var to = Tag.Length > 0 ? ";tag=" + Tag : "";
            var type = body.Length > 0 ? "Content-Type: application/sdp\r\n" : "";
            await _socket.SendAsync(
                Encoding.ASCII.GetBytes(
                    $"{method} sip:95000@x SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:{Port};branch=z9hG4bK{_name}{method}{cseq}\r\nFrom: <sip:{_name}@x>;tag={_name}\r\nTo: <sip:95000@x>{to}\r\nCall-ID: {_name}\r\nCSeq: {cseq} {method}\r\nContact: <sip:{_name}@127.0.0.1:{Port}>\r\n{type}\r\n{body}"),
                Ct);
        }

        public async Task<SipMessage> Receive(Func<SipMessage, bool> wanted)
        {
            while (true)
            {
                SipMessage message;
                try
                {
                    message = SipParser.Parse((await _socket.ReceiveAsync(Ct)).Buffer, stream: false, out _)!;
                }
                catch (SocketException)
                {
                    // Nobody listened there for a while.
                    continue;
                }

                if (wanted(message))
                    return message;
            }
        }

        public void Dispose()
        {
            Phone?.Dispose();
            _socket.Dispose();
        }
    }

    private sealed class Kept : IDialogStore
    {
        private readonly Lock _gate = new();
        private readonly Dictionary<string, StoredDialog> _dialogs = [];
        private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Save(StoredDialog dialog) => Change(() => _dialogs[dialog.LegId] = dialog);

        public Task Remove(string legId) => Change(() => _dialogs.Remove(legId));

        public Task<IReadOnlyList<StoredDialog>> All()
        {
            lock (_gate)
                return Task.FromResult<IReadOnlyList<StoredDialog>>([.. _dialogs.Values]);
        }

        /// <summary>Waits until so many are here, each with all that is needed.</summary>
        public async Task Has(int count)
        {
            while (true)
            {
                Task changed;
                lock (_gate)
                {
                    if (_dialogs.Count == count && _dialogs.Values.All(d => d.CanGoOn))
                        return;
                    changed = _changed.Task;
                }

                await changed.WaitAsync(TimeSpan.FromSeconds(10), Ct);
            }
        }

        private Task Change(Action change)
        {
            lock (_gate)
            {
                change();
                _changed.TrySetResult();
                _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }

            return Task.CompletedTask;
        }
    }
}
