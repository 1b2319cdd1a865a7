using TellerLine.Customers;

namespace TellerLine.Banking;

/// <summary>
/// Enquiries, and the front of every order; how an order leaves and ends is <see cref="OwnTransfers"/>.
/// </summary>
internal sealed class TelephoneBank(PatientCore core, OwnTransfers transfers, UntoldTransfers untold) : ITelephoneBank
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

    public Task<TransferOutcome> TransferOwn(OwnTransfer transfer, CancellationToken ct = default) =>
        transfer.IdempotencyKey.Length is < 8 or > 64
        || !transfer.IdempotencyKey.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')
            ? throw new ArgumentException(
                "An idempotency key has 8 to 64 letters, digits and dashes.", nameof(transfer))
            : transfers.Transfer(transfer, ct);

    public Task<IReadOnlyList<UntoldTransfer>> Untold(string customerId, CancellationToken ct = default) =>
        untold.Of(customerId, ct);

    public void MarkTold(IReadOnlyList<string> transactionIds) => untold.Mark(transactionIds);
}

/// <summary>Answers Customers' question from the core bank.</summary>
internal sealed class AccountOwners(PatientCore core) : IAccountOwners
{
    public async Task<string?> OwnerOf(string account, CancellationToken ct = default) =>
        (await core.Account(account, ct))?.Account?.CustomerId;
}
