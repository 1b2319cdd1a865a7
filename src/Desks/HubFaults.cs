using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Logging;

namespace TellerLine.Desks;

/// <summary>
/// Logs what a page did not cause itself; the codes it is told (<see cref="HubException"/>) are outcomes, not faults.
/// </summary>
internal sealed partial class HubFaults(ILogger<HubFaults> log) : IHubFilter
{
    public async ValueTask<object?> InvokeMethodAsync(
        HubInvocationContext invocationContext, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        try
        {
            return await next(invocationContext);
        }
        catch (Exception fault) when (fault is not (HubException or OperationCanceledException))
        {
            Failed(log, invocationContext.HubMethodName, fault);
            throw new HubException("failed");
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A desk's {Method} failed")]
    private static partial void Failed(ILogger log, string method, Exception fault);
}
