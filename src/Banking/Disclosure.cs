using TellerLine.Customers;

namespace TellerLine.Banking;

/// <summary>
/// What of a customer's accounts may be told at which level of identification: <c>docs/identification.md</c>.
/// </summary>
public static class Disclosure
{
    /// <summary>
    /// Whether the caller may hear of accounts at all: tails, kinds, how many there are, what became of a transfer. A
    /// telephone number and an account number are known to others too; the first thing only the customer knows is a
    /// PIN.
    /// </summary>
    public static bool CallerHearsOfAccounts(IdentificationLevel level) => level >= IdentificationLevel.EnquiryPin;

    /// <summary>Whether an agent sees tails and kinds, to compare with what the caller says.</summary>
    public static bool DeskSeesAccounts(IdentificationLevel level) => level >= IdentificationLevel.Account;

    public static bool BalancesAreTold(IdentificationLevel level) => level >= IdentificationLevel.EnquiryPin;
}
