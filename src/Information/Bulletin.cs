using System.Globalization;
using TellerLine.Definitions;

namespace TellerLine.Information;

/// <summary>对外公告: what the bank tells everybody who asks.</summary>
/// <param name="From"><c>2026-03-02</c>: the first day on which it is told, the bank's time.</param>
/// <param name="To">The last; null: until it is taken out.</param>
/// <param name="Says">The prompt with all of it; null: callers do not hear it, staff read it to them.</param>
public sealed record Bulletin(
    string Code, string Zh, string En, string TextZh, string TextEn, string From, string? To = null,
    string? Says = null)
{
    public bool IsTold(DateOnly today) => Day(From) <= today && (To is null || today <= Day(To));

    internal static DateOnly? Day(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day : null;
}

/// <summary>The kind <c>bulletins</c>, the first told first.</summary>
public sealed record BulletinList(IReadOnlyList<Bulletin> Bulletins)
{
    public static readonly DefinitionKind<BulletinList> Kind = new("bulletins", "对外公告", "Bulletins")
    {
        Edit = InformationPermissions.Edit,
        Schema = InformationKinds.Text("bulletins.schema.json"),
        Shipped = [new(DefinitionKeys.Main, "对外公告", "Bulletins", InformationKinds.Text("bulletins.yaml"))],
        Read = DefinitionReader.As<BulletinList>((list, _) => list.Faults()),
    };

    private IEnumerable<DefinitionFault> Faults()
    {
        foreach (var fault in DefinedLists.Twice(Bulletins.Select(one => one.Code), "/bulletins"))
            yield return fault;
        for (var i = 0; i < Bulletins.Count; i++)
        {
            var (from, to) = (Bulletin.Day(Bulletins[i].From), Bulletins[i].To);
            if (from is null)
                yield return NoDay($"/bulletins/{i}/from", Bulletins[i].From);
            if (to is not null && Bulletin.Day(to) is null)
                yield return NoDay($"/bulletins/{i}/to", to);
            else if (to is not null && Bulletin.Day(to) < from)
                yield return new($"/bulletins/{i}/to", "末日早于首日", "the last day is before the first");
        }
    }

    private static DefinitionFault NoDay(string at, string text) =>
        new(at, $"没有 {text} 这一天", $"there is no day {text}");
}
