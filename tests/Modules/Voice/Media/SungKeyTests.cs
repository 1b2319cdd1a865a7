using TellerLine.Voice;
using TellerLine.Voice.Media;
using TellerLine.Voice.Media.Recording;

namespace TellerLine.Modules.Voice.Media;

/// <summary>A telephone that knows no telephone-event: its keys are tones in its audio.</summary>
[Collection(Audible.Name)]
public sealed class SungKeyTests
{
    private static readonly double[] Keypad = [697, 770, 852, 941, 1209, 1336, 1477, 1633];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task a_sung_key_interrupts_a_prompt_and_each_is_told_once()
    {
        await using var host = await MediaHost.Start(Ct);
        using var anna = await host.Call("anna", Ear.Anna, sings: true);
        await host.Media.Play("anna", 1, new PlayRequest([host.Prompt("long", 600, 20_000)], KeysInterrupt: true));
        anna.WaitForTone(600);

        anna.Press("159#");

        Assert.Equal(new MediaEvent.PlayEnded("anna", 1, PlayEnd.Interrupted), host.Next<MediaEvent.PlayEnded>());
        foreach (var key in "159#")
        {
            var digit = host.Next<MediaEvent.Digit>();
            Assert.Equal(key, digit.Key);
            Assert.InRange(digit.DurationMs, 70, 130);
        }

        anna.Hear(300);
        Assert.Empty(host.SoFar().OfType<MediaEvent.Digit>());
        Assert.Equal(0, (await host.Media.Stats()).Faults);
    }

    [Fact]
    public async Task a_sung_secret_is_collected_and_heard_by_nobody_and_by_no_recording()
    {
        await using var host = await MediaHost.Start(Ct);
        using var anna = await host.Call("anna", Ear.Anna, G711.Pcmu, sings: true);
        using var ben = await host.Call("ben", Ear.Ben);
        using var cleo = await host.Call("cleo", Ear.Cleo);
        await host.Media.Connect([
            new MediaHearing("ben", ["anna"]), new MediaHearing("cleo", ["anna", "ben"]),
            new MediaHearing("anna", ["ben"])]);
        new Ear(cleo).Hears(Ear.Anna, Ear.Ben);
        var path = Path.Combine(host.Directory, "sung.tlr");
        await host.Media.StartRecording("anna", new RecordRequest("sung", path));
        anna.Hear(200);
        var collecting = host.Media.CollectSecret("anna", new SecretRequest([], 6, 6), Ct);
        new Ear(ben).Hears();
        var (bens, cleos) = (ben.Packets().Count, cleo.Packets().Count);

        anna.Press("739182");
        using (var digits = await collecting.WaitAsync(TimeSpan.FromSeconds(10), Ct))
        {
            Assert.Equal(CollectEnd.Full, digits.End);
            Assert.True(digits.Digits.SequenceEqual("739182"u8));
        }

        new Ear(ben).Hears(Ear.Anna);
        new Ear(cleo).Hears(Ear.Anna, Ear.Ben);
        await host.Media.StopRecording("anna");
        var events = host.SoFar();
        Assert.Equal([1, 2, 3, 4, 5], events.OfType<MediaEvent.SecretCount>().Select(e => e.Count));
        Assert.Empty(events.OfType<MediaEvent.Digit>());
        Assert.False(HasKey(ben.Since(bens)));
        Assert.False(HasKey(cleo.Since(cleos)));
        using var reader = RecordingReader.Open(path);
        Assert.False(HasKey(RecordingTests.Channels(reader).Left));
        Assert.Single(reader.Info.Suppressed);

        // What is no secret is sound like any other, passed through and mixed.
        anna.Press('5');
        host.Next<MediaEvent.Digit>();
        new Ear(ben).Hears(Ear.Anna);
        new Ear(cleo).Hears(Ear.Anna, Ear.Ben);
        Assert.True(HasKey(ben.Since(bens)));
        Assert.True(HasKey(cleo.Since(cleos)));
    }

