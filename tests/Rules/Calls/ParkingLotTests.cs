using Microsoft.Extensions.Logging.Abstractions;
using TellerLine.Calls;
using TellerLine.Contacts;
using TellerLine.Customers;
using TellerLine.Desks;
using TellerLine.Kernel;
using TellerLine.Routing;
using TellerLine.SelfService;
using TellerLine.Voice;

namespace TellerLine.Rules.Calls;

/// <summary>A parked customer: picked up, forgotten, or gone.</summary>
public sealed class ParkingLotTests : IDisposable
{
    private readonly FakeJournal _journal = new();
    private readonly FakeLine _customer = new("c", LegKind.Sip);
    private readonly FakeRouting _routing = new();
    private readonly ParkedCalls _parked = new(CallRoom.NoNames, TimeProvider.System);

    public void Dispose() => _customer.Dispose();

    [Fact]
    public async Task whoever_picks_it_up_has_it_and_nobody_else_can()
    {
        var waiting = Wait(parkMs: 60_000);
        var place = _parked.Find("n1-a")!;
        var (first, second) = (Desk("1002"), Desk("1003"));
        Assert.True(place.TryWin(first));
        Assert.False(place.TryWin(second));
        Assert.Same(first, await waiting);
        Assert.Empty(_parked.All);
        Assert.Equal([new ContactParked("1001", 1)], _journal.Told.OfType<ContactParked>());
        Assert.Contains("play", _customer.Asked);
    }

    [Fact]
    public async Task parked_before_a_restart_it_keeps_its_number_where_that_is_free_and_its_clock()
    {
        using var other = _parked.Enter(Contact("n1-x"), "1002");
        var contact = Contact("n1-a");
        var sinceUs = TimeProvider.System.NowUs() - 40_000_000;
        List<KeptParked?> kept = [];
        contact.Changed = changed => kept.Add(changed.Parked);
        var waiting = Lot(new CallsOptions { ParkMs = 60_000 })
            .GoOn(contact, Telephone(contact), new KeptParked("1001", 3, sinceUs));
        var place = _parked.Find("n1-a")!;
        Assert.Equal((3, "1001", sinceUs), (place.Number, place.By, place.SinceUs));
        Assert.Equal([new KeptParked("1001", 3, sinceUs)], kept);
        place.TryWin(Desk("1003"));
        Assert.NotNull(await waiting);
        Assert.Null(kept[^1]);
        Assert.Empty(_journal.Told.OfType<ContactParked>());

        // Its time was over while nobody was there.
        Assert.Null(await Lot(new CallsOptions { ParkMs = 30_000 })
            .GoOn(contact, Telephone(contact), new KeptParked("1001", 1, sinceUs)));
    }

    [Fact]
    public async Task nobody_in_time_is_nobody()
    {
        Assert.Null(await Wait(parkMs: 1));
        Assert.Null(_parked.Find("n1-a"));
    }

    [Fact]
    public async Task a_customer_who_hangs_up_is_given_to_nobody()
    {
        var waiting = Wait(parkMs: 60_000);
        var place = _parked.Find("n1-a")!;
        _customer.Leave();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.False(place.TryWin(Desk("1002")));
    }

    [Fact]
    public async Task who_picks_up_in_the_instant_of_the_hang_up_is_free_again()
    {
        var waiting = Wait(parkMs: 60_000);
        var place = _parked.Find("n1-a")!;
        var won = false;
        using var _ = _customer.Gone.Register(() => won = place.TryWin(Desk("1002")));
        _customer.Leave();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.Equal(won, _routing.Inputs.Contains(new ConversationEnded("n1-a", "1002")));
    }

    [Theory]
    [InlineData("keep", "enquiryPin", 0)]
    [InlineData("lower", "number", 1)]
    public async Task what_a_pin_has_proved_falls_where_the_bank_wants_it_so(string rule, string level, int told)
    {
        var contact = Contact("n1-a");
        contact.Identify(new Identification(
            new CustomerCard("c1", default, "王平", "王", "先生", default, "", "", false, default), IdentificationLevel.EnquiryPin));
        await Lot(new CallsOptions { ParkMs = 1, IdentityForNextAgent = rule }).Wait(contact, Telephone(contact), "1001");
        Assert.Equal(level, contact.LevelName);
        Assert.Equal(told, _journal.Told.OfType<CallerIdentified>().Count(one => one.Level == "number"));
    }

    [Fact]
    public void the_lowest_free_number_is_given()
    {
        var one = _parked.Enter(Contact("n1-x"), "1001");
        var two = _parked.Enter(Contact("n1-y"), "1002");
        Assert.Equal([1, 2], _parked.All.Select(shown => shown.Number));
        one.Dispose();
        using var again = _parked.Enter(Contact("n1-z"), "1001");
        Assert.Equal([1, 2], _parked.All.Select(shown => shown.Number));
        Assert.Equal("n1-z", _parked.All[0].ContactId);
        two.Dispose();
    }

    private Task<Desk?> Wait(int parkMs)
    {
        var contact = Contact("n1-a");
        return Lot(new CallsOptions { ParkMs = parkMs }).Wait(contact, Telephone(contact), "1001");
    }

    private ParkingLot Lot(CallsOptions options) => new(
        _parked, CallRoom.Hands(_routing, new AgentPhones(new FakeExchange())), options, TimeProvider.System,
        NullLogger<ParkingLot>.Instance);

    private static Telephone Telephone(LiveContact contact) =>
        new(contact, new Prompts(new PromptLibrary(new SelfServiceOptions()), (_, _) => null));

    private LiveContact Contact(string id) => new(
        new ContactRecord(id, _journal, TimeProvider.System), _customer, null, null, TimeProvider.System.NowUs());

    private static Desk Desk(string agent) =>
        new(agent, new BilingualName("同事", "Colleague"), TimeProvider.System, _ => { });
}
