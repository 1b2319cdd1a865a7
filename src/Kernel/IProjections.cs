namespace TellerLine.Kernel;

/// <summary>The projections of this program, kept current in the background while the host runs.</summary>
public interface IProjections
{
    /// <summary>
    /// Brings every projection to the journal's present end and returns when it is there; needs no running host. Does
    /// not wait for tables that are being made anew.
    /// </summary>
    Task CatchUp(CancellationToken ct = default);

    /// <summary>As <see cref="CatchUp(CancellationToken)"/>, of one projection.</summary>
    Task CatchUp(string name, CancellationToken ct = default);

    /// <summary>
    /// Begins to make a projection's tables anew beside those in use; the running host goes on with it. One that is
    /// under way begins again.
    /// </summary>
    /// <exception cref="UnknownProjectionException">There is no such projection.</exception>
    Task BeginRebuild(string name, CancellationToken ct = default);

    /// <summary><see cref="BeginRebuild"/>, and returns when the new tables are in use.</summary>
    /// <exception cref="UnknownProjectionException">There is no such projection.</exception>
    Task Rebuild(string name, CancellationToken ct = default);

    /// <summary>Tries what was set aside again, stream by stream in order.</summary>
    /// <exception cref="UnknownProjectionException">There is no such projection.</exception>
    Task<RetryOutcome> Retry(string name, CancellationToken ct = default);

    /// <summary>How all of them are, as the database has it: for a page, the health and the command line.</summary>
    Task<IReadOnlyList<ProjectionState>> Look(CancellationToken ct = default);
}

/// <param name="Version">Of the tables in use.</param>
/// <param name="Behind">
/// Numbers of the journal between its end and what was read; rows that do not concern it count, so a few hundred are
/// normal.
/// </param>
/// <param name="Aside">Rows set aside, those that wait behind them included.</param>
/// <param name="Full">So many are aside that it stopped: not the rows but the projection is at fault.</param>
/// <param name="RebuildBehind">The same of the tables being made beside, or null.</param>
/// <param name="Oldest">The first rows that could not be applied, with the reason; at most ten.</param>
public sealed record ProjectionState(
    string Name, long Version, long Behind, long Aside, bool Full, long? RebuildBehind, IReadOnlyList<AsideRow> Oldest);

/// <summary>A row that a projection could not apply.</summary>
/// <param name="Reason">The fault's own words.</param>
public sealed record AsideRow(long Seq, string Stream, string Kind, string Reason);

/// <param name="Applied">Rows that are in the tables now.</param>
/// <param name="Left">Rows still aside, those that wait behind others included.</param>
/// <param name="Faults">Why: the rows that could not be applied; at most ten.</param>
public sealed record RetryOutcome(long Applied, long Left, IReadOnlyList<AsideRow> Faults);

public sealed class UnknownProjectionException(string message) : Exception(message);
