using TellerLine.Calls;
using TellerLine.Contacts;
using TellerLine.Desks;
using TellerLine.Kernel;
using TellerLine.Routing;
using TellerLine.SelfService;
using TellerLine.Voice;

namespace TellerLine.Rules.Calls;

/// <summary>A conversation's shell with a third party: who is dialled, joined, told and let go.</summary>
public sealed class ConsultationTests : IDisposable
{
    private static readonly CallVerb.Consult Colleague = new("agent", "1002", ThenTransfer: false);
    private static readonly CallVerb.Consult Number = new("number", "95566", ThenTransfer: false);
    private readonly FakeJournal _journal = new();
    private readonly FakeLine _customer = new("c", LegKind.Sip);
    private readonly FakeLine _browser = new("b", LegKind.Browser);
    private readonly FakeLine _expert = new("x", LegKind.Sip);
    private readonly FakeExchange _exchange = new();
    private readonly FakeRouting _routing = new();
    private readonly AgentPhones _phones;

    public ConsultationTests() => _phones = new AgentPhones(_exchange);

    public void Dispose()
    {
        _customer.Dispose();
        _browser.Dispose();
        _expert.Dispose();
    }

    [Theory]
    [InlineData("number", "12")]
    [InlineData("number", "sip:a@b")]
    [InlineData("number", "12345678901234567890123")]
    [InlineData("agent", "1001")]
    [InlineData("agent", "a b")]
    [InlineData("queue", "95566")]
    public async Task nobody_is_called_who_cannot_be_meant(string kind, string whom)
    {
        var call = await Talking();
        Assert.Equal("badWhom", await call.Conversation.Do(new CallVerb.Consult(kind, whom, false)));
    }

    [Fact]
    public async Task who_answers_is_joined_with_the_agent_while_the_customer_has_music()
    {
        var call = await Talking();
        _exchange.Dialled = new Dialled.Answered(_expert);
        Assert.Null(await call.Conversation.Do(Number));
        await call.Until(view => view.Consult?.Stage == "apart");
        Assert.Equal("hold", _customer.Asked[^1]);
        Assert.Equal("b", HeardBy("x"));
        Assert.Equal("x", HeardBy("b"));
        Assert.IsType<ConsultationAnswered>(_journal.Told[^1]);
    }

    [Theory]
    [InlineData(486, "busy")]
    [InlineData(480, "unreachable")]
    [InlineData(408, "noAnswer")]
    [InlineData(603, "declined")]
    public async Task nobody_answering_says_why_and_leaves_the_customer_to_the_agent(int status, string why)
    {
        var call = await Talking();
        _exchange.Dialled = new Dialled.NotAnswered(status, "");
        await call.Conversation.Do(Number);
        await call.Until(view => view.Consult is null && view.CustomerState == "held");
        Assert.Equal(why, _journal.Told.OfType<ConsultationOver>().Single().Why);
        await call.Conversation.Do(new CallVerb.Hold(false));
        Assert.Equal("c", HeardBy("b"));
    }

    [Fact]
    public async Task handed_over_the_customer_is_theirs_and_their_line_is_left_open()
    {
        var call = await Talking();
        _exchange.Dialled = new Dialled.Answered(_expert);
        await call.Conversation.Do(Number);
        await call.Until(view => view.Consult?.Stage == "apart");
        Assert.Null(await call.Conversation.Do(new CallVerb.Transfer()));
        Assert.Equal(ConversationEnd.HandedOver, await call.Running);
        Assert.Equal(("x", "c", ""), (HeardBy("c"), HeardBy("x"), HeardBy("b")));
        Assert.Same(_expert, call.Conversation.GivenTo!.Leg);
        Assert.DoesNotContain("hangup", _expert.Asked);
        Assert.Equal(
            ("number", "95566", null as string),
            _journal.Told.OfType<ContactHandedOver>().Select(over => (over.Kind, over.Whom, over.ToAgent)).Single());
    }

