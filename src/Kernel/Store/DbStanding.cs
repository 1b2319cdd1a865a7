using Microsoft.Extensions.Logging;

namespace TellerLine.Kernel.Store;

/// <summary>Whether the database takes what is written, as the writer last saw it; told when that changes.</summary>
internal sealed partial class DbStanding(TimeProvider time, ILogger log)
{
    private volatile Away? _away;

    /// <summary>Must be quick and never throw.</summary>
    public event Action? Changed;

    public (long SinceUs, string Reason)? Now => _away is { } away ? (away.SinceUs, away.Reason) : null;

    public void Down(Exception? fault)
    {
        if (_away is not null)
            return;
        _away = new Away(time.NowUs(), fault?.Message ?? "the connection was lost");
        LogDown(fault);
        Changed?.Invoke();
    }

    public void Up()
    {
        if (_away is not { } away)
            return;
        _away = null;
        LogUp((time.NowUs() - away.SinceUs) / 1_000);
        Changed?.Invoke();
    }

    [LoggerMessage(Level = LogLevel.Critical, Message = "The database takes nothing; what is to be written waits.")]
    private partial void LogDown(Exception? fault);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The database is there again after {Ms} ms.")]
    private partial void LogUp(long ms);

    private sealed record Away(long SinceUs, string Reason);
}
