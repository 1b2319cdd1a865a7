using TellerLine.Definitions;
using TellerLine.Information;
using TellerLine.Kernel;

namespace TellerLine.Rules.Information;

/// <summary>Branches, rates and bulletins as data, and what of them is so at a moment.</summary>
public sealed class InformationTests
{
    private static readonly IServiceProvider Known = new TwoHours();

    internal static readonly BranchList Branches = Shipped(BranchList.Kind);

    internal static readonly RateList Rates = Shipped(RateList.Kind);

    internal static readonly BulletinList Bulletins = Shipped(BulletinList.Kind);

    private static readonly DateTime Morning = new(2026, 3, 2, 10, 15, 0);

    [Theory]
    [InlineData(8, 59, false)]
    [InlineData(9, 0, true)]
    [InlineData(11, 59, true)]
    [InlineData(12, 0, false)]
    [InlineData(13, 30, true)]
    [InlineData(17, 0, false)]
    public void a_branch_is_open_within_the_spans_of_the_day(int hour, int minute, bool open) =>
        Assert.Equal(open, At(Morning.Date.AddMinutes((hour * 60) + minute)).Branches[0].OpenNow);

    [Fact]
    public void one_that_is_closed_for_a_while_is_not_open_whatever_its_hours()
    {
        var closed = At(Morning).Branches.Single(one => one.Branch.Closed is not null);
        Assert.Equal(("301", false, 0), (closed.Branch.Code, closed.OpenNow, closed.Today.Count));
    }

    [Fact]
    public void a_district_without_a_branch_is_not_told()
    {
        var one = Branches with { Branches = [.. Branches.Branches.Where(branch => branch.District == "west")] };
        Assert.Equal(
            ["west"], InformationView.Of(one, Rates, Bulletins, _ => [], Morning).Districts.Select(d => d.Code));
    }

    [Theory]
    [InlineData("2026-03-02", "2026-03-02", true)]
    [InlineData("2026-03-03", null, false)]
    [InlineData("2026-03-01", "2026-03-01", false)]
    [InlineData("2026-03-01", null, true)]
    public void a_bulletin_is_told_from_its_first_day_to_its_last(string from, string? to, bool told)
    {
        var one = new BulletinList([Bulletins.Bulletins[0] with { From = from, To = to }]);
        Assert.Equal(told, InformationView.Of(Branches, Rates, one, _ => [], Morning).Bulletins.Count == 1);
    }

    [Fact]
    public void a_branch_has_a_number_of_its_own_a_district_and_hours_that_exist() =>
        Assert.Equal(
            ["/branches/1/code", "/branches/1/district", "/branches/1/hours"], Faults(BranchList.Kind, """
                districts: [{ code: east, zh: 东, en: East }]
                branches:
                  - { code: "101", district: east, zh: 甲, en: A, addressZh: 一, addressEn: B, telephone: "09515550101", hours: branches }
                  - { code: "101", district: moon, zh: 乙, en: C, addressZh: 二, addressEn: D, telephone: "09515550101", hours: never }
                """));

    [Theory]
    [InlineData("1.25", null)]
    [InlineData("1.2505", "/deposits/0/percent")]
    [InlineData("-1", "/deposits/0/percent")]
    [InlineData("36.001", "/deposits/0/percent")]
    public void a_rate_has_three_decimals_at_most_and_is_no_usury(string percent, string? at) =>
        Assert.Equal(at is null ? [] : new[] { at }, Faults(RateList.Kind, $$"""
            deposits: [{ code: demand, zh: 活期, en: Demand, percent: {{percent}} }]
            loans: []
            exchange: []
            """));

    [Fact]
    public void a_currency_is_in_whole_fen_stands_once_and_is_not_sold_below_what_is_paid_for_it() =>
        Assert.Equal(
            ["/exchange/0/buy", "/exchange/1/code", "/exchange/1/sell"], Faults(RateList.Kind, """
                deposits: []
                loans: []
                exchange:
                  - { code: USD, zh: 美元, en: US dollar, buy: 711.325, sell: 714.3 }
                  - { code: USD, zh: 美元, en: US dollar, buy: 711.32, sell: 711.31 }
                """).Order(StringComparer.Ordinal));

    [Fact]
    public void a_bulletin_s_days_exist_and_follow_each_other() =>
        Assert.Equal(
            ["/bulletins/0/from", "/bulletins/1/to"], Faults(BulletinList.Kind, """
                bulletins:
                  - { code: a, zh: 甲, en: A, textZh: 一, textEn: B, from: "2026-02-30" }
                  - { code: b, zh: 乙, en: C, textZh: 二, textEn: D, from: "2026-03-02", to: "2026-03-01" }
                """));

    private static InformationView At(DateTime local) => InformationView.Of(
        Branches, Rates, Bulletins, _ => [new(9 * 60, 12 * 60), new((13 * 60) + 30, 17 * 60)], local);

    private static T Shipped<T>(DefinitionKind<T> kind)
        where T : class => (T)new DefinitionCheck<T>(kind, Known).Read(kind.Shipped[0].Yaml).Value!;

    private static IEnumerable<string> Faults<T>(DefinitionKind<T> kind, string yaml)
        where T : class => new DefinitionCheck<T>(kind, Known).Read(yaml).Faults.Select(fault => fault.Path);

    private sealed class TwoHours : IServiceProvider, IDefinitions
    {
        public object GetService(Type serviceType) => this;

        public InForce<T> Now<T>(DefinitionKind<T> kind, string key)
            where T : class => throw new KeyNotFoundException();

        public InForce<T> At<T>(DefinitionKind<T> kind, string key, long atUs)
            where T : class => throw new KeyNotFoundException();

        public IReadOnlyList<InForce<T>> History<T>(DefinitionKind<T> kind, string key)
            where T : class => [];

        public IReadOnlyList<string> Keys(DefinitionKind kind) => ["branches", "smallBranches"];
    }
}
