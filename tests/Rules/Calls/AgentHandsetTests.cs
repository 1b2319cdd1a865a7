using System.Text.Json;
using TellerLine.Calls;
using TellerLine.Contacts;
using TellerLine.Desks;
using TellerLine.Kernel;
using TellerLine.Rules.Architecture;
using TellerLine.Rules.Voice.Sip;
using TellerLine.SelfService;
using TellerLine.Voice;

namespace TellerLine.Rules.Calls;

/// <summary>
/// An agent's SIP phone asks by keys and by its own transfer what a desk asks, and hears what came of it.
/// </summary>
public sealed class AgentHandsetTests : IDisposable
{
    private readonly FakeJournal _journal = new();
    private readonly FakeLine _customer = new("c", LegKind.Sip);
    private readonly FakeLine _phone = new("p", LegKind.Sip);
    private readonly FakeLine _expert = new("x", LegKind.Sip);
    private readonly FakeExchange _exchange = new();
    private readonly FakeRouting _routing = new();
    private readonly FakeTime _time = new();
    private readonly AgentPhones _phones;
    private Conversation _conversation = null!;
    private Task<ConversationEnd> _running = null!;
    private TaskCompletionSource _changed = New();

    public AgentHandsetTests() => _phones = new AgentPhones(_exchange);

    public void Dispose()
    {
        _customer.Dispose();
        _phone.Dispose();
        _expert.Dispose();
    }

    [Fact]
    public async Task a_code_does_what_the_desk_does_and_a_tone_says_so_to_the_agent_alone()
    {
        await Talking();
        _phone.Press("*11");
        await Until(view => view.CustomerState == "held");
        await Heard(Tones.Done);
        _phone.Press("*10");
        await Until(view => view.CustomerState == "talking");
        Assert.All(_customer.Played, play => Assert.DoesNotContain(Tones.Done, play.Files));
        Assert.All(_phone.Played, play => Assert.True(play.Over));
    }

    [Fact]
    public async Task what_is_refused_at_the_desk_is_refused_by_its_code()
    {
        await Talking();
        _phone.Press("*24");
        await Heard(Tones.Refused);
        Assert.Equal("talking", _conversation.View!.CustomerState);
    }

    [Fact]
    public async Task half_a_code_is_given_up_and_said_so()
    {
        await Talking();
        _phone.Press("*1");
        _time.Advance((int)AgentHandset.Patience.TotalMilliseconds);
        await Heard(Tones.Refused);
        _phone.Press("1");
        Assert.Equal("talking", _conversation.View!.CustomerState);
    }

    [Fact]
    public async Task the_keys_of_the_customer_and_of_a_browser_are_nobodys()
    {
        using var browser = new FakeLine("b", LegKind.Browser);
        await Talking(browser);
        Assert.Null(browser.Keys);
        Assert.Null(_customer.Keys);
        Assert.DoesNotContain("keys", _customer.Asked);
    }

    [Theory]
    [InlineData("*211002#", "agent")]
    [InlineData("*2195566#", "number")]
    [InlineData("*2112345#", "number")]
    public async Task whom_a_number_means_is_a_colleague_at_work_the_directory_or_the_number(string keys, string kind)
    {
        _routing.AtWork.Add("1002");
        _exchange.OnDialling = (_, ct) => Never(ct);
        await Talking();
        _phone.Press(keys);
        await Until(view => view.Consult is { } consult && consult.Kind == kind);
        var shown = _conversation.View!.Consult!;
        Assert.Equal(keys.Contains("95566") ? "Expert" : keys[3..^1], shown.Name?.En ?? shown.Whom);
        _phone.Press("*20");
        await Until(view => view.Consult is null);
    }

    [Fact]
    public async Task consulted_then_handed_over_by_keys_alone()
    {
        _exchange.Dialled = new Dialled.Answered(_expert);
        await Talking();
        _phone.Press("*2195566#");
        await Until(view => view.Consult?.Stage == "apart");
        _phone.Press("*23");
        Assert.Equal(ConversationEnd.HandedOver, await _running);
        Assert.Contains("hangup", _phone.Asked);
        Assert.DoesNotContain("hangup", _expert.Asked);
    }

    [Fact]
    public async Task the_recording_is_paused_for_the_banks_own_reason_and_no_other()
    {
        await Talking();
        _phone.Press("*62");
        await Heard(Tones.Refused);
        _phone.Press("*61");
        await Heard(Tones.Done);
        Assert.Equal("cardDetails", _journal.Told.OfType<RecordingPaused>().Single().Reason);
    }

    [Fact]
    public async Task a_transfer_of_the_telephone_is_the_desks_blind_transfer_and_hears_that_it_was_answered()
    {
        _exchange.Dialled = new Dialled.Answered(_expert);
        await Talking();
        var refer = Refer("tel:95566");
        Assert.Equal(ConversationEnd.HandedOver, await _running);
        Assert.Equal(["accept", "finish 200"], refer.Told);
    }

    [Fact]
    public async Task nobody_answering_it_is_told_so_and_the_customer_is_still_the_agents()
    {
        _exchange.Dialled = new Dialled.NotAnswered(486, "");
        await Talking();
        var refer = Refer("95566");
        await refer.Over;
        Assert.Equal(["accept", "refuse 486 Busy Here"], refer.Told);
        await Until(view => view.Consult is null && view.CustomerState == "held");
    }

