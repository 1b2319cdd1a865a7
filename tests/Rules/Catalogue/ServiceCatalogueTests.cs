using TellerLine.Catalogue;
using TellerLine.Customers;
using TellerLine.Definitions;
using TellerLine.SelfService.Core;

namespace TellerLine.Rules.Catalogue;

public sealed class ServiceCatalogueTests
{
    private static readonly DefinitionCheck Check =
        new DefinitionCheck<ServiceCatalogue>(ServiceCatalogue.Kind, new None());

    private static readonly ServiceCatalogue Shipped =
        (ServiceCatalogue)Check.Read(ServiceCatalogue.Kind.Shipped[0].Yaml).Value!;

    /// <summary>A step that no line of it knows would be offered whatever the bank decides.</summary>
    [Fact]
    public void the_shipped_one_names_every_step_of_the_telephone_bank_and_all_that_the_program_does()
    {
        Assert.Subset(
            Shipped.Services.Select(service => service.Code).ToHashSet(),
            Operations.All.Select(step => step.Name).ToHashSet());
        Assert.All(ProgramServices.All, does =>
            Assert.Equal(does.Channels, Shipped.Find(does.Code)!.Channels));
        Assert.Equal(Enum.GetValues<ServiceClass>(), Shipped.Services.Select(one => one.Class).Distinct().Order());
    }

    [Theory]
    [InlineData("channels: [keypad, agent]\n    identification: enquiryPin", "channels: [keypad, post]\n    identification: enquiryPin", "/services/0/channels/1")]
    [InlineData("channels: [keypad]\n    identification: enquiryPin", "channels: [agent]\n    identification: enquiryPin", "/services/2/channels/0")]
    [InlineData("code: movements", "code: balance", "/services/1/code")]
    [InlineData("identification: enquiryPin", "identification: number", "/services/0/identification")]
    [InlineData("identification: none", "identification: transactionPin", "/services/3/identification")]
    [InlineData("zh: 余额查询", "zh: 余额查询\n    maxYuan: 5", "/services/0/maxYuan")]
    [InlineData("zh: 余额查询", "zh: 余额查询\n    secondAboveYuan: 5", "/services/0/secondAboveYuan")]
    [InlineData("zh: 余额查询", "zh: 余额查询\n    disabled: { zh: '', en: '' }", "/services/0/disabled/zh")]
    [InlineData("channels: [keypad, agent]\n    identification: none", "channels: []\n    identification: none", "/services/15/disabled")]
    [InlineData("    control: { zh: 先查欠费", "    control: { xh: 先查欠费", "/services/8/control/xh")]
    public void what_the_program_cannot_do_or_nobody_gave_a_reason_for_is_refused_at_its_place(
        string was, string written, string path)
    {
        var yaml = ServiceCatalogue.Kind.Shipped[0].Yaml;
        Assert.Contains(was, yaml, StringComparison.Ordinal);
        var at = yaml.IndexOf(was, StringComparison.Ordinal);
        var fault = Check.Faults(yaml[..at] + written + yaml[(at + was.Length)..]).Select(one => one.Path);
        Assert.Contains(path, fault);
    }

    [Fact]
    public void a_service_is_refused_where_it_is_disabled_not_there_or_not_learnt()
    {
        var offered = Offered(item => item);
        Assert.Null(offered.Refuses("pay", ServiceChannel.Agent, "1001"));
        Assert.Null(offered.Refuses("dance", ServiceChannel.Keypad));
        Assert.Equal(ServiceRefusal.NotThisWay, offered.Refuses("pin", ServiceChannel.Agent, "1001")!.Code);

        var closed = Offered(item => item with { Disabled = new("升级", "being upgraded") });
        Assert.Equal("升级", closed.Refuses("pay", ServiceChannel.Keypad)!.Why.Zh);

        var taught = Offered(item => item with { Trained = ["1002"] });
        Assert.Null(taught.Refuses("pay", ServiceChannel.Keypad));
        Assert.Null(taught.Refuses("pay", ServiceChannel.Agent, "1002"));
        Assert.Equal(ServiceRefusal.NotTrained, taught.Refuses("pay", ServiceChannel.Agent, "1001")!.Code);
    }

    /// <summary>Asking again for what a service asks for itself would ask twice.</summary>
    [Fact]
    public void a_level_is_asked_for_only_where_the_bank_wants_more_than_the_service_itself()
    {
        var asks = Offered(
            item => item.Code == "loss" ? item with { Identification = IdentificationLevel.EnquiryPin } : item);
        Assert.Equal(IdentificationLevel.EnquiryPin, asks.Asks("loss"));
        Assert.Equal(IdentificationLevel.None, asks.Asks("transfer"));
        Assert.Equal(IdentificationLevel.None, asks.Asks("balance"));
        Assert.Equal(IdentificationLevel.None, asks.Asks("dance"));
    }

    [Fact]
    public void limits_are_minor_units_and_none_where_none_is_written()
    {
        var limited = Offered(item => item with { MaxYuan = 300, SecondAboveYuan = 0 });
        Assert.Equal((300_00L, 0L), (limited.Most("pay"), limited.SecondAbove("pay")));
        Assert.Equal((null, null), (Offered(item => item).Most("pay"), Offered(item => item).SecondAbove("pay")));
    }

    private static OfferedServices Offered(Func<ServiceItem, ServiceItem> change) =>
        new(() => new ServiceCatalogue([.. Shipped.Services.Select(change)]));

    private sealed class None : IServiceProvider
    {
        public object? GetService(Type serviceType) => null;
    }
}
