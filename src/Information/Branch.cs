using Microsoft.Extensions.DependencyInjection;
using TellerLine.Access;
using TellerLine.Definitions;
using TellerLine.Kernel;

namespace TellerLine.Information;

/// <param name="Says">The prompt with its name; null: callers find its branches by number alone.</param>
public sealed record District(string Code, string Zh, string En, string? Says = null);

/// <summary>网点.</summary>
/// <param name="Code">Three digits, keyed by callers; for ever.</param>
/// <param name="District">A <see cref="District.Code"/>.</param>
/// <param name="Telephone">Digits, as dialled within the country; read out.</param>
/// <param name="Hours">The key of its <see cref="OpeningHours"/>.</param>
/// <param name="Says">The prompt with its name; null: its number is read out instead.</param>
/// <param name="Where">The prompt with its address; null: callers hear none.</param>
/// <param name="Closed">Why it serves nobody for the time being; null: it does.</param>
public sealed record Branch(
    string Code, string District, string Zh, string En, string AddressZh, string AddressEn, string Telephone,
    string Hours, string? Says = null, string? Where = null, BilingualText? Closed = null);

/// <summary>The kind <c>branches</c>.</summary>
public sealed record BranchList(IReadOnlyList<District> Districts, IReadOnlyList<Branch> Branches)
{
    public static readonly DefinitionKind<BranchList> Kind = new("branches", "网点", "Branches")
    {
        Edit = InformationPermissions.Edit,
        Schema = InformationKinds.Text("branches.schema.json"),
        Shipped = [new(DefinitionKeys.Main, "网点", "Branches", InformationKinds.Text("branches.yaml"))],
        Read = DefinitionReader.As<BranchList>((list, services) => list.Faults(
            services.GetRequiredService<IDefinitions>().Keys(OpeningHours.Kind))),
    };

    private IEnumerable<DefinitionFault> Faults(IReadOnlyList<string> hours)
    {
        foreach (var fault in DefinedLists.Twice(Districts.Select(one => one.Code), "/districts")
            .Concat(DefinedLists.Twice(Branches.Select(one => one.Code), "/branches")))
            yield return fault;
        for (var i = 0; i < Branches.Count; i++)
        {
            var branch = Branches[i];
            if (Districts.All(one => one.Code != branch.District))
                yield return new(
                    $"/branches/{i}/district", $"没有区域 {branch.District}", $"there is no district {branch.District}");
            if (!hours.Contains(branch.Hours))
                yield return new(
                    $"/branches/{i}/hours", $"没有营业时间 {branch.Hours}；现有：{string.Join("、", hours)}",
                    $"there are no hours {branch.Hours}; there are {string.Join(", ", hours)}");
        }
    }
}

internal static class InformationKinds
{
    public static string Text(string name) =>
        ShippedDefinition.Text(typeof(InformationKinds).Assembly, $"TellerLine.Information.kinds.{name}");
}
