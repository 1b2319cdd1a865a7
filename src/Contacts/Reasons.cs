using System.Text.Json;
using TellerLine.Kernel;

namespace TellerLine.Contacts;

/// <param name="Initials">Of the Chinese name's pinyin, as an agent types them (cxye → 查询余额).</param>
public sealed record Reason(string Code, string Zh, string En, string Initials, string Group);

/// <summary>Why customers call, as an agent records it in wrap-up: data (<c>reasons.json</c>), not code.</summary>
public static class Reasons
{
    public static IReadOnlyList<Reason> All { get; } = Load();

    public static bool Knows(string code) => All.Any(r => r.Code == code);

    private static List<Reason> Load()
    {
        using var stream = typeof(Reasons).Assembly.GetManifestResourceStream("TellerLine.Contacts.reasons.json")!;
        return JsonSerializer.Deserialize<List<Reason>>(stream, JournalJson.Options)!;
    }
}