    [Theory]
    [InlineData("*31", ConversationEnd.SentToQueue)]
    [InlineData("service", ConversationEnd.SentToQueue)]
    [InlineData("*33", ConversationEnd.Parked)]
    public async Task a_transfer_to_a_code_or_the_queue_sends_the_customer_there(string target, object end)
    {
        await Talking();
        var refer = Refer(target);
        Assert.Equal(end, await _running);
        Assert.Equal(["accept", "finish 200"], refer.Told);
    }

    [Theory]
    [InlineData("*11", null, 603, "badWhom")]
    [InlineData("1001", null, 603, "badWhom")]
    [InlineData("95566", "other", 603, "noConsult")]
    [InlineData("*32", null, 603, "notToMenu")]
    public async Task one_that_cannot_be_done_is_refused_in_the_words_of_the_desk(
        string target, string? replaces, int status, string code)
    {
        _routing.AtWork.Add("1001");
        await Talking();
        var refer = Refer(target, replaces);
        await refer.Over;
        Assert.Equal([$"refuse {status} {Refusals.Words[code]}"], refer.Told);
        Assert.Equal("talking", _conversation.View!.CustomerState);
    }

    [Fact]
    public void the_words_to_a_telephone_are_those_of_the_desk()
    {
        using var words = JsonDocument.Parse(File.ReadAllText(
            Path.Combine(Tree.Root, "web", "src", "desk", "words.en.json")));
        var refused = words.RootElement.GetProperty("refused");
        Assert.All(Refusals.Words, word => Assert.Equal(refused.GetProperty(word.Key).GetString(), word.Value));
    }

    [Fact]
    public async Task who_hangs_up_while_the_transfer_rings_leaves_the_customer_to_whoever_answers()
    {
        var answer = new TaskCompletionSource<Dialled>();
        _exchange.OnDial = _ => answer.Task;
        await Talking();
        Refer("95566");
        await Until(view => view.Consult is not null);
        _phone.Leave();
        await Until(view => view.CustomerState == "held");
        answer.SetResult(new Dialled.Answered(_expert));
        Assert.Equal(ConversationEnd.HandedOver, await _running);
        Assert.False(_conversation.AgentAway);
    }

    [Fact]
    public async Task and_where_nobody_answers_the_customer_waits_at_the_front()
    {
        var answer = new TaskCompletionSource<Dialled>();
        _exchange.OnDial = _ => answer.Task;
        await Talking();
        Refer("95566");
        await Until(view => view.Consult is not null);
        _phone.Leave();
        answer.SetResult(new Dialled.NotAnswered(408, ""));
        Assert.Equal(ConversationEnd.AgentLost, await _running);
        Assert.False(_conversation.AgentAway);
    }

    [Fact]
    public async Task another_telephone_of_the_agent_takes_the_place_of_the_first()
    {
        await Talking();
        _phone.Replace(_expert);
        await _phone.HungUp;
        Assert.Contains("answer", _expert.Asked);
        Assert.Equal("x", _exchange.Hearings.SelectMany(order => order).Last(h => h.Listener.Id == "c").Sources[0].Id);
        _expert.Press("*11");
        await Until(view => view.CustomerState == "held");
        _expert.Leave();
        Assert.Equal(ConversationEnd.AgentHungUp, await _running);
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static async Task<Dialled> Never(CancellationToken ct)
    {
        await Task.Delay(Timeout.Infinite, ct);
        return null!;
    }

    private FakeRefer Refer(string target, string? replaces = null)
    {
        var refer = new FakeRefer(target, replaces);
        _phone.Refer(refer);
        return refer;
    }

    private async Task Heard(string tone)
    {
        while (true)
        {
            var played = _phone.PlayedNext;
            if (_phone.Played.Any(play => play.Files.Contains(tone)))
                return;
            await played.WaitAsync(TimeSpan.FromSeconds(10));
        }
    }

    private async Task Until(Func<DeskCall, bool> shown)
    {
        while (true)
        {
            var changed = _changed.Task;
            if (_conversation?.View is { } view && shown(view))
                return;
            await changed.WaitAsync(TimeSpan.FromSeconds(10));
        }
    }

    private async Task Talking(FakeLine? line = null)
    {
        var contact = new LiveContact(
            new ContactRecord("n1-a", _journal, TimeProvider.System), _customer, null, null,
            TimeProvider.System.NowUs()) { WaitSinceUs = 0 };
        contact.Note(new ContactQueued("service", 0, false, 0, "request"));
        var desk = new Desk(
            "1001", new BilingualName("李敏", "Li Min"), TimeProvider.System,
            _ => Interlocked.Exchange(ref _changed, New()).TrySetResult());
        var prompts = new Prompts(new PromptLibrary(CallFaultTests.MusicOnly(), ""), (_, _) => null);
        _conversation = new Conversation(
            contact, desk, new AgentPhone("1001"), line ?? _phone, new Telephone(contact, prompts),
            CallRoom.Of(_exchange, _routing, _phones, time: _time));
        _running = _conversation.Run(announced: true, given: false);
        await Until(view => view.CustomerState == "talking");
    }
}
