using TellerLine.Access.Core;
using TellerLine.Kernel;

namespace TellerLine.Access;

/// <summary>Units from a file: shown first, then all of it in one transaction or nothing.</summary>
internal sealed class UnitImport(IDb db, OrgRecords records, TimeProvider time)
{
    public async Task<ImportPlan> Preview(byte[] file, CancellationToken ct)
    {
        var (rows, faults) = CsvSheet.Read(file, UnitPlan.Columns, UnitRules.MostUnits);
        return faults.Count > 0
            ? ImportPlan.Of([], faults)
            : (await db.Read(c => UnitPlan.Of(rows, OrgRecords.Facts(c), () => ""), ct)).Told;
    }

    /// <param name="plan">What was shown.</param>
    public async Task<ImportOutcome> Apply(byte[] file, string plan, string actor, CancellationToken ct)
    {
        var (rows, faults) = CsvSheet.Read(file, UnitPlan.Columns, UnitRules.MostUnits);
        if (faults.Count > 0)
            return new ImportOutcome.Another(ImportPlan.Of([], faults));
        return await db.Write<ImportOutcome>(scope =>
        {
            var now = UnitPlan.Of(
                rows, OrgRecords.Facts(scope.Connection, scope.Transaction), () => Ids.New(time));
            if (now.Told.Faults.Count > 0 || now.Told.Plan != plan)
                return new ImportOutcome.Another(now.Told);
            foreach (var step in now.Steps)
                records.Write(scope, step, actor);
            return new ImportOutcome.Done(new(
                now.Steps.Count(step => step.Now is null),
                now.Steps.Count(step => step.Now is not null && step.Now != step.Next), 0, []));
        }, ct);
    }

    /// <summary>The units there are, as a file to change and import again.</summary>
    public Task<byte[]> File(CancellationToken ct) => db.Read(
        c => CsvSheet.Write(
            UnitPlan.Columns,
            OrgRecords.Facts(c).Units.Where(unit => !unit.Closed).OrderBy(unit => unit.Path, StringComparer.Ordinal)
                .Select(unit => (IReadOnlyList<string>)[unit.Path, unit.Kind, unit.NameZh, unit.NameEn])), ct);
}
