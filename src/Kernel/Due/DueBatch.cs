using TellerLine.Kernel.Store;

namespace TellerLine.Kernel;

/// <summary>
/// A hand full of rows, done and deleted in one transaction. First all together, deleted at the end by one statement;
/// when one throws, everything is taken back and the same is done carefully: each row deleted before its turn and in a
/// savepoint, so that it harms only itself.
/// </summary>
internal sealed class DueBatch(DueKinds kinds, Db db, TimeProvider time)
{
    private const int Most = 100, ReasonLength = 500;

    /// <summary>The writer's other works wait so long at most.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(20);

    /// <exception cref="DueRefusedException">One cannot be done, and it was not careful.</exception>
    public Outcome Run(WriteScope scope, long nowUs, bool careful)
    {
        var begun = time.GetTimestamp();
        var rows = DueStore.Take(scope, nowUs, outside: false, Most);
        HashSet<string> held = [];
        List<DueFault> faults = [];
        var moved = ((Scope)scope).MovedDue = [];
        var (done, frees) = (0, false);
        foreach (var row in rows.TakeWhile(_ => done == 0 || time.GetElapsedTime(begun) < Longest))
        {
            done++;
            if (held.Contains(row.Subject))
                continue;
            frees |= row.Subject.Length > 0 && row.Attempts > 0;
            if (!careful && moved.Contains((row.Kind, row.Key)))
                continue;
            if (Try(row, scope, careful) is not { } fault)
                continue;
            faults.Add(Failed(scope, row, row.Attempts + 1, fault));
            if (faults[^1].IsAside)
                frees = true;
            else if (row.Subject.Length > 0)
                held.Add(row.Subject);
        }
        // One that was moved has another id.
        if (!careful && done > 0)
            DueStore.Delete(scope, [.. rows.Take(done).Select(row => row.Id)]);
        return new Outcome(frees || done < rows.Count || rows.Count == Most, faults);
    }

    /// <summary>Writes down that a try failed, and when the next is.</summary>
    public DueFault Failed(WriteScope scope, DueRow row, long attempts, Exception fault)
    {
        var reason = FaultText.Of(fault, ReasonLength);
        var nowUs = time.NowUs();
        var nextUs = fault is UnknownDueKindException ? null : kinds.NextTryUs(row, attempts, nowUs);
        DueStore.Failed(scope, row.Id, attempts, nextUs, reason, nowUs);
        return new DueFault(row, attempts, nextUs is null, reason);
    }

    private Exception? Try(DueRow row, WriteScope scope, bool careful)
    {
        if (careful)
        {
            return ((Scope)scope).Guarded(() =>
            {
                // One before it in this very batch may have moved or cancelled it.
                if (DueStore.Delete(scope, row.Id))
                    Do(row, scope);
            }, db.IsPassing);
        }
        try
        {
            Do(row, scope);
            return null;
        }
        catch (Exception e) when (!db.IsPassing(e))
        {
            throw new DueRefusedException(e);
        }
    }

    private void Do(DueRow row, WriteScope scope)
    {
        var kind = kinds.Find(row.Kind) ?? throw new UnknownDueKindException(row.Kind);
        kinds.Inside(kind).Handle(row, scope);
    }

    /// <param name="MayBeMore">There may be others due at the same moment.</param>
    public sealed record Outcome(bool MayBeMore, IReadOnlyList<DueFault> Faults);
}

/// <param name="Attempts">With this one.</param>
internal sealed record DueFault(DueRow Row, long Attempts, bool IsAside, string Reason);

/// <summary>The batch is taken back and done once more, carefully.</summary>
internal sealed class DueRefusedException(Exception inner)
    : Exception("What was due could not be done all together.", inner);

/// <summary>A row of another version of the program.</summary>
internal sealed class UnknownDueKindException(string kind)
    : Exception($"Nobody in this program handles {kind}.");
