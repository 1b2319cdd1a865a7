using TellerLine.Calls;
using TellerLine.Contacts;
using TellerLine.Customers;
using TellerLine.Desks;
using TellerLine.Kernel;
using TellerLine.SelfService;
using TellerLine.Voice;

namespace TellerLine.Rules.Calls;

/// <summary>对公: what the desk shows of a company beside the conversation.</summary>
public sealed class CompanyAccountsTests : IDisposable
{
    private readonly FakeExchange _exchange = new();
    private readonly FakeLine _customer = new("c", LegKind.Sip);
    private readonly FakeLine _browser = new("b", LegKind.Browser);
    private readonly SemaphoreSlim _shown = new(0);

    public void Dispose()
    {
        _customer.Dispose();
        _browser.Dispose();
        _shown.Dispose();
    }

    [Fact]
    public async Task a_company_s_accounts_are_hidden_after_its_pin_until_its_operator_is_proved()
    {
        var room = CallRoom.Of(
            _exchange, new FakeRouting(), new AgentPhones(_exchange), bank: new SelfService.Bank());
        var contact = new LiveContact(
            new ContactRecord("n1-a", new FakeJournal(), TimeProvider.System), _customer, null, null,
            TimeProvider.System.NowUs()) { WaitSinceUs = 0 };
        contact.Identify(new Identification(SelfService.Bank.Trade, IdentificationLevel.EnquiryPin));
        var conversation = new Conversation(
            contact,
            new Desk("1001", new BilingualName("李敏", "Li Min"), TimeProvider.System, _ => _shown.Release()),
            new AgentPhone("1001"), _browser,
            new Telephone(contact, new Prompts(new PromptLibrary(new SelfServiceOptions()), (_, _) => null)), room);
        _ = conversation.Run(announced: false, given: true);
        await Until(conversation, view => view.CustomerState == "talking");

        room.Identified(contact, conversation);
        Assert.Empty(conversation.View!.Accounts);
        conversation.OperatorProved();
        await Until(conversation, view => view.Accounts.Count == 2);
        Assert.Equal(["80,000.00", "100.00"], conversation.View!.Accounts.Select(one => one.Balance));
    }

    private async Task Until(Conversation conversation, Func<DeskCall, bool> shown)
    {
        while (conversation.View is not { } view || !shown(view))
            Assert.True(await _shown.WaitAsync(TimeSpan.FromSeconds(10)), "The desk was not shown it.");
    }
}
