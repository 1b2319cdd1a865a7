using System.Globalization;
using TellerLine.Access;
using TellerLine.Definitions;
using TellerLine.Kernel;

namespace TellerLine.Assisted;

/// <param name="Level">1 to 4, as users have it (<see cref="UserCard.AuthorityLevel"/>).</param>
/// <param name="UpTo">Whole yuan; null: any amount.</param>
public sealed record AuthorityLevel(int Level, int? UpTo = null);

/// <summary>
/// The kind <c>authorityLevels</c> (授权等级): up to how much somebody may make a transaction alone, or let one go as
/// the second person.
/// </summary>
public sealed record AuthorityLevels(IReadOnlyList<AuthorityLevel> Levels)
{
    private const int Fen = 100;

    public static readonly DefinitionKind<AuthorityLevels> Kind = new("authorityLevels", "授权等级", "Authority levels")
    {
        Edit = AssistedPermissions.EditLevels,
        Schema = Text("authorityLevels.schema.json"),
        Shipped = [new(DefinitionKeys.Main, "授权等级", "Authority levels", Text("authorityLevels.yaml"))],
        Read = DefinitionReader.As<AuthorityLevels>((levels, _) => levels.Faults()),
    };

    /// <returns>Minor units; null: any amount. A level that is not named may nothing.</returns>
    public long? UpTo(int level) =>
        Levels.FirstOrDefault(one => one.Level == level) is not { } found ? 0
            : found.UpTo is { } yuan ? Fen * (long)yuan : null;

    private IEnumerable<DefinitionFault> Faults()
    {
        foreach (var fault in DefinedLists.Twice(
            Levels.Select(one => one.Level.ToString(CultureInfo.InvariantCulture)), "/levels"))
            yield return fault;
        for (var i = 1; i < Levels.Count; i++)
        {
            if (Levels[i].Level <= Levels[i - 1].Level
                || (Levels[i].UpTo ?? int.MaxValue) < (Levels[i - 1].UpTo ?? int.MaxValue))
                yield return new(
                    $"/levels/{i}", "等级应由低到高，金额不得低于前一等级", "levels rise, and a higher one may no less than the one before");
        }
    }

    private static string Text(string name) =>
        ShippedDefinition.Text(typeof(AuthorityLevels).Assembly, $"TellerLine.Assisted.kinds.{name}");
}
