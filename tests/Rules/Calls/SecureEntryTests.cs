using System.Text;
using TellerLine.Banking;
using TellerLine.Calls;
using TellerLine.Contacts;
using TellerLine.Customers;
using TellerLine.Desks;
using TellerLine.Kernel;
using TellerLine.SelfService;
using TellerLine.Voice;

namespace TellerLine.Rules.Calls;

/// <summary>
/// A PIN keyed in the middle of a conversation: what is tried, what is told, and what the desk sees of it.
/// </summary>
public sealed class SecureEntryTests : IDisposable
{
    private static readonly CallVerb.AskSecret Enquiry = new("enquiryPin");
    private readonly FakeJournal _journal = new();
    private readonly FakeLine _customer = new("c", LegKind.Sip);
    private readonly FakeLine _browser = new("b", LegKind.Browser);
    private readonly FakeExchange _exchange = new();
    private readonly Pin _pin = new();
    private readonly SemaphoreSlim _shown = new(0);
    private Conversation _conversation = null!;

    public void Dispose()
    {
        _customer.Dispose();
        _browser.Dispose();
        _shown.Dispose();
    }

    [Fact]
    public async Task the_desk_sees_how_many_digits_there_are_and_nobody_hears_the_customer()
    {
        var keyed = new TaskCompletionSource<(byte[], CollectEnd)>();
        _customer.OnSecret = ct => keyed.Task.WaitAsync(ct);
        await Talking();
        Assert.Null(await _conversation.Do(Enquiry));
        Assert.DoesNotContain("play", _browser.Asked);
        _customer.Key(3);
        await Until(view => view.Entry is { Keyed: 3, Digits: 6, Outcome: null });
        // One soft mark, the same whichever key it was, on the agent's line alone.
        var mark = Assert.Single(_browser.Played);
        Assert.Equal(("key.wav", true), (Path.GetFileName(Assert.Single(mark.Files)), mark.Over));
        Assert.Empty(_customer.Played);
        Assert.Equal(("", ""), (HeardBy("c"), HeardBy("b")));
        keyed.SetResult(("135790"u8.ToArray(), CollectEnd.Full));
        await Until(view => view.Entry?.Outcome == "verified" && HeardBy("b") == "c");
        Assert.Equal(("b", "c"), (HeardBy("c"), HeardBy("b")));
        Assert.Equal("enquiryPin", _journal.Told.OfType<CallerIdentified>().Single().Level);
        Assert.Equal(new SecureEntryOver("1001", "enquiryPin", "verified", 6), Over());
    }

    [Theory]
    [InlineData("000000", CollectEnd.Full, "wrong", true)]
    [InlineData("1357", CollectEnd.TimedOut, "incomplete", false)]
    [InlineData("", CollectEnd.TimedOut, "timedOut", false)]
    [InlineData("12", CollectEnd.Left, "left", false)]
    public async Task what_was_not_the_pin_says_why_and_counts_only_when_it_was_whole(
        string digits, CollectEnd end, string outcome, bool tried)
    {
        _customer.OnSecret = _ => Task.FromResult((Encoding.ASCII.GetBytes(digits), end));
        await Talking();
        await _conversation.Do(Enquiry);
        await Until(view => view.Entry?.Outcome == outcome);
        Assert.Equal((digits.Length, tried), (Over().Count, _pin.Settled is not null));
        Assert.Empty(_journal.Told.OfType<CallerIdentified>());
    }

    [Theory]
    [InlineData(PinStanding.BlockedToday, "blockedToday")]
    [InlineData(PinStanding.Frozen, "frozen")]
    [InlineData(PinStanding.NotSet, "notSet")]
    public async Task a_pin_that_may_not_be_tried_is_not_asked_for(PinStanding standing, string outcome)
    {
        _pin.As = standing;
        await Talking();
        await _conversation.Do(Enquiry);
        await Until(view => view.Entry?.Outcome == outcome);
        Assert.DoesNotContain("secret", _customer.Asked);
    }

