using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using TellerLine.Calls;
using TellerLine.Contacts;
using TellerLine.Customers;
using TellerLine.Desks;
using TellerLine.Kernel;
using TellerLine.Rules.SelfService;
using TellerLine.SelfService;
using TellerLine.Voice;

namespace TellerLine.Rules.Calls;

/// <summary>The telephone bank's menu played in the middle of a conversation: what the desk sees of it.</summary>
public sealed class GuidedConversationTests : IDisposable
{
    private readonly FakeJournal _journal = new();
    private readonly FakeLine _customer = new("c", LegKind.Sip);
    private readonly FakeLine _browser = new("b", LegKind.Browser);
    private readonly FakeLine _lead = new("e", LegKind.Browser);
    private readonly FakeExchange _exchange = new();
    private readonly SemaphoreSlim _shown = new(0);
    private readonly List<string> _views = [];

    /// <summary>What the customer keys next, secret or not; nothing yet while it is empty.</summary>
    private readonly Channel<string> _keys = Channel.CreateUnbounded<string>();
    private readonly TelephoneBankUnderTest _bank = new() { Menu = () => FlowTests.Menu() };
    private LiveContact _contact = null!;
    private Conversation _conversation = null!;
    private Task<ConversationEnd> _run = null!;
    private bool _mayGuide = true;

    public void Dispose()
    {
        _customer.Dispose();
        _browser.Dispose();
        _lead.Dispose();
        _shown.Dispose();
    }

