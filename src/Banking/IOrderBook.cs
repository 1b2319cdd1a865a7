using TellerLine.Kernel;

namespace TellerLine.Banking;

/// <summary>
/// The book of what an order is about, kept beside the core bank's: holdings of wealth products, for one. It decides
/// with the bank's record and is written with it, in the same transaction, so that neither a crash nor a line that
/// drops parts the two. Whoever keeps one registers it.
/// </summary>
public interface IOrderBook
{
    bool Keeps(OrderClass orders);

    /// <summary>The first rule of the book's that the order breaks, or null. Asked last in the deciding transaction;
    /// what is decided by stays locked to its end.</summary>
    /// <param name="elderly">Of a class that asks for it: the customer has reached that age.</param>
    TransferRefusal? Broken(WriteScope scope, TransferWish wish, bool elderly);

    /// <summary>Told in the very transaction in which an order comes to stand so, from <c>pending</c> or
    /// <c>submitted</c> on; the last may be told again.</summary>
    void Became(WriteScope scope, OrderStanding order);
}

/// <summary>An order as the bank's record has it.</summary>
/// <param name="Id">The transaction's number.</param>
/// <param name="Subject">See <see cref="TransferWish.Subject"/>.</param>
/// <param name="From">Account numbers in full.</param>
/// <param name="State"><c>pending</c> (waits for a second person), <c>voided</c>, <c>submitted</c>, <c>unknown</c>,
/// <c>posted</c>, <c>failed</c>.</param>
/// <param name="Way"><c>keypad</c>, <c>agent</c>.</param>
public sealed record OrderStanding(
    string Id, TransferKind Kind, string Subject, string CustomerId, string ContactId, string From, string To,
    Money Amount, DateOnly Day, long SubmittedUs, string State, TransferRefusal? Reason, string Way, string? Agent)
{
    public override string ToString() => $"OrderStanding {Id}";
}

/// <summary>All books; an order whose book nobody keeps is not taken.</summary>
internal sealed class OrderBooks(IEnumerable<IOrderBook> books)
{
    internal TransferRefusal? Broken(WriteScope scope, TransferWish wish, bool elderly) =>
        !wish.Class.HasBook ? null
        : wish.Subject is null || Of(wish.Class) is not { } book ? TransferRefusal.NotOffered
        : book.Broken(scope, wish, elderly);

    internal void Became(WriteScope scope, Transaction one)
    {
        if (one.Class.HasBook)
            Of(one.Class)?.Became(scope, StandingOf(one));
    }

    private IOrderBook? Of(OrderClass orders) => books.FirstOrDefault(book => book.Keeps(orders));

    private static OrderStanding StandingOf(Transaction one) => new(
        one.Id, one.Order.Kind, one.Order.Subject!, one.Order.CustomerId, one.Order.ContactId, one.Order.From,
        one.Order.To, one.Order.Amount, one.Day, one.SubmittedUs, TransactionStore.WordOf(one.State),
        (one.State as TransactionState.Failed)?.Reason, EnumWords.Of(one.Order.Origin.Way), one.Order.Origin.Agent);
}
