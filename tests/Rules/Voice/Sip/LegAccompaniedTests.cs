using TellerLine.Voice;
using TellerLine.Voice.Media;

namespace TellerLine.Rules.Voice.Sip;

/// <summary>A party that is asked while others hear it and are heard.</summary>
public sealed class LegAccompaniedTests
{
    private readonly FakeMedia _media = new();
    private readonly Line _customer;
    private readonly Line _agent;

    public LegAccompaniedTests() => (_customer, _agent) = (new("c", _media), new("a", _media));

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact(Timeout = 20_000)]
    public async Task what_is_played_goes_beside_the_talk_and_to_those_who_hear_it_until_a_key_cuts_it_short()
    {
        await _customer.Accompany([_agent]);
        Assert.Equal(["keepTones True"], _media.Orders);
        List<int> counts = [];
        _customer.Keyed += counts.Add;
        var collecting = _customer.Collect(new CollectRequest(["amount"], 5), Ct);
        await Ordered("play amount keys over", "play amount over");
        Assert.Contains("hideSungKeys True", _media.Orders);
        Press("12");
        _media.EndPlay(_customer.Id, PlayEnd.Interrupted);
        await Ordered("stop");
        Press("*#");
        Assert.Equal("12*", (await collecting).Digits);
        Assert.Equal([1, 2, 3], counts);
        Assert.Equal("hideSungKeys False", _media.Orders[^1]);
    }

    [Fact(Timeout = 20_000)]
    public async Task a_prompt_that_is_over_is_not_stopped_elsewhere_and_one_key_hides_nothing()
    {
        await _customer.Accompany([_agent]);
        var collecting = _customer.Collect(new CollectRequest(["menu"], 1), Ct);
        await Ordered("play menu keys over", "play menu over");
        _media.EndPlay(_customer.Id, PlayEnd.Finished);
        Press("1");
        Assert.Equal("1", (await collecting).Digits);
        Assert.DoesNotContain("stop", _media.Orders);
        Assert.DoesNotContain("hideSungKeys True", _media.Orders);
    }

    [Fact(Timeout = 20_000)]
    public async Task keys_between_two_questions_wait_for_the_next_while_others_are_heard_and_not_afterwards()
    {
        _customer.Hears([_agent]);
        Press("1");
        await _customer.Accompany([_agent]);
        Press("2");
        _customer.Hears([]);
        _customer.Hears([_agent]);
        Assert.Equal("2", (await _customer.Collect(new CollectRequest(["menu"], 1), Ct)).Digits);
        Press("3");
        await _customer.Accompany(null);
        Assert.Equal(["hideSungKeys False", "keepTones False"], _media.Orders.TakeLast(2));
        var asked = _customer.Collect(new CollectRequest([], 1), Ct);
        Assert.False(asked.IsCompleted);
        Press("4");
        Assert.Equal("4", (await asked).Digits);
    }

    [Fact(Timeout = 20_000)]
    public async Task who_hears_it_no_more_does_not_hear_the_prompt_to_its_end()
    {
        await _customer.Accompany([_agent]);
        var playing = _customer.Play(new PlayRequest(["told"]), Ct);
        await Ordered("play told over", "play told over");
        await _customer.Accompany([]);
        Assert.Equal("stop", _media.Orders[^1]);
        _media.EndPlay(_customer.Id, PlayEnd.Finished);
        Assert.Equal(PlayEnd.Finished, await playing);
    }

    [Fact(Timeout = 20_000)]
    public async Task nor_does_he_when_the_party_hangs_up()
    {
        await _customer.Accompany([_agent]);
        var playing = _customer.Play(new PlayRequest(["told"]), Ct);
        await Ordered("play told over", "play told over");
        await _customer.Hangup();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => playing);
        await Ordered("stop");
    }

    [Fact(Timeout = 20_000)]
    public async Task a_secrets_prompts_are_the_partys_alone()
    {
        await _customer.Accompany([_agent]);
        await _customer.CollectSecret(new SecretRequest(["pin"]), digits => digits.Length, Ct);
        Assert.Equal(["keepTones True", "secret"], _media.Orders);
    }

    private void Press(string keys)
    {
        foreach (var key in keys)
            _customer.OnDigit(key);
    }

    /// <summary>Waits until these orders were given, however often each is named.</summary>
    private async Task Ordered(params string[] orders)
    {
        while (!Have())
            await Task.Yield();

        bool Have() => orders.GroupBy(order => order).All(
            group => _media.Orders.Count(order => order == group.Key) >= group.Count());
    }

    private sealed class Line : Leg
    {
        public Line(string id, FakeMedia media)
            : base(id, media, TimeProvider.System)
        {
            media.Happened += happened =>
            {
                if (happened is MediaEvent.PlayEnded ended && ended.LegId == Id)
                    OnPlayEnded(ended.PlayId, ended.End);
            };
        }

        public override LegKind Kind => LegKind.Sip;

        public override string Via => "sip";

        public override string? CallerNumber => null;

        public override string? CalledNumber => null;

        public override Task Ringing() => Task.CompletedTask;

        public override Task Answer() => Task.CompletedTask;

        public override Task Hangup(int status = 603, int? retryAfterS = null)
        {
            TryEnd(new LegEnd(LegEndBy.Local, 0, ""));
            return Task.CompletedTask;
        }

        public override void MediaGone() => TryEnd(new LegEnd(LegEndBy.Media, 0, ""));
    }
}
