using System.Security.Cryptography;
using System.Text;
using TellerLine.Access;
using TellerLine.Definitions;
using TellerLine.Insights.Core;
using TellerLine.Insights.Store;
using TellerLine.Kernel;

namespace TellerLine.Insights;

/// <summary>What came of an import: rows are added, known already, or set aside; none is lost.</summary>
/// <param name="Missing">Headings that the mapping names and the file has not.</param>
/// <param name="First">The first rows set aside, at most twenty.</param>
public sealed record CallLogImportDone(
    string Id, string Source, long Rows, long Added, long Repeated, long Aside, IReadOnlyList<string> Missing,
    IReadOnlyList<CallLogAside> First);

/// <param name="Line">Of the file, from 1, the headings' line.</param>
public sealed record CallLogAside(long Line, BilingualText Reason);

/// <summary>
/// Foreign call logs into the journal, portion by portion, each with its keys in one transaction: the same file again,
/// or after it was broken off, adds what is not there yet and nothing twice.
/// </summary>
internal sealed class CallLogImport(IDb db, CallLogStore store, IAudit audit, KernelOptions kernel, TimeProvider time)
{
    private const int Portion = 200, MostTold = 20;

    /// <returns>Null with what the file lacks: nothing was done.</returns>
    public async Task<(CallLogImportDone? Done, IReadOnlyList<string> Missing)> Run(
        InForce<CallLogSources> sources, CallLogSource source, string name, byte[] file, string actor,
        CancellationToken ct)
    {
        using var sheet = new CallLogSheet(file);
        IReadOnlyList<string> named = [.. source.Id.Concat(source.Columns.Values).Distinct()];
        IReadOnlyList<string> missing = [.. named.Where(column => !sheet.Has(column))];
        if (source.Id.Any(missing.Contains)
            || !source.Columns.Any(c => c.Key is "enteredAt" or "offeredAt" or "answeredAt" && sheet.Has(c.Value)))
            return (null, missing);
        var import = new CallLogHead(Ids.New(time), source.Key, sources.Version, name)
        {
            Sha256 = Hash(file), By = actor, AtUs = time.NowUs(),
        };
        await db.Write(scope =>
        {
            CallLogStore.Begin(scope, import);
            audit.Add(scope, actor, "callLog.imported", $"callLog/{source.Key}", $"{name}, {import.Sha256}");
            return 0;
        }, ct);
        var reading = new CallLogReading(
            source, source.Zone is null ? kernel.Zone() : TimeZoneInfo.FindSystemTimeZoneById(source.Zone));
        var counts = default(ImportCounts);
        List<CallLogAside> first = [];
        foreach (var portion in sheet.Rows().Select(row => Told(reading, source, row)).Chunk(Portion))
        {
            var (added, aside) = await db.Write(scope => store.Take(scope, import, portion, counts), ct);
            counts = added;
            first.AddRange(aside.Take(MostTold - first.Count));
        }
        await db.Write(scope => CallLogStore.End(scope, import.Id, time.NowUs()), ct);
        return (
            new CallLogImportDone(
                import.Id, source.Key, counts.Rows, counts.Added, counts.Repeated, counts.Aside, missing, first),
            missing);
    }

    private static ReadRow Told(CallLogReading reading, CallLogSource source, CallLogRow row)
    {
        var read = reading.Read(row.Cell);
        return new ReadRow(
            row.Line, read,
            string.Join(
                ", ", source.Id.Concat(source.Columns.Values).Distinct().Where(c => row.Cell(c).Length > 0)
                    .Select(c => $"{c}={row.Cell(c)}")),
            read.Entry is null
                ? ""
                : Hash(Encoding.UTF8.GetBytes(JournalJson.Write(read.Entry)))[..32]);
    }

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