    [Fact]
    public async Task one_that_the_agent_stops_was_no_try_and_the_two_talk_again()
    {
        _customer.OnSecret = async ct =>
        {
            await Task.Delay(Timeout.Infinite, ct);
            return ([], CollectEnd.TimedOut);
        };
        await Talking();
        await _conversation.Do(Enquiry);
        Assert.Equal("entry", await _conversation.Do(Enquiry));
        Assert.Null(await _conversation.Do(new CallVerb.StopSecret()));
        await Until(view => view.Entry?.Outcome == "cancelled" && HeardBy("b") == "c");
        Assert.Equal("noEntry", await _conversation.Do(new CallVerb.StopSecret()));
        Assert.Equal("c", HeardBy("b"));
        Assert.Null(_pin.Settled);
    }

    [Fact]
    public async Task a_bank_that_cannot_check_costs_the_entry_and_not_the_call()
    {
        _pin.Fault = new InvalidOperationException("the database is away");
        await Talking();
        await _conversation.Do(Enquiry);
        await Until(view => view.Entry?.Outcome == "unavailable" && HeardBy("b") == "c");
        Assert.Equal("c", HeardBy("b"));
    }

    private SecureEntryOver Over() => _journal.Told.OfType<SecureEntryOver>().Single();

    private string HeardBy(string line) => string.Join('+', _exchange.Hearings.SelectMany(order => order)
        .Last(hearing => hearing.Listener.Id == line).Sources.Select(source => source.Id));

    private async Task Talking()
    {
        var contact = new LiveContact(
            new ContactRecord("n1-a", _journal, TimeProvider.System), _customer, null, null,
            TimeProvider.System.NowUs()) { WaitSinceUs = 0 };
        contact.Identify(new Identification(Customer(), IdentificationLevel.Number));
        var desk = new Desk(
            "1001", new BilingualName("李敏", "Li Min"), TimeProvider.System, _ => _shown.Release());
        var telephone = new Telephone(
            contact, new Prompts(new PromptLibrary(new SelfServiceOptions()), (_, _) => null));
        _conversation = new Conversation(
            contact, desk, new AgentPhone("1001"), _browser, telephone,
            CallRoom.Of(_exchange, new FakeRouting(), new AgentPhones(_exchange), pins: _pin));
        _ = _conversation.Run(announced: false, given: true);
        await Until(view => view.CustomerState == "talking");
    }

    private async Task Until(Func<DeskCall, bool> shown)
    {
        while (_conversation.View is not { } view || !shown(view))
            Assert.True(await _shown.WaitAsync(TimeSpan.FromSeconds(10)), "The desk was not shown it.");
    }

    private static CustomerCard Customer() => new(
        "C1", CustomerKind.Personal, "张伟", "张", "先生", Segment.Ordinary, "", "", false, Accessibility.None);

    /// <summary>A bank with one PIN, 135790.</summary>
    private sealed class Pin : PinCheck, IPins
    {
        public PinStanding As { get; set; }

        public Exception? Fault { get; set; }

        /// <summary>What the try was, when there was one.</summary>
        public bool? Settled { get; private set; }

        public override PinStanding Standing => As;

        public Task<PinCheck> Open(string customerId, PinKind kind, string? contactId, CancellationToken ct) =>
            Fault is { } fault ? Task.FromException<PinCheck>(fault) : Task.FromResult<PinCheck>(this);

        public override bool Matches(ReadOnlySpan<byte> asciiDigits) => asciiDigits.SequenceEqual("135790"u8);

        public override Task<PinOutcome> Settle(bool matched)
        {
            Settled = matched;
            return Task.FromResult<PinOutcome>(
                matched ? new PinOutcome.Right(new PinToken("t"), PinMustChange.No) : new PinOutcome.Wrong(1, 2));
        }

        public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

        public Task Set(string customerId, PinKind kind, ReadOnlySpan<byte> digits, bool initial, string actor) =>
            throw new NotSupportedException();

        public Task<PinChange> Change(
            string customerId, PinKind kind, string contactId, CancellationToken ct = default) =>
            throw new NotSupportedException();
    }
}
