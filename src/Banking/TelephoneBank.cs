using TellerLine.Kernel;

namespace TellerLine.Banking;

/// <summary>Enquiries, and the front of every order; how an order leaves and ends is <see cref="OwnTransfers"/>.</summary>
internal sealed class TelephoneBank(PatientCore core, OwnTransfers transfers) : ITelephoneBank
{
    public async Task<AccountsOutcome> Accounts(string customerId, CancellationToken ct = default) =>
        await core.AccountsOf(customerId, ct) is { } accounts
            ? new AccountsOutcome.Listed(accounts.Where(account => account.Status != AccountStatus.Closed).ToList())
            : new AccountsOutcome.Unavailable();

    public async Task<BalanceOutcome> Balance(string customerId, string account, CancellationToken ct = default) =>
        await core.Account(account, ct) switch
        {
            null => new BalanceOutcome.Unavailable(),
            { Account: { } found } when found.CustomerId == customerId && found.Status != AccountStatus.Closed => new BalanceOutcome.Told(found),
            _ => new BalanceOutcome.NotFound(),
        };

    public async Task<TransferOutcome> TransferOwn(OwnTransfer transfer, CancellationToken ct = default)
    {
        if (transfer.IdempotencyKey.Length is < 8 or > 64 || !transfer.IdempotencyKey.All(c => char.IsAsciiLetterOrDigit(c) || c == '-'))
            throw new ArgumentException("An idempotency key has 8 to 64 letters, digits and dashes.", nameof(transfer));
        if (await transfers.Before(transfer, ct) is { } before)
            return before;
        if (await core.AccountsOf(transfer.CustomerId, ct) is not { } own)
            return await transfers.Refuse(transfer, RefusalReason.CoreUnavailable, ct);
        if (OwnTransferRules.BrokenByOrder(transfer, own) is { } reason)
            return await transfers.Refuse(transfer, reason, ct);
        return await transfers.Submit(transfer, ct);
    }
}

/// <summary>Answers Customers' question from the core bank.</summary>
internal sealed class AccountOwners(PatientCore core) : Customers.IAccountOwners
{
    public async Task<string?> OwnerOf(string account, CancellationToken ct = default) => (await core.Account(account, ct))?.Account?.CustomerId;
}
