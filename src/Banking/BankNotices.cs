using System.Globalization;
using TellerLine.Customers;
using TellerLine.Kernel;
using TellerLine.Notices;

namespace TellerLine.Banking;

/// <summary>
/// What the telephone bank tells customers of their own business, in the transaction in which it happens.
/// </summary>
internal sealed class BankNotices(INotices notices, KernelOptions kernel, TimeProvider time)
{
    /// <summary>A transfer has left the account, whether it was known at once or found out later.</summary>
    public void Posted(WriteScope scope, Transaction transaction)
    {
        var order = transaction.Order;
        if (transaction.Repays is { } owed)
        {
            Repaid(
                scope, owed == AccountKind.Loan ? NoticeOccasions.LoanRepaid : NoticeOccasions.CardRepaid, transaction);
            return;
        }
        Queue(scope, NoticeOccasions.TransferPosted, order, $"transfer/{transaction.Id}", new()
        {
            ["from"] = AccountNumbers.Tail(order.From),
            ["to"] = AccountNumbers.Tail(order.To),
            ["amount"] = Amount(order.Amount),
            ["balance"] = transaction.FromBalance is { } left ? Amount(left) : "–",
            ["time"] = Time(transaction.SubmittedUs),
        });
    }

    private void Repaid(WriteScope scope, NoticeOccasion occasion, Transaction transaction)
    {
        var order = transaction.Order;
        Queue(scope, occasion, order, $"transfer/{transaction.Id}", new()
        {
            ["from"] = AccountNumbers.Tail(order.From),
            ["tail"] = AccountNumbers.Tail(order.To),
            ["amount"] = Amount(order.Amount),
            ["owed"] = transaction.ToBalance is { } left
                ? Amount(left with { Minor = Math.Max(0, -left.Minor) }) : "–",
            ["time"] = Time(transaction.SubmittedUs),
        });
    }

    /// <summary>The money has left the account, and arrives later.</summary>
    public void Deferred(WriteScope scope, Transaction transaction) =>
        Tell(scope, NoticeOccasions.TransferDeferred, transaction, "deferred", transaction.ArrivesUs!.Value);

    /// <summary>It has arrived.</summary>
    public void Arrived(WriteScope scope, Transaction transaction) =>
        Tell(scope, NoticeOccasions.TransferArrived, transaction, "arrived", time.NowUs());

    /// <summary>It will not arrive, and the money is back.</summary>
    /// <param name="revoked">Because the customer took it back.</param>
    public void WentBack(WriteScope scope, Transaction transaction, bool revoked) => Tell(
        scope, revoked ? NoticeOccasions.TransferRevoked : NoticeOccasions.TransferReturned, transaction, "returned",
        time.NowUs());

    private void Tell(
        WriteScope scope, NoticeOccasion occasion, Transaction transaction, string step, long atUs)
    {
        var order = transaction.Order;
        Queue(scope, occasion, order, $"transfer/{transaction.Id}/{step}", new()
        {
            ["from"] = AccountNumbers.Tail(order.From),
            ["to"] = AccountNumbers.Tail(order.To),
            ["amount"] = Amount(order.Amount),
            ["number"] = transaction.Id,
            ["time"] = Time(atUs),
        });
    }

    /// <summary>A loan was paid out, and its deposit pledged.</summary>
    public void Lent(WriteScope scope, Transaction transaction)
    {
        var order = transaction.Order;
        Queue(scope, NoticeOccasions.LoanGranted, order, $"loan/{transaction.Id}", new()
        {
            ["deposit"] = AccountNumbers.Tail(order.From),
            ["to"] = AccountNumbers.Tail(order.To),
            ["amount"] = Amount(order.Amount),
            ["rate"] = Percent(order.Loan!.RateBp),
            ["ends"] = order.Loan.Ends.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        });
    }

