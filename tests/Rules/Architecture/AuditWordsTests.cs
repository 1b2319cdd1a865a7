using System.Text.Json;
using System.Text.RegularExpressions;

namespace TellerLine.Rules.Architecture;

/// <summary>What is written into the audit trail can be read there, and looked for, in both languages.</summary>
public sealed partial class AuditWordsTests
{
    [Theory]
    [InlineData("zh-CN")]
    [InlineData("en")]
    public void every_action_of_the_audit_has_its_words_and_no_words_are_left_over(string language)
    {
        var written = Tree.Files("src", ".cs").SelectMany(file => Written().Matches(Tree.Read(file)))
            .Select(match => match.Groups[1].Value).Distinct().Order().ToList();
        Assert.NotEmpty(written);
        var told = Tree.Files("web/src", $"words.{language}.json").SelectMany(Deeds).Order().ToList();
        Assert.Equal(written, told);
    }

    /// <summary>A capability's deeds have their words beside its others.</summary>
    private static List<string> Deeds(string file)
    {
        using var words = JsonDocument.Parse(Tree.Read(file));
        return words.RootElement.TryGetProperty("auditActions", out var deeds)
            ? [
                .. deeds.EnumerateObject().SelectMany(
                    of => of.Value.EnumerateObject().Select(deed => $"{of.Name}.{deed.Name}")),
            ]
            : [];
    }

    /// <summary>The action is the first text with a dot after who did it.</summary>
    [GeneratedRegex(@"\baudit\.(?:Add|Record)\([^;]*?""([a-z][A-Za-z]*\.[a-zA-Z]+)""", RegexOptions.Singleline)]
    private static partial Regex Written();
}
