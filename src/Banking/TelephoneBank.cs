using TellerLine.Contracts;
using TellerLine.Customers;
using TellerLine.Kernel;

namespace TellerLine.Banking;

/// <summary>
/// Enquiries, and the front of every order; how an order leaves and ends is <see cref="Transfers"/>.
/// </summary>
internal sealed class TelephoneBank(
    PatientCore core, IContracts contracts, Transfers transfers, UntoldTransfers untold, KernelOptions kernel,
    TimeProvider time) : ITelephoneBank
{
    public async Task<AccountsOutcome> Accounts(string customerId, CancellationToken ct = default) =>
        await core.AccountsOf(customerId, ct) is { } accounts
            ? new AccountsOutcome.Listed(accounts.Where(account => account.Status != AccountStatus.Closed).ToList())
            : new AccountsOutcome.Unavailable();

    public async Task<ShownAccounts> AccountsAtDesk(Identification? who, CancellationToken ct = default)
    {
        if (who is null || !Disclosure.DeskSeesAccounts(who.Level))
            return new ShownAccounts.Hidden();
        if (await Accounts(who.Customer.Id, ct) is not AccountsOutcome.Listed listed)
            return new ShownAccounts.Unavailable();
        var told = Disclosure.BalancesAreTold(who.Level);
        return new ShownAccounts.Listed(
            [.. listed.Accounts.Select(
                account => new ShownAccount(account.Tail, account.Kind, told ? account.Balance : null))]);
    }

    public async Task<BalanceOutcome> Balance(string customerId, string account, CancellationToken ct = default) =>
        await core.Account(account, ct) switch
        {
            null => new BalanceOutcome.Unavailable(),
            { Account: { } found } when found.CustomerId == customerId && found.Status != AccountStatus.Closed =>
                new BalanceOutcome.Told(found),
            _ => new BalanceOutcome.NotFound(),
        };

    public async Task<StatementOutcome> Statement(
        Identification? who, string account, StatementPeriod period, CancellationToken ct = default)
    {
        if (who is null || !Disclosure.BalancesAreTold(who.Level))
            return new StatementOutcome.NotIdentified();
        if (period.Fault(kernel.DayOf(time.NowUs())) is { } fault)
            return new StatementOutcome.OutOfBounds(fault);
        switch (await Balance(who.Customer.Id, account, ct))
        {
            case BalanceOutcome.NotFound:
                return new StatementOutcome.NotFound();
            case BalanceOutcome.Told { Account: var of }:
                // One more than is told says whether there are more.
                var all = await core.Movements(
                    account, kernel.Day(period.From).FromUs, kernel.Day(period.To).ToUs,
                    ITelephoneBank.StatementLimit + 1, ct);
                return all is null
                    ? new StatementOutcome.Unavailable()
                    : new StatementOutcome.Told(new AccountStatement(
                        of, period, [.. all.Take(ITelephoneBank.StatementLimit).Select(Line)],
                        all.Count > ITelephoneBank.StatementLimit));
            default:
                return new StatementOutcome.Unavailable();
        }
    }

    private StatementLine Line(Movement one) =>
        new(kernel.DayOf(one.AtUs), one.AtUs, one.Amount, one.Balance, one.Kind);

    public async Task<SignedOutcome> Signed(string customerId, CancellationToken ct = default) =>
        await contracts.Of(customerId, ct) switch
        {
            null => new SignedOutcome.Nothing(),
            { IsActive: false } => new SignedOutcome.Suspended(),
            { Terms: var terms } => new SignedOutcome.Active(
                terms.Accounts, [.. terms.Payees.Select(payee => payee.Account)]),
        };

    public Task<bool> IsFirstPayment(string customerId, string payee, CancellationToken ct = default) =>
        transfers.IsFirstPayment(customerId, payee, ct);

    public Task<DateTimeOffset?> DelayedUntil(
        string customerId, string payee, Money amount, TransferSpeed speed, CancellationToken ct = default) =>
        transfers.DelayedUntil(customerId, payee, amount, speed, ct);

    public Task<TransferOutcome> Transfer(TransferWish transfer, CancellationToken ct = default) =>
        transfer.IdempotencyKey.Length is < 8 or > 64
        || !transfer.IdempotencyKey.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')
            ? throw new ArgumentException(
                "An idempotency key has 8 to 64 letters, digits and dashes.", nameof(transfer))
            : transfers.Transfer(transfer, ct);

    public Task<IReadOnlyList<UntoldTransfer>> Untold(string customerId, CancellationToken ct = default) =>
        untold.Of(customerId, ct);

    public void MarkTold(IReadOnlyList<string> transactionIds) => untold.Mark(transactionIds);
}

/// <summary>Where there are no contracts, nobody has signed one.</summary>
internal sealed class NothingSigned : IContracts
{
    public SignedContract? Of(WriteScope scope, string customerId) => null;

    public Task<SignedContract?> Of(string customerId, CancellationToken ct = default) =>
        Task.FromResult<SignedContract?>(null);
}

/// <summary>Answers the questions of Customers and Contracts from the core bank.</summary>
internal sealed class AccountOwners(PatientCore core) : IAccountOwners, IContractAccounts
{
    public async Task<IReadOnlyList<string>?> PayingAccountsOf(string customerId, CancellationToken ct = default) =>
        await core.AccountsOf(customerId, ct) is { } accounts
            ? [.. accounts.Where(a => a.Moves && a.Kind != AccountKind.Credit && a.Status != AccountStatus.Closed)
                .Select(a => a.Number)]
            : null;

    public async Task<string?> OwnerOf(string account, CancellationToken ct = default) =>
        (await core.Account(account, ct))?.Account?.CustomerId;
}
