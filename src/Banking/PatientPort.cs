using Microsoft.Extensions.Logging;
using TellerLine.Kernel;

namespace TellerLine.Banking;

/// <summary>
/// A bound on our patience with the core bank, whichever of its ports is asked. A question without an answer is no
/// answer; an order without one is <see cref="CoreAnswer.Unknown"/>, whatever went wrong on the way.
/// </summary>
/// <param name="about">What is asked about, for the log.</param>
internal abstract partial class PatientPort(BankingOptions options, TimeProvider time, ILogger log, string about)
{
    /// <summary>Past this age an order of ours is no longer on its way to the port: nobody is waiting for it.</summary>
    internal TimeSpan Patience => TimeSpan.FromMilliseconds(options.CoreTimeoutMs);

    /// <summary>Not cancellable: once on its way, only the core bank's record tells.</summary>
    protected async Task<CoreAnswer> Order(Func<CancellationToken, Task<CoreAnswer>> send) =>
        await Ask<CoreAnswer?>(async bounded => await send(bounded), CancellationToken.None)
        ?? new CoreAnswer.Unknown("no answer");

    /// <returns>Null: there was no answer.</returns>
    protected Task<T?> Ask<T>(Func<CancellationToken, Task<T>> question, CancellationToken ct) =>
        BoundedWait.Ask(question, Patience, time, why => LogNoAnswer(log, about, why), ct);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The core bank gave no answer about {About}: {Why}")]
    private static partial void LogNoAnswer(ILogger logger, string about, string why);
}
