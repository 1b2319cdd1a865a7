using TellerLine.SelfService.Core;

namespace TellerLine.SelfService;

/// <summary>
/// Sentences with a number in them, as prompt names; for every caller who waits for a person or is given one.
/// </summary>
public static class Announcements
{
    /// <summary>您前面还有 N 位客户在等待. Nobody before him: it is his turn next.</summary>
    /// <param name="before">Callers before this one; above 99 it is told as many.</param>
    public static IReadOnlyList<string> QueuePosition(string language, int before) => before switch
    {
        <= 0 => ["queue.next"],
        > 99 => ["queue.many"],
        1 when language == Languages.English => ["queue.before-one", "n.1", "queue.callers-one"],
        _ => ["queue.before", .. Reading.Count(language, before), "queue.callers"],
    };

    /// <summary>预计等待约 N 分钟. Above 30 minutes it is told as more; nothing is said of what is not known.</summary>
    public static IReadOnlyList<string> ExpectedWait(string language, long? expectedUs) => expectedUs switch
    {
        null => [],
        <= 60_000_000 => ["queue.soon"],
        > 1_800_000_000 => ["queue.long"],
        { } us => ["queue.expected", .. Reading.Count(language, (int)((us + 59_999_999) / 60_000_000)), "queue.minutes"],
    };

    /// <summary>您还可以输入两次.</summary>
    internal static IReadOnlyList<string> TriesLeft(string language, int left) => left == 1
        && language == Languages.English
        ? ["pin.left", "n.1", "pin.times-one"]
        : ["pin.left", .. Reading.Count(language, left), "pin.times"];

    /// <summary>1001 号客服代表为您服务, digit by digit.</summary>
    public static IReadOnlyList<string> Agent(string language, string number) => language == Languages.English
        ? ["agent.announce", .. Reading.Digits(language, number), "agent.at-your-service"]
        : [.. Reading.Digits(language, number), "agent.announce"];
}
