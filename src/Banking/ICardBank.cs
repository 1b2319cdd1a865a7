using TellerLine.Customers;
using TellerLine.Kernel;

namespace TellerLine.Banking;

/// <summary>
/// What a core bank tells of credit cards beyond the account (<see cref="Account.CreditLimit"/>, balance): beside <see
/// cref="ICoreBank"/>, since a bank may have its cards elsewhere, or none. An implementation may throw or never answer.
/// </summary>
public interface ICardBank
{
    /// <param name="account">A credit account's number.</param>
    /// <returns>Null: the last statement asked for nothing, or there has been none.</returns>
    Task<CardBill?> Bill(string account, CancellationToken ct);

    /// <summary>
    /// 激活. The same again is <see cref="CardActivation.Already"/>, so that one without an answer is asked for again.
    /// </summary>
    /// <param name="reference">The contact in which its holder asked for it.</param>
    Task<CardActivation> Activate(string account, string reference, CancellationToken ct);
}

public enum CardActivation
{
    Done,

    /// <summary>It was active before.</summary>
    Already,

    /// <summary>No credit card, or closed.</summary>
    NotFound,

    /// <summary>挂失: reported lost, it is not let into use.</summary>
    Held,
}

/// <summary>账单: what the last statement of a credit card asked for.</summary>
/// <param name="Closed">账单日: the statement has all up to the end of this day, the bank's time.</param>
/// <param name="Due">到期还款日: the last day on which it is paid in time.</param>
/// <param name="Billed">More than zero.</param>
/// <param name="Minimum">最低还款额: more than zero, at most <paramref name="Billed"/>.</param>
/// <param name="Paid">What has come in since; may be more than was billed.</param>
public sealed record CardBill(DateOnly Closed, DateOnly Due, Money Billed, Money Minimum, Money Paid)
{
    /// <summary>Still to be paid; zero: it is settled.</summary>
    public Money Left => Over(Billed);

    /// <summary>Of the least still to be paid.</summary>
    public Money MinimumLeft => Over(Minimum);

    private Money Over(Money asked) => asked with { Minor = Math.Max(0, asked.Minor - Paid.Minor) };
}

/// <summary>Credit cards as their holders hear of them: limit, what may be spent, debt, bill.</summary>
public interface ICreditCards
{
    /// <summary>Waited for as long as any answer of the core bank's.</summary>
    /// <param name="who">Whom the contact is known to be with: the enquiry PIN was right, or nothing is told.</param>
    Task<CardOutcome> Of(Identification? who, string account, CancellationToken ct = default);

    /// <summary>Activates the holder's own card, and tells him so by message, once.</summary>
    /// <param name="who">As of <see cref="Of"/>.</param>
    /// <returns>Null: the core bank does not answer; asking again does no harm.</returns>
    Task<CardActivation?> Activate(
        Identification? who, string account, string contactId, CancellationToken ct = default);
}

public abstract record CardOutcome
{
    private CardOutcome()
    {
    }

    /// <param name="Bill">Null: there is none.</param>
    public sealed record Told(Account Account, CardBill? Bill) : CardOutcome
    {
        /// <summary>What the card owes now, the bill and what was bought since; zero: nothing.</summary>
        public Money Owed => Account.Balance with { Minor = Math.Max(0, -Account.Balance.Minor) };
    }

    /// <summary>No such card, or not this customer's: the same answer, so that it tells nothing about others.</summary>
    public sealed record NotFound : CardOutcome;

    public sealed record NotIdentified : CardOutcome;

    /// <summary>The core bank does not answer: say so and offer a person.</summary>
    public sealed record Unavailable : CardOutcome;
}
