using System.Collections.Concurrent;
using Dapper;
using Microsoft.AspNetCore.SignalR;
using TellerLine.Banking;
using TellerLine.Customers;
using TellerLine.Kernel;
using TellerLine.Routing;

namespace TellerLine.Contacts.Desks;

/// <summary>All desks of this node, and how they are shown.</summary>
internal sealed class DeskBoard(
    IRouting routing, IHubContext<DeskHub> hub, ITelephoneBank bank, IDb db, DeskRegister register, KernelOptions kernel, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, Desk> desks = new();

    public long NowUs => time.NowUs();

    public IEnumerable<Desk> All => desks.Values;

    public Desk Of(string agent) => desks.GetOrAdd(agent, number => new Desk(number, register.Name(number), this));

    /// <summary>Sends the desk, whole, to the page that shows it; a page that is gone gets it when it is back.</summary>
    public void Show(Desk desk)
    {
        if (desk.Connection is { } connection)
            _ = hub.Clients.Client(connection).SendAsync("Desk", DeskView.Of(desk, routing, register, time));
    }

    /// <summary>Tells a page that another has taken its desk.</summary>
    public Task TakenOver(string connection) => hub.Clients.Client(connection).SendAsync("TakenOver");

    public async Task Release(string agent, string contactId)
    {
        await routing.Tell(new ConversationEnded(contactId, agent), CancellationToken.None);
        await routing.Tell(new WrapupDone(agent, true, contactId), CancellationToken.None);
    }

    /// <summary>Closes a contact whose wrap-up ended without the agent: what was written so far stands.</summary>
    public async Task SettleWrapup(Desk desk)
    {
        if (desk.TakeWrapup() is not { } owed)
            return;
        await Close(desk, owed);
    }

    public async Task Close(Desk desk, OwedWrapup owed)
    {
        await owed.Contact.Acknowledge(new WrapupSaved(desk.Agent, owed.Draft.ReasonCode, owed.Draft.Note, NowUs - owed.EndedUs));
        _ = CloseWhenOver(desk, owed.Contact);
    }

    /// <summary>An agent may be quicker than the goodbye to the customer: the contact is closed when its call is over too.</summary>
    private async Task CloseWhenOver(Desk desk, LiveContact contact)
    {
        await contact.WhenCallOver;
        await contact.Acknowledge(new ContactClosed("handled"));
        await CountDay(desk);
        desk.Changed();
    }

    /// <summary>The tails the agent may speak of; balances only after the enquiry PIN.</summary>
    public async Task Accounts(LiveContact contact, Desk desk)
    {
        desk.Accounts = [];
        if (contact.Who is not { } who || await bank.Accounts(who.Customer.Id) is not AccountsOutcome.Listed listed)
            return;
        var mayTell = who.Level >= IdentificationLevel.EnquiryPin;
        desk.Accounts = [.. listed.Accounts.Select(a => new DeskAccount(a.Tail, KindName(a.Kind), mayTell ? Written(a.Balance) : null))];
    }

    /// <summary>Contacts this agent served today and their mean handling time (talk, hold and wrap-up).</summary>
    public async Task CountDay(Desk desk)
    {
        var (from, to) = kernel.DayAround(NowUs);
        var row = await db.Read(c => c.QuerySingle<DayRow>(
            """
            SELECT COUNT(*) AS handled, COALESCE(SUM(COALESCE(talk_us, 0) + COALESCE(wrapup_us, 0)), 0) AS spent
            FROM contacts WHERE agent = @Agent AND started_us >= @from AND started_us < @to AND connected_us IS NOT NULL AND ended_us IS NOT NULL
            """, new { desk.Agent, from, to }));
        desk.Day = new DeskDay(row.Handled, row.Handled == 0 ? null : row.Spent / row.Handled / 1000);
    }

    private static BilingualName KindName(AccountKind kind) => kind switch
    {
        AccountKind.Current => new("活期账户", "Current account"),
        AccountKind.Savings => new("储蓄账户", "Savings account"),
        _ => new("信用卡账户", "Credit account"),
    };

    private static string Written(Money money) => $"{(decimal)money.Minor / 100:#,##0.00}";

    private sealed class DayRow
    {
        public long Handled { get; set; }

        public long Spent { get; set; }
    }
}
