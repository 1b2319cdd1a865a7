using TellerLine.Voice;
using TellerLine.Voice.Sip;

namespace TellerLine.Rules.Voice.Sip;

/// <summary>Numbers as URIs write them (RFC 3966), called and calling.</summary>
public sealed class TelephoneUriTests : IAsyncDisposable
{
    private readonly CallOnFakes _call = new();

    [Theory]
    [InlineData("tel:+86-(951).95000", "+8695195000", "+8695195000")]
    [InlineData("tel:95000;phone-context=+86-951", "95000", "+8695195000")]
    [InlineData("TEL:95000;phone-context=bank.example", "95000", null)]
    [InlineData("tel:95000", "95000", null)]
    [InlineData("tel:*21#;phone-context=x", "*21#", null)]
    [InlineData("tel:+1;ext=1-2;isub=1411;foo", "+1", "+1")]
    public void a_number_is_read_without_what_only_helps_the_eye(string uri, string number, string? global)
    {
        Assert.True(TelephoneUri.TryParse(uri, out var telephone));
        Assert.Equal((number, global), (telephone.Number, telephone.Global));
    }

    [Theory]
    [InlineData("tel:")]
    [InlineData("tel:+")]
    [InlineData("tel:-.-")]
    [InlineData("tel:+86x1")]
    [InlineData("tel:+*1")]
    [InlineData("tel:bank")]
    [InlineData("tel:1;;")]
    [InlineData("tel:1;ext=")]
    [InlineData("tel:1;ext=1;ext=2")]
    [InlineData("tel:1;ext=a")]
    [InlineData("tel:1;isub=")]
    [InlineData("tel:1;phone-context=")]
    [InlineData("tel:1;phone-context=+")]
    [InlineData("tel:1;phone-context=a b")]
    [InlineData("tel:1;phone-context=+86;phone-context=+86")]
    [InlineData("tel:123456789012345678901234567890123")]
    public void what_is_no_number_is_none(string uri) => Assert.False(TelephoneUri.TryParse(uri, out _));

    [Theory]
    [InlineData("tel:95000;phone-context=+86")]
    [InlineData("tel:95-000")]
    [InlineData("tel:95000;phone-context=tellerline;ext=12")]
    [InlineData("sip:95-000@tellerline;user=phone")]
    [InlineData("sip:95000;isub=1@tellerline")]
    [InlineData("sip:%39%35000@tellerline")]
    public async Task a_served_number_is_reached_however_it_is_written(string uri)
    {
        _call.Invite(uri: uri);
        Assert.Equal("95000", (await _call.Arrived).CalledNumber);
    }

    [Theory]
    [InlineData("tel:9500", 484)]
    [InlineData("sip:9500@tellerline;user=phone", 484)]
    [InlineData("sip:9500@tellerline", 404)]
    [InlineData("tel:95001", 404)]
    [InlineData("tel:+8695000", 404)]
    [InlineData("tel:bank", 400)]
    [InlineData("tel:95000;ext=", 400)]
    [InlineData("mailto:95000@x", 416)]
    public void another_is_refused_as_it_is_wrong(string uri, int status)
    {
        _call.Invite(uri: uri);
        Assert.Equal(status, _call.Peer.Last.Status);
        Assert.False(_call.Arrived.IsCompleted);
    }

    [Fact]
    public async Task a_global_number_is_served_where_it_is_named_so()
    {
        await using var call = new CallOnFakes(number: "+8695195000");
        call.Invite(uri: "tel:95000;phone-context=+86-951");
        Assert.Equal("+8695195000", (await call.Arrived).CalledNumber);
    }

    [Theory]
    [InlineData("<sip:+86-138-0000-0001@x;user=phone>;tag=f1", "+8613800000001")]
    [InlineData("<sip:13800000001;phone-context=+86@x;user=phone>;tag=f1", "13800000001")]
    [InlineData("<sip:wang.li@x;user=phone>;tag=f1", "wang.li")]
    [InlineData("<sip:wang.li@x>;tag=f1", "wang.li")]
    public async Task a_callers_number_too(string from, string number)
    {
        _call.From = from;
        _call.Invite();
        Assert.Equal(number, (await _call.Arrived).CallerNumber);
    }

    public ValueTask DisposeAsync() => _call.DisposeAsync();
}
