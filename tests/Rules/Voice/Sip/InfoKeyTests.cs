using System.Text;
using TellerLine.Voice.Sip;

namespace TellerLine.Rules.Voice.Sip;

/// <summary>Keys by SIP INFO, in every spelling there is; the body is gone before anything sees it.</summary>
public sealed class InfoKeyTests : IAsyncDisposable
{
    private const string Relay = "application/dtmf-relay";
    private const string Plain = "application/dtmf";
    private const string Nortel = "application/vnd.nortelnetworks.digits";

    private readonly CallOnFakes _call = new();

    [Theory]
    [InlineData(Relay, "Signal=5\r\nDuration=160", '5')]
    [InlineData(Relay, "Signal= 5\r\nDuration= 160\r\n", '5')]
    [InlineData(Relay, " signal = 5 \n", '5')]
    [InlineData(Relay, "Duration=250\r\nSignal=7\r\n", '7')]
    [InlineData(Relay, "Signal=*", '*')]
    [InlineData(Relay, "Signal=#\r\n", '#')]
    [InlineData(Relay, "Signal= 10", '*')]
    [InlineData(Relay, "Signal=11", '#')]
    [InlineData(Relay, "Signal=12", 'A')]
    [InlineData(Relay, "Signal=15", 'D')]
    [InlineData(Relay, "Signal=b", 'B')]
    [InlineData("Application/DTMF-Relay; charset=utf-8", "Signal=1\r\nDuration=100", '1')]
    [InlineData(Plain, "5", '5')]
    [InlineData(Plain, " * \r\n", '*')]
    [InlineData(Plain, "11", '#')]
    [InlineData(Plain, "d", 'D')]
    [InlineData(Nortel, "p=Digit-Collection\r\ny=Digits\r\ns=success\r\nu=12345678\r\ni=87654321\r\nd=4", '4')]
    [InlineData(Nortel, "p=Digit-Collection\nd=#\n", '#')]
    public async Task each_spelling_is_one_key_and_leaves_nothing_behind(string type, string body, char key)
    {
        await _call.Answered();
        var bytes = Encoding.ASCII.GetBytes(Wire.Request(
            "INFO", "sip:95000@tellerline", 2, from: _call.From, to: $"<sip:95000@tellerline>;tag={_call.Tag}",
            body: body, type: type).ReplaceLineEndings("\r\n"));
        _call.Stack.Receive(bytes, _call.Peer);
        Assert.Equal(200, _call.Peer.Last.Status);
        Assert.Equal([$"inject {key}"], _call.Media.Orders.Where(o => o.StartsWith("inject", StringComparison.Ordinal)));
        Assert.Equal("", Encoding.ASCII.GetString(bytes).Split("\r\n\r\n")[1].Trim());
    }

    [Theory]
    [InlineData(Relay, "Signal=16", 400)]
    [InlineData(Relay, "Duration=160", 400)]
    [InlineData(Plain, "55", 400)]
    [InlineData(Nortel, "d=10", 400)]
    [InlineData("text/plain", "5", 415)]
    [InlineData("application/media_control+xml", "<x/>", 415)]
    [InlineData("application/dtmf-relay-2", "Signal=5", 415)]
    [InlineData(Relay, "", 200)]
    public async Task what_is_no_key_is_none_and_not_taken_for_one(string type, string body, int status)
    {
        await _call.Answered();
        _call.InDialog("INFO", 2, body, type: type);
        Assert.Equal(status, _call.Peer.Last.Status);
        Assert.DoesNotContain(_call.Media.Orders, o => o.StartsWith("inject", StringComparison.Ordinal));
        if (status == 415)
            Assert.Contains("Accept: " + Relay, Encoding.ASCII.GetString(_call.Peer.Last.Bytes), StringComparison.Ordinal);
    }

    public ValueTask DisposeAsync() => _call.DisposeAsync();
}
