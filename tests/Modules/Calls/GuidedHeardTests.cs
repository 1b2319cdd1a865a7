using TellerLine.Calls.Core;
using TellerLine.Modules.Voice;
using TellerLine.Modules.Voice.Media;
using TellerLine.Voice;
using TellerLine.Voice.Media;

namespace TellerLine.Modules.Calls;

/// <summary>
/// A customer guided in the menu, on the real media process and the exchange's own lines: what each ear hears while the
/// menu speaks, while digits and while a secret are keyed, and afterwards. The customer says Anna's tone, the agent
/// Ben's, who listens Dora's, the menu the prompt's.
/// </summary>
[Collection(Audible.Name)]
public sealed class GuidedHeardTests : IAsyncLifetime
{
    private const string Canary = "908172";
    private static readonly string[] Lines = [Talk.Customer, "agent", "lead"];

    private readonly Dictionary<string, Phone> _phones = [];
    private readonly Dictionary<string, Line> _lines = [];
    private MediaHost _host = null!;
    private Talk _talk = new(new TalkLine("agent", MayReturn: true));
    private long _nowUs;
    private string _menu = "";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _host = await MediaHost.Start(Ct);
        _menu = _host.Prompt("menu", Ear.Prompt, 60_000);
        foreach (var (name, hz) in Lines.Zip((double[])[Ear.Anna, Ear.Ben, Ear.Dora]))
        {
            _phones[name] = await _host.Call(name, hz);
            _lines[name] = new Line(name, _host.Media);
        }
        await Happens(
            new TalkEvent.Begun(WithSound: true),
            new TalkEvent.EarIn(new TalkEar("2001", "lead", EarMode.Listen)));
        Heard("customer<agent", "agent<customer", "lead<agent+customer");
        await Happens(new TalkEvent.Guide());
    }

    public async ValueTask DisposeAsync()
    {
        Assert.Equal(0, (await _host.Media.Stats()).Faults);
        foreach (var phone in _phones.Values)
            phone.Dispose();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task the_menu_is_heard_beside_the_talk_by_all_who_hear_the_customer_until_a_key_cuts_it_short()
    {
        var asked = Customer.Collect(new CollectRequest([_menu], 1), Ct);
        Heard("customer<agent+menu", "agent<customer+menu", "lead<agent+customer+menu");
        _phones[Talk.Customer].Press('1');
        Assert.Equal("1", (await asked).Digits);
        Heard("customer<agent", "agent<customer", "lead<agent+customer");
    }

    [Fact]
    public async Task digits_reach_the_menu_alone_and_are_counted_while_the_two_hear_each_other()
    {
        List<int> counted = [];
        Customer.Keyed += counted.Add;
        var before = Packets();
        var asked = Customer.Collect(new CollectRequest([_menu], 19), Ct);
        Heard("customer<agent+menu", "agent<customer+menu");
        _phones[Talk.Customer].Press(Canary + "#");
        Assert.Equal(Canary, (await asked).Digits);
        Assert.Equal([1, 2, 3, 4, 5, 6], counted);
        NoKeySince(before);
        Heard("customer<agent", "agent<customer", "lead<agent+customer");
    }

    [Fact]
    public async Task a_secret_is_heard_by_nobody_its_question_by_the_customer_alone_and_all_is_as_before()
    {
        await Happens(new TalkEvent.GuideSecret(true));
        var before = Packets();
        var keyed = Customer.CollectSecret(
            new SecretRequest([_menu]), digits => digits.SequenceEqual("908172"u8), Ct);
        Heard("customer<menu", "agent<", "lead<agent");
        _phones[Talk.Customer].Press(Canary);
        Assert.True((await keyed).Value);
        NoKeySince(before);
        await Happens(new TalkEvent.GuideSecret(false));
        Heard("customer<agent", "agent<customer", "lead<agent+customer");
    }

    [Fact]
    public async Task the_agent_ends_it_and_the_menu_is_heard_no_more()
    {
        using var stopped = new CancellationTokenSource();
        var asked = Customer.Collect(new CollectRequest([_menu], 1), stopped.Token);
        Heard("customer<agent+menu", "agent<customer+menu", "lead<agent+customer+menu");
        await stopped.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
        await Happens(new TalkEvent.GuideOver("stopped"));
        Heard("customer<agent", "agent<customer", "lead<agent+customer");
    }

    [Fact]
    public async Task an_agent_who_leaves_hears_nothing_more_and_the_customer_hears_the_menu_on()
    {
        var asked = Customer.Collect(new CollectRequest([_menu], 1), Ct);
        Heard("customer<agent+menu", "agent<customer+menu");
        await Happens(new TalkEvent.HangUp());
        Heard("customer<menu", "agent<", "lead<");
        _phones[Talk.Customer].Press('2');
        Assert.Equal("2", (await asked).Digits);
    }

    private Line Customer => _lines[Talk.Customer];

    private Dictionary<string, int> Packets() => _phones.ToDictionary(one => one.Key, one => one.Value.Packets().Count);

    private void NoKeySince(Dictionary<string, int> before) => Assert.All(
        _phones, one => Assert.DoesNotContain(
            one.Value.Packets().Skip(before[one.Key]), packet => packet.Type == Phone.EventType));

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
        "lead" => Ear.Dora,
        _ => Ear.Prompt,
    };

    /// <summary>As <c>Conversation</c> does it: who hears whom, and then who hears the menu.</summary>
    private async Task Happens(params TalkEvent[] events)
    {
        foreach (var happened in events)
        {
            Assert.Null(_talk.Refusal(happened));
            (_talk, var effects) = _talk.Apply(happened, _nowUs += 1_000);
            foreach (var sound in effects.OfType<TalkEffect.Sound>())
            {
                await _host.Media.Connect(
                    [.. sound.Changed.Select(one => new MediaHearing(one.Line, [.. one.Sources]))]);
                if (_talk.End is null)
                    (_talk, _) = _talk.Apply(new TalkEvent.Joined(_talk.Line.Id), _nowUs);
            }
            await Customer.Accompany(TalkSound.Beside(_talk) is { } beside
                ? [.. beside.Select(line => _lines[line])] : null);
        }
    }

    /// <summary>A line of the exchange without its signalling.</summary>
    private sealed class Line : Leg
    {
        public Line(string id, MediaClient media)
            : base(id, media, TimeProvider.System) => media.Happened += On;

        public override LegKind Kind => LegKind.Sip;

        public override string Via => "sip";

        public override string? CallerNumber => null;

        public override string? CalledNumber => null;

        public override Task Ringing() => Task.CompletedTask;

        public override Task Answer() => Task.CompletedTask;

        public override Task Hangup(int status = 603, int? retryAfterS = null) => Task.CompletedTask;

        public override void MediaGone()
        {
        }

        private void On(MediaEvent happened)
        {
            if (happened.LegId != Id)
                return;
            if (happened is MediaEvent.PlayEnded ended)
                OnPlayEnded(ended.PlayId, ended.End);
            else if (happened is MediaEvent.Digit digit)
                OnDigit(digit.Key);
        }
    }
}
