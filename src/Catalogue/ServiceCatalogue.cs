using TellerLine.Access;
using TellerLine.Customers;
using TellerLine.Definitions;
using TellerLine.Kernel;

namespace TellerLine.Catalogue;

/// <summary>
/// The classes in which telephone business is told: query, transfer, wealth, self-service loan, and what comes beside.
/// </summary>
public enum ServiceClass
{
    Query,
    Transfer,
    Wealth,
    Loan,
    ValueAdded,
}

/// <summary>A business of the bank, whether it can be done by telephone or at the counter alone.</summary>
/// <param name="Code">As the dialogues name the step; of what the program does not do, the bank's own.</param>
/// <param name="Channels">Empty: at the counter alone.</param>
/// <param name="Identification">As surely the customer is known before it is done.</param>
/// <param name="Risk">风险点: what could go wrong.</param>
/// <param name="Control">控制措施: what keeps it from going wrong.</param>
public sealed record ServiceItem(
    string Code, ServiceClass Class, string Zh, string En, IReadOnlyList<ServiceChannel> Channels,
    IdentificationLevel Identification, BilingualText Risk, BilingualText Control)
{
    private const int Fen = 100;

    /// <summary>Whole yuan an order at most, whatever a contract allows; null: the contract alone decides.</summary>
    public int? MaxYuan { get; init; }

    /// <summary>Whole yuan above which an agent needs a second person whatever his own level; null: his level
    /// decides.</summary>
    public int? SecondAboveYuan { get; init; }

    /// <summary>Numbers of the staff who were trained for it; null: everybody was.</summary>
    public IReadOnlyList<string>? Trained { get; init; }

    /// <summary>Why it is not done now; null: it is. A business is never taken away without a reason.</summary>
    public BilingualText? Disabled { get; init; }

    /// <summary>Minor units.</summary>
    public long? MostMinor => Fen * (long?)MaxYuan;

    /// <inheritdoc cref="MostMinor"/>
    public long? SecondAboveMinor => Fen * (long?)SecondAboveYuan;
}

/// <summary>The kind <c>services</c> (服务目录).</summary>
public sealed record ServiceCatalogue(IReadOnlyList<ServiceItem> Services)
{
    public static readonly DefinitionKind<ServiceCatalogue> Kind = new("services", "服务目录", "Service catalogue")
    {
        Edit = CataloguePermissions.Edit,
        Schema = Text("services.schema.json"),
        Shipped = [new(DefinitionKeys.Main, "服务目录", "Service catalogue", Text("services.yaml"))],
        Read = DefinitionReader.As<ServiceCatalogue>(
            (list, services) => list.Faults((IUsers?)services.GetService(typeof(IUsers)))),
    };

    public ServiceItem? Find(string code) => Services.FirstOrDefault(service => service.Code == code);

    private IEnumerable<DefinitionFault> Faults(IUsers? staff)
    {
        foreach (var fault in DefinedLists.Twice(Services.Select(service => service.Code), "/services"))
            yield return fault;
        for (var i = 0; i < Services.Count; i++)
        {
            foreach (var fault in Faults(Services[i], ProgramServices.Find(Services[i].Code), $"/services/{i}"))
                yield return fault;
            foreach (var fault in Untaught(Services[i], staff, $"/services/{i}/trained"))
                yield return fault;
        }
    }

    private static IEnumerable<DefinitionFault> Faults(ServiceItem item, ProgramService? done, string at)
    {
        for (var i = 0; i < item.Channels.Count; i++)
        {
            if (done?.Channels.Contains(item.Channels[i]) != true)
                yield return new(
                    $"{at}/channels/{i}", "本系统不在该渠道办理此项业务", "the program does not do this in that channel");
        }
        if (item.Channels.Count == 0 && item.Disabled is null)
            yield return new($"{at}/disabled", "没有渠道的业务须写明原因", "a reason, where there is no channel");
        if (done is null)
            yield break;
        var most = done.Least > IdentificationLevel.EnquiryPin ? done.Least : IdentificationLevel.EnquiryPin;
        if (item.Identification < done.Least || item.Identification > most)
            yield return new(
                $"{at}/identification", $"{EnumWords.Of(done.Least)} 至 {EnumWords.Of(most)}",
                $"{EnumWords.Of(done.Least)} to {EnumWords.Of(most)}");
        if (!done.MovesMoney && item.MaxYuan is not null)
            yield return new($"{at}/maxYuan", "此项业务不动账，没有限额", "no limit: it moves no money");
        if (!done.MovesMoney && item.SecondAboveYuan is not null)
            yield return new($"{at}/secondAboveYuan", "此项业务不动账，不设双人复核", "no second person: it moves no money");
    }

    /// <remarks>Nobody is known where a document is read without the store.</remarks>
    private static IEnumerable<DefinitionFault> Untaught(ServiceItem item, IUsers? staff, string at)
    {
        var trained = item.Trained ?? [];
        for (var i = 0; staff is not null && i < trained.Count; i++)
        {
            if (staff.ByNumber(trained[i]) is null)
                yield return new($"{at}/{i}", $"没有工号 {trained[i]}", $"there is nobody with the number {trained[i]}");
        }
    }

    private static string Text(string name) =>
        ShippedDefinition.Text(typeof(ServiceCatalogue).Assembly, $"TellerLine.Catalogue.kinds.{name}");
}
