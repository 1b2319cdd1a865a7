using System.Text;
using System.Text.Json.Nodes;
using TellerLine.Access;
using TellerLine.Access.Core;
using TellerLine.Rules.Architecture;

namespace TellerLine.Rules.Access;

/// <summary>Files of units and users: read as spreadsheets write them, planned row by row, every fault told.</summary>
public sealed class ImportPlanTests
{
    private static readonly UnitFacts NoUnits = new([], new Dictionary<string, long>(), new HashSet<string>());

    private const string UnitHeadings = "机构路径,类型,中文名称,英文名称\n";
    private const string UserHeadings = "工号,姓名,拼音,机构路径,角色,授权级别\n";

    static ImportPlanTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public static TheoryData<string> Encodings => ["utf-8", "gb18030", "utf-16"];

    [Theory, MemberData(nameof(Encodings))]
    public void a_file_is_read_in_the_encodings_that_spreadsheets_write(string encoding)
    {
        var text = UnitHeadings + "head,总行,长安银行𠮷,Chang'an Bank\n";
        var bytes = Encoding.GetEncoding(encoding).GetBytes(text);
        byte[] file = encoding == "utf-16" ? [0xFF, 0xFE, .. bytes] : bytes;
        var (rows, faults) = CsvSheet.Read(file, UnitPlan.Columns, 10);
        Assert.Empty(faults);
        Assert.Equal("长安银行𠮷", Assert.Single(rows)["nameZh"]);
    }

    [Theory]
    [InlineData(",")]
    [InlineData(";")]
    [InlineData("\t")]
    public void any_separator_quoted_cells_of_several_lines_and_cells_that_would_be_formulas(string separator)
    {
        var file = string.Join(separator, "path", "Kind", "中文名称", "English name") + "\r\n\r\n"
            + string.Join(separator, "head", "headOffice", "\"a\"\"b\"", "'=x") + "\r\n"
            + string.Join(separator, "head/b", "branch", "\"两\n行\"", "x") + "\r\n";
        var (rows, faults) = CsvSheet.Read(Encoding.UTF8.GetBytes(file), UnitPlan.Columns, 10);
        Assert.Equal("a\"b", rows[0]["nameZh"]);
        Assert.Equal("=x", rows[0]["nameEn"]);
        Assert.Equal([new ImportFault(4, "nameZh", "badText", "两\n行")], faults);
    }

    [Fact]
    public void what_is_wrong_with_the_headings_is_told_at_once()
    {
        var (_, faults) = Sheet("机构路径,Path,色彩,中文名称\nx,y,z,w\n", UnitPlan.Columns);
        Assert.Equal(
            [("path", "columnTwice"), ("色彩", "unknownColumn"), ("kind", "missingColumn"), ("nameEn", "missingColumn")],
            faults.Select(f => (f.Column, f.Code)));
        Assert.Equal("empty", Assert.Single(Sheet("", UnitPlan.Columns).Faults).Code);
        Assert.Equal("empty", Assert.Single(Sheet(UnitHeadings, UnitPlan.Columns).Faults).Code);
        Assert.Equal("notText", Assert.Single(Sheet("a\0b", UnitPlan.Columns).Faults).Code);
        Assert.Contains(
            CsvSheet.Read(Encoding.UTF8.GetBytes(UnitHeadings + "a,b,c,d\ne,f,g,h\n"), UnitPlan.Columns, 1).Faults,
            f => (f.Line, f.Code) == (3, "tooManyRows"));
    }

    [Fact]
    public void what_is_written_is_read_again_as_it_was()
    {
        var file = CsvSheet.Write(UnitPlan.Columns, [["head", "headOffice", "=长安, \"银行\"", "-x"]]);
        Assert.Contains("\"'=长安, \"\"银行\"\"\"", Encoding.UTF8.GetString(file), StringComparison.Ordinal);
        var (rows, faults) = CsvSheet.Read(file, UnitPlan.Columns, 10);
        Assert.Empty(faults);
        Assert.Equal(["head", "headOffice", "=长安, \"银行\"", "-x"], UnitPlan.Columns.Select(c => rows[0][c.Name]));
    }

    [Fact]
    public void units_may_stand_in_any_order_and_are_planned_from_the_top()
    {
        var plan = Units(
            "head/xian/day,班组,日班,Day\nhead,总行,长安银行,Bank\nhead/xian,分行,西安分行,Xi'an\n", NoUnits);
        Assert.Empty(plan.Told.Faults);
        Assert.Equal(["head", "head/xian", "head/xian/day"], plan.Steps.Select(step => step.Next.Path));
        Assert.All(plan.Told.Rows, row => Assert.Equal("add", row.Deed));

        var again = Units(
            "head,总行,长安银行,Bank\nhead/xian,分行,西安分行（新）,Xi'an\n",
            NoUnits with { Units = [.. plan.Steps.Select(step => step.Next)] });
        Assert.Equal(["same", "change"], again.Told.Rows.Select(row => row.Deed));
        Assert.Equal(
            [new ImportChange("nameZh", "西安分行", "西安分行（新）")], again.Told.Rows[1].Changes);
    }

