using System.Collections;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using TellerLine.Host;
using TellerLine.Kernel;
using TellerLine.Rules.Architecture;

namespace TellerLine.Rules.Host;

/// <summary><c>docs/settings.md</c> against the options records of the program.</summary>
public sealed class SettingsPageTests
{
    private const string Page = "docs/settings.md";

    private sealed record Row(string Section, string Name, string Default, string Chinese, string English);

    [Fact]
    public async Task the_page_names_every_setting_with_its_default_and_nothing_else()
    {
        await using var app = Unset.Build();
        var settings = app.Services.GetServices<KnownSection>()
            .SelectMany(section => Settings($"{section.Name}:", app.Services.GetRequiredService(section.Options)));
        var told = Rows().Select(row => $"{row.Section}:{row.Name} = {row.Default}").ToList();
        var real = settings.ToList();
        Tree.None(
            real.Except(told).Select(setting => $"{setting}: not told so")
                .Concat(told.Except(real).Select(row => $"{row}: not so in the program"))
                .Concat(told.GroupBy(row => row).Where(twice => twice.Count() > 1)
                    .Select(twice => $"{twice.Key}: told twice")),
            $"{Page} names every property of every options record, as it is where nothing is set, and nothing else.");
    }

    [Fact]
    public async Task the_page_has_every_section_and_no_other()
    {
        await using var app = Unset.Build();
        var sections = app.Services.GetServices<KnownSection>().Select(section => section.Name).Append("Logging");
        Assert.Equal(
            sections.Order(),
            Tree.Read(Page).Split('\n').Where(line => line.StartsWith("## ", StringComparison.Ordinal))
            .Select(line => line[3..]).Order());
    }

    [Fact]
    public void every_setting_is_explained_in_both_languages() => Tree.None(
        Rows().Where(row => row.English.Length == 0 || !row.Chinese.Any(c => c is >= '一' and <= '鿿'))
        .Select(row => $"{row.Section}:{row.Name}"),
        $"{Page} says what each setting means in Chinese and English.");

    private static IEnumerable<string> Settings(string path, object options) =>
        from property in options.GetType().GetProperties()
        where property.CanWrite
        let value = property.GetValue(options)
        from setting in IsRecord(property.PropertyType) ? Settings($"{path}{property.Name}:", value!)
            : [$"{path}{property.Name} = {Text(value)}"]
        select setting;

    private static bool IsRecord(Type type) => type.Namespace!.StartsWith("TellerLine", StringComparison.Ordinal)
        && !type.IsEnum;

    private static string Text(object? value) => value switch
    {
        bool yes => yes ? "true" : "false",
        string text => text,
        IEnumerable list => string.Join(", ", list.Cast<object>()),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    private static List<Row> Rows()
    {
        List<Row> rows = [];
        var section = "";
        foreach (var line in Tree.Read(Page).Split('\n'))
        {
            if (line.StartsWith("## ", StringComparison.Ordinal))
                section = line[3..];
            else if (
                line.StartsWith("| `", StringComparison.Ordinal)
                && line.Split('|') is [_, var name, var value, _, var chinese, var english, _])
                rows.Add(new(section, name.Trim(' ', '`'), value.Trim(' ', '`'), chinese.Trim(), english.Trim()));
        }
        return rows;
    }
}
