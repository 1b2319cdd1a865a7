using System.Collections.Concurrent;
using System.Reflection;

namespace TellerLine.Kernel;

/// <summary>One entry of the journal, the truth from which every other table can be made again.</summary>
/// <param name="Seq">Rises over the whole journal; gaps are possible.</param>
/// <param name="Stream"><c>contact/{id}</c>, <c>agent/{user}</c>, <c>routing/{domain}</c>, <c>account/{number}</c>,
/// <c>user/{id}</c>.</param>
/// <param name="StreamSeq">1, 2, 3 … within the stream, without gaps.</param>
/// <param name="AtUs">Microseconds UTC.</param>
/// <param name="Node">The node that wrote it.</param>
/// <param name="Kind">The event's name, <c>contact.queued</c>.</param>
/// <param name="Version">The version of the body's shape, from 1.</param>
/// <param name="Cause">What made this happen, or null.</param>
/// <param name="Body">JSON, camelCase.</param>
public sealed record JournalRow(
    long Seq, string Stream, long StreamSeq, long AtUs, string Node, string Kind, int Version, string? Cause,
    string Body)
{
    /// <summary>What the stream is of: the id of the contact, the user's number.</summary>
    public string StreamId => Stream[(Stream.IndexOf('/') + 1)..];

    /// <summary>The body as its event record.</summary>
    public T As<T>() => JournalJson.Read<T>(Body);
}

/// <summary>
/// Names an event record in the journal: <c>[Event("contact.queued")]</c>. The names are forever; a changed shape is a
/// new version.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct)]
public sealed class EventAttribute(string kind, int version = 1) : Attribute
{
    private static readonly ConcurrentDictionary<Type, EventAttribute> Known = new();

    public string Kind => kind;

    public int Version => version;

    /// <exception cref="ArgumentException">The type has no name in the journal.</exception>
    public static EventAttribute Of(Type body) =>
        Known.GetOrAdd(body, static type => type.GetCustomAttribute<EventAttribute>()
            ?? throw new ArgumentException($"{type.Name} has no [Event] and so no name in the journal.", nameof(body)));
}

public interface IJournal
{
    /// <summary>
    /// Appends and completes when committed (commits are grouped). Await it before anything is acknowledged.
    /// </summary>
    /// <exception cref="DbBusyException">The queue is full.</exception>
    Task<JournalRow> Append(string stream, object body, string? cause = null, CancellationToken ct = default);

    /// <summary>
    /// Appends without waiting, in order with <see cref="Append"/>: for what nobody was told (ringing, a key in a
    /// menu). Committed with the next
    /// <see cref="Append"/>, or by itself within some 25 ms. A failure is logged and counted. <paramref name="atUs"/>
    /// is the moment it happened when that matters, else now.
    /// </summary>
    void Post(string stream, object body, string? cause = null, long? atUs = null);

    Task<IReadOnlyList<JournalRow>> ReadStream(
        string stream, long afterStreamSeq = 0, int limit = 10_000, CancellationToken ct = default);

    /// <summary>
    /// Rows in order of <see cref="JournalRow.Seq"/> after <paramref name="afterSeq"/>. On PostgreSQL it stops before a
    /// row whose lower neighbour may yet commit, so that a reader never skips one.
    /// </summary>
    Task<IReadOnlyList<JournalRow>> ReadAll(long afterSeq, int limit = 1_000, CancellationToken ct = default);

    /// <summary>
    /// Called after each commit, in order, on the journal's own thread: must be quick and never throw. Dispose to stop.
    /// </summary>
    IDisposable Follow(Action<JournalRow> committed);

    /// <summary>The highest committed seq known to this node.</summary>
    long LastSeq { get; }
}
