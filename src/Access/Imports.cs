using System.Security.Cryptography;
using System.Text.Json;
using TellerLine.Access.Core;

namespace TellerLine.Access;

/// <summary>What is wrong with an imported file, and where.</summary>
/// <param name="Line">From 1, the headings' line.</param>
/// <param name="Column">The column's name (<c>nameZh</c>); empty: the whole row or file.</param>
/// <param name="Code">As a problem's code.</param>
/// <param name="Found">What stood there, shortened.</param>
public sealed record ImportFault(int Line, string Column, string Code, string Found);

/// <param name="Field">A column's name.</param>
public sealed record ImportChange(string Field, string Was, string Now);

/// <summary>What a row will do.</summary>
/// <param name="Key">A unit's path, a user's number.</param>
/// <param name="Deed">add, change, same.</param>
/// <param name="NeedsTwo">His rights will wait for a second administrator.</param>
public sealed record ImportRow(
    int Line, string Key, string Name, string Deed, IReadOnlyList<ImportChange> Changes, bool NeedsTwo);

/// <param name="Faults">All of them; then nothing is done.</param>
/// <param name="Plan">To be sent back to have this done, and only this.</param>
public sealed record ImportPlan(IReadOnlyList<ImportRow> Rows, IReadOnlyList<ImportFault> Faults, string Plan)
{
    internal static ImportPlan Of(IReadOnlyList<ImportRow> rows, IReadOnlyList<ImportFault> faults) => new(
        faults.Count > 0 ? [] : rows, [.. faults.OrderBy(fault => fault.Line).Take(MostFaults)],
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(rows))));

    internal const int MostFaults = 500;
}

/// <param name="OneTime">Shown this once.</param>
public sealed record ImportedUser(string Number, BilingualText Name, OneTimePassword OneTime);

/// <param name="Proposed">Rights that wait for a second administrator.</param>
public sealed record ImportDone(int Added, int Changed, int Proposed, IReadOnlyList<ImportedUser> Users);

/// <summary>What came of an import.</summary>
internal abstract record ImportOutcome
{
    private ImportOutcome()
    {
    }

    public sealed record Done(ImportDone What) : ImportOutcome;

    /// <summary>It is no longer what was shown: somebody changed something meanwhile, or the file is another.</summary>
    public sealed record Another(ImportPlan Now) : ImportOutcome;
}