    [Fact]
    public async Task a_sung_key_that_is_an_order_is_silent_to_listeners_once_it_is_known_for_one()
    {
        await using var host = await MediaHost.Start(Ct);
        using var anna = await host.Call("anna", Ear.Anna, sings: true);
        using var ben = await host.Call("ben", Ear.Ben);
        await host.Media.Connect([new MediaHearing("ben", ["anna"])]);
        new Ear(ben).Hears(Ear.Anna);
        await host.Media.KeepTones("anna", true);
        var before = ben.Packets().Count;

        anna.Press("*11");

        foreach (var key in "*11")
            Assert.Equal(key, host.Next<MediaEvent.Digit>().Key);
        new Ear(ben).Hears(Ear.Anna);
        var kept = KeyMs(ben.Since(before));
        Assert.InRange(kept, 0, 3 * 60);
        await host.Media.KeepTones("anna", false);
        before = ben.Packets().Count;
        anna.Press("*11");
        host.Next<MediaEvent.Digit>();
        host.Next<MediaEvent.Digit>();
        host.Next<MediaEvent.Digit>();
        new Ear(ben).Hears(Ear.Anna);
        Assert.True(KeyMs(ben.Since(before)) >= kept + (3 * 20));
    }

    [Fact]
    public async Task digits_that_are_hidden_are_told_as_sung_and_nothing_of_them_is_heard_or_recorded()
    {
        await using var host = await MediaHost.Start(Ct);
        using var anna = await host.Call("anna", Ear.Anna, sings: true);
        using var ben = await host.Call("ben", Ear.Ben);
        await host.Media.Connect([new MediaHearing("ben", ["anna"]), new MediaHearing("anna", ["ben"])]);
        new Ear(ben).Hears(Ear.Anna);
        var path = Path.Combine(host.Directory, "hidden.tlr");
        await host.Media.StartRecording("anna", new RecordRequest("hidden", path));
        anna.Hear(200);
        await host.Media.HideSungKeys("anna", true);
        new Ear(ben).Hears();
        var before = ben.Packets().Count;

        anna.Press("7391");

        foreach (var key in "7391")
            Assert.Equal(key, host.Next<MediaEvent.Digit>().Key);
        await host.Media.HideSungKeys("anna", false);
        new Ear(ben).Hears(Ear.Anna);
        new Ear(anna).Hears(Ear.Ben);
        await host.Media.StopRecording("anna");
        Assert.Equal(0, KeyMs(ben.Since(before)));
        using var reader = RecordingReader.Open(path);
        Assert.Equal(0, KeyMs(RecordingTests.Channels(reader).Left));
        Assert.Equal(0, (await host.Media.Stats()).Faults);
    }

    [Fact]
    public async Task who_sends_his_keys_apart_is_heard_while_digits_are_hidden()
    {
        await using var host = await MediaHost.Start(Ct);
        using var anna = await host.Call("anna", Ear.Anna);
        using var ben = await host.Call("ben", Ear.Ben);
        await host.Media.Connect([new MediaHearing("ben", ["anna"])]);
        await host.Media.HideSungKeys("anna", true);
        new Ear(ben).Hears(Ear.Anna);
        var before = ben.Packets().Count;
        anna.Press("73");
        Assert.Equal('7', host.Next<MediaEvent.Digit>().Key);
        Assert.Equal('3', host.Next<MediaEvent.Digit>().Key);
        Assert.DoesNotContain(ben.Packets().Skip(before), packet => packet.Type == Phone.EventType);
        new Ear(ben).Hears(Ear.Anna);
    }

    [Fact]
    public async Task who_sings_and_tells_by_sip_info_presses_each_key_once()
    {
        await using var host = await MediaHost.Start(Ct);
        using var anna = await host.Call("anna", Ear.Anna, sings: true);
        anna.Press('4');
        Assert.Equal('4', host.Next<MediaEvent.Digit>().Key);
        host.Media.InjectDigit("anna", (byte)'4');

        anna.Press('5');
        anna.Hear(400);
        host.Media.InjectDigit("anna", (byte)'5');

        Assert.Equal('5', host.Next<MediaEvent.Digit>().Key);
        anna.Hear(200);
        Assert.Empty(host.SoFar().OfType<MediaEvent.Digit>());
    }

    private static bool HasKey(short[] samples) => KeyMs(samples) > 0;

    /// <summary>How much of it has two tones of a keypad, in steps of 20 ms.</summary>
    private static int KeyMs(short[] samples)
    {
        var ms = 0;
        for (var at = 0; at + 160 <= samples.Length; at += 160)
        {
            var part = samples[at..(at + 160)];
            if (Loudest(Keypad[..4]) > 4_000 && Loudest(Keypad[4..]) > 4_000)
                ms += 20;
            double Loudest(double[] tones) => tones.Max(hz => Tones.Amplitude(part, hz));
        }

        return ms;
    }
}
