using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace TellerLine.Definitions.Core;

/// <summary>
/// A YAML document (1.2, core schema) as JSON, with the line of every value. Refused are what people do not write and
/// attackers do: anchors, tags, several documents, more than <see cref="MaxLength"/> characters, <see cref="MaxDepth"/>
/// levels or <see cref="MaxParts"/> names and values. Pure.
/// </summary>
internal sealed partial class YamlText
{
    public const int MaxLength = 400_000, MaxDepth = 24, MaxParts = 10_000;

    private readonly Dictionary<string, int> _lines = new(StringComparer.Ordinal);
    private readonly List<DefinitionFault> _faults = [];

    private YamlText()
    {
    }

    public JsonElement Json { get; private set; }

    public IReadOnlyList<DefinitionFault> Faults => _faults;

    public static YamlText Parse(string yaml)
    {
        var text = new YamlText();
        if (yaml.Length > MaxLength)
        {
            text.Fault("", 0, $"文档超过 {MaxLength} 个字符", $"longer than {MaxLength} characters");
            return text;
        }
        // Editors on Windows begin a file with a byte order mark.
        var plain = yaml.StartsWith('\uFEFF') ? yaml[1..] : yaml;
        if (Guarded(plain, text))
            text.Load(plain);
        return text;
    }

    /// <summary>The line where a path's value stands, or its nearest parent's.</summary>
    public int LineOf(string path)
    {
        while (true)
        {
            if (_lines.TryGetValue(path, out var line))
                return line;
            if (path.Length == 0)
                return 0;
            path = path[..Math.Max(0, path.LastIndexOf('/'))];
        }
    }

    public static string Step(string name) =>
        "/" + name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    /// <summary>Looks at the events alone, before anything is built of them.</summary>
    private static bool Guarded(string yaml, YamlText text)
    {
        var parser = new Parser(new StringReader(yaml));
        try
        {
            var (depth, parts) = (0, 0);
            while (parser.MoveNext())
            {
                if (parser.Current is YamlDotNet.Core.Events.AnchorAlias
                    or YamlDotNet.Core.Events.NodeEvent { Anchor.IsEmpty: false })
                    return text.Fault("", Line(parser), "不接受锚点和别名", "anchors and aliases are not taken");
                if (parser.Current is YamlDotNet.Core.Events.NodeEvent { Tag.IsEmpty: false })
                    return text.Fault("", Line(parser), "不接受类型标签", "tags are not taken");
                if (parser.Current is YamlDotNet.Core.Events.Scalar { Value: var said } && said.Any(IsControl))
                    return text.Fault("", Line(parser), "含控制字符", "has a control character");
                if (parser.Current is YamlDotNet.Core.Events.NodeEvent && ++parts > MaxParts)
                    return text.Fault(
                        "", Line(parser), $"超过 {MaxParts} 个名称和值", $"more than {MaxParts} names and values");
                depth += parser.Current!.NestingIncrease;
                if (depth > MaxDepth + 2)
                    return text.Fault("", Line(parser), $"嵌套超过 {MaxDepth} 层", $"more than {MaxDepth} levels deep");
            }
            return true;
        }
        catch (YamlException e)
        {
            return text.Fault("", (int)e.Start.Line, $"不是有效的 YAML：{e.Message}", $"no valid YAML: {e.Message}");
        }
        catch (InvalidOperationException)
        {
            // The scanner's way of meeting an end within brackets.
            return text.Fault("", Line(parser), "不是有效的 YAML：括号未闭合", "no valid YAML: a bracket is not closed");
        }
    }

    private static bool IsControl(char c) => char.IsControl(c) && c is not ('\t' or '\n' or '\r');

    private static int Line(Parser parser) => (int)(parser.Current?.Start.Line ?? 1);

    private void Load(string yaml)
    {
        var stream = new YamlStream();
        try
        {
            stream.Load(new StringReader(yaml));
        }
        catch (YamlException e)
        {
            Fault("", (int)e.Start.Line, $"不是有效的 YAML：{e.Message}", $"no valid YAML: {e.Message}");
            return;
        }
        if (stream.Documents.Count != 1)
        {
            Fault("", 0, "应为一个文档", $"expected one document, found {stream.Documents.Count}");
            return;
        }
        var node = Node(stream.Documents[0].RootNode, "");
        if (_faults.Count == 0)
            Json = JsonSerializer.SerializeToElement(node);
    }

    private JsonNode? Node(YamlNode node, string path)
    {
        _lines[path] = (int)node.Start.Line;
        switch (node)
        {
            case YamlMappingNode map:
                var members = new JsonObject();
                foreach (var (key, value) in map.Children)
                {
                    if (key is not YamlScalarNode { Value: { } name })
                    {
                        Fault(path, (int)key.Start.Line, "键须为文本", "a key must be a text");
                        continue;
                    }
                    members[name] = Node(value, path + Step(name));
                    _lines[path + Step(name)] = (int)key.Start.Line;
                }
                return members;
            case YamlSequenceNode list:
                var items = new JsonArray();
                for (var i = 0; i < list.Children.Count; i++)
                    items.Add(Node(list.Children[i], $"{path}/{i}"));
                return items;
            default:
                return Scalar((YamlScalarNode)node);
        }
    }

    private static JsonValue? Scalar(YamlScalarNode scalar)
    {
        var text = scalar.Value ?? "";
        if (scalar.Style != ScalarStyle.Plain)
            return JsonValue.Create(text);
        if (text is "" or "~" or "null" or "Null" or "NULL")
            return null;
        if (text is "true" or "True" or "TRUE")
            return JsonValue.Create(true);
        if (text is "false" or "False" or "FALSE")
            return JsonValue.Create(false);
        if (Whole().IsMatch(text)
            && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole))
            return JsonValue.Create(whole);
        if (Fraction().IsMatch(text)
            && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var fraction))
            return JsonValue.Create(fraction);
        return JsonValue.Create(text);
    }

    private bool Fault(string path, int line, string zh, string en)
    {
        _faults.Add(new DefinitionFault(path, zh, en) { Line = line });
        return false;
    }

    // A leading zero is kept as a text: 0471 is an area code, no number.
    [GeneratedRegex(@"^[-+]?(0|[1-9][0-9]*)$")]
    private static partial Regex Whole();

    [GeneratedRegex(@"^[-+]?(0|[1-9][0-9]*)\.[0-9]+([eE][-+]?[0-9]+)?$")]
    private static partial Regex Fraction();
}
