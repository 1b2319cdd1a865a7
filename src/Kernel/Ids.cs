namespace TellerLine.Kernel;

/// <summary>Identifiers: UUID version 7 (RFC 9562 §5.7), so that they sort by time of birth.</summary>
public static class Ids
{
    public static string New(TimeProvider time) => Guid.CreateVersion7(time.GetUtcNow()).ToString();

    /// <summary>An id that carries the node on which its thing lives (calls, contacts): <c>n1-0192…</c>.</summary>
    public static string New(string node, TimeProvider time) => $"{node}-{New(time)}";

    /// <summary>When what an id names was born, to the millisecond; null: it is no id of ours.</summary>
    public static long? BornUs(string id) =>
        id.Length >= 36 && Guid.TryParseExact(id.AsSpan(id.Length - 36), "D", out var uuid) && uuid.Version == 7
            ? Convert.ToInt64(uuid.ToString("N")[..12], 16) * 1_000
            : null;
}
