using TellerLine.Voice;
using TellerLine.Voice.Media;

namespace TellerLine.Modules.Voice.Media;

[Collection(Audible.Name)]
public sealed class KeyTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task a_prompt_is_heard_to_its_end()
    {
        await using var host = await MediaHost.Start(Ct);
        using var anna = await host.Call("anna", 440);

        await host.Media.Play("anna", 1, new PlayRequest([host.Prompt("a", 600, 250), host.Prompt("b", 600, 250)]));
        anna.WaitForTone(600);

        Assert.Equal(new MediaEvent.PlayEnded("anna", 1, PlayEnd.Finished), host.Next<MediaEvent.PlayEnded>());
        anna.WaitForSilence();
    }

    [Fact]
    public async Task a_key_interrupts_a_prompt_and_is_told_once()
    {
        await using var host = await MediaHost.Start(Ct);
        using var anna = await host.Call("anna", 440);
        await host.Media.Play("anna", 1, new PlayRequest([host.Prompt("long", 600, 20_000)], KeysInterrupt: true));
        anna.WaitForTone(600);

        anna.Press('5');

        Assert.Equal(new MediaEvent.PlayEnded("anna", 1, PlayEnd.Interrupted), host.Next<MediaEvent.PlayEnded>());
        Assert.Equal('5', host.Next<MediaEvent.Digit>().Key);
        anna.Press('6', loseEnd: true);
        Assert.Equal('6', host.Next<MediaEvent.Digit>().Key);
        host.Media.InjectDigit("anna", (byte)'#');
        Assert.Equal('#', host.Next<MediaEvent.Digit>().Key);
    }

    [Fact]
    public async Task keys_are_never_passed_to_the_partner_and_leave_no_hole_in_its_stream()
    {
        await using var host = await MediaHost.Start(Ct);
        using var anna = await host.Call("anna", 440);
        using var ben = await host.Call("ben", 1000);
        await host.Media.Bridge("anna", "ben");
        ben.WaitForTone(440);

        anna.Press("12");
        host.Next<MediaEvent.Digit>();
        host.Next<MediaEvent.Digit>();
        ben.WaitForTone(440);

        var packets = ben.Packets();
        Assert.DoesNotContain(packets, p => p.Type == Phone.EventType);
        var sequences = packets.Select(p => p.Sequence).ToList();
        Assert.Equal(sequences.Count, (ushort)(sequences[^1] - sequences[0]) + 1);
    }

    [Fact]
    public async Task keys_are_sent_to_a_party_as_rfc_4733_wants()
    {
        await using var host = await MediaHost.Start(Ct);
        using var anna = await host.Call("anna", 440);

        await host.Media.SendDigits("anna", "7#");
        anna.Hear(600);

        var keys = anna.Packets().Where(p => p.Type == Phone.EventType).ToList();
        Assert.Equal([7, 11], keys.Select(p => (int)p.Payload[0]).Distinct());
        foreach (var key in keys.GroupBy(p => p.Payload[0]))
        {
            Assert.True(key.First().Marker);
            Assert.Single(key.Select(p => p.Timestamp).Distinct());
            Assert.Equal(3, key.Count(p => (p.Payload[1] & 0x80) != 0));
        }
    }

    [Fact]
    public async Task a_secret_tells_counts_and_gives_its_digits_once()
    {
        await using var host = await MediaHost.Start(Ct);
        using var anna = await host.Call("anna", 440);
        using var ben = await host.Call("ben", 1000);
        await host.Media.Bridge("anna", "ben");
        ben.WaitForTone(440);
        var collecting = host.Media.CollectSecret("anna", new SecretRequest([host.Prompt("pin", 600, 5_000)]), Ct);
        anna.WaitForTone(600);
        ben.WaitForSilence();

        anna.Press("739182");
        using var digits = await collecting.WaitAsync(TimeSpan.FromSeconds(10), Ct);

        Assert.Equal(CollectEnd.Full, digits.End);
        Assert.True(digits.Digits.SequenceEqual("739182"u8));
        digits.Dispose();
        Assert.True(digits.Digits.IndexOfAnyExcept((byte)0) < 0);
        ben.WaitForTone(440);
        var events = host.SoFar();
        Assert.Equal([1, 2, 3, 4, 5], events.OfType<MediaEvent.SecretCount>().Select(e => e.Count));
        Assert.Empty(events.OfType<MediaEvent.Digit>());
        Assert.DoesNotContain("739182", host.Log());
    }

    [Fact]
    public async Task a_star_clears_a_secret_two_leave_it_and_patience_ends()
    {
        await using var host = await MediaHost.Start(Ct);
        using var anna = await host.Call("anna", 440);

        var cleared = host.Media.CollectSecret("anna", new SecretRequest([]), Ct);
        anna.Press("12*34#");
        using (var digits = await cleared.WaitAsync(TimeSpan.FromSeconds(10), Ct))
        {
            Assert.Equal(CollectEnd.Terminated, digits.End);
            Assert.True(digits.Digits.SequenceEqual("34"u8));
        }

        var left = host.Media.CollectSecret("anna", new SecretRequest([]), Ct);
        anna.Press("12**");
        using (var digits = await left.WaitAsync(TimeSpan.FromSeconds(10), Ct))
            Assert.Equal((CollectEnd.Left, 0), (digits.End, digits.Count));

        var late = host.Media.CollectSecret("anna", new SecretRequest([], FirstDigitMs: 300), Ct);
        using (var digits = await late.WaitAsync(TimeSpan.FromSeconds(10), Ct))
            Assert.Equal((CollectEnd.TimedOut, 0), (digits.End, digits.Count));

        using var giveUp = new CancellationTokenSource();
        var cancelled = host.Media.CollectSecret("anna", new SecretRequest([]), giveUp.Token);
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        // The process carries orders out as they come: what is answered now came after the cancellation.
        await host.Media.StopPlay("anna");
        anna.Press('3');
        Assert.Equal('3', host.Next<MediaEvent.Digit>().Key);
    }

    [Fact]
    public async Task patience_begins_however_a_secrets_prompt_ended()
    {
        await using var host = await MediaHost.Start(Ct);
        using var anna = await host.Call("anna", 440);
        using var ben = await host.Call("ben", 1000);
        string[] prompt = [host.Prompt("pin", 600, 60_000)];
        Func<Task>[] ends = [() => host.Media.StopPlay("anna"), () => host.Media.Bridge("anna", "ben")];
        foreach (var end in ends)
        {
            var collecting = host.Media.CollectSecret("anna", new SecretRequest(prompt, FirstDigitMs: 200), Ct);
            anna.WaitForTone(600);
            await end();
            using var digits = await collecting.WaitAsync(TimeSpan.FromSeconds(10), Ct);
            Assert.Equal((CollectEnd.TimedOut, 0), (digits.End, digits.Count));
        }
    }

    [Fact]
    public async Task a_bad_prompt_is_named()
    {
        await using var host = await MediaHost.Start(Ct);
        using var anna = await host.Call("anna", 440);
        var missing = Path.Combine(host.Directory, "nothing.wav");

        var fault = await Assert.ThrowsAsync<MediaException>(
            () => host.Media.Play("anna", 1, new PlayRequest([missing])));

        Assert.Contains("nothing.wav", fault.Message);
    }
}
