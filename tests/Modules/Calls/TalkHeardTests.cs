using TellerLine.Calls.Core;
using TellerLine.Modules.Voice;
using TellerLine.Modules.Voice.Media;
using TellerLine.Voice;
using TellerLine.Voice.Media;

namespace TellerLine.Modules.Calls;

/// <summary>
/// A conversation's states carried out on the real media process, each party with a tone of its own: what every ear
/// hears in each of them, written down here and not computed. The lines are named as the tones are: the customer says
/// Anna's, the agent Ben's, the consulted Cleo's, who listens Dora's; music is the prompt's.
/// </summary>
[Collection(Audible.Name)]
public sealed class TalkHeardTests : IAsyncLifetime
{
    private const string Music = "music";
    private static readonly string[] Lines = [Talk.Customer, "agent", "consulted", "lead"];

    private readonly Dictionary<string, Phone> _phones = [];
    private readonly HashSet<string> _onMusic = [];
    private MediaHost _host = null!;
    private Talk _talk = new(new TalkLine("agent", MayReturn: true));
    private Task<SecretDigits>? _keying;
    private long _nowUs;
    private int _plays;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _host = await MediaHost.Start(Ct);
        foreach (var (line, hz) in Lines.Zip((double[])[Ear.Anna, Ear.Ben, Ear.Cleo, Ear.Dora]))
            _phones[line] = await _host.Call(line, hz);
        await Happens(new TalkEvent.Begun(WithSound: true));
    }

    public async ValueTask DisposeAsync()
    {
        Assert.Equal(0, (await _host.Media.Stats()).Faults);
        foreach (var phone in _phones.Values)
            phone.Dispose();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task consulted_held_joined_and_handed_over_each_hears_whom_it_should()
    {
        Heard("customer<agent", "agent<customer", "consulted<", "lead<");
        await Happens(new TalkEvent.Hold());
        Heard("customer<music", "agent<");
        await Happens(
            new TalkEvent.Consult("q", ThenTransfer: false),
            new TalkEvent.ConsultAnswered("q", new TalkLine("consulted", MayReturn: false)));
        Heard("customer<music", "agent<consulted", "consulted<agent");
        await Happens(new TalkEvent.Resume());
        Heard("customer<agent", "agent<customer", "consulted<music");
        await Happens(new TalkEvent.Conference());
        Heard("customer<agent+consulted", "agent<customer+consulted", "consulted<agent+customer");
        await Happens(new TalkEvent.Hold());
        Heard("customer<music", "agent<consulted", "consulted<agent");
        await Happens(new TalkEvent.Resume(), new TalkEvent.Transfer());
        Heard("customer<consulted", "agent<", "consulted<customer");
    }

    [Fact]
    public async Task who_listens_hears_all_who_talk_and_is_heard_by_those_alone_who_should()
    {
        await Listens(EarMode.Listen);
        Heard("customer<agent", "agent<customer", "lead<agent+customer");
        await Happens(new TalkEvent.Hold());
        Heard("customer<music", "agent<", "lead<agent");
        await Happens(new TalkEvent.Resume());
        await Listens(EarMode.Whisper);
        Heard("customer<agent", "agent<customer+lead", "lead<agent+customer");
        await Listens(EarMode.Barge);
        Heard("customer<agent+lead", "agent<customer+lead", "lead<agent+customer");
        await Happens(new TalkEvent.TakeOver("2001", "t"));
        Heard("customer<lead", "agent<", "lead<customer");
    }

    [Fact]
    public async Task a_secret_in_a_conference_that_is_listened_to_reaches_no_ear_and_all_is_as_before()
    {
        await Listens(EarMode.Listen);
        await Happens(
            new TalkEvent.Consult("q", ThenTransfer: false),
            new TalkEvent.ConsultAnswered("q", new TalkLine("consulted", MayReturn: false)),
            new TalkEvent.Conference());
        Heard(
            "customer<agent+consulted", "agent<customer+consulted", "consulted<agent+customer",
            "lead<agent+customer+consulted");
        await Happens(new TalkEvent.Entry());
        Heard("customer<", "agent<consulted", "consulted<agent", "lead<agent+consulted");
        var before = _phones.ToDictionary(one => one.Key, one => one.Value.Packets().Count);
        _phones[Talk.Customer].Press("908172");
        using (var keyed = await _keying!.WaitAsync(TimeSpan.FromSeconds(10), Ct))
            Assert.True(keyed.Digits.SequenceEqual("908172"u8));
        Assert.All(
            _phones, one => Assert.DoesNotContain(
                one.Value.Packets().Skip(before[one.Key]), packet => packet.Type == Phone.EventType));
        await Happens(new TalkEvent.EntryOver());
        Heard(
            "customer<agent+consulted", "agent<customer+consulted", "consulted<agent+customer",
            "lead<agent+customer+consulted");
    }

    [Theory]
    [InlineData("SentToQueue")]
    [InlineData("SentToMenu")]
    [InlineData("Parked")]
    public async Task sent_away_nobody_hears_the_customer_and_the_customer_nobody(string to)
    {
        await Listens(EarMode.Barge);
        await Happens(new TalkEvent.SendAway(Enum.Parse<TalkEnd>(to)));
        Heard("customer<", "agent<", "lead<");
    }

    [Fact]
    public async Task an_agent_who_is_away_leaves_music_and_is_back_where_he_was()
    {
        await Happens(new TalkEvent.Silent("agent", Moving: false));
        Heard("customer<music", "agent<");
        await Happens(new TalkEvent.Heard("agent"));
        Heard("customer<agent", "agent<customer");
    }

    private Task Listens(EarMode mode) => Happens(new TalkEvent.EarIn(new TalkEar("2001", "lead", mode)));

    /// <param name="hearings">Each as <c>listener&lt;source+source</c>.</param>
    private void Heard(params string[] hearings)
    {
        foreach (var (listener, sources) in hearings.Select(one => one.Split('<')).Select(one => (one[0], one[1])))
            new Ear(_phones[listener]).Hears(
                [.. sources.Split('+', StringSplitOptions.RemoveEmptyEntries).Select(Tone)]);
    }

    private static double Tone(string source) => source switch
    {
        Talk.Customer => Ear.Anna,
        "agent" => Ear.Ben,
        "consulted" => Ear.Cleo,
        "lead" => Ear.Dora,
        _ => Ear.Prompt,
    };

    private async Task Happens(params TalkEvent[] events)
    {
        foreach (var happened in events)
        {
            Assert.Null(_talk.Refusal(happened));
            (_talk, var effects) = _talk.Apply(happened, _nowUs += 1_000);
            foreach (var effect in effects)
            {
                if (effect is TalkEffect.AskEntry)
                    _keying = _host.Media.CollectSecret(Talk.Customer, new SecretRequest([]), Ct);
                else if (effect is TalkEffect.Sound sound)
                {
                    await Sound(sound.Changed);
                    (_talk, _) = _talk.Apply(new TalkEvent.Joined(_talk.Line.Id), _nowUs);
                }
            }
        }
    }

    /// <summary>
    /// As <c>Conversation</c> does it: music begins before anybody is parted and ends after all are joined.
    /// </summary>
    private async Task Sound(IReadOnlyList<TalkHearing> changed)
    {
        foreach (var hearing in changed.Where(hearing => hearing.Music && _onMusic.Add(hearing.Line)))
        {
            await _host.Media.Hold(hearing.Line, true);
            await _host.Media.Play(
                hearing.Line, ++_plays, new PlayRequest([_host.Prompt(Music, Ear.Prompt, 500)], Loop: true));
        }
        await _host.Media.Connect([.. changed.Select(one => new MediaHearing(one.Line, [.. one.Sources]))]);
        foreach (var hearing in changed.Where(hearing => !hearing.Music && _onMusic.Remove(hearing.Line)))
        {
            await _host.Media.StopPlay(hearing.Line);
            await _host.Media.Hold(hearing.Line, false);
        }
    }
}
