using TellerLine.Kernel;

namespace TellerLine.Banking;

internal sealed class PostedTransactions(IDb db) : IPostedTransactions
{
    public async Task<PostedTransaction?> Find(string id, CancellationToken ct) =>
        await db.Read(connection => TransactionStore.Find(connection, id), ct) is { } found ? Told(found) : null;

    public async Task<IReadOnlyList<PostedTransaction>> After(
        string id, int limit, DateOnly? day, CancellationToken ct) =>
        [
            .. (await db.Read(connection => TransactionStore.Posted(connection, id, limit, day), ct))
                .Select(Told).OfType<PostedTransaction>(),
        ];

    private static PostedTransaction? Told(Transaction transaction) =>
        transaction.State.WasPosted ? transaction.Told() : null;
}
