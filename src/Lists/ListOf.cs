using System.Data;
using System.Security.Claims;
using TellerLine.Access;
using TellerLine.Kernel;

namespace TellerLine.Lists;

/// <summary>
/// A list as its owner declares it, once: its columns and what can be looked for give the endpoint (paged by key), the
/// files (CSV, XLSX), the API's document and the page's table.
/// </summary>
/// <param name="Name"><c>audit</c>: in addresses, saved views and the audit trail.</param>
/// <param name="Zh">As people call it.</param>
public sealed record ListOf<TRow>(string Name, string Zh, string En)
    where TRow : notnull
{
    public required Permission See { get; init; }

    /// <summary><c>SELECT … FROM …</c> without a condition; a constant.</summary>
    public required string Select { get; init; }

    /// <summary>Runs a complete statement: Dapper's <c>Query</c> with the shape of the stored rows.</summary>
    public required Func<IDbConnection, string, object, IEnumerable<TRow>> Read { get; init; }

    public required IReadOnlyList<ListColumn<TRow>> Columns { get; init; }

    /// <summary>The column whose value a row alone has; it may sort.</summary>
    public required string Key { get; init; }

    /// <summary>A column's name, <c>-</c> before it for falling.</summary>
    public required string Sort { get; init; }

    /// <summary>Which rows this reader may see at all; null: all.</summary>
    public Func<ClaimsPrincipal, IUsers, ListCondition>? Scope { get; init; }

    /// <summary>One box for what people look for without saying in which column; null: there is none.</summary>
    public ListSearch? Search { get; init; }

    /// <summary>What only others know of the rows of a page or a portion: asked for all of them at once.</summary>
    public Func<IReadOnlyList<TRow>, CancellationToken, Task<IReadOnlyList<TRow>>>? Complete { get; init; }
}

/// <param name="Zh">What may be typed, as the box says it.</param>
/// <param name="Find">
/// What a text (trimmed, not empty, at most 100 characters, no control characters) looks for; its values' names are the
/// owner's own, none like <c>f0</c>.
/// </param>
public sealed record ListSearch(
    string Zh, string En, Func<string, CancellationToken, Task<ListCondition>> Find);

/// <param name="Sql">A condition, a constant with named values; empty: none.</param>
/// <param name="Values">By name.</param>
public sealed record ListCondition(string Sql, IReadOnlyDictionary<string, object> Values)
{
    public static readonly ListCondition None = new("", new Dictionary<string, object>());
}

public enum ColumnType
{
    Text,

    /// <summary>Microseconds in SQL, a moment in the row.</summary>
    Time,

    /// <summary>A whole number.</summary>
    Whole,

    /// <summary>Minor units.</summary>
    Money,

    /// <summary>Milliseconds; in a file whole seconds.</summary>
    Duration,

    /// <summary>One of a few words that the pages translate.</summary>
    Code,

    /// <summary>Masked already in the row: it is never looked for in parts.</summary>
    Masked,
}

public enum ColumnFilter
{
    None,

    /// <summary>The whole value.</summary>
    Exact,

    /// <summary>A part of it, in any letters' case.</summary>
    Part,

    /// <summary>The value, or its beginning up to a dot: <c>recording</c> finds <c>recording.played</c>.</summary>
    Branch,

    /// <summary>A path, or the beginning of longer ones: <c>centre</c> finds <c>centre/team-1</c>.</summary>
    Below,

    /// <summary>One of the words of a JSON array, or of quoted words in a row.</summary>
    Member,

    /// <summary>From a day to a day, of <see cref="ColumnType.Time"/>; from a number to a number otherwise.</summary>
    Range,
}

/// <param name="Name">As the row's JSON has it.</param>
/// <param name="Sql">What it is in SQL; a constant.</param>
/// <param name="Value">What is exported and what the next page begins behind.</param>
public sealed record ListColumn<TRow>(
    string Name, ColumnType Type, string Sql, string Zh, string En, Func<TRow, object?> Value)
{
    public ColumnFilter Filter { get; init; }

    /// <summary>Rows can be sorted by it; then it is never null.</summary>
    public bool Sorts { get; init; }

    /// <summary>Shown only when asked for.</summary>
    public bool Extra { get; init; }
}

/// <param name="More">There are more than were counted.</param>
public sealed record ListCount(long Total, bool More);

/// <param name="Next">To be asked for as <c>after</c>; null: there are no more.</param>
public sealed record ListPage<TRow>(IReadOnlyList<TRow> Rows, string? Next);