    [Fact]
    public void every_fault_of_every_unit_is_told_with_its_line_and_column()
    {
        var plan = Units(
            "head,总行,长安银行,Bank\nhead,总行,长安银行,Bank\nHead 2,总行,x,y\nnowhere/a,班组,a,a\nhead/b,公司,b,b\n"
            + "head/c,分行,,c\nhead/d,headOffice,d,d\n", NoUnits);
        Assert.Equal(
            [
                (3, "path", "twice"), (4, "path", "badCode"), (5, "path", "unknownUnit"), (6, "kind", "unknownKind"),
                (7, "nameZh", "badName"), (8, "kind", "kindNotThere"),
            ],
            plan.Told.Faults.Select(f => (f.Line, f.Column, f.Code)));
        Assert.Empty(plan.Told.Rows);
    }

    [Fact]
    public void rights_in_a_file_wait_for_two_people_and_nobody_gives_himself_any()
    {
        var plan = Users(
            "1001,林晓燕,Lin Xiaoyan,head,座席；班组长,L2\n1002,陈思远,Chen Siyuan,head,agent,1\n9001,高远,Gao Yuan,head,administrator,0\n",
            "9001");
        Assert.Empty(plan.Told.Faults);
        Assert.Equal(
            [("add", true), ("change", true), ("same", false)], plan.Told.Rows.Select(r => (r.Deed, r.NeedsTwo)));
        Assert.Equal(["agent", "teamLead"], plan.Steps[0].Entry.Roles);
        Assert.Equal(
            [new ImportChange("authorityLevel", "0", "1")], plan.Told.Rows[1].Changes);

        var own = Users("9001,高远,Gao Yuan,head,administrator;auditor,0\n", "9001");
        Assert.Equal(
            ("number", "oneselfIsForAnother"), (own.Told.Faults[0].Column, own.Told.Faults[0].Code));
    }

    [Fact]
    public void every_fault_of_every_user_is_told_with_its_line_and_column()
    {
        var plan = Users(
            "10 01,林,Lin,head,agent,0\n1003,,Lin,nowhere,dancer,9\n1003,x,y,head,agent,x\n1002,陈,Chen,gone,agent,0\n1004,赵,Zhao,head,agent,0\n",
            "9001", reason: "");
        Assert.Equal(
            [
                (2, "number", "badNumber"), (2, "roles", "reasonMissing"), (3, "nameZh", "badName"),
                (3, "org", "unknownUnit"), (3, "roles", "unknownRole"), (3, "authorityLevel", "unknownLevel"),
                (3, "roles", "reasonMissing"), (4, "number", "twice"), (4, "authorityLevel", "unknownLevel"),
                (4, "roles", "reasonMissing"), (5, "org", "unknownUnit"), (6, "roles", "reasonMissing"),
            ],
            plan.Told.Faults.Select(f => (f.Line, f.Column, f.Code)));
    }

    [Fact]
    public void roles_are_called_in_files_what_the_pages_call_them()
    {
        foreach (var language in new[] { "zh-CN", "en" })
        {
            var words = JsonNode.Parse(File.ReadAllText(
                Path.Combine(Tree.Root, "web", "src", "access", $"words.{language}.json")))!["roles"]!;
            Assert.All(
                Role.All, role => Assert.Equal((string?)words[role.Code], language == "en" ? role.En : role.Zh));
        }
    }

    private static (IReadOnlyList<SheetRow> Rows, IReadOnlyList<ImportFault> Faults) Sheet(
        string text, IReadOnlyList<SheetColumn> columns) => CsvSheet.Read(Encoding.UTF8.GetBytes(text), columns, 100);

    private static UnitPlan Units(string lines, UnitFacts facts)
    {
        var id = 0;
        return UnitPlan.Of(Sheet(UnitHeadings + lines, UnitPlan.Columns).Rows, facts, () => $"u{++id}");
    }

    private static UserPlan Users(string lines, string actor, string reason = "开业")
    {
        KnownUser Known(string zh, string en, string role) => new(
            new(zh, en, "", "", null), new UserRights([role], 0, "head", Active: true), Proposed: false);
        var facts = new UserPlanFacts(
            new Dictionary<string, KnownUser>
            {
                ["1002"] = Known("陈思远", "Chen Siyuan", "agent"), ["9001"] = Known("高远", "Gao Yuan", "administrator"),
            },
            new HashSet<string> { "head" }, new Dictionary<string, int>(),
            new RightsFacts(new HashSet<string> { "head" }, Administrators: 2));
        var (rows, faults) = Sheet(UserHeadings + lines, UserPlan.Columns);
        Assert.Empty(faults);
        return UserPlan.Of(rows, facts, reason, actor);
    }
}