    [Fact]
    public async Task a_customer_who_hangs_up_lets_the_consulted_go()
    {
        var call = await Talking();
        _exchange.Dialled = new Dialled.Answered(_expert);
        await call.Conversation.Do(Number);
        await call.Until(view => view.Consult?.Stage == "apart");
        _customer.Leave();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.Running);
        Assert.Contains("hangup", _expert.Asked);
        Assert.Equal("", HeardBy("b"));
        Assert.Single(_journal.Told.OfType<ConsultationOver>());
    }

    [Fact]
    public async Task who_answers_after_the_agent_gave_up_is_let_go_at_once()
    {
        var answer = new TaskCompletionSource<Dialled>();
        _exchange.OnDial = _ => answer.Task;
        var call = await Talking();
        await call.Conversation.Do(Number);
        Assert.Null(await call.Conversation.Do(new CallVerb.DropConsult()));
        answer.SetResult(new Dialled.Answered(_expert));
        await _expert.HungUp;
        Assert.Null(call.Conversation.View!.Consult);
    }

    [Fact]
    public async Task sent_to_the_queue_the_agent_owes_the_wrapup_and_the_customer_waits()
    {
        var call = await Talking();
        Assert.Null(await call.Conversation.Do(new CallVerb.SendAway(SendTo.Queue)));
        Assert.Equal(ConversationEnd.SentToQueue, await call.Running);
        Assert.Contains(_journal.Told, told => told is ContactSentToQueue);
        Assert.True(call.Conversation.Record.IsOwedBy("1001"));
    }

    [Fact]
    public async Task a_colleague_who_does_not_take_it_says_so()
    {
        Lobby lobby = new(TimeProvider.System);
        _routing.OnTell = told =>
        {
            if (told is ContactWaits { OnlyAgent: "1002" } asked)
                lobby.Refuse(new ContactRefused(asked.ContactId, asked.Queue, RoutingRefusal.AgentNotReady));
        };
        var call = await Talking(lobby);
        await call.Conversation.Do(Colleague);
        await call.Until(view => view.Consult is null && view.CustomerState == "held");
        Assert.Equal("notTaken", _journal.Told.OfType<ConsultationOver>().Single().Why);
    }

    [Fact]
    public async Task a_colleague_has_it_in_hand_and_is_free_when_it_is_over()
    {
        var (call, colleague) = await Consulting();
        Assert.Equal("1001", ((ICallInHand)colleague.Work!).View!.AskedBy!.Number);
        Assert.Equal("notYours", await ((ICallInHand)colleague.Work!).Do(new CallVerb.Hold(true)));
        Assert.Null(await call.Conversation.Do(new CallVerb.DropConsult()));
        Assert.Null(colleague.Work);
        Assert.Null(colleague.Wrapup);
        var consult = _routing.Inputs.OfType<ContactWaits>().Single().ContactId;
        Assert.Contains(new ConversationEnded(consult, "1002"), _routing.Inputs);
        Assert.Contains(new WrapupDone("1002", true, consult), _routing.Inputs);
    }

    [Fact]
    public async Task a_colleague_who_leaves_leaves_the_customer_to_the_agent()
    {
        var (call, colleague) = await Consulting();
        await ((ICallInHand)colleague.Work!).Do(new CallVerb.End());
        await call.Until(view => view.Consult is null);
        Assert.Equal("hungUp", _journal.Told.OfType<ConsultationOver>().Single().Why);
        Assert.Null(colleague.Work);
    }

    [Fact]
    public async Task a_colleague_whose_page_is_reloaded_goes_on_by_the_new_line_muted_as_he_was()
    {
        using var page = new FakeLine("y", LegKind.Browser);
        using var again = new FakeLine("z", LegKind.Browser);
        await _phones.Of("1002").Connect(page);
        var (call, colleague) = await Consulting(byPage: true);
        await ((ICallInHand)colleague.Work!).Do(new CallVerb.Mute(true));
        page.Leave();
        await _phones.Of("1002").Connect(again);
        await call.Until(_ => _exchange.Hearings.SelectMany(order => order).Any(h => h.Listener.Id == "z"));
        Assert.Equal(("z", "b", ""), (HeardBy("b"), HeardBy("z"), HeardBy("y")));
        Assert.Contains("mute", again.Asked);
        Assert.Same(colleague.Work, ((IWorkInHand)colleague.Work!));
        Assert.Empty(_journal.Told.OfType<ConsultationOver>());
        await call.Conversation.Do(new CallVerb.Transfer());
        Assert.Equal(ConversationEnd.HandedOver, await call.Running);
        Assert.Same(again, call.Conversation.GivenTo!.Leg);
    }

    [Fact]
    public async Task one_whose_page_does_not_come_back_has_left()
    {
        using var page = new FakeLine("y", LegKind.Browser);
        await _phones.Of("1002").Connect(page);
        await Consulting(byPage: true);
        var over = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _journal.OnTold = () =>
        {
            if (_journal.Told.OfType<ConsultationOver>().Any(told => told.Why == "hungUp"))
                over.TrySetResult();
        };
        page.Leave();
        await over.Task.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task who_muted_himself_while_consulted_is_heard_by_the_customer_he_is_given()
    {
        var (call, colleague) = await Consulting();
        await ((ICallInHand)colleague.Work!).Do(new CallVerb.Mute(true));
        Assert.Equal("mute", _expert.Asked[^1]);
        await call.Conversation.Do(new CallVerb.Transfer());
        Assert.Equal(ConversationEnd.HandedOver, await call.Running);
        var goesOn = call.Room.GoOn(call.Contact, call.Telephone, call.Conversation.GivenTo!);
        Assert.Contains("unmute", _expert.Asked);
        _customer.Leave();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => goesOn);
        Assert.Contains(_journal.Told, told => told is ContactHandedOver { ToAgent: "1002" });
    }

    [Fact]
    public async Task what_cannot_be_done_is_refused_with_its_reason()
    {
        var call = await Talking();
        Assert.Equal("noConsult", await call.Conversation.Do(new CallVerb.Conference()));
        Assert.Equal("noEntry", await call.Conversation.Do(new CallVerb.StopSecret()));
        Assert.Equal("unknownCustomer", await call.Conversation.Do(new CallVerb.AskSecret("enquiryPin")));
        Assert.Equal("badSecret", await call.Conversation.Do(new CallVerb.AskSecret("cvv")));
    }

    /// <summary>What a line hears by all orders so far.</summary>
    private string HeardBy(string line) => string.Join('+', _exchange.Hearings.SelectMany(order => order)
        .Last(hearing => hearing.Listener.Id == line).Sources.Select(source => source.Id));

    private async Task<(Call Call, Desk Colleague)> Consulting(bool byPage = false)
    {
        Lobby lobby = new(TimeProvider.System);
        var colleague = new Desk("1002", new BilingualName("陈思远", "Chen Siyuan"), TimeProvider.System, _ => { });
        _routing.OnTell = told =>
        {
            if (told is ContactWaits { OnlyAgent: "1002" } asked)
                lobby.Won(asked.ContactId, colleague);
        };
        if (!byPage)
            _phones.Of("1002").PickedUp = _expert;
        var call = await Talking(lobby);
        await call.Conversation.Do(Colleague);
        await call.Until(view => view.Consult?.Stage == "apart");
        return (call, colleague);
    }

    private async Task<Call> Talking(Lobby? lobby = null)
    {
        var contact = new LiveContact(
            new ContactRecord("n1-a", _journal, TimeProvider.System), _customer, null, null,
            TimeProvider.System.NowUs()) { WaitSinceUs = 0 };
        contact.Note(new ContactQueued("service", 0, false, 0, "request"));
        var call = new Call();
        var desk = new Desk("1001", new BilingualName("李敏", "Li Min"), TimeProvider.System, _ => call.Changed());
        var prompts = new Prompts(new PromptLibrary(CallFaultTests.MusicOnly(), ""), (_, _) => null);
        call.Room = CallRoom.Of(_exchange, _routing, _phones, lobby, given: new CallsOptions { RejoinMs = 500 });
        call.Contact = contact;
        call.Telephone = new Telephone(contact, prompts);
        call.Conversation = new Conversation(
            contact, desk, new AgentPhone("1001"), _browser, call.Telephone, call.Room);
        call.Running = call.Conversation.Run(announced: true, given: false);
        await call.Until(view => view.CustomerState == "talking");
        return call;
    }

    private sealed class Call
    {
        private TaskCompletionSource _changed = New();

        public Conversation Conversation { get; set; } = null!;

        public ConversationRoom Room { get; set; } = null!;

        public LiveContact Contact { get; set; } = null!;

        public Telephone Telephone { get; set; } = null!;

        public Task<ConversationEnd> Running { get; set; } = null!;

        public void Changed() => Interlocked.Exchange(ref _changed, New()).TrySetResult();

        public async Task Until(Func<DeskCall, bool> shown)
        {
            while (true)
            {
                var changed = _changed.Task;
                if (Conversation?.View is { } view && shown(view))
                    return;
                await changed.WaitAsync(TimeSpan.FromSeconds(10));
            }
        }

        private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
