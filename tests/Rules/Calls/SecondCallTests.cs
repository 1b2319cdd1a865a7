using TellerLine.Calls;
using TellerLine.Contacts;
using TellerLine.Desks;
using TellerLine.Kernel;
using TellerLine.SelfService;
using TellerLine.Voice;

namespace TellerLine.Rules.Calls;

/// <summary>
/// An agent's SIP phone that dials beside the call in hand: who is called there is consulted, and both calls end as
/// one.
/// </summary>
public sealed class SecondCallTests : IDisposable
{
    private readonly FakeJournal _journal = new();
    private readonly FakeLine _customer = new("c", LegKind.Sip);
    private readonly FakeLine _first = new("p1", LegKind.Sip) { User = "1001" };
    private readonly FakeLine _expert = new("x", LegKind.Sip);
    private readonly FakeExchange _exchange = new();
    private readonly FakeRouting _routing = new();
    private readonly AgentPhones _phones;
    private readonly ConversationRoom _room;
    private readonly AgentCalls _calls;
    private Conversation _conversation = null!;
    private Task<ConversationEnd> _running = null!;
    private TaskCompletionSource _changed = New();

    public SecondCallTests()
    {
        _phones = new AgentPhones(_exchange);
        _room = CallRoom.Of(_exchange, _routing, _phones, gate: new NotPremium());
        _calls = new AgentCalls(
            _room.Live, new NumberedWhom(
                _routing, new Directories(new FakeDefinitions(), new KernelOptions(), TimeProvider.System)),
            outbound: null!, pickUp: null!, _phones, _room.Handsets);
    }

    public void Dispose()
    {
        _customer.Dispose();
        _first.Dispose();
        _expert.Dispose();
    }

    [Fact]
    public async Task who_is_dialled_is_consulted_by_that_call_and_the_customer_has_music()
    {
        var answer = new TaskCompletionSource<Dialled>();
        _exchange.OnDial = _ => answer.Task;
        await Talking();
        _first.Aside(true);
        await Until(view => view.CustomerState == "held");
        using var second = Dials("95566");
        await Until(view => view.Consult is { Stage: "ringing", Kind: "number" });
        Assert.DoesNotContain("answer", second.Line.Asked);
        answer.SetResult(new Dialled.Answered(_expert));
        await Until(view => view.Consult?.Stage == "apart");
        Assert.Contains("answer", second.Line.Asked);
        Assert.Equal(("x", "p2", ""), (HeardBy("p2"), HeardBy("x"), HeardBy("p1")));
        Assert.Equal("hold", _customer.Asked[^1]);
        Assert.Single(_journal.Told.OfType<ConsultationBegun>());
        Assert.Single(_journal.Told.OfType<ContactHeld>());

        // To and fro by the telephone's own keys.
        second.Line.Aside(true);
        _first.Aside(false);
        await Until(view => view.Consult?.Stage == "waiting" && view.CustomerState == "talking");
        Assert.Equal(("c", "p1"), (HeardBy("p1"), HeardBy("c")));
        // The codes are heard on whichever call is at the ear.
        _first.Press("*11");
        await Until(view => view.Consult?.Stage == "apart");
        _first.Aside(true);
        second.Line.Aside(false);
        await Until(_ => HeardBy("p2") == "x");
        second.Line.Press("*24");
        await Until(view => view.Consult?.Stage == "joined");
    }

    [Theory]
    [InlineData("p1", "p2")]
    [InlineData("p2", "p1")]
    public async Task the_telephones_attended_transfer_joins_the_two_and_ends_both_calls(string by, string replaced)
    {
        await Talking();
        using var second = await Consulting();
        var refer = new FakeRefer("95566", replaced);
        (by == "p1" ? _first : second.Line).Refer(refer);
        Assert.Equal(ConversationEnd.HandedOver, await _running);
        Assert.Equal(["accept", "finish 200"], refer.Told);
        Assert.Equal(("x", "c"), (HeardBy("c"), HeardBy("x")));
        await _first.HungUp;
        await second.Line.HungUp;
        Assert.DoesNotContain("hangup", _expert.Asked);
        Assert.Same(_expert, _conversation.GivenTo!.Leg);
        Assert.True(_conversation.Record.IsOwedBy("1001"));
    }

