using TellerLine.Lists;
using TellerLine.Lists.Core;

namespace TellerLine.Rules.Lists;

/// <summary>What an address asks of a list, understood, or every fault in it.</summary>
public sealed class ListQueryTests
{
    private static readonly AskedColumn[] Columns =
    [
        new("seq", ColumnType.Whole, "s.seq", ColumnFilter.Exact, Sorts: true),
        new("at", ColumnType.Time, "at_us", ColumnFilter.Range, Sorts: true),
        new("amount", ColumnType.Money, "amount", ColumnFilter.Range, Sorts: false),
        new("who", ColumnType.Text, "who", ColumnFilter.Exact, Sorts: false),
        new("action", ColumnType.Code, "action", ColumnFilter.Branch, Sorts: false),
        new("words", ColumnType.Text, "words", ColumnFilter.Part, Sorts: false),
        new("unit", ColumnType.Text, "unit", ColumnFilter.Below, Sorts: false),
        new("roles", ColumnType.Code, "roles", ColumnFilter.Member, Sorts: false),
        new("secret", ColumnType.Text, "secret", ColumnFilter.None, Sorts: false),
    ];

    private static (ListQuery? Query, IReadOnlyList<string> Faults) Read(params (string Name, string Value)[] asked) =>
        ListQuery.Read(
            Columns, "seq", "-at", asked.ToDictionary(a => a.Name, a => a.Value), day => (day.DayNumber, day.DayNumber + 1));

    private static ListQuery Query(params (string Name, string Value)[] asked)
    {
        var (query, faults) = Read(asked);
        Assert.Empty(faults);
        return query!;
    }

    [Fact]
    public void each_filter_is_a_condition_with_its_value_apart()
    {
        var query = Query(
            ("who", "1' OR 1=1"), ("seq", "7"), ("amount.from", "-5"), ("amount.to", "9"), ("size", "10"), ("words", ""));
        Assert.Equal(
            ["who = @f0", "s.seq = @f1", "amount >= @f2", "amount <= @f3"], query.Where);
        Assert.Equal(["1' OR 1=1", 7L, -5L, 9L], query.Values.Values);
    }

    [Fact]
    public void a_day_is_the_banks_and_its_end_is_the_next_days_beginning()
    {
        var first = new DateOnly(2026, 10, 1).DayNumber;
        var query = Query(("at.from", "2026-10-01"), ("at.to", "2026-10-01"));
        Assert.Equal(["at_us >= @f0", "at_us < @f1"], query.Where);
        Assert.Equal([first, first + 1L], query.Values.Values.Select(Convert.ToInt64));
    }

    [Fact]
    public void wildcards_are_letters_and_a_branch_ends_at_a_dot()
    {
        var query = Query(("words", "50%_!"), ("action", "rec_"));
        Assert.Equal(
            ["LOWER(words) LIKE @f0 ESCAPE '!'", "(action = @f1 OR action LIKE @f2 ESCAPE '!')"], query.Where);
        Assert.Equal(["%50!%!_!!%", "rec_", "rec!_.%"], query.Values.Values);
    }

    [Fact]
    public void a_path_finds_what_lies_below_it_and_a_member_is_a_whole_word()
    {
        var query = Query(("unit", "a_b"), ("roles", "agent"));
        Assert.Equal(
            ["(unit = @f0 OR unit LIKE @f1 ESCAPE '!')", "roles LIKE @f2 ESCAPE '!'"], query.Where);
        Assert.Equal(["a_b", "a!_b/%", "%\"agent\"%"], query.Values.Values);
    }

    [Fact]
    public void what_is_searched_for_is_for_the_lists_that_have_a_box()
    {
        Assert.Equal("x y", ListQuery.Read(
            Columns, "seq", "-at", new Dictionary<string, string> { ["q"] = " x y " }, _ => default, searches: true)
            .Query!.Search);
        Assert.Null(Query(("q", " ")).Search);
        Assert.StartsWith("q: this list has no search", Assert.Single(Read(("q", "x")).Faults), StringComparison.Ordinal);
    }

    [Fact]
    public void all_faults_are_told_at_once_with_what_was_expected()
    {
        var (query, faults) = Read(
            ("secret", "x"), ("nothing", "x"), ("at", "2026-01-01"), ("who.from", "1"), ("at.from", "2026-02-30"),
            ("seq", "many"), ("who", new string('9', 101)), ("words", "a\u0000"), ("sort", "who"), ("after", "!!"));
        Assert.Null(query);
        Assert.Equal(
            ["secret", "nothing", "at", "who.from", "at.from", "seq", "who", "words", "sort", "after"],
            faults.Select(f => f[..f.IndexOf(':')]));
        Assert.Contains("there are seq, at.from, at.to, amount.from, amount.to, who, action, words", faults[0]);
    }

    [Fact]
    public void the_next_page_begins_behind_the_last_row_and_only_of_the_same_sorting()
    {
        var query = Query(("sort", "seq"));
        var cursor = query.Cursor(41L, 41L);
        Assert.Equal((41L, 41L), Query(("sort", "seq"), ("after", cursor)).After);
        Assert.Equal(
            "after: expected the next of a page sorted alike", Assert.Single(Read(("after", cursor)).Faults));
    }

    [Fact]
    public void a_place_to_go_on_from_that_was_made_up_is_refused()
    {
        var query = Query();
        foreach (var (sort, key) in new (object, object)[]
        {
            ("text", 1L), (1L, "text"), (1.5, 1L), (1L, 2e30), (1L, "a\u0000"), (1L, null!),
        })
            Assert.Equal(
                "after: expected the next of a page sorted alike",
                Assert.Single(Read(("after", query.Cursor(sort, key))).Faults));
        Assert.NotEmpty(Read(("after", "bnVsbA")).Faults);
    }
}
