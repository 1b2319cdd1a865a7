namespace TellerLine.Kernel.Store;

/// <summary>Something the writer does for somebody, who waits for the commit.</summary>
internal abstract class Work(CancellationToken ct)
{
    /// <summary>Whoever asked has left, or was told, before it was begun.</summary>
    public bool IsAbandoned => ct.IsCancellationRequested || IsOver;

    /// <summary>Its owner has been told.</summary>
    public bool IsOver { get; private set; }

    /// <summary>Nobody waits to be told: it may wait a little for others to share its commit with.</summary>
    public bool MayLinger { get; init; }

    /// <summary>When it was given to the writer, by the machine's ticks.</summary>
    public long SinceMs { get; set; }

    /// <summary>
    /// A single INSERT needs no savepoint and goes to the database with its neighbours; null: a function.
    /// </summary>
    public virtual JournalEntry? Entry => null;

    protected CancellationToken Ct => ct;

    public abstract void Run(Scope scope);

    /// <summary>The row of <see cref="Entry"/>, as it was appended.</summary>
    public virtual void Appended(JournalRow row)
    {
    }

    /// <summary>After the commit.</summary>
    public void Complete()
    {
        IsOver = true;
        Tell();
    }

    public void Fail(Exception e)
    {
        if (IsOver)
            return;
        IsOver = true;
        Tell(e);
    }

    public void Cancel()
    {
        if (IsOver)
            return;
        IsOver = true;
        TellCancelled();
    }

    public virtual bool IsOverdue(long nowMs, int patienceMs) => nowMs - SinceMs >= patienceMs;

    protected abstract void Tell();

    protected abstract void Tell(Exception e);

    protected abstract void TellCancelled();
}

internal sealed class FunctionWork<T>(Func<WriteScope, T> work, CancellationToken ct) : Work(ct)
{
    private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T _result = default!;

    public Task<T> Task => _done.Task;

    public override void Run(Scope scope) => _result = work(scope);

    protected override void Tell() => _done.TrySetResult(_result);

    protected override void Tell(Exception e) => _done.TrySetException(e);

    protected override void TellCancelled() => _done.TrySetCanceled(Ct);
}

internal sealed class AppendWork(JournalEntry entry, CancellationToken ct) : Work(ct)
{
    private readonly TaskCompletionSource<JournalRow> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private JournalRow _row = null!;

    public Task<JournalRow> Task => _done.Task;

    public override JournalEntry? Entry => entry;

    public override void Run(Scope scope) => _row = scope.Append(entry);

    public override void Appended(JournalRow row) => _row = row;

    protected override void Tell() => _done.TrySetResult(_row);

    protected override void Tell(Exception e) => _done.TrySetException(e);

    protected override void TellCancelled() => _done.TrySetCanceled(Ct);
}

/// <summary>An entry nobody waits for: it is kept however long the database is away.</summary>
internal sealed class PostWork(JournalEntry entry, Action<string, Exception> failed) : Work(CancellationToken.None)
{
    public override JournalEntry? Entry => entry;

    public override void Run(Scope scope) => scope.Append(entry);

    public override bool IsOverdue(long nowMs, int patienceMs) => false;

    protected override void Tell()
    {
    }

    protected override void Tell(Exception e) => failed(entry.Kind, e);

    protected override void TellCancelled()
    {
    }
}
