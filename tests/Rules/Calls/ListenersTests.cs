using TellerLine.Calls;
using TellerLine.Contacts;
using TellerLine.Desks;
using TellerLine.Kernel;
using TellerLine.SelfService;
using TellerLine.Voice;

namespace TellerLine.Rules.Calls;

/// <summary>Who listens in: what is heard, told, and shown to whom.</summary>
public sealed class ListenersTests : IDisposable
{
    private readonly FakeJournal _journal = new();
    private readonly FakeLine _customer = new("c", LegKind.Sip);
    private readonly FakeLine _browser = new("b", LegKind.Browser);
    private readonly FakeLine _lead = new("e", LegKind.Browser);
    private readonly FakeExchange _exchange = new();
    private readonly SemaphoreSlim _shown = new(0);

    public void Dispose()
    {
        _customer.Dispose();
        _browser.Dispose();
        _lead.Dispose();
        _shown.Dispose();
    }

    [Theory]
    [InlineData(true, ListenMode.Listen, true)]
    [InlineData(false, ListenMode.Listen, false)]
    [InlineData(false, ListenMode.Whisper, true)]
    [InlineData(false, ListenMode.Barge, true)]
    public async Task the_agent_is_shown_who_listens_by_the_banks_choice_and_who_speaks_always(
        bool showListeners, ListenMode mode, bool shown)
    {
        var conversation = await Talking(new CallsOptions { ShowListeners = showListeners });
        Assert.Null(await conversation.Listen("2001", _lead, mode, "coaching"));
        Assert.Equal(shown, conversation.View!.Ears.Count == 1);
        Assert.Equal("2001", Assert.Single(conversation.Ears).Who);
    }

    [Fact]
    public async Task each_way_of_listening_is_told_with_its_own_reason_and_one_line_hears_once()
    {
        var conversation = await Talking(new CallsOptions());
        await conversation.Listen("2001", _lead, ListenMode.Listen, "new here");
        await conversation.Listen("2001", _lead, ListenMode.Whisper, "asked for help");
        Assert.Equal(
            [("listen", "new here"), ("whisper", "asked for help")],
            _journal.Told.OfType<ListenedIn>().Select(told => (told.Mode, told.Reason)));
        Assert.Equal("b+c", HeardBy("e"));
        Assert.Equal("c+e", HeardBy("b"));
        Assert.Equal("b", HeardBy("c"));
    }

    [Fact]
    public async Task the_contacts_story_tells_from_when_on_who_could_hear_the_customer_and_in_which_way()
    {
        var conversation = await Talking(new CallsOptions());
        Assert.Equal(["1001"], Heard());
        await conversation.Listen("2001", _lead, ListenMode.Listen, "new here");
        Assert.Equal(["1001", "2001 listen"], Heard());
        await conversation.Listen("2001", _lead, ListenMode.Whisper, "asked for help");
        Assert.Equal(["1001", "2001 whisper"], Heard());
        await conversation.Do(new CallVerb.Hold(true));
        Assert.Empty(Heard());
    }

    private IEnumerable<string> Heard() => _journal.Told.OfType<SegmentBegun>().Last().Parties
        .Where(party => party.Hears.Contains(0)).Select(party => $"{party.Who} {party.Mode}".Trim());

    private string HeardBy(string line) => string.Join('+', _exchange.Hearings.SelectMany(order => order)
        .Last(hearing => hearing.Listener.Id == line).Sources.Select(source => source.Id)
        .Order(StringComparer.Ordinal));

    private async Task<Conversation> Talking(CallsOptions options)
    {
        var contact = new LiveContact(
            new ContactRecord("n1-a", _journal, TimeProvider.System), _customer, null, null,
            TimeProvider.System.NowUs()) { WaitSinceUs = 0 };
        var desk = new Desk("1001", new BilingualName("李敏", "Li Min"), TimeProvider.System, _ => _shown.Release());
        var conversation = new Conversation(
            contact, desk, new AgentPhone("1001"), _browser,
            new Telephone(contact, new Prompts(new PromptLibrary(new SelfServiceOptions()), (_, _) => null)),
            CallRoom.Of(_exchange, new FakeRouting(), new AgentPhones(_exchange), given: options));
        _ = conversation.Run(announced: false, given: true);
        while (conversation.View is null)
            Assert.True(await _shown.WaitAsync(TimeSpan.FromSeconds(10)), "The desk was not shown the call.");
        return conversation;
    }
}
