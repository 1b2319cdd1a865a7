using System.Text.RegularExpressions;

namespace TellerLine.Rules.Architecture;

public sealed partial class CodeTests
{
    private const int MaxLines = 400;
    private const int MaxColumns = 120;

    private static readonly string[] Vague = ["Common", "Helpers", "Helper", "Services", "Utils", "Util", "Misc",
        "Shared"];

    [Fact]
    public void a_core_is_pure()
    {
        Tree.None(
            Tree.Lines(Tree.Files("src", ".cs").Where(file => file.Contains("/Core/")))
            .Where(line => Impure().IsMatch(line)),
            "No clock, socket, SQL or waiting in a Core/: time is an argument, effects are returned, the shell around it acts.");
    }

    [Fact]
    public void time_comes_from_the_time_provider()
    {
        Tree.None(
            Tree.Lines(Tree.Files("src", ".cs")).Where(line => WallClock().IsMatch(line)),
            "Use TimeProvider or an argument instead of the machine's clock.");
    }

    [Fact]
    public void a_test_waits_for_events_and_never_sleeps()
    {
        Tree.None(
            Tree.Lines(Tree.Files("tests", ".cs")).Where(line => Sleep().IsMatch(line)),
            "Await what is to happen instead of sleeping.");
    }

    [Fact]
    public void folders_are_named_by_the_business()
    {
        Tree.None(
            Tree.Folders("src").Concat(Tree.Folders("tests")).Concat(Tree.Folders("web/src"))
                .Where(folder => Vague.Contains(folder.Split('/')[^1], StringComparer.OrdinalIgnoreCase)),
            "Name a folder after what the bank calls it.");
    }

    [Fact]
    public void a_file_has_one_idea()
    {
        Tree.None(
            from file in Code()
            where !file.EndsWith("/generated.ts", StringComparison.Ordinal)
            let lines = Tree.Read(file).AsSpan().TrimEnd().Count('\n') + 1
            where lines > MaxLines
            select $"{file}: {lines} lines",
            $"Past {MaxLines} lines a file has a second idea in it: give that a file of its own.");
    }

    [Fact]
    public void lines_are_at_most_120_columns()
    {
        Tree.None(
            from file in Code()
            where Path.GetExtension(file) is ".cs" or ".ts" or ".tsx"
            where !file.EndsWith("/generated.ts", StringComparison.Ordinal)
            from line in OutsideRawTexts(file)
            where line.Text.Length > MaxColumns && Texts().Replace(line.Text, "").Length > MaxColumns
            select $"{file}:{line.Number}",
            $"Past {MaxColumns} columns a line is read by nobody. A text in quotes may be longer: it is searched for as it stands.");
    }

    [Fact]
    public void nothing_is_left_for_later()
    {
        Tree.None(
            from file in Code()
            from line in Tree.Read(file).Split('\n').Select((text, index) => $"{file}:{index + 1}: {text.Trim()}")
            where Later().IsMatch(line)
            select line,
            "Do it now, or write it down as an issue; a test is never skipped.");
    }

    [Fact]
    public void the_code_knows_no_machine()
    {
        Tree.None(
            from file in Code().Concat(Tree.Files("docs", ".md"))
            from line in Tree.Read(file).Split('\n').Select((text, index) => $"{file}:{index + 1}: {text.Trim()}")
            where Machine().IsMatch(line)
            select line,
            "Paths are relative or settings.");
    }

    [Fact]
    public void what_is_cited_lies_here()
    {
        Tree.None(
            from file in Code().Concat(Tree.Files("docs", ".md")).Concat(Tree.Files("src", ".md"))
            .Concat(Tree.Files("web/src", ".md"))
            // A migration that was applied is never edited, its words neither.
            where !file.EndsWith(".sql", StringComparison.Ordinal)
            from line in Tree.Read(file).Split('\n').Select((text, index) => $"{file}:{index + 1}: {text.Trim()}")
            where Elsewhere().IsMatch(line)
            select line,
            "Say it here in your own words, or put it into docs/ and cite that.");
    }

    private static IEnumerable<(int Number, string Text)> OutsideRawTexts(string file)
    {
        var raw = false;
        foreach (var (text, index) in Tree.Read(file).Split('\n').Select((text, index) => (text, index)))
        {
            var was = raw;
            raw ^= text.Split("\"\"\"").Length % 2 == 0;
            if (!raw && !was && !text.Contains("\"\"\"", StringComparison.Ordinal))
                yield return (index + 1, text);
        }
    }

    private static IEnumerable<string> Code() => Tree.Files("src", ".cs", ".sql", ".sh")
        .Concat(Tree.Files("tests", ".cs", ".sh")).Concat(Tree.Files("scripts", ".sh", ".mjs"))
        .Concat(Tree.Files("web/src", ".ts", ".tsx", ".css"))
        .Where(file => !file.EndsWith("tests/Rules/Architecture/CodeTests.cs", StringComparison.Ordinal));

    [GeneratedRegex(
        @"\b(DateTime(Offset)?\.(Utc)?Now|DateTime\.Today|Stopwatch|TimeProvider\.System|Environment\.TickCount|System\.Net\.Sockets|HttpClient"
        + @"|TcpClient|UdpClient|new Socket|Dapper|System\.Data|IDbConnection|Npgsql|Sqlite|Task\.Delay|Thread\.Sleep|File\.(Read|Write|Open))")]
    private static partial Regex Impure();

    [GeneratedRegex(@"\b(DateTime(Offset)?\.(Utc)?Now|DateTime\.Today)\b")]
    private static partial Regex WallClock();

    // Waiting without end for a token is waiting for an event.
    [GeneratedRegex(@"\b(Task\.Delay\((?!Timeout\.Infinite)|Thread\.Sleep\()")]
    private static partial Regex Sleep();

    [GeneratedRegex(@"""([^""\\]|\\.)*""|'([^'\\]|\\.)*'|`[^`]*`")]
    private static partial Regex Texts();

    [GeneratedRegex(@"\b(TODO|FIXME|XXX|NotImplementedException)\b|\bSkip\s*=\s*""|\.(skip|only)\(")]
    private static partial Regex Later();

    [GeneratedRegex(@"(?<![-/\w])(domain|design|style|desk|cases|voice)(\.md|,? §)|\(domain [A-E]\.\d")]
    private static partial Regex Elsewhere();

    [GeneratedRegex(@"/(work|home|root)/\w")]
    private static partial Regex Machine();
}
