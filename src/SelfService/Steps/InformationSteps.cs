using TellerLine.Information;
using TellerLine.SelfService.Core;

namespace TellerLine.SelfService.Steps;

/// <summary>查询网点, of anybody: by district or by number; name, address, hours of today, telephone.</summary>
/// <param name="says">Whether there is such a prompt.</param>
internal sealed class BranchesStep(IInformation information, PromptSays says) : IStep
{
    private const int Digits = 3;

    public string Name => "branches";

    public async Task<Got<IReadOnlyList<string>>> Run(Visit visit)
    {
        var now = information.Now();
        if (now.Branches.Count == 0)
            return visit.NotDone(Name, "noBranch", "branches.none");
        var got = await Wanted(visit, now);
        if (got.Exit is not null)
            return got.Exit;
        visit.Done(Name, "told", achieved: true);
        return new(Told(visit.Language, got.Value!), null);
    }

    private async Task<Got<BranchView>> Wanted(Visit visit, InformationView now)
    {
        var districts = now.Districts.Where(one => one.Says is { } name && says(name))
            .Take(AccountChoice.MaxOffered).ToList();
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
            var got = how == '1' ? await InDistrict(visit, now, districts) : await ByNumber(visit, now);
            if (got.Exit is not Exit.Back || districts.Count == 0)
                return got;
        }
        return await visit.ToPerson(Name, [], HumanReason.Error);
    }

    private async Task<Got<BranchView>> InDistrict(
        Visit visit, InformationView now, List<District> districts)
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
            var offered = now.Branches.Where(one => one.Branch.District == code)
                .Take(AccountChoice.MaxOffered).ToList();
            visit.Enter("branches-branch");
            var branch = await visit.Choose(new Question("branches-branch")
            {
                Body = ["branches.which"],
                Options = [.. offered.Select((one, i) => new Option(
                    (char)('1' + i), [.. Named(visit.Language, one.Branch), $"press.{i + 1}"]))],
                Back = "menu.back",
            });
            if (branch.Exit is Exit.Back)
                continue;
            return branch.Exit is { } exit ? exit : offered[branch.Value - '1'];
        }
        return await visit.ToPerson(Name, [], HumanReason.Error);
    }

    private static Task<Got<BranchView>> ByNumber(Visit visit, InformationView now) => visit.Collect(
        "branches-number", ["branches.number"], Digits, starClears: true,
        digits => Task.FromResult<Understood<BranchView>>(
            now.Branches.FirstOrDefault(one => one.Branch.Code == digits) is { } found
                ? new(found) : new(null, ["branches.number-unknown"])));

    /// <summary>By its name, or where nobody has recorded that, by its number.</summary>
    private IReadOnlyList<string> Named(string language, Branch branch) =>
        branch.Says is { } name && says(name)
            ? [name] : ["branches.of-number", .. Reading.Digits(language, branch.Code), "pause"];

    private IReadOnlyList<string> Told(string language, BranchView told) =>
    [
        .. Named(language, told.Branch),
        .. told.Branch.Where is { } where && says(where) ? [where] : Array.Empty<string>(),
        .. Open(language, told),
        "branches.telephone", .. Reading.Digits(language, told.Branch.Telephone), "pause",
    ];

    private static IReadOnlyList<string> Open(string language, BranchView told)
    {
        if (told.Branch.Closed is not null)
            return ["branches.suspended"];
        if (told.Today.Count == 0)
            return ["branches.closed-today"];
        List<string> said = ["branches.today"];
        foreach (var span in told.Today)
        {
            if (said.Count > 1)
                said.Add("branches.and-from");
            said.AddRange(Reading.Time(language, span.FromMinute));
            said.Add("branches.until");
            said.AddRange(Reading.Time(language, span.ToMinute));
        }
        return [.. said, "pause", told.OpenNow ? "branches.open-now" : "branches.closed-now"];
    }
}

/// <summary>查询利率, of anybody: those of deposits, of loans or of currencies, one after the other.</summary>
/// <param name="says">Whether there is such a prompt.</param>
internal sealed class RatesStep(IInformation information, PromptSays says) : IStep
{
    public string Name => "rates";

    public async Task<Got<IReadOnlyList<string>>> Run(Visit visit)
    {
        var now = information.Now();
        visit.Enter("rates-which");
        var which = await visit.Choose(new Question("rates-which")
        {
            Options =
            [
                new Option('1', "rates.of-deposits"), new Option('2', "rates.of-loans"),
                new Option('3', "rates.of-exchange"),
            ],
            Back = "menu.back",
        });
        if (which.Exit is not null)
            return which.Exit;
        IReadOnlyList<string> heard = which.Value switch
        {
            '1' => Heard("rates.deposits-are", now.Deposits, one => one.Says, Percent),
            '2' => Heard("rates.loans-are", now.Loans, one => one.Says, Percent),
            _ => Heard("rates.exchange-are", now.Exchange, one => one.Says, one =>
            [
                "rates.bought", .. Yuan(one.Buy), "rates.sold", .. Yuan(one.Sell), "pause",
            ]),
        };
        if (heard.Count == 0)
            return visit.NotDone(Name, "noRates", "rates.none");
        visit.Done(Name, "told", achieved: true);
        return new(heard, null);

        IReadOnlyList<string> Percent(Rate rate) => Reading.Percent(visit.Language, rate.Percent);

        IReadOnlyList<string> Yuan(decimal yuan) => Reading.Amount(visit.Language, (long)(yuan * 100));
    }

    /// <summary>Those whose name is recorded; empty where none is.</summary>
    private IReadOnlyList<string> Heard<T>(
        string lead, IReadOnlyList<T> rates, Func<T, string?> name, Func<T, IReadOnlyList<string>> told)
    {
        IReadOnlyList<string> heard =
        [
            .. rates.Where(rate => name(rate) is { } recorded && says(recorded))
                .SelectMany(rate => told(rate).Prepend(name(rate)!)),
        ];
        return heard.Count == 0 ? heard : [lead, .. heard];
    }
}

/// <summary>收听公告, of anybody: those of today that are recorded.</summary>
/// <param name="says">Whether there is such a prompt.</param>
internal sealed class BulletinsStep(IInformation information, PromptSays says) : IStep
{
    public string Name => "bulletins";

    public Task<Got<IReadOnlyList<string>>> Run(Visit visit)
    {
        IReadOnlyList<string> heard =
            [.. information.Now().Bulletins.Select(one => one.Says).OfType<string>().Where(name => says(name))];
        if (heard.Count == 0)
            return Task.FromResult<Got<IReadOnlyList<string>>>(visit.NotDone(Name, "noBulletins", "bulletins.none"));
        visit.Done(Name, "told", achieved: true);
        return Task.FromResult(new Got<IReadOnlyList<string>>(heard, null));
    }
}
