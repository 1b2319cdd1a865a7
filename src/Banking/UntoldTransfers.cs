using Microsoft.Extensions.Logging;
using TellerLine.Kernel;

namespace TellerLine.Banking;

/// <summary>Transfers whose end the customer has not been told.</summary>
internal sealed partial class UntoldTransfers(
    IDb db, Transfers transfers, TimeProvider time, ILogger<UntoldTransfers> log)
{
    internal async Task<IReadOnlyList<UntoldTransfer>> Of(string customerId, CancellationToken ct)
    {
        var found = await db.Read(
            connection => TransactionStore.Untold(connection, customerId, ITelephoneBank.UntoldLimit), ct);
        var asked = await Task.WhenAll(
            found.Select(
                async transaction => transfers.MayBeAskedAbout(transaction) ? await transfers.Reconcile(transaction)
                : transaction));
        return [.. asked.Select(Seen)];
    }

    internal void Mark(IReadOnlyList<string> ids)
    {
        if (ids.Count > 0)
            _ = Marked(ids);
    }

    private async Task Marked(IReadOnlyList<string> ids)
    {
        try
        {
            await db.WriteSoon(scope => TransactionStore.MarkTold(scope, ids, time.NowUs()));
        }
        catch (Exception e)
        {
            // Nobody waits for this: the customer hears it once more.
            LogNotMarked(log, e);
        }
    }

    private static UntoldTransfer Seen(Transaction transaction) => new(
        transaction.Id,
        transaction.Day,
        transaction.Order.From,
        transaction.Order.To,
        transaction.Order.Amount,
        transaction.State switch
        {
            TransactionState.Posted => TransferEnd.Posted,
            TransactionState.Failed => TransferEnd.Failed,
            _ => TransferEnd.Unknown,
        })
    {
        Class = transaction.Class,
        WentBack = transaction.State is TransactionState.Failed { Returned: true },
    };

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "It could not be stored that a transfer's end was told; it will be told again")]
    private static partial void LogNotMarked(ILogger logger, Exception exception);
}
