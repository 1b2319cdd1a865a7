using TellerLine.Access.Core;

namespace TellerLine.Rules.Access;

public sealed class UnitRulesTests
{
    private static readonly OrgUnit Head = Unit("head", UnitKind.HeadOffice);
    private static readonly OrgUnit Branch = Unit("head/yinchuan", UnitKind.Branch);
    private static readonly OrgUnit Counter = Unit("head/yinchuan/counter", UnitKind.Team);
    private static readonly OrgUnit Wuzhong = Unit("head/wuzhong", UnitKind.Branch);

    private static readonly UnitFacts Facts = new(
        [Head, Branch, Counter, Wuzhong], new Dictionary<string, long> { [Counter.Path] = 2 },
        new HashSet<string> { Counter.Path });

    [Fact]
    public void a_unit_stands_under_its_parents_path() =>
        Assert.Equal("head/yinchuan/hall", Made(null, Wish("hall", UnitKind.Team, Branch)).Path);

    [Fact]
    public void a_move_changes_its_path_and_keeps_its_id()
    {
        var moved = Made(Counter, Wish("counter", UnitKind.Team, Wuzhong));
        Assert.Equal(("head/wuzhong/counter", Counter.Id), (moved.Path, moved.Id));
    }

    [Fact]
    public void kinds_stand_where_the_bank_has_them()
    {
        Refused(AccessRefusal.KindNotThere, null, Wish("x", UnitKind.Team, null));
        Refused(AccessRefusal.KindNotThere, null, Wish("x", UnitKind.Branch, Counter));
        Refused(AccessRefusal.KindNotThere, null, Wish("x", UnitKind.HeadOffice, Head));
        Refused(AccessRefusal.KindNotThere, Branch, Wish("yinchuan", UnitKind.Site, Counter) with { ParentId = "" });
        Refused(AccessRefusal.UnknownKind, null, Wish("x", "king", Head));
    }

    [Theory]
    [InlineData("阿依古丽·买买提", true)]
    [InlineData("O'Neill-𠮷", true)]
    [InlineData("\u202eimmE", false)]
    [InlineData("高\u200b远", false)]
    [InlineData("高\n远", false)]
    public void a_name_reads_as_what_it_is(string name, bool taken) => Assert.Equal(taken, UnitRules.IsName(name));

    [Fact]
    public void a_unit_cannot_stand_below_itself_nor_beside_its_namesake()
    {
        Refused(AccessRefusal.UnitBelowItself, Branch, Wish("yinchuan", UnitKind.Branch, Branch));
        Refused(AccessRefusal.CodeTaken, null, Wish("wuzhong", UnitKind.Branch, Head));
        Refused(AccessRefusal.CodeTaken, Branch, Wish("wuzhong", UnitKind.Branch, Head));
    }

    [Fact]
    public void what_is_used_is_neither_closed_nor_deleted()
    {
        Refused(AccessRefusal.UnitInUse, Counter, Wish("counter", UnitKind.Team, Branch) with { Closed = true });
        Refused(AccessRefusal.UnitInUse, Branch, Wish("yinchuan", UnitKind.Branch, Head) with { Closed = true });
        Assert.True(Made(Wuzhong, Wish("wuzhong", UnitKind.Branch, Head) with { Closed = true }).Closed);
        Assert.Equal(AccessRefusal.UnitInUse, UnitRules.Delete(Branch, Facts));
        Assert.Equal(AccessRefusal.UnitInUse, UnitRules.Delete(Counter, Facts));
        Assert.Null(UnitRules.Delete(Wuzhong, Facts));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Upper")]
    [InlineData("a/b")]
    [InlineData("a_b")]
    public void a_code_is_a_part_of_a_path(string code) =>
        Refused(AccessRefusal.BadCode, null, Wish(code, UnitKind.Branch, Head));

    [Fact]
    public void a_tree_is_at_most_six_deep()
    {
        var deep = Unit("head/b/b/b/b/b", UnitKind.Branch);
        Assert.Equal(
            AccessRefusal.TooDeep,
            UnitRules.Decide(null, Wish("c", UnitKind.Team, deep), "c", Facts with { Units = [deep] }).Refusal);
    }

    private static OrgUnit Unit(string path, string kind) => new(path, path, kind, "机构", "Unit", Closed: false);

    private static UnitWish Wish(string code, string kind, OrgUnit? parent) =>
        new(code, kind, "机构", "Unit", parent?.Id, Closed: false);

    private static OrgUnit Made(OrgUnit? now, UnitWish wish) =>
        UnitRules.Decide(now, wish, now?.Id ?? "new", Facts).Unit ?? throw new InvalidOperationException("refused");

    private static void Refused(AccessRefusal why, OrgUnit? now, UnitWish wish) =>
        Assert.Equal(
            why,
            UnitRules.Decide(
                now, wish with { ParentId = wish.ParentId is "" ? null : wish.ParentId }, now?.Id ?? "new", Facts).Refusal);
}
