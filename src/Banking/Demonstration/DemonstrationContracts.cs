using TellerLine.Contracts;
using TellerLine.Customers;
using TellerLine.Kernel;

namespace TellerLine.Banking;

/// <summary>
/// What the demonstration's customers have signed: all but one, whose contract whoever tries the branch desk signs.
/// Once, where there is no contract at all.
/// </summary>
internal sealed class DemonstrationContracts(
    IDb db, IContractRegister? register, IDemonstrationBank bank, BankingOptions options, KernelOptions kernel,
    TimeProvider time) : IAtStart
{
    /// <summary>The branch that keeps their papers.</summary>
    private const string Branch = "outlets/yinchuan";

    private const int NotSigned = 10_003;

    /// <summary>Pays more with an agent, above 5,000 with a second person.</summary>
    private const int Extended = 10_002;

    public async Task Run(CancellationToken ct)
    {
        if (register is null || !bank.On || await register.Any(ct))
            return;
        var book = DemonstrationBook.Of(options.DemonstrationSeed, kernel.DayOf(time.NowUs()));
        var accounts = book.Accounts.Where(account => account.Kind is AccountKind.Current or AccountKind.Savings)
            .ToLookup(account => account.CustomerId);
        await db.Write(scope =>
        {
            foreach (var customer in book.Customers.Where(one => DemonstrationBook.NumberOf(one.Id) != NotSigned))
            {
                register.Add(scope, customer.Id, Branch, Terms(
                    customer,
                    [.. accounts[customer.Id].Where(a => a.Status != AccountStatus.Closed).Select(a => a.Number)],
                    Payees(customer.Id, book)));
            }

            return true;
        }, ct);
    }

    /// <summary>The limits of the types as they are shipped.</summary>
    private static ContractTerms Terms(
        CustomerProfile customer, IReadOnlyList<string> accounts, IReadOnlyList<ContractPayee> payees) =>
        customer.Kind == CustomerKind.Company
            ? new("company", accounts, customer.Numbers, payees, 1_000_000, 5_000_000, 50_000, 200_000)
            : DemonstrationBook.NumberOf(customer.Id) == Extended
            ? new("extended", accounts, customer.Numbers, payees, 200_000, 1_000_000, 50_000, 50_000)
            : new("standard", accounts, customer.Numbers, payees, 200_000, 1_000_000, 1_000, 5_000);

    /// <summary>张伟 pays 李明 and 王芳, and they him; 𠮷建国 pays 张伟.</summary>
    private static List<ContractPayee> Payees(string customerId, DemonstrationBook book) => customerId switch
    {
        "C10001" => [Payee("C10020", book), Payee("C10065", book)],
        "C10002" or "C10020" or "C10065" => [Payee("C10001", book)],
        _ => [],
    };

    private static ContractPayee Payee(string customerId, DemonstrationBook book) => new(
        book.Accounts.First(account => account.CustomerId == customerId && account.Position == 0).Number,
        book.Customers.First(customer => customer.Id == customerId).Name);
}
