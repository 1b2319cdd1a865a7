using System.Globalization;
using System.Security.Claims;
using TellerLine.Access;
using TellerLine.Customers;
using TellerLine.Kernel;
using TellerLine.Records;

namespace TellerLine.PersonalMenus;

/// <summary>A customer's menu as a page: what is heard, what may be done, what happened to it.</summary>
internal sealed class PersonalMenuViews(
    PersonalMenuDesk desk, IOfferedItems offered, ICustomers customers, IJournal journal)
{
    private static readonly RecordState
        Own = new("personal", new("个性化菜单", "Personal menu"), "ready"),
        Banks = new("bank", new("银行菜单", "The bank's menu"), "notReady");

    private static readonly BilingualText Nothing = new("已是银行菜单", "It is the bank's menu already");

    /// <returns>Null: there is no such customer.</returns>
    public async Task<RecordView?> View(string id, ClaimsPrincipal reader, CancellationToken ct)
    {
        if (await customers.ById(id, ct) is not { } card)
            return null;
        var menu = await desk.Find(id, ct);
        var (kept, _) = PersonalMenu.Standing(menu.Nodes, offered.Now);
        var story = await journal.ReadStream($"customer/{id}", ct: ct);
        return new RecordView(
            id, $"{card.Id} {card.MaskedName}", kept.Count > 0 ? Own : Banks,
            [
                new(new("客户", "Customer"), "text", $"{card.Id} {card.MaskedName}"),
                new(new("来电号码", "Heard from"), "text", card.MaskedNumber),
                new(new("项目数", "Items"), "whole", kept.Count.ToString(CultureInfo.InvariantCulture)),
            ],
            null,
            PersonalMenusCapability.Compose.ReachOf(reader.Card().Roles) == Reach.None
                ? []
                : [new(
                    "reset", new("恢复银行菜单", "Back to the bank's menu"), menu.Nodes.Count > 0 ? null : Nothing, null,
                    null, Grave: true)],
            [.. story.Select(Told).OfType<RecordEvent>()], menu.Version);
    }

    private RecordEvent? Told(JournalRow row)
    {
        var at = Clock.FromUs(row.AtUs);
        switch (row.Kind)
        {
            case "personalMenu.composed":
                var composed = row.As<PersonalMenuComposed>();
                return new(at, composed.By, Listed("定制：", "Composed: ", composed.Nodes));
            case "personalMenu.reset":
                return new(at, row.As<PersonalMenuReset>().By, new("恢复银行菜单", "Back to the bank's menu"));
            case "personalMenu.dropped":
                return new(
                    at, "system", Listed("已下线，来电时告知：", "No longer offered, told in a call: ",
                        row.As<PersonalMenuDropped>().Nodes));
            default:
                return null;
        }
    }

    private BilingualText Listed(string zh, string en, IReadOnlyList<string> nodes)
    {
        var words = nodes.Select(offered.WordsOf).ToList();
        return new(
            zh + string.Join("、", words.Select(one => one.Zh)), en + string.Join(", ", words.Select(one => one.En)));
    }
}