    /// <summary>What was sent at an ATM is back in the account.</summary>
    public void AtmRevoked(WriteScope scope, Transaction transaction)
    {
        var order = transaction.Order;
        Queue(scope, NoticeOccasions.AtmRevoked, order, $"atmRevoked/{transaction.Id}", new()
        {
            ["tail"] = AccountNumbers.Tail(order.To),
            ["payee"] = AccountNumbers.Tail(order.From),
            ["amount"] = Amount(order.Amount),
            ["number"] = transaction.Id,
            ["time"] = Time(time.NowUs()),
        });
    }

    /// <param name="standing">Now, after it was another.</param>
    /// <param name="cause">The try that made it so.</param>
    public void Locked(WriteScope scope, string customerId, PinKind kind, PinStanding standing, JournalRow cause)
    {
        var occasion = standing switch
        {
            PinStanding.BlockedToday => NoticeOccasions.PinBlocked,
            PinStanding.Frozen => NoticeOccasions.PinFrozen,
            _ => null,
        };
        if (occasion is not null)
            Tell(scope, occasion, customerId, kind, cause);
    }

    /// <param name="cause">The change.</param>
    public void Changed(WriteScope scope, string customerId, PinKind kind, JournalRow cause) =>
        Tell(scope, NoticeOccasions.PinChanged, customerId, kind, cause);

    /// <inheritdoc cref="Changed"/>
    public void Set(WriteScope scope, string customerId, PinKind kind, JournalRow cause) =>
        Tell(scope, NoticeOccasions.PinSet, customerId, kind, cause);

    /// <inheritdoc cref="Changed"/>
    public void Unfrozen(WriteScope scope, string customerId, PinKind kind, JournalRow cause) =>
        Tell(scope, NoticeOccasions.PinUnfrozen, customerId, kind, cause);

    /// <summary>Both of the customer's PINs.</summary>
    public void SaidAloud(WriteScope scope, string customerId, JournalRow cause) =>
        notices.Queue(scope, new NoticeOrder(
            NoticeOccasions.PinSaidAloud.Key, customerId, $"pin/{customerId}/{cause.StreamSeq}",
            new Dictionary<string, NoticeWord> { ["time"] = Time(time.NowUs()) })
        {
            Cause = cause.Seq.ToString(CultureInfo.InvariantCulture),
        });

    public void Activated(WriteScope scope, string customerId, Account card, string contactId) =>
        notices.Queue(scope, new NoticeOrder(
            NoticeOccasions.CardActivated.Key, customerId, $"cardActivated/{customerId}/{card.Tail}",
            new Dictionary<string, NoticeWord> { ["tail"] = card.Tail, ["time"] = Time(time.NowUs()) })
        {
            Cause = contactId,
        });

    private void Tell(WriteScope scope, NoticeOccasion occasion, string customerId, PinKind kind, JournalRow cause) =>
        notices.Queue(scope, new NoticeOrder(
            occasion.Key, customerId, $"pin/{customerId}/{cause.StreamSeq}",
            new Dictionary<string, NoticeWord> { ["pin"] = Word(kind), ["time"] = Time(time.NowUs()) })
        {
            Cause = cause.Seq.ToString(CultureInfo.InvariantCulture),
        });

    private void Queue(
        WriteScope scope, NoticeOccasion occasion, TransferWish order, string key,
        Dictionary<string, NoticeWord> fields) => notices.Queue(
        scope, new NoticeOrder(occasion.Key, order.CustomerId, key, fields) { Cause = order.ContactId });

    private static NoticeWord Word(PinKind kind) => kind == PinKind.Enquiry
        ? new NoticeWord("查询密码", "enquiry PIN")
        : new NoticeWord("交易密码", "transaction PIN");

    /// <summary>As a bank's message has it: <c>1,200.00</c>.</summary>
    private static string Amount(Money money) => (money.Minor / 100m).ToString("N2", CultureInfo.InvariantCulture);

    private static string Percent(int bp) => (bp / 100m).ToString("0.##", CultureInfo.InvariantCulture);

    private string Time(long us) => kernel.LocalTime(us).ToString("MM-dd HH:mm", CultureInfo.InvariantCulture);
}
