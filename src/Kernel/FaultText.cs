namespace TellerLine.Kernel;

/// <summary>What a fault is kept and told as: its type and its own words, as any database can keep them.</summary>
public static class FaultText
{
    /// <param name="most">Characters; the rest is cut off.</param>
    public static string Of(Exception fault, int most) => Kept($"{fault.GetType().Name}: {fault.Message}", most);

    /// <summary>Without zeros, which PostgreSQL takes in no text, and at most so long.</summary>
    public static string Kept(string text, int most)
    {
        var kept = text.Replace("\0", "", StringComparison.Ordinal);
        return kept.Length <= most ? kept : kept[..most];
    }
}
