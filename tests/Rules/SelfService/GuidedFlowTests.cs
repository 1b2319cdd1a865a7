using System.Text.Json;
using TellerLine.Customers;
using TellerLine.SelfService;
using TellerLine.SelfService.Core;

namespace TellerLine.Rules.SelfService;

/// <summary>A caller with an agent at his side: where he begins, and what is told of where he stands.</summary>
public sealed class GuidedFlowTests : FlowTests
{
    private readonly List<GuidedPlace> _places = [];

    private IEnumerable<string> Told => _places.Select(
        place => $"{string.Join(" › ", place.Path)} {place.Waits}");

    [Fact]
    public async Task each_step_is_told_by_name_with_what_is_asked_and_no_goodbye_ends_it()
    {
        var done = await Guided(new(null, null, _places.Add), "1", Bank.Enquiry, "1", "", "", "");
        Assert.IsType<FlowOutcome.Completed>(done);
        Assert.Equal(
            [
                "main Nothing", "main Key", "main › balance Nothing", "main › balance › pin-enquiry Nothing",
                "main › balance › pin-enquiry Secret", "main › balance › balance-account Nothing",
                "main › balance › balance-account Key", "main › after Nothing", "main › after Key",
            ],
            Told);
        Assert.False(Heard("感谢您的来电"));
        Assert.False(Heard("欢迎致电"));
    }

    [Fact]
    public async Task a_service_begins_as_if_its_keys_had_been_pressed_and_star_goes_the_same_way_back()
    {
        await Guided(new("loan-repay", null, _places.Add), Bank.Enquiry, "*");
        Assert.Equal("main › more › loans › loan-repay Nothing", Told.First());
        Assert.DoesNotContain("main", Nodes);
        Assert.Contains("main › more › loans › loan-repay › pin-enquiry Secret", Told);
        await Guided(new("loans", null, _places.Add), "*", "*");
        Assert.Equal(["main › more › loans Key", "main › more Key", "main Key"], Told.Where(
            told => told.EndsWith("Key", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task what_was_proved_before_is_not_asked_again()
    {
        var zhang = Assert.Single(await Bank.ByNumber(Zhang, TestContext.Current.CancellationToken));
        await Guided(
            new("balance", new Identification(zhang, IdentificationLevel.EnquiryPin), _places.Add), "1");
        Assert.Empty(Phone.Secrets);
        Assert.Contains(new ServiceDone("balance", "told", Achieved: true), Phone.Noted<ServiceDone>());
        Assert.Empty(Phone.Noted<Identified>());
    }

    [Fact]
    public async Task whoever_has_a_menu_of_his_own_is_guided_in_it_however_surely_he_is_known()
    {
        var zhang = Assert.Single(await Bank.ByNumber(Zhang, TestContext.Current.CancellationToken));
        OwnMenus.Has(zhang.Id, "transfer");
        await Guided(new(null, new Identification(zhang, IdentificationLevel.EnquiryPin), _places.Add), "8");
        Assert.Equal(["my-menu Key", "my-menu › main Key"], Told.Where(
            told => told.EndsWith("Key", StringComparison.Ordinal)));
    }

    /// <summary>Account, amount, PIN: whatever is keyed, right or wrong, none of it is in what is told.</summary>
    [Fact]
    public async Task no_digit_that_was_keyed_is_in_anything_that_is_told_of_a_step()
    {
        const string Amount = "739*5", Wrong = "908172";
        await Guided(
            new("transfer", null, _places.Add), Stranger, Bank.Number("1000") + "#", Wrong, "1", Bank.Enquiry, "1",
            "1", Amount + "#", "1", Wrong, "", Bank.Transaction);
        Assert.Contains("main › transfer › account Digits", Told);
        Assert.Contains("main › transfer › transfer-amount Digits", Told);
        Assert.Contains("main › transfer › pin-transaction Secret", Told);
        Assert.Contains(Phone.Noted<ServiceDone>(), done => done.Outcome == "posted");
        var told = JsonSerializer.Serialize(_places);
        Assert.DoesNotMatch("[0-9]", told.Replace("\"Waits\":0", "").Replace("\"Waits\":1", "")
            .Replace("\"Waits\":2", "").Replace("\"Waits\":3", ""));
    }

    [Fact]
    public void one_may_begin_where_keys_alone_lead_in_the_banks_words_and_nowhere_else()
    {
        var ways = Beginnings.Of(InForce).ToDictionary(one => one.Node, one => one.Menus.Select(menu => menu.Name));
        Assert.Equal(["main"], ways["balance"]);
        Assert.Equal(["main", "more", "loans"], ways["loan-repay"]);
        Assert.Equal(["main"], ways["more"]);
        Assert.DoesNotContain("main", ways.Keys);
        Assert.DoesNotContain("language", ways.Keys);
        Assert.DoesNotContain("after", ways.Keys);
        // Behind the PIN of the own menu: not to be come to without it.
        Assert.DoesNotContain("own-menu-choice", ways.Keys);
    }

    [Fact]
    public async Task a_place_that_is_none_is_the_beginning()
    {
        await Guided(new("own-menu-choice", null, _places.Add));
        Assert.Equal("main Key", Told.Last());
    }

    private Task<FlowOutcome?> Guided(Guided guided, params string[] script)
    {
        var from = script is [Stranger, ..] ? Stranger : Zhang;
        _places.Clear();
        return Call(
            new CallerContext("n1-c1", from, Returned: true) { Guided = guided },
            from == Stranger ? script[1..] : script);
    }
}