    [Fact]
    public async Task a_transfer_before_anybody_answered_or_to_a_call_of_another_kind_is_refused_in_words()
    {
        _exchange.OnDialling = (_, ct) => Never(ct);
        await Talking();
        var none = new FakeRefer("95566", "p2");
        _first.Refer(none);
        await none.Over;
        Assert.Equal([$"refuse 603 {Refusals.Words["noConsult"]}"], none.Told);
        using var second = Dials("95566");
        await Until(view => view.Consult is not null);
        var early = new FakeRefer("95566", "p2");
        _first.Refer(early);
        await early.Over;
        Assert.Equal([$"refuse 603 {Refusals.Words["ringing"]}"], early.Told);
        var other = new FakeRefer("95566", "elsewhere");
        _first.Refer(other);
        await other.Over;
        Assert.Equal([$"refuse 603 {Refusals.Words["noConsult"]}"], other.Told);
    }

    [Theory]
    [InlineData(486, 486, "busy")]
    [InlineData(603, 603, "declined")]
    [InlineData(408, 408, "noAnswer")]
    [InlineData(404, 480, "unreachable")]
    public async Task nobody_answering_the_call_is_refused_with_why_and_the_customer_waits_for_the_first(
        int status, int told, string why)
    {
        _exchange.Dialled = new Dialled.NotAnswered(status, "");
        await Talking();
        _first.Aside(true);
        using var second = Dials("95566");
        await second.Line.HungUp;
        Assert.Equal((told, why), (second.Line.HungUpWith, _journal.Told.OfType<ConsultationOver>().Single().Why));
        await Until(view => view is { Consult: null, CustomerState: "held" });
        _first.Aside(false);
        await Until(view => view.CustomerState == "talking");
    }

    [Fact]
    public async Task a_call_given_up_while_it_rings_rings_nowhere_any_more()
    {
        var withdrawn = New();
        _exchange.OnDialling = (_, ct) =>
        {
            ct.Register(withdrawn.SetResult);
            return Never(ct);
        };
        await Talking();
        using var second = Dials("95566");
        await Until(view => view.Consult is not null);
        second.Line.Leave();
        await withdrawn.Task.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        await Until(view => view is { Consult: null, CustomerState: "talking" });
    }

    [Fact]
    public async Task hanging_up_the_second_call_lets_the_consulted_go_and_the_first_call_the_customer()
    {
        await Talking();
        using var second = await Consulting();
        second.Line.Leave();
        await _expert.HungUp;
        await Until(view => view.Consult is null);
        _first.Aside(false);
        await Until(view => view.CustomerState == "talking");
        _first.Leave();
        Assert.Equal(ConversationEnd.AgentHungUp, await _running);
    }

    [Fact]
    public async Task hanging_up_the_customers_call_ends_both()
    {
        await Talking();
        using var second = await Consulting();
        _first.Leave();
        Assert.Equal(ConversationEnd.AgentHungUp, await _running);
        await second.Line.HungUp;
        await _expert.HungUp;
        Assert.False(_conversation.AgentAway);
    }

