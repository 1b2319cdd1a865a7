using System.Security.Cryptography;
using System.Text;

namespace TellerLine.Kernel.Core;

/// <summary>One numbered migration of a capability.</summary>
internal sealed record MigrationFile(string Capability, int Number, string Name, string Sql)
{
    /// <summary>
    /// Of the text with unified line ends, before translation: the same on both engines and after any checkout.
    /// </summary>
    public string Hash =>
        "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Sql.ReplaceLineEndings("\n"))));
}

/// <summary>What the database remembers of a migration it has.</summary>
internal sealed record AppliedMigration(string Capability, int Number, string Name, string Hash);

/// <summary>Which migrations are still to be applied, in order, or why none may be.</summary>
internal static class MigrationPlan
{
    /// <exception cref="MigrationException">An applied file was altered, or the database is newer than the
    /// program.</exception>
    public static IReadOnlyList<MigrationFile> Decide(
        IReadOnlyList<MigrationFile> files, IReadOnlyList<AppliedMigration> applied)
    {
        var byKey = files.ToDictionary(f => (f.Capability, f.Number));
        foreach (var old in applied)
        {
            if (!byKey.TryGetValue((old.Capability, old.Number), out var file))
                throw new MigrationException(
                    $"The database is newer than this program: it has {old.Capability} {old.Number:000}_{old.Name}, which this program does not know. Start the newer program, or restore the backup made before it.");
            if (file.Hash != old.Hash)
                throw new MigrationException(
                    $"{old.Capability} {old.Number:000}_{file.Name} was altered after it had been applied ({old.Hash} then, {file.Hash} now). Put it back and add a migration with the next number.");
        }
        var done = applied.Select(a => (a.Capability, a.Number)).ToHashSet();
        var highest = applied.GroupBy(a => a.Capability).ToDictionary(g => g.Key, g => g.Max(a => a.Number));
        var missing = files.Where(f => !done.Contains((f.Capability, f.Number))).ToList();
        if (missing.Find(f => f.Number < highest.GetValueOrDefault(f.Capability)) is { } late)
            throw new MigrationException(
                $"{late.Capability} {late.Number:000}_{late.Name} comes after {highest[late.Capability]:000} was applied. Give it the next number.");
        return missing;
    }
}
