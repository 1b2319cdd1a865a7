using TellerLine.Definitions;
using TellerLine.Definitions.Core;
using TellerLine.Kernel;

namespace TellerLine.Modules.Skills;

/// <summary>What the bank decides, in force at once.</summary>
internal static class Decided
{
    public static async Task Now(WebUnderTest web, string kind, string yaml, CancellationToken ct)
    {
        var nowUs = web.Get<TimeProvider>().NowUs();
        await web.Db.Write(scope => DefinitionRow.Insert(scope, new DefinitionRow(
            kind, DefinitionKeys.Main, DefinitionsInForce.NextVersion(scope, kind, DefinitionKeys.Main),
            DefinitionRow.StatusOf(DefinitionStatus.Approved), yaml, "", "5001", "[]", null, null, nowUs, nowUs, nowUs,
            "3001", nowUs, null, nowUs, null, 1)), ct);
        await web.Get<DefinitionsInForce>().Reload(kind, DefinitionKeys.Main, ct);
    }
}
