using TellerLine.Voice;
using TellerLine.Voice.Media;

namespace TellerLine.Modules.Voice.Media;

[Collection(Audible.Name)]
public sealed class BridgeTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task two_phones_hear_each_other_through_the_bridge()
    {
        await using var host = await MediaHost.Start(Ct);
        using var anna = await host.Call("anna", 440);
        using var ben = await host.Call("ben", 1000, G711.Pcmu);

        await host.Media.Bridge("anna", "ben");

        anna.WaitForTone(1000, 0.95);
        ben.WaitForTone(440, 0.95);
        Assert.InRange(Tones.Rms(anna.Hear(200)), 4500, 6500);
        Assert.InRange(Tones.Rms(ben.Hear(200)), 4500, 6500);
        Assert.All(anna.Packets().TakeLast(5), p => Assert.Equal(8, p.Type));
        Assert.All(ben.Packets().TakeLast(5), p => Assert.Equal(0, p.Type));
    }

    [Fact]
    public async Task a_muted_party_is_silence_to_the_other_and_hears_on()
    {
        await using var host = await MediaHost.Start(Ct);
        using var anna = await host.Call("anna", 440);
        using var ben = await host.Call("ben", 1000);
        await host.Media.Bridge("anna", "ben");
        ben.WaitForTone(440);

        await host.Media.Mute("anna", true);

        ben.WaitForSilence();
        anna.WaitForTone(1000);
        await host.Media.Mute("anna", false);
        ben.WaitForTone(440);
    }

    [Fact]
    public async Task a_held_party_hears_music_and_its_partner_silence()
    {
        await using var host = await MediaHost.Start(Ct);
        using var anna = await host.Call("anna", 440);
        using var ben = await host.Call("ben", 1000);
        await host.Media.Bridge("anna", "ben");

        await host.Media.Mute("anna", true);
        await host.Media.Play("anna", 7, new PlayRequest([host.Prompt("music", 600, 300)], Loop: true));

        anna.WaitForTone(600);
        ben.WaitForSilence();
        await host.Media.StopPlay("anna");
        await host.Media.Mute("anna", false);
        Assert.Equal(new MediaEvent.PlayEnded("anna", 7, PlayEnd.Stopped), host.Next<MediaEvent.PlayEnded>());
        anna.WaitForTone(1000);
        ben.WaitForTone(440);
    }

    [Fact]
    public async Task the_stream_a_phone_gets_is_one_whatever_feeds_it()
    {
        await using var host = await MediaHost.Start(Ct);
        using var anna = await host.Call("anna", 440);
        using var ben = await host.Call("ben", 1000);
        await host.Media.Play("anna", 1, new PlayRequest([host.Prompt("greeting", 600, 300)]));
        host.Next<MediaEvent.PlayEnded>();
        await host.Media.Bridge("anna", "ben");
        anna.WaitForTone(1000);
        await host.Media.Unbridge("anna");
        anna.WaitForSilence();

        var packets = anna.Packets();
        Assert.Single(packets.Select(p => p.Ssrc).Distinct());
        for (var i = 1; i < packets.Count; i++)
        {
            Assert.Equal(packets[i - 1].Sequence + 1 & 0xFFFF, packets[i].Sequence);
            Assert.InRange(packets[i].Timestamp - packets[i - 1].Timestamp, 160u, 8000u);
        }
    }

    [Fact]
    public async Task a_stranger_is_not_heard()
    {
        await using var host = await MediaHost.Start(Ct);
        using var anna = await host.Call("anna", 440);
        using var ben = await host.Call("ben", 1000, speaking: false);
        await host.Media.Bridge("anna", "ben");
        ben.WaitForTone(440);
        async Task<long> Strangers() => (await host.Media.Stats()).Sessions.Sum(s => (long)s.Strangers);
        var before = await Strangers();

        using var eve = new Phone(anna.MediaPort, 2000);

        Assert.True(Tones.Share(ben.Hear(500), 440) > 0.9);
        Assert.InRange(await Strangers(), before + 1, long.MaxValue);
    }

    [Fact]
    public async Task a_phone_that_falls_silent_is_told_and_told_back()
    {
        await using var host = await MediaHost.Start(Ct);
        using var anna = await host.Call("anna", 440);
        anna.Hear(100);

        anna.Speaking = false;
        Assert.Equal(new MediaEvent.Audio("anna", LegAudio.Silent), host.Next<MediaEvent.Audio>());
        anna.Speaking = true;
        Assert.Equal(new MediaEvent.Audio("anna", LegAudio.Back), host.Next<MediaEvent.Audio>());
    }
}
