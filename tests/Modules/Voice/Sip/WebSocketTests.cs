using System.Net.WebSockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using TellerLine.Voice;
using TellerLine.Voice.Sip;

namespace TellerLine.Modules.Voice.Sip;

/// <summary>SIP over WebSocket behind a real Kestrel (RFC 7118).</summary>
public sealed class WebSocketTests
{
    [Fact]
    public async Task a_browser_telephone_speaks_sip_on_its_connection()
    {
        var ct = TestContext.Current.CancellationToken;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton(new Exchange(
            new VoiceOptions { Listen = "127.0.0.1", SipPort = 0, Numbers = ["95000"],
                TrustedNetworks = ["127.0.0.0/8"] }, new QuietMedia(), null, null, "n1", TimeProvider.System,
            NullLogger<Exchange>.Instance));
        await using var app = builder.Build();
        app.UseWebSockets();
        app.MapSip();
        await app.StartAsync(ct);
        var at = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

        using var plain = new HttpClient();
        Assert.Equal(426, (int)(await plain.GetAsync(new Uri(at + "/sip"), ct)).StatusCode);
        using var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol("sip");
        await socket.ConnectAsync(new Uri(at.Replace("http", "ws", StringComparison.Ordinal) + "/sip"), ct);
        Assert.Equal("sip", socket.SubProtocol);

        Assert.Equal("\r\n", Encoding.ASCII.GetString(await Ask(socket, "\r\n\r\n")));
        var answer = await Ask(
            socket,
            "OPTIONS sip:95000@tellerline SIP/2.0\r\nVia: SIP/2.0/WS df7jal23ls0d.invalid;branch=z9hG4bK56sdasks\r\nFrom: <sip:anonymous@anonymous.invalid>;tag=1\r\nTo: <sip:95000@tellerline>\r\nCall-ID: ws1\r\nCSeq: 1 OPTIONS\r\n\r\n");
        var options = SipParser.Parse(answer, stream: false, out var fault)!;
        Assert.Null(fault);
        Assert.Equal(200, options.Status);
        Assert.Equal("127.0.0.1", options.TopVia!.Params.Get("received"));
        Assert.Contains("INVITE", options.Header(HeaderName.Allow)!, StringComparison.Ordinal);
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, ct);
        await app.StopAsync(ct);
    }

    private static async Task<byte[]> Ask(ClientWebSocket socket, string text)
    {
        var ct = TestContext.Current.CancellationToken;
        await socket.SendAsync(Encoding.ASCII.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, ct);
        var buffer = new byte[4_096];
        var got = await socket.ReceiveAsync(buffer, ct);
        Assert.True(got.EndOfMessage);
        return buffer[..got.Count];
    }
}
