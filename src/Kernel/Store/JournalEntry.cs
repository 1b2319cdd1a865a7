namespace TellerLine.Kernel.Store;

/// <summary>
/// What is to be written to the journal, before it has its numbers; its body is already text, so the writer's thread
/// need not write JSON.
/// </summary>
internal readonly record struct JournalEntry(
    string Stream, long AtUs, string Kind, int Version, string? Cause, string Body)
{
    /// <exception cref="ArgumentException">The body's type has no name in the journal.</exception>
    public static JournalEntry Of(string stream, object body, string? cause, long atUs)
    {
        ArgumentException.ThrowIfNullOrEmpty(stream);
        var name = EventAttribute.Of(body.GetType());
        return new JournalEntry(stream, atUs, name.Kind, name.Version, cause, JournalJson.Write(body));
    }
}
