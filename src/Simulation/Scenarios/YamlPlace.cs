using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace TellerLine.Simulation.Scenarios;

/// <summary>A place in a document: what stands there, and where faults of it are told.</summary>
/// <param name="Path">As a reader would say it: <c>queues[0].handleS</c>.</param>
internal sealed record YamlPlace(YamlNode Node, string Path, List<string> Faults)
{
    public void Fault(string expected) =>
        Faults.Add($"line {Node.Start.Line}: {(Path.Length == 0 ? "the document" : Path)}: {expected}");

    /// <summary>The members of a mapping; names that are none of <paramref name="known"/> are faults.</summary>
    public IReadOnlyDictionary<string, YamlPlace> Members(params string[] known)
    {
        if (Node is not YamlMappingNode map)
        {
            Fault($"expected a mapping with {string.Join(", ", known)}");
            return new Dictionary<string, YamlPlace>();
        }
        var members = new Dictionary<string, YamlPlace>();
        foreach (var (key, value) in map.Children)
        {
            var name = (key as YamlScalarNode)?.Value ?? "";
            var place = new YamlPlace(value, Path.Length == 0 ? name : $"{Path}.{name}", Faults);
            if (known.Contains(name))
                members[name] = place;
            else
                Faults.Add($"line {key.Start.Line}: {place.Path}: no such member; expected {string.Join(", ", known)}");
        }
        return members;
    }

    public IReadOnlyList<YamlPlace> Items(string expected)
    {
        if (Node is YamlSequenceNode list && list.Children.Count > 0)
            return [.. list.Children.Select((item, i) => new YamlPlace(item, $"{Path}[{i}]", Faults))];
        Fault($"expected a list: {expected}");
        return [];
    }

    public bool IsList => Node is YamlSequenceNode;

    public bool IsMapping => Node is YamlMappingNode;

    public string? Text => (Node as YamlScalarNode)?.Value;

    public double? Number(double least, double most, string expected)
    {
        if (Text is { } text && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && number >= least && number <= most)
            return number;
        Fault($"{Shown}: expected {expected}");
        return null;
    }

    public int? Whole(int least, int most, string expected)
    {
        if (Number(least, most, expected) is not { } number)
            return null;
        if (number == Math.Floor(number))
            return (int)number;
        Fault($"{Shown}: expected {expected}");
        return null;
    }

    /// <summary>An hour of the day, 24:00 included, as minutes.</summary>
    public int? Minute()
    {
        if (Text is { Length: 5 } text && text[2] == ':' && int.TryParse(text[..2], out var hour)
            && int.TryParse(text[3..], out var minute) && minute is >= 0 and < 60 && hour >= 0
            && hour * 60 + minute is var of and <= 1_440)
            return of;
        Fault($"{Shown}: expected an hour like \"08:30\", in quotes");
        return null;
    }

    public string Shown => Text ?? (IsList ? "a list" : "a mapping");
}
