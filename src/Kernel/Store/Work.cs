namespace TellerLine.Kernel.Store;

/// <summary>Something the writer does for somebody, who waits for the commit.</summary>
internal abstract class Work(CancellationToken ct)
{
    /// <summary>Whoever asked has left before it was begun.</summary>
    public bool IsAbandoned => ct.IsCancellationRequested;

    /// <summary>Nobody waits to be told: it may wait a little for others to share its commit with.</summary>
    public bool MayLinger { get; init; }

    protected CancellationToken Ct => ct;

    /// <summary>A work that may throw in the middle gets a savepoint; a single INSERT needs none.</summary>
    public abstract bool NeedsSavepoint { get; }

    public abstract void Run(Scope scope);

    /// <summary>After the commit.</summary>
    public abstract void Complete();

    public abstract void Fail(Exception e);

    public abstract void Cancel();
}

internal sealed class FunctionWork<T>(Func<WriteScope, T> work, CancellationToken ct) : Work(ct)
{
    private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T _result = default!;

    public Task<T> Task => _done.Task;

    public override bool NeedsSavepoint => true;

    public override void Run(Scope scope) => _result = work(scope);

    public override void Complete() => _done.TrySetResult(_result);

    public override void Fail(Exception e) => _done.TrySetException(e);

    public override void Cancel() => _done.TrySetCanceled(Ct);
}

internal sealed class AppendWork(JournalEntry entry, CancellationToken ct) : Work(ct)
{
    private readonly TaskCompletionSource<JournalRow> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private JournalRow _row = null!;

    public Task<JournalRow> Task => _done.Task;

    public override bool NeedsSavepoint => false;

    public override void Run(Scope scope) => _row = scope.Append(entry);

    public override void Complete() => _done.TrySetResult(_row);

    public override void Fail(Exception e) => _done.TrySetException(e);

    public override void Cancel() => _done.TrySetCanceled(Ct);
}

/// <summary>An entry nobody waits for.</summary>
internal sealed class PostWork(JournalEntry entry, Action<string, Exception> failed) : Work(CancellationToken.None)
{
    public override bool NeedsSavepoint => false;

    public override void Run(Scope scope) => scope.Append(entry);

    public override void Complete()
    {
    }

    public override void Fail(Exception e) => failed(entry.Kind, e);

    public override void Cancel()
    {
    }
}
