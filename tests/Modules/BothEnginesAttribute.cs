using System.Reflection;
using TellerLine.Kernel;
using Xunit.Sdk;
using Xunit.v3;

namespace TellerLine.Modules;

/// <summary>Runs a theory once on SQLite and once on PostgreSQL.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BothEnginesAttribute : DataAttribute
{
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(
        MethodInfo testMethod, DisposalTracker disposalTracker) =>
        new([new TheoryDataRow<DbEngine>(DbEngine.Sqlite), new TheoryDataRow<DbEngine>(DbEngine.PostgreSql)]);

    public override bool SupportsDiscoveryEnumeration() => true;
}
