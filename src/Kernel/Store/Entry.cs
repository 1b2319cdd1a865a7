using System.Collections.Concurrent;
using System.Reflection;

namespace TellerLine.Kernel.Store;

/// <summary>A journal entry before it has its numbers; its body is already text, so the writer's thread need not write JSON.</summary>
internal readonly record struct Entry(string Stream, long AtUs, string Kind, int Version, string? Cause, string Body)
{
    private static readonly ConcurrentDictionary<Type, EventAttribute> Names = new();

    /// <exception cref="ArgumentException">The body's type has no name in the journal.</exception>
    public static Entry Of(string stream, object body, string? cause, long atUs)
    {
        ArgumentException.ThrowIfNullOrEmpty(stream);
        var name = Names.GetOrAdd(body.GetType(), static type => type.GetCustomAttribute<EventAttribute>()
            ?? throw new ArgumentException($"{type.Name} has no [Event] and so no name in the journal.", nameof(body)));
        return new Entry(stream, atUs, name.Kind, name.Version, cause, JournalJson.Write(body));
    }
}
