using System.Data;
using TellerLine.Kernel;

namespace TellerLine.Modules.Banking;

/// <summary>How a database fails its user.</summary>
public enum DbFault
{
    /// <summary>The line is broken: nothing was done.</summary>
    Broken,

    /// <summary>Nothing was done, and it says so.</summary>
    Busy,

    /// <summary>It was done, and the answer was lost.</summary>
    AnswerLost,

    /// <summary>It was done, and no answer ever comes.</summary>
    Silent,

    /// <summary>Its turn comes only when whoever asked has given up.</summary>
    Late,

    /// <summary>It was begun, and is taken back when the database gives up, on its turn.</summary>
    TakenBack,
}

/// <summary>A database that fails at the write, or read, one says.</summary>
internal sealed class WaywardDb(IDb inner) : IDb
{
    private int _untilWrite = -1;
    private int _untilRead = -1;
    private DbFault _fault;

    public DbEngine Engine => inner.Engine;

    public DbHealth Health => inner.Health;

    /// <summary>The one after so many that still go well.</summary>
    public void FailWrite(int after, DbFault fault) => (_untilWrite, _fault) = (after, fault);

    public void FailRead(int after, DbFault fault) => (_untilRead, _fault) = (after, fault);

    public async Task<T> Write<T>(Func<WriteScope, T> work, CancellationToken ct = default) =>
        _untilWrite-- != 0 ? await inner.Write(work, ct)
        : _fault == DbFault.TakenBack ? await TakeBack(work, ct)
        : await Fail(() => inner.Write(work, ct));

    public Task<T> WriteSoon<T>(Func<WriteScope, T> work, CancellationToken ct = default) => inner.WriteSoon(work, ct);

    public async Task<T> Read<T>(Func<IDbConnection, T> work, CancellationToken ct = default) =>
        _untilRead-- == 0 ? await Fail(() => inner.Read(work, ct)) : await inner.Read(work, ct);

    private async Task<T> TakeBack<T>(Func<WriteScope, T> work, CancellationToken ct)
    {
        try
        {
            await inner.Write<T>(
                scope =>
                {
                    work(scope);
                    throw new IOException("the line is broken");
                },
                ct);
        }
        catch (IOException)
        {
            Silence.TrySetResult();
        }
        await Turn.Task;
        throw new DbBusyException("The database does not answer.");
    }

    private async Task<T> Fail<T>(Func<Task<T>> there)
    {
        switch (_fault)
        {
            case DbFault.Broken:
                throw new IOException("the line is broken");
            case DbFault.Busy:
                throw new DbBusyException("busy");
            case DbFault.AnswerLost:
                await there();
                throw new DbOutcomeUnknownException(new IOException("cut on the way back"));
            case DbFault.Late:
                Silence.TrySetResult();
                await Turn.Task;
                return await there();
            default:
                await there();
                Silence.TrySetResult();
                return await new TaskCompletionSource<T>().Task;
        }
    }

    /// <summary>Completed, gives its turn to what is late.</summary>
    public TaskCompletionSource Turn { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>A silent or late fault has set in.</summary>
    public TaskCompletionSource Silence { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
