using System.ComponentModel.DataAnnotations;
using TellerLine.Access;
using TellerLine.Definitions;
using TellerLine.Kernel;

namespace TellerLine.Catalogue;

/// <param name="Number">工号.</param>
public sealed record TrainedPerson(string Number, BilingualText Name);

/// <param name="Limit">Minor units an order; null: none beside the contract's.</param>
/// <param name="SecondAbove">Minor units above which an agent needs a second person; null: his level decides.</param>
/// <param name="Trained">Null: everybody.</param>
/// <param name="Mine">The reader was trained for it.</param>
/// <param name="Disabled">Why it is not done now.</param>
public sealed record ServiceView(
    string Code,
    [property: AllowedValues("query", "transfer", "wealth", "loan", "valueAdded")] string Class,
    BilingualText Name, bool ByKeypad, bool ByAgent, string Identification, long? Limit, long? SecondAbove,
    BilingualText Risk, BilingualText Control, IReadOnlyList<TrainedPerson>? Trained, bool Mine,
    BilingualText? Disabled);

/// <param name="Version">Of the catalogue in force.</param>
/// <param name="Since">Null: it came with the program.</param>
/// <param name="Offered">How many can be done by telephone now.</param>
public sealed record CatalogueView(
    int Version, DateTimeOffset? Since, int Offered, IReadOnlyList<ServiceView> Services)
{
    internal static CatalogueView Of(InForce<ServiceCatalogue> now, IUsers staff, string reader)
    {
        var all = now.Value.Services;
        return new(
            now.Version, now.FromUs > 0 ? Clock.FromUs(now.FromUs) : null, all.Count(item => item.Disabled is null),
            [.. all.Select(item => new ServiceView(
                item.Code, EnumWords.Of(item.Class), new(item.Zh, item.En),
                item.Channels.Contains(ServiceChannel.Keypad), item.Channels.Contains(ServiceChannel.Agent),
                EnumWords.Of(item.Identification), item.MostMinor, item.SecondAboveMinor, item.Risk, item.Control,
                item.Trained is { } trained ? [.. trained.Select(number => Person(staff, number))] : null,
                item.Trained?.Contains(reader) ?? true, item.Disabled))]);
    }

    /// <summary>Who left keeps the number.</summary>
    private static TrainedPerson Person(IUsers staff, string number) =>
        staff.ByNumber(number) is { } card
            ? new(number, new(card.NameZh, card.NameEn)) : new(number, new(number, number));
}
