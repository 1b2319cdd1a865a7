using TellerLine.Voice.Sip;

namespace TellerLine.Rules.Voice.Sip;

/// <summary>Brands of telephones hold in their own ways (RFC 3264 §8.4): none is sent audio meanwhile.</summary>
public sealed class HoldTests : IAsyncDisposable
{
    private readonly CallOnFakes _call = new();

    [Theory]
    [InlineData("a=sendrecv", "a=sendonly", "a=recvonly", true)]
    [InlineData("a=sendrecv", "a=inactive", "a=inactive", false)]
    [InlineData("c=IN IP4 192.0.2.1", "c=IN IP4 0.0.0.0", "a=sendrecv", true)]
    [InlineData("a=sendrecv", "c=IN IP4 0.0.0.0", "a=sendrecv", true)]
    [InlineData("a=sendrecv", "c=IN IP4 0.0.0.0\r\na=inactive", "a=inactive", false)]
    [InlineData("c=IN IP4 192.0.2.1", "c=IN IP6 ::", "a=sendrecv", true)]
    public async Task a_hold_in_any_form_stops_our_audio_and_its_end_restores_it(
        string usual, string holding, string answered, bool weReceive)
    {
        var leg = await _call.Answered();
        var talking = _call.Media.Remotes[leg.Id];
        Assert.True(talking is { WeSend: true, WeReceive: true });

        _call.InDialog("INVITE", 2, Wire.Sdp.Replace(usual, holding, StringComparison.Ordinal));
        Assert.Equal(200, _call.Peer.Last.Status);
        Assert.Contains(answered, _call.Peer.Last.BodyText, StringComparison.Ordinal);
        Assert.Equal((false, weReceive), (_call.Media.Remotes[leg.Id].WeSend, _call.Media.Remotes[leg.Id].WeReceive));
        _call.InDialog("ACK", 2);

        _call.InDialog("INVITE", 3, Wire.Sdp);
        Assert.Equal(200, _call.Peer.Last.Status);
        Assert.Contains("a=sendrecv", _call.Peer.Last.BodyText, StringComparison.Ordinal);
        Assert.Equal(talking with { Acknowledged = true }, _call.Media.Remotes[leg.Id]);
        Assert.Null(leg.End);
    }

    [Theory]
    [InlineData("a=sendrecv", "a=sendonly", "a=recvonly")]
    [InlineData("a=sendonly", "a=x-none", "a=recvonly")]
    [InlineData("a=inactive", "a=sendrecv", "a=sendrecv")]
    [InlineData("a=x-none", "a=x-none", "a=sendrecv")]
    public async Task the_medias_own_direction_wins_over_the_sessions(string session, string media, string answered)
    {
        await _call.Answered();
        _call.InDialog(
            "INVITE", 2, Wire.Sdp.Replace("a=sendrecv", media, StringComparison.Ordinal)
                .Replace("t=0 0", "t=0 0\r\n" + session, StringComparison.Ordinal));
        Assert.Contains(answered, _call.Peer.Last.BodyText, StringComparison.Ordinal);
    }

    public ValueTask DisposeAsync() => _call.DisposeAsync();
}
