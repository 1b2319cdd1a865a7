using TellerLine.Kernel;

namespace TellerLine.Banking;

/// <summary>
/// Where the bank's ATM system tells of a transfer to another person: the embedded ledger makes it, and keeps the money
/// for 24 hours. A bank with a core of its own has that core do it.
/// </summary>
public interface IAtmIntake
{
    /// <summary>Whether the embedded ledger is the core bank.</summary>
    bool On { get; }

    /// <summary>Debits the account, once per id: the same id again tells the same; with another transfer it is refused.
    /// What was refused is not remembered.</summary>
    Task<AtmIntakeOutcome> Take(AtmTransferMade made, CancellationToken ct = default);
}

/// <param name="Id">The ATM system's number of it: 8 to 64 letters, digits, dashes.</param>
/// <param name="Payee">His name; kept masked.</param>
/// <param name="MadeUs">By the machine's clock; it arrives 24 hours later.</param>
public sealed record AtmTransferMade(
    string Id, string Atm, string Place, string From, string To, string Payee, Money Amount, long MadeUs)
{
    public override string ToString() => $"AtmTransferMade {Id}";
}

public abstract record AtmIntakeOutcome
{
    private AtmIntakeOutcome()
    {
    }

    public sealed record Taken(long ArrivesUs) : AtmIntakeOutcome;

    public sealed record Refused(TransferRefusal Reason) : AtmIntakeOutcome;
}
