using TellerLine.Customers;

namespace TellerLine.SelfService.Steps;

/// <summary>
/// Who is calling: by the number if it is exactly one customer's, else by an account number keyed when it is first
/// needed.
/// </summary>
internal sealed class Recognition(ICustomers customers)
{
    private const string Node = "account";

    /// <summary>Before the greeting. A number of several customers, or of none, tells nobody.</summary>
    public async Task ByNumber(Visit visit)
    {
        if (visit.Caller.Caller is { } number && await customers.ByNumber(number, visit.Ct) is [var only])
            visit.Identify(only, IdentificationLevel.Number);
    }

    public async Task<Got<CustomerCard>> Required(Visit visit)
    {
        if (visit.Who is { } who)
            return who.Customer;
        var got = await visit.Collect(
            Node, ["account.ask"], AccountNumbers.MaxLength, starClears: true, digits => Holder(visit, digits));
        if (got.Value is { } customer)
            visit.Identify(customer, IdentificationLevel.Account);
        return got;
    }

    private async Task<Understood<CustomerCard>> Holder(Visit visit, string digits) => digits switch
    {
        _ when digits.Length is < AccountNumbers.MinLength or > AccountNumbers.MaxLength =>
        new(null, ["account.length"]),
        _ when !AccountNumbers.IsValid(digits) => new(null, ["account.invalid"]),
        _ when await customers.ByAccount(digits, visit.Ct) is { } customer => new(customer),
        _ => new(null, ["account.unknown"]),
    };
}
