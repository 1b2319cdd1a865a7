namespace TellerLine.Kernel;

/// <summary>Identifiers: UUID version 7 (RFC 9562 §5.7), so that they sort by time of birth.</summary>
public static class Ids
{
    public static string New(TimeProvider time) => Guid.CreateVersion7(time.GetUtcNow()).ToString();

    /// <summary>An id that carries the node on which its thing lives (calls, contacts): <c>n1-0192…</c>.</summary>
    public static string New(string node, TimeProvider time) => $"{node}-{New(time)}";
}
