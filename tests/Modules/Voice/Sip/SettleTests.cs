using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using TellerLine.Voice;
using TellerLine.Voice.Sip;

namespace TellerLine.Modules.Voice.Sip;

/// <summary>What a killed host leaves behind is settled by the next one.</summary>
public sealed class SettleTests
{
    private IPEndPoint _exchangeAt = new(IPAddress.Loopback, 0);

    [Fact]
    public async Task a_dialog_stored_by_a_dead_host_gets_its_bye_and_is_forgotten()
    {
        var ct = TestContext.Current.CancellationToken;
        using var phone = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        var store = new Store();
        await using (var dead = Exchange(store))
        {
            dead.OnCall = async leg =>
            {
                await leg.Answer();
                await Task.Delay(Timeout.Infinite, leg.Gone).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            };
            await dead.StartAsync(ct);
            _exchangeAt = dead.SipEndpoint!;
            var port = ((IPEndPoint)phone.Client.LocalEndPoint!).Port;
            await Send(
                phone, $"INVITE sip:95000@x SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:{port};branch=z9hG4bK1\r\nFrom: <sip:c@x>;tag=f\r\nTo: <sip:95000@x>\r\nCall-ID: one\r\nCSeq: 1 INVITE\r\nContact: <sip:c@127.0.0.1:{port}>\r\n\r\n");
            var answered = await Receive(phone, 200);
            await Send(
                phone, $"ACK sip:95000@x SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:{port};branch=z9hG4bK2\r\nFrom: <sip:c@x>;tag=f\r\nTo: <sip:95000@x>;tag={answered.To.Tag}\r\nCall-ID: one\r\nCSeq: 1 ACK\r\nContent-Type: application/sdp\r\n\r\nv=0\r\nc=IN IP4 127.0.0.1\r\nm=audio 6000 RTP/AVP 8\r\n");
            await store.Saved.Task.WaitAsync(ct);
        }

        var stored = Assert.Single(await store.All());
        await using var next = Exchange(store);
        var legs = await next.SettleStoredDialogs(ct);
        Assert.Equal([stored.LegId], legs);
        // Settled before it listens: the BYE goes out when it does, from another port.
        await next.StartAsync(ct);
        var bye = SipParser.Parse((await phone.ReceiveAsync(ct)).Buffer, stream: false, out _)!;
        Assert.Equal((SipMethod.Bye, "one", "f"), (bye.Method, bye.CallId, bye.To.Tag));
        Assert.Equal(stored.LocalTag, bye.From.Tag);
        Assert.Empty(await store.All());
    }

    private static Exchange Exchange(Store store) => new(
        new VoiceOptions { Listen = "127.0.0.1", SipPort = 0, Numbers = ["95000"], TrustedNetworks = ["127.0.0.0/8"] },
        new QuietMedia(), null, store, "n1", TimeProvider.System,
        NullLogger<Exchange>.Instance);

    private async Task Send(UdpClient phone, string message) =>
        await phone.SendAsync(Encoding.ASCII.GetBytes(message), _exchangeAt, TestContext.Current.CancellationToken);

    private static async Task<SipMessage> Receive(UdpClient phone, int status)
    {
        while (true)
        {
            var message = SipParser.Parse(
                (await phone.ReceiveAsync(TestContext.Current.CancellationToken)).Buffer, stream: false, out _)!;
            if (message.Status == status)
                return message;
        }
    }

    private sealed class Store : IDialogStore
    {
        private readonly Dictionary<string, StoredDialog> _dialogs = [];

        public TaskCompletionSource Saved { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Save(StoredDialog dialog)
        {
            lock (_dialogs)
                _dialogs[dialog.LegId] = dialog;
            Saved.TrySetResult();
            return Task.CompletedTask;
        }

        public Task Remove(string legId)
        {
            lock (_dialogs)
                _dialogs.Remove(legId);
            return Task.CompletedTask;
        }

        public Task<IReadOnlyList<StoredDialog>> All()
        {
            lock (_dialogs)
                return Task.FromResult<IReadOnlyList<StoredDialog>>([.. _dialogs.Values]);
        }
    }
}
