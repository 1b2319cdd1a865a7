using TellerLine.Information;
using TellerLine.SelfService.Core;

namespace TellerLine.SelfService.Steps;

/// <summary>Which branch: by district or by number.</summary>
internal sealed class BranchChoice(IInformation information, PromptSays says)
{
    private const int Digits = 3;

    /// <param name="item">The step's name.</param>
    /// <param name="offered">Among these.</param>
    /// <param name="notOne">Said of a number that is none of them.</param>
    public async Task<Got<Branch>> Of(Visit visit, string item, IReadOnlyList<Branch> offered, string notOne)
    {
        var districts = information.Now().Districts.Where(one => one.Says is { } name && says(name)
            && offered.Any(branch => branch.District == one.Code)).Take(AccountChoice.MaxOffered).ToList();
        while (!visit.IsLost)
        {
            char how = '2';
            if (districts.Count > 0)
            {
                visit.Enter("branches-how");
                var chosen = await visit.Choose(new Question("branches-how")
                {
                    Options = [new Option('1', "branches.by-district"), new Option('2', "branches.by-number")],
                    Back = "menu.back",
                });
                if (chosen.Exit is not null)
                    return chosen.Exit;
                how = chosen.Value;
            }
            var got = how == '1' ? await InDistrict(visit, item, offered, districts)
                : await ByNumber(visit, offered, notOne);
            if (got.Exit is not Exit.Back || districts.Count == 0)
                return got;
        }
        return await visit.ToPerson(item, [], HumanReason.Error);
    }

    /// <summary>By its name, or where nobody has recorded that, by its number.</summary>
    public IReadOnlyList<string> Named(string language, Branch branch) =>
        branch.Says is { } name && says(name)
            ? [name] : ["branches.of-number", .. Reading.Digits(language, branch.Code), "pause"];

    private async Task<Got<Branch>> InDistrict(
        Visit visit, string item, IReadOnlyList<Branch> all, List<District> districts)
    {
        while (!visit.IsLost)
        {
            visit.Enter("branches-district");
            var district = await visit.Choose(new Question("branches-district")
            {
                Body = ["branches.which-district"],
                Options = [.. districts.Select((one, i) => new Option((char)('1' + i), one.Says!))],
                Back = "menu.back",
            });
            if (district.Exit is not null)
                return district.Exit;
            var code = districts[district.Value - '1'].Code;
            var offered = all.Where(one => one.District == code).Take(AccountChoice.MaxOffered).ToList();
            visit.Enter("branches-branch");
            var branch = await visit.Choose(new Question("branches-branch")
            {
                Body = ["branches.which"],
                Options = [.. offered.Select((one, i) => new Option(
                    (char)('1' + i), [.. Named(visit.Language, one), $"press.{i + 1}"]))],
                Back = "menu.back",
            });
            if (branch.Exit is Exit.Back)
                continue;
            return branch.Exit is { } exit ? exit : offered[branch.Value - '1'];
        }
        return await visit.ToPerson(item, [], HumanReason.Error);
    }

    private static Task<Got<Branch>> ByNumber(
        Visit visit, IReadOnlyList<Branch> offered, string notOne) => visit.Collect(
        "branches-number", ["branches.number"], Digits, starClears: true,
        digits => Task.FromResult<Understood<Branch>>(
            offered.FirstOrDefault(one => one.Code == digits) is { } found
                ? new(found) : new(null, [notOne])));
}
