using TellerLine.Voice;
using TellerLine.Voice.Media;
using TellerLine.Voice.Media.Recording;

namespace TellerLine.Modules.Voice.Media;

/// <summary>Who hears whom, on the real media process: each party says a tone of its own.</summary>
[Collection(Audible.Name)]
public sealed class HearingTests : IAsyncLifetime
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private MediaHost _host = null!;
    private Phone _anna = null!, _ben = null!, _cleo = null!;
    private Ear _annas = null!, _bens = null!, _cleos = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await MediaHost.Start(Ct);
        (_anna, _ben, _cleo) = (
            await _host.Call("anna", Ear.Anna), await _host.Call("ben", Ear.Ben, G711.Pcmu),
            await _host.Call("cleo", Ear.Cleo));
        (_annas, _bens, _cleos) = (new Ear(_anna), new Ear(_ben), new Ear(_cleo));
    }

    public async ValueTask DisposeAsync()
    {
        Assert.Equal(0, (await _host.Media.Stats()).Faults);
        foreach (var phone in (Phone[])[_anna, _ben, _cleo])
            phone.Dispose();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task a_pair_hears_each_other_and_who_listens_in_hears_both_and_is_not_heard()
    {
        await Connect("anna<ben", "ben<anna", "cleo<anna,ben");

        _annas.Hears(Ear.Ben);
        _bens.Hears(Ear.Anna);
        _cleos.Hears(Ear.Anna, Ear.Ben);
    }

    [Fact]
    public async Task a_pair_that_is_listened_to_is_passed_through_byte_by_byte()
    {
        using var dora = await _host.Call("dora", Ear.Dora);
        using var eve = await _host.Call("eve", Ear.Prompt);
        await Connect("anna<dora", "dora<anna", "cleo<anna,dora", "eve<dora");
        _annas.Hears(Ear.Dora);
        (_anna.Noise, dora.Noise) = (true, true);
        _anna.Hear(300);
        var (annas, doras, eves) = (_anna.Packets().Count, dora.Packets().Count, eve.Packets().Count);

        _anna.Hear(500);
        dora.Hear(100);
        eve.Hear(100);

        Assert.All(_anna.Packets().Skip(annas), p => Assert.True(dora.HasSent(p.Payload)));
        Assert.All(dora.Packets().Skip(doras), p => Assert.True(_anna.HasSent(p.Payload)));
        Assert.All(eve.Packets().Skip(eves), p => Assert.True(dora.HasSent(p.Payload)));
    }

    [Fact]
    public async Task in_a_conference_each_hears_all_others_and_not_itself()
    {
        using var dora = await _host.Call("dora", Ear.Dora);
        await Connect("anna<ben,cleo,dora", "ben<anna,cleo,dora", "cleo<anna,ben,dora", "dora<anna,ben,cleo");

        _annas.Hears(Ear.Ben, Ear.Cleo, Ear.Dora);
        _bens.Hears(Ear.Anna, Ear.Cleo, Ear.Dora);
        _cleos.Hears(Ear.Anna, Ear.Ben, Ear.Dora);
        new Ear(dora).Hears(Ear.Anna, Ear.Ben, Ear.Cleo);
    }

    [Fact]
    public async Task a_whisper_is_heard_by_the_one_it_is_for_and_barging_in_by_both()
    {
        await Connect("anna<ben", "ben<anna,cleo", "cleo<anna,ben");
        _annas.Hears(Ear.Ben);
        _bens.Hears(Ear.Anna, Ear.Cleo);
        _cleos.Hears(Ear.Anna, Ear.Ben);

        await Connect("anna<ben,cleo");
        _annas.Hears(Ear.Ben, Ear.Cleo);
        _bens.Hears(Ear.Anna, Ear.Cleo);

        await Connect("anna<ben", "ben<anna", "cleo<");
        _annas.Hears(Ear.Ben);
        _bens.Hears(Ear.Anna);
        _cleos.Hears();
    }

    [Fact]
    public async Task who_is_held_in_a_conference_hears_music_and_is_not_heard()
    {
        await Conference();
        await _host.Media.Hold("anna", true);
        await _host.Media.Play("anna", 1, new PlayRequest([_host.Prompt("music", Ear.Prompt, 500)], Loop: true));
        _annas.Hears(Ear.Prompt);
        _bens.Hears(Ear.Cleo);
        _cleos.Hears(Ear.Ben);

        // Somebody leaves meanwhile, and it stays held.
        await Connect("anna<cleo", "cleo<anna", "ben<");
        _annas.Hears(Ear.Prompt);
        _cleos.Hears();

        await _host.Media.StopPlay("anna");
        await _host.Media.Hold("anna", false);
        _annas.Hears(Ear.Cleo);
        _cleos.Hears(Ear.Anna);
    }

    [Fact]
    public async Task a_secret_in_a_conference_is_heard_by_nobody_neither_speech_nor_keys()
    {
        await Conference();
        var collecting = _host.Media.CollectSecret("anna", new SecretRequest([]), Ct);
        _bens.Hears(Ear.Cleo);
        _cleos.Hears(Ear.Ben);
        var (bens, cleos) = (_ben.Packets().Count, _cleo.Packets().Count);

        _anna.Press("739182");
        using (var digits = await collecting.WaitAsync(TimeSpan.FromSeconds(10), Ct))
            Assert.True(digits.Digits.SequenceEqual("739182"u8));

        Assert.DoesNotContain(_ben.Packets().Skip(bens), p => p.Type == Phone.EventType);
        Assert.DoesNotContain(_cleo.Packets().Skip(cleos), p => p.Type == Phone.EventType);
        _bens.Hears(Ear.Anna, Ear.Cleo);
        Assert.Empty(_host.SoFar().OfType<MediaEvent.Digit>());
    }

    [Fact]
    public async Task a_muted_member_is_heard_by_nobody_and_hears_on()
    {
        await Conference();
        await _host.Media.Mute("anna", true);
        _bens.Hears(Ear.Cleo);
        _cleos.Hears(Ear.Ben);
        _annas.Hears(Ear.Ben, Ear.Cleo);

        await _host.Media.Mute("anna", false);
        _bens.Hears(Ear.Anna, Ear.Cleo);
    }

    [Fact]
    public async Task a_play_is_for_one_leg_alone_in_place_of_what_it_hears_or_over_it()
    {
        await Conference();
        var prompt = _host.Prompt("marker", Ear.Prompt, 60_000);
        await _host.Media.Play("anna", 1, new PlayRequest([prompt]));
        _annas.Hears(Ear.Prompt);
        _bens.Hears(Ear.Anna, Ear.Cleo);

        await _host.Media.Play("anna", 2, new PlayRequest([prompt], Over: true));
        _annas.Hears(Ear.Ben, Ear.Cleo, Ear.Prompt);
        _bens.Hears(Ear.Anna, Ear.Cleo);

        // Beside one partner, whose packets were passed through, and are again.
        await Connect("anna<ben", "ben<anna");
        _annas.Hears(Ear.Ben, Ear.Prompt);
        await _host.Media.StopPlay("anna");
        _annas.Hears(Ear.Ben);
        _bens.Hears(Ear.Anna);
    }

    [Fact]
    public async Task a_play_ends_when_its_leg_is_given_others_to_hear()
    {
        await _host.Media.Play("anna", 1, new PlayRequest([_host.Prompt("music", Ear.Prompt, 500)], Loop: true));
        _annas.Hears(Ear.Prompt);

        await Connect("anna<ben", "ben<anna");

        Assert.Equal(new MediaEvent.PlayEnded("anna", 1, PlayEnd.Stopped), _host.Next<MediaEvent.PlayEnded>());
        _annas.Hears(Ear.Ben);
    }

    [Fact]
    public async Task who_goes_away_falls_out_of_every_set_and_names_of_the_gone_are_harmless()
    {
        await Conference();
        _annas.Hears(Ear.Ben, Ear.Cleo);
        await _host.Media.Close("cleo");
        _annas.Hears(Ear.Ben);
        _bens.Hears(Ear.Anna);

        await Connect("anna<cleo", "cleo<ben", "nobody<anna", "ben<anna,nobody");
        _annas.Hears();
        _bens.Hears(Ear.Anna);
    }

    [Fact]
    public async Task beyond_a_bound_an_order_is_refused_and_nothing_is_changed()
    {
        await Connect("anna<ben", "ben<anna");
        var many = Enumerable.Range(0, 17).Select(i => "listener" + i).ToArray();
        foreach (var name in many)
            await _host.Media.Open(name, false);
        foreach (var wrong in (string[][])[
            [.. many.Select(m => m + "<anna"), "ben<"], ["anna<anna"], ["anna<ben", "anna<cleo"], ["anna<ben,ben"],
            ["anna<" + string.Join(',', many.Take(9))]])
            await Assert.ThrowsAsync<MediaException>(() => Connect(wrong));

        _bens.Hears(Ear.Anna);
        _annas.Hears(Ear.Ben);
    }

    [Fact]
    public async Task keys_in_a_conference_are_told_once_and_passed_to_nobody()
    {
        await Conference();
        _bens.Hears(Ear.Anna, Ear.Cleo);
        _anna.Press("5");

        Assert.Equal('5', _host.Next<MediaEvent.Digit>().Key);
        _bens.Hears(Ear.Anna, Ear.Cleo);
        Assert.DoesNotContain(_ben.Packets(), p => p.Type == Phone.EventType);
        Assert.Empty(_host.SoFar().OfType<MediaEvent.Digit>());
    }

    [Fact]
    public async Task a_recording_in_a_conference_has_the_party_left_and_its_mix_right()
    {
        await Conference();
        _annas.Hears(Ear.Ben, Ear.Cleo);
        var path = Path.Combine(_host.Directory, "conference.tlr");
        await _host.Media.StartRecording("anna", new RecordRequest("conference", path));
        _anna.Hear(1_500);
        await _host.Media.StopRecording("anna");

        using var reader = RecordingReader.Open(path);
        Assert.Null(reader.Verify());
        var (left, right) = RecordingTests.Channels(reader);
        // Some 100 ms of it at least in which nobody stumbled.
        Assert.Contains(
            Enumerable.Range(2, left.Length / 800 - 2).Select(i => i * 800),
            at => Loud(left, at, Ear.Anna) && !Loud(left, at, Ear.Ben) && !Loud(left, at, Ear.Cleo)
                && Loud(right, at, Ear.Ben) && Loud(right, at, Ear.Cleo) && !Loud(right, at, Ear.Anna));
        static bool Loud(short[] samples, int at, double hz) => Tones.Amplitude(samples.AsSpan(at, 800), hz) > 4_000;
    }

    [Fact]
    public async Task each_transition_is_one_stream_with_no_gap_beyond_60_ms()
    {
        await Connect("anna<ben", "ben<anna");
        _annas.Hears(Ear.Ben);
        var start = _anna.Packets().Count;
        foreach (var change in (string[][])[
            ["cleo<anna,ben"], ["anna<ben,cleo", "ben<anna,cleo"], ["anna<ben", "ben<anna,cleo"],
            ["anna<ben", "ben<anna", "cleo<"], ["anna<ben,cleo"], ["anna<ben"]])
        {
            var from = _anna.Packets().Count - 1;
            foreach (var phone in (Phone[])[_anna, _ben, _cleo])
                phone.TakeLongestPauseMs();
            await Connect(change);
            _anna.Hear(400);
            // What a busy machine kept back from all of them is nobody's gap.
            var pause = ((Phone[])[_anna, _ben, _cleo]).Max(p => p.TakeLongestPauseMs()) - 20;
            Assert.InRange(_annas.LongestGapMs(from, Ear.Ben), 0, 60 + Math.Max(0, pause));
        }

        var packets = _anna.Packets().Skip(start).ToList();
        Assert.Single(packets.Select(p => p.Ssrc).Distinct());
        for (var i = 1; i < packets.Count; i++)
        {
            Assert.Equal(packets[i - 1].Sequence + 1 & 0xFFFF, packets[i].Sequence);
            Assert.InRange(packets[i].Timestamp - packets[i - 1].Timestamp, 160u, 8000u);
        }
    }

    private Task Conference() => Connect("anna<ben,cleo", "ben<anna,cleo", "cleo<anna,ben");

    /// <param name="hearings">Each as <c>listener&lt;source,source</c>.</param>
    private Task Connect(params string[] hearings) => _host.Media.Connect([
        .. hearings.Select(h => h.Split('<')).Select(h => new MediaHearing(
            h[0], h[1].Split(',', StringSplitOptions.RemoveEmptyEntries)))]);
}
