using System.Data.Common;
using TellerLine.Kernel.Store;

namespace TellerLine.Kernel;

/// <summary>
/// A projection's place in the journal: that of its tables in use, or that of those being made beside them. What
/// <see cref="Run"/> does is remembered only by <see cref="Committed"/>.
/// </summary>
internal sealed class ProjectionLine(Projection projection, bool beside, ProjectionStore.Place place)
{
    /// <summary>
    /// A line with nothing to apply is saved once in so many numbers: the place costs more than reading again.
    /// </summary>
    private const int SaveEvery = 1_000;

    /// <summary>Rows aside; one more and the line stops (<see cref="IsFull"/>).</summary>
    public const int AsideLimit = 10_000;

    private const int ReasonLength = 500;

    private readonly HashSet<string> _held = [];

    public Projection Projection => projection;

    public bool Beside => beside;

    public long Generation { get; } = place.Generation;

    /// <summary>Read up to here.</summary>
    public long Position { get; private set; } = beside ? place.BesidePosition!.Value : place.Position;

    /// <summary>The place as the database has it, at or before <see cref="Position"/>.</summary>
    public long Saved { get; private set; } = beside ? place.BesidePosition!.Value : place.Position;

    public long Aside { get; private set; }

    public bool IsFull => Aside >= AsideLimit;

    /// <summary>Each row in a savepoint of its own, since one of the next page is known to be refused.</summary>
    public bool IsCareful { get; set; }

    public void Hold(string stream, long rows)
    {
        _held.Add(stream);
        Aside += rows;
    }

    /// <summary>Whether a page needs a transaction, or may be passed over.</summary>
    public bool IsConcernedBy(IReadOnlyList<JournalRow> page) =>
        page[^1].Seq - Saved >= SaveEvery || page.Any(IsMine);

    /// <summary>Applies those of a page that concern it and moves its place, in the page's one transaction.</summary>
    /// <param name="isPassing">A fault that is not the row's: an outage, another node in the way.</param>
    /// <exception cref="RowRefusedException">A row cannot be applied and the line was not careful.</exception>
    public Outcome Run(IReadOnlyList<JournalRow> page, WriteScope scope, Func<Exception, bool> isPassing, long nowUs)
    {
        var end = page[^1].Seq;
        if (!IsConcernedBy(page))
            return Passed(end);
        if (!ProjectionStore.Move(scope, this, end))
            return new Outcome(Position, IsSaved: false, []) { IsElsewhere = true };
        var tables = new ProjectionScope(scope.Connection, scope.Transaction, projection.Tables, beside);
        List<AsideRow> aside = [];
        foreach (var row in page.Where(IsMine))
        {
            if (_held.Contains(row.Stream) || aside.Exists(a => a.Stream == row.Stream))
                aside.Add(new AsideRow(row.Seq, row.Stream, row.Kind, ""));
            else if (Try(row, tables, isPassing) is { } reason)
                aside.Add(new AsideRow(row.Seq, row.Stream, row.Kind, reason));
            else
                continue;
            ProjectionStore.SetAside(scope, this, row, aside[^1].Reason is { Length: > 0 } why ? why : null, nowUs);
        }
        return new Outcome(end, IsSaved: true, aside);
    }

    /// <summary>Nothing up to there concerns it.</summary>
    public static Outcome Passed(long to) => new(to, IsSaved: false, []);

    public void Committed(Outcome outcome)
    {
        Position = outcome.Position;
        if (outcome.IsSaved)
            Saved = outcome.Position;
        foreach (var row in outcome.Aside)
            Hold(row.Stream, 1);
        IsCareful = false;
    }

    /// <returns>Why the row cannot be applied; it has done nothing then. Null when it was.</returns>
    public static string? Guarded(
        Projection projection, JournalRow row, ProjectionScope tables, Func<Exception, bool> isPassing)
    {
        var transaction = (DbTransaction)tables.Transaction;
        transaction.Save("row");
        try
        {
            projection.Apply(row, tables);
            transaction.Release("row");
            return null;
        }
        catch (Exception e) when (!isPassing(e))
        {
            transaction.Rollback("row");
            return FaultText.Of(e, ReasonLength);
        }
    }

    private bool IsMine(JournalRow row) => projection.Hears(row.Kind);

    private string? Try(JournalRow row, ProjectionScope tables, Func<Exception, bool> isPassing)
    {
        if (IsCareful)
            return Guarded(projection, row, tables, isPassing);
        try
        {
            projection.Apply(row, tables);
            return null;
        }
        catch (Exception e) when (!isPassing(e))
        {
            throw new RowRefusedException(this, e);
        }
    }

    /// <param name="Position">Where the line is after the commit.</param>
    public sealed record Outcome(long Position, bool IsSaved, IReadOnlyList<AsideRow> Aside)
    {
        /// <summary>Somebody else has moved it; nothing was applied, and the place must be read again.</summary>
        public bool IsElsewhere { get; init; }
    }
}

/// <summary>The page is taken back and applied once more, carefully.</summary>
internal sealed class RowRefusedException(ProjectionLine line, Exception inner)
    : Exception($"{line.Projection.Name} refused a row.", inner)
{
    public ProjectionLine Line => line;
}
