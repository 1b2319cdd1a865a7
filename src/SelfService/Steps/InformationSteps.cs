using TellerLine.Information;
using TellerLine.SelfService.Core;

namespace TellerLine.SelfService.Steps;

/// <summary>查询网点, of anybody: by district or by number; name, address, hours of today, telephone.</summary>
/// <param name="says">Whether there is such a prompt.</param>
internal sealed class BranchesStep(IInformation information, BranchChoice branches, PromptSays says) : IStep
{
    public string Name => "branches";

    public async Task<Got<IReadOnlyList<string>>> Run(Visit visit)
    {
        var now = information.Now();
        if (now.Branches.Count == 0)
            return visit.NotDone(Name, "noBranch", "branches.none");
        var got = await branches.Of(
            visit, Name, [.. now.Branches.Select(one => one.Branch)], "branches.number-unknown");
        if (got.Exit is not null)
            return got.Exit;
        visit.Done(Name, "told", achieved: true);
        return new(Told(visit.Language, now.Branches.First(one => one.Branch == got.Value)), null);
    }

    private IReadOnlyList<string> Told(string language, BranchView told) =>
    [
        .. branches.Named(language, told.Branch),
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