    [Fact]
    public async Task a_customer_who_hangs_up_frees_everybody()
    {
        await Talking();
        using var second = await Consulting();
        _customer.Leave();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _running);
        Assert.All(new[] { _first, second.Line, _expert }, line => Assert.Contains("hangup", line.Asked));
        Assert.Single(_journal.Told.OfType<ConsultationOver>());
    }

    [Fact]
    public async Task a_telephone_that_is_gone_leaves_the_customer_to_the_queue_and_the_consulted_free()
    {
        await Talking();
        using var second = await Consulting();
        _first.Leave(LegEndBy.Lost);
        second.Line.Leave(LegEndBy.Lost);
        Assert.Equal(ConversationEnd.AgentLost, await _running);
        await _expert.HungUp;
        Assert.Single(_journal.Told.OfType<ConsultationOver>());
    }

    [Theory]
    [InlineData("1001", 404)]
    [InlineData("12", 404)]
    [InlineData("*98", 404)]
    [InlineData("*21", 404)]
    [InlineData("*1100", 404)]
    [InlineData("16812345", 403)]
    [InlineData("tel:+8616812345", 403)]
    [InlineData("*24", 603)]
    public async Task what_is_refused_at_the_desk_is_refused_by_its_status(string dialled, int status)
    {
        _routing.AtWork.Add("1001");
        await Talking();
        using var second = Dials(dialled);
        await second.Line.HungUp;
        Assert.Equal(status, second.Line.HungUpWith);
        Assert.DoesNotContain("answer", second.Line.Asked);
        Assert.Equal("talking", _conversation.View!.CustomerState);
    }

    [Fact]
    public async Task a_third_call_is_refused_as_busy_and_disturbs_nobody()
    {
        await Talking();
        using var second = await Consulting();
        using var third = Dials("95566", "p3");
        await third.Line.HungUp;
        Assert.Equal((486, "x"), (third.Line.HungUpWith, HeardBy("p2")));
    }

    [Fact]
    public async Task a_code_is_done_answered_with_its_tone_and_over()
    {
        await Talking();
        using var second = Dials("*11");
        await second.Line.HungUp;
        Assert.Contains("answer", second.Line.Asked);
        Assert.Contains(second.Line.Played, play => play.Files.Contains(Tones.Done));
        await Until(view => view.CustomerState == "held");
    }

    [Fact]
    public async Task a_conversation_by_the_browser_is_not_the_telephones()
    {
        using var browser = new FakeLine("b", LegKind.Browser) { User = "1001" };
        await Talking(browser);
        using var second = Dials("*11");
        await second.Line.HungUp;
        Assert.Equal((404, "talking"), (second.Line.HungUpWith, _conversation.View!.CustomerState));
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static async Task<Dialled> Never(CancellationToken ct)
    {
        await Task.Delay(Timeout.Infinite, ct);
        return null!;
    }

    private Dialling Dials(string number, string id = "p2") => new(_calls, number, id);

    private async Task<Dialling> Consulting()
    {
        _exchange.Dialled = new Dialled.Answered(_expert);
        _first.Aside(true);
        var second = Dials("95566");
        await Until(view => view.Consult?.Stage == "apart");
        return second;
    }

    private string HeardBy(string line) => string.Join('+', _exchange.Hearings.SelectMany(order => order)
        .LastOrDefault(hearing => hearing.Listener.Id == line)?.Sources.Select(source => source.Id) ?? []);

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
            contact, desk, new AgentPhone("1001"), line ?? _first, new Telephone(contact, prompts), _room);
        _room.Live.Begin(_conversation);
        _running = _conversation.Run(announced: true, given: false);
        await Until(view => view.CustomerState == "talking");
    }

    /// <summary>Numbers that begin with 168 are not dialled.</summary>
    private sealed class NotPremium : IDialGate
    {
        public Task<DialRefused?> Refusal(string agent, string number, string shown, string subject) =>
            Task.FromResult(number.Contains("168") ? new DialRefused(null) : null);
    }

    /// <summary>A call of the agent's telephone; over at the end whatever became of it.</summary>
    private sealed class Dialling : IDisposable
    {
        public Dialling(AgentCalls calls, string number, string id)
        {
            Line = new FakeLine(id, LegKind.Sip) { User = "1001", CalledNumber = number };
            _ = calls.Take(Line);
        }

        public FakeLine Line { get; }

        public void Dispose()
        {
            Line.Leave();
            Line.Dispose();
        }
    }
}
