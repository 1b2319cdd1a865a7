using TellerLine.PersonalMenus;
using TellerLine.SelfService.Core;

namespace TellerLine.SelfService.Steps;

/// <summary>
/// 我的菜单: the caller hears what is offered, chooses in order, hears it all again and confirms; or goes back to the
/// bank's menu. From the next call on.
/// </summary>
internal sealed class OwnMenuStep(Recognition recognition, IPersonalMenus menus) : IStep
{
    public const string Item = "ownMenu";

    /// <summary>Offered at a time: 7 is the others, 8 the end.</summary>
    private const int Page = 6;

    /// <summary>Choices, other pages and takings back; then a person helps.</summary>
    private const int MaxRounds = 60;

    public string Name => Item;

    public IReadOnlyList<string> WhenBroken => ["own-menu.not-kept"];

    public async Task<Got<IReadOnlyList<string>>> Run(Visit visit)
    {
        var customer = await recognition.Required(visit);
        if (customer.Exit is not null)
            return customer.Exit;
        var id = customer.Value!.Id;
        if (visit.Offered.Count == 0)
            return visit.NotDone(Name, "nothingOffered", "own-menu.nothing-offered");
        if (await menus.Of(id, visit.Ct) is not null)
        {
            var wish = await What(visit);
            if (wish.Exit is not null)
                return wish.Exit;
            if (wish.Value == '2')
            {
                await menus.Reset(id, visit.Caller.ContactId, visit.Ct);
                visit.Done(Name, "menuReset", achieved: true);
                return new Got<IReadOnlyList<string>>(["own-menu.reset"], null);
            }
        }
        var chosen = await Chosen(visit);
        if (chosen.Exit is not null)
            return chosen.Exit;
        var nodes = chosen.Value!.Select(item => item.Node).ToList();
        if (await menus.Choose(id, nodes, visit.Caller.ContactId, visit.Ct) is not null)
            return visit.NotDone(Name, "notOffered", "own-menu.not-kept");
        visit.Done(Name, "menuChosen", achieved: true);
        return new Got<IReadOnlyList<string>>(["own-menu.kept"], null);
    }

    private static async Task<Got<char>> What(Visit visit)
    {
        visit.Enter("own-menu-what");
        return await visit.Choose(new Question("own-menu-what")
        {
            Options = [new('1', "own-menu.anew"), new('2', "own-menu.to-banks")],
            Back = "menu.back",
        });
    }

    /// <summary>In order, confirmed; <c>*</c> takes the last one back.</summary>
    private static async Task<Got<IReadOnlyList<OfferedItem>>> Chosen(Visit visit)
    {
        List<OfferedItem> chosen = [];
        // An item keeps its key while others are chosen.
        var pages = visit.Offered.Chunk(Page).ToList();
        var page = 0;
        for (var round = 0; round < MaxRounds && !visit.IsLost; round++)
        {
            var open = Enumerable.Range(page, pages.Count).Select(at => at % pages.Count)
                .Where(at => pages[at].Except(chosen).Any()).ToList();
            var isFull = chosen.Count == PersonalMenu.Most || open.Count == 0;
            if (!isFull)
            {
                page = open[0];
                var key = await Next(visit, chosen, pages[page], open.Count > 1);
                if (key.Exit is Exit.Back && chosen.Count > 0)
                {
                    Undo(key.Exit);
                    continue;
                }
                if (key.Exit is not null)
                    return key.Exit;
                if (key.Value == '7')
                    page = open[1];
                else if (key.Value != '8')
                    chosen.Add(pages[page][key.Value - '1']);
                if (key.Value != '8')
                    continue;
            }
            var sure = await Confirm(visit, chosen);
            if (sure.Exit is not (null or Exit.Back))
                return sure.Exit;
            if (sure.Value == '1')
                return chosen;
            Undo(sure.Exit);
        }
        return await visit.ToPerson("own-menu-item", [], HumanReason.Error);

        // Back takes one away; anew all.
        void Undo(Exit? exit)
        {
            page = 0;
            if (exit is Exit.Back)
                chosen.RemoveAt(chosen.Count - 1);
            else
                chosen.Clear();
        }
    }

    private static async Task<Got<char>> Next(
        Visit visit, List<OfferedItem> chosen, IReadOnlyList<OfferedItem> page, bool more)
    {
        visit.Enter("own-menu-item");
        return await visit.Choose(new Question("own-menu-item")
        {
            Result = chosen is [.., var last] ? ["own-menu.chosen", last.Says] : ["own-menu.lead"],
            Body = [chosen.Count == 0 ? "own-menu.first" : "own-menu.next"],
            Options =
            [
                .. page.Select((item, i) => (Item: item, Key: (char)('1' + i))).Where(one => !chosen.Contains(one.Item))
                    .Select(one => new Option(one.Key, one.Item.Says)),
                .. more ? [new Option('7', "own-menu.others")] : Array.Empty<Option>(),
                .. chosen.Count > 0 ? [new Option('8', "own-menu.finish")] : Array.Empty<Option>(),
            ],
            Back = "menu.back",
        });
    }

    private static async Task<Got<char>> Confirm(Visit visit, IReadOnlyList<OfferedItem> chosen)
    {
        visit.Enter("own-menu-confirm");
        return await visit.Choose(new Question("own-menu-confirm")
        {
            Result =
            [
                "own-menu.will-be", .. chosen.SelectMany((item, i) => new[] { item.Says, $"press.{i + 1}" }),
                "menu.all-services", $"press.{PersonalComposition.AllServicesKey}", "pause",
            ],
            Options = [new('1', "menu.confirm"), new('2', "own-menu.anew")],
            Back = "menu.back",
        });
    }
}