    [Fact]
    public async Task the_desk_sees_where_the_customer_stands_how_many_keys_and_how_it_ended_and_never_which()
    {
        const string Amount = "739*5", Canary = "908172";
        await Talking();
        Assert.Null(await _conversation.Do(new CallVerb.Guide("transfer")));
        await Until(view => view.Guide is { Waits: "secret", Path: ["main", "transfer", "pin-enquiry"], Keyed: 0 }
            && (HeardBy("c"), HeardBy("b")) == ("", ""));
        Assert.Empty(_customer.Besides!);
        _customer.Key(4);
        await Until(view => view.Guide is { Waits: "secret", Keyed: 4 });
        Assert.Equal("key.wav", Path.GetFileName(Assert.Single(Assert.Single(_browser.Played).Files)));
        await Key(Canary);
        await Until(view => view.Guide?.Results is [{ Kind: "pin", Item: "enquiry", Outcome: "wrong" }]);
        await Key("1");
        await Key(Bank.Enquiry);
        await Until(view => view.Guide is { Waits: "key", Path: ["main", "transfer", "transfer-from"] }
            && (HeardBy("c"), HeardBy("b")) == ("b", "c"));
        Assert.Equal(["b"], _customer.Besides!);
        await Key("1");
        await Until(view => view.Guide is { Waits: "digits", Path: ["main", "transfer", "transfer-amount"] });
        _customer.Collects(3);
        await Until(view => view.Guide is { Waits: "digits", Keyed: 3 });
        await Key(Amount);
        await Until(view => view.Guide is { Waits: "key", Path: ["main", "transfer", "transfer-confirm"], Keyed: 0 });
        await Key("1");
        await Key(Bank.Transaction);
        await Until(view => view.Guide?.Results is [.., { Kind: "service", Item: "transfer", Outcome: "posted" }]);
        await Key("0");
        await Until(view => view.Guide?.Ended == "key0" && HeardBy("b") == "c");
        Assert.Null(_customer.Besides);
        Assert.Equal(
            [new GuidanceBegun("1001", "transfer"), new GuidanceOver("1001", "key0")],
            _journal.Told.Where(told => told is GuidanceBegun or GuidanceOver));
        Assert.Contains(_journal.Told.OfType<GuidanceStep>(), step => step.Waits == "digits");
        // What was proved in the menu is the contact's.
        Assert.Equal(IdentificationLevel.TransactionPin, _contact.Who!.Level);
        Assert.False(_run.IsCompleted);
        foreach (var secret in new[] { "739", Canary, Bank.Enquiry, Bank.Transaction })
        {
            Assert.DoesNotContain(_views, view => view.Contains(secret, StringComparison.Ordinal));
            Assert.DoesNotContain(
                _journal.Told.Where(told => told is GuidanceBegun or GuidanceStep or GuidanceOver),
                told => JsonSerializer.Serialize(told, told.GetType()).Contains(secret, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task the_agent_ends_it_in_the_middle_of_a_pin_and_it_was_no_try()
    {
        await Talking();
        await _conversation.Do(new CallVerb.Guide("balance"));
        await Until(view => view.Guide?.Waits == "secret");
        Assert.Equal("guiding", await _conversation.Do(new CallVerb.AskSecret("enquiryPin")));
        Assert.Equal("guiding", await _conversation.Do(new CallVerb.Hold(true)));
        Assert.Null(await _conversation.Do(new CallVerb.StopGuide()));
        await Until(view => view.Guide is { Ended: "stopped", Waits: "nothing" } && HeardBy("b") == "c");
        Assert.Equal("notGuiding", await _conversation.Do(new CallVerb.StopGuide()));
        Assert.Empty(_journal.Told.OfType<PinEntered>());
        Assert.Null(await _conversation.Do(new CallVerb.Hold(true)));
    }

    [Fact]
    public async Task each_time_is_a_time_of_its_own_and_what_was_proved_is_not_asked_again()
    {
        await Talking();
        await _conversation.Do(new CallVerb.Guide("balance"));
        await Key(Bank.Enquiry);
        await Until(view => view.Guide is { Waits: "key", Path: [.., "balance-account"] });
        await _conversation.Do(new CallVerb.StopGuide());
        await Until(view => view.Guide?.Ended == "stopped");
        var visits = _contact.Visits;
        await _conversation.Do(new CallVerb.Guide("balance"));
        await Until(view => view.Guide is { Ended: null, Waits: "key", Path: [.., "balance-account"] });
        Assert.Equal(visits + 1, _contact.Visits);
    }

    [Fact]
    public async Task an_agent_who_leaves_leaves_the_customer_in_the_menu_which_goes_on()
    {
        await Talking();
        await _conversation.Do(new CallVerb.Guide("balance"));
        await Until(view => view.Guide?.Waits == "secret");
        Assert.Null(await _conversation.Do(new CallVerb.End()));
        Assert.Equal(ConversationEnd.LeftInMenu, await _run);
        Assert.Null(_customer.Besides);
        var left = _contact.LeftInMenu!;
        await Key(Bank.Enquiry);
        await Key("1");
        await Key("0");
        var asked = Assert.IsType<FlowOutcome.HumanRequested>(await left);
        Assert.Equal(("balance", "told"), (asked.Last!.Item, asked.Last.Outcome));
        Assert.Equal(new GuidanceOver("1001", "alone"), _journal.Told.OfType<GuidanceOver>().Single());
        Assert.DoesNotContain("hangup", _customer.Asked);
    }

    [Fact]
    public async Task a_customer_who_hangs_up_ends_both()
    {
        await Talking();
        await _conversation.Do(new CallVerb.Guide("balance"));
        await Until(view => view.Guide?.Waits == "secret");
        _customer.Leave();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _run);
        Assert.Equal("ended", _journal.Told.OfType<GuidanceOver>().Single().Why);
        Assert.Null(_contact.LeftInMenu);
    }

    [Fact]
    public async Task three_wrong_pins_end_self_service_for_the_call_and_with_it_guidance()
    {
        await Talking();
        await _conversation.Do(new CallVerb.Guide("balance"));
        foreach (var keys in new[] { "908172", "1", "908173", "1", "908174", "0" })
            await Key(keys);
        await Until(view => view.Guide?.Ended == "pinFailed");
        Assert.True(_contact.Request!.SelfServiceEnded);
        Assert.Equal("notToMenu", await _conversation.Do(new CallVerb.Guide(null)));
    }

    [Fact]
    public async Task whoever_listens_hears_the_menu_too_but_no_secret()
    {
        await Talking();
        await _conversation.Do(new CallVerb.Guide(null));
        await Until(view => view.Guide is { Waits: "key", Path: ["main"] });
        Assert.Null(await _conversation.Listen("2001", _lead, ListenMode.Listen, "coaching"));
        Assert.Equal(["b", "e"], _customer.Besides!);
        await Key("1");
        await Until(view => view.Guide?.Waits == "secret");
        Assert.Empty(_customer.Besides!);
        Assert.Equal("b", HeardBy("e"));
    }

    [Fact]
    public async Task who_may_not_and_where_no_key_leads_is_refused()
    {
        await Talking();
        Assert.Equal("badService", await _conversation.Do(new CallVerb.Guide("own-menu-choice")));
        _mayGuide = false;
        Assert.Equal("mayNotGuide", await _conversation.Do(new CallVerb.Guide(null)));
        Assert.Null(_conversation.View!.Guide);
        Assert.Empty(_journal.Told.OfType<GuidanceBegun>());
    }

    [Fact]
    public async Task after_a_restart_the_two_talk_again_and_the_customer_has_been_told()
    {
        await Talking();
        await _conversation.Do(new CallVerb.Guide("balance"));
        await Until(view => view.Guide?.Waits == "secret");
        var kept = _contact.Talk!;
        Assert.Equal((true, null), (kept.Guided, kept.Secret));

        // Another process takes the same lines up, with what is kept alone.
        _conversation = Conversation();
        _conversation.GoesOn(kept, consulted: null, consultedDesk: null, other: null);
        _run = _conversation.Run(announced: false, given: true);
        await Until(view => view.Guide?.Ended == "restarted" && HeardBy("b") == "c");
        Assert.Null(_customer.Besides);
        Assert.Contains(_journal.Told.OfType<PromptsSpoken>(), spoken => spoken.Node == "restarted");
        Assert.Equal(new GuidanceOver("1001", "restarted"), _journal.Told.OfType<GuidanceOver>().Last());
        Assert.Empty(_journal.Told.OfType<SecureEntryOver>());
        Assert.Null(await _conversation.Do(new CallVerb.Hold(true)));
        Assert.Null(await _conversation.Do(new CallVerb.Hold(false)));
        Assert.Null(await _conversation.Do(new CallVerb.Guide("balance")));
    }

    [Fact]
    public async Task a_first_use_is_told()
    {
        await Talking();
        await Until(view => !view.FirstUse);
        _conversation.ShowFirstUse(true);
        await Until(view => view.FirstUse);
    }

    private ValueTask Key(string keys) => _keys.Writer.WriteAsync(keys);

    private string HeardBy(string line) => string.Join('+', _exchange.Hearings.SelectMany(order => order)
        .Last(hearing => hearing.Listener.Id == line).Sources.Select(source => source.Id));

    private async Task Talking()
    {
        _customer.OnSecret = async ct =>
            (Encoding.ASCII.GetBytes(await _keys.Reader.ReadAsync(ct)), CollectEnd.Full);
        _customer.OnCollect = async (_, ct) => new Collected(await _keys.Reader.ReadAsync(ct), CollectEnd.Terminated);
        _contact = new LiveContact(
            new ContactRecord("n1-a", _journal, TimeProvider.System), _customer, FlowTests.Zhang, null,
            TimeProvider.System.NowUs())
        {
            WaitSinceUs = 0, Request = new FlowOutcome.HumanRequested([], HumanReason.Key0, null),
        };
        var zhang = Assert.Single(await _bank.Bank.ByNumber(FlowTests.Zhang, CancellationToken.None));
        _contact.Identify(new Identification(zhang, IdentificationLevel.Number));
        _conversation = Conversation();
        _run = _conversation.Run(announced: false, given: true);
        await Until(view => view.CustomerState == "talking");
    }

    private Conversation Conversation() => new(
        _contact,
        new Desk("1001", new BilingualName("李敏", "Li Min"), TimeProvider.System, _ => Shown()),
        new AgentPhone("1001"), _browser,
        new Telephone(_contact, new Prompts(new PromptLibrary(new SelfServiceOptions()), (_, _) => null)),
        CallRoom.Of(
            _exchange, new FakeRouting(), new AgentPhones(_exchange), pins: _bank.Bank, guidance: new Guides(this)));

    private void Shown()
    {
        lock (_views)
            _views.Add(JsonSerializer.Serialize(_conversation?.View?.Guide));
        _shown.Release();
    }

    private async Task Until(Func<DeskCall, bool> shown)
    {
        while (_conversation.View is not { } view || !shown(view))
            Assert.True(
                await _shown.WaitAsync(TimeSpan.FromSeconds(10)),
                $"The desk was not shown it: {JsonSerializer.Serialize(_conversation.View?.Guide)}");
    }

    /// <summary>The telephone bank with all its steps over a bank in memory.</summary>
    private sealed class Guides(GuidedConversationTests test) : IGuidance
    {
        private readonly TelephoneFlow _flow = test._bank.Flow();

        public string? Refusal(string agent, string? from) => !test._mayGuide ? "mayNotGuide"
            : from is not null && _flow.Beginnings().All(one => one.Node != from) ? "badService" : null;

        public Task<FlowOutcome> Play(ITelephone phone, CallerContext caller, CancellationToken ct) =>
            _flow.Run(phone, caller, ct);

        public Task<bool> IsFirstUse(string customerId, string contactId) => Task.FromResult(false);
    }
}
