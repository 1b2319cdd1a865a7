using Microsoft.Extensions.Logging;
using TellerLine.Customers;
using TellerLine.Kernel;

namespace TellerLine.Banking;

/// <summary>A customer's own transfers made at an ATM, after the enquiry PIN.</summary>
internal sealed class AtmTransfers(PatientCore core, PatientAtm atm) : IAtmTransfers
{
    public async Task<AtmTransfersOutcome> Of(Identification? who, CancellationToken ct = default)
    {
        if (who is null || !Disclosure.CallerHearsOfAccounts(who.Level))
            return new AtmTransfersOutcome.NotIdentified();
        if (await core.AccountsOf(who.Customer.Id, ct) is not { } accounts)
            return new AtmTransfersOutcome.Unavailable();
        var all = await Task.WhenAll(accounts
            .Where(account => account is { Moves: true, Status: not AccountStatus.Closed })
            .Select(account => atm.PendingOf(account.Number, ct)));
        return all.Any(told => told is null)
            ? new AtmTransfersOutcome.Unavailable()
            : new AtmTransfersOutcome.Told([.. all.SelectMany(told => told!).OrderBy(one => one.ArrivesUs)]);
    }
}

/// <summary>The bank's ATM transfers, with a bound on our patience.</summary>
internal sealed class PatientAtm(
    IAtmBank bank, BankingOptions options, TimeProvider time, ILogger<PatientAtm> log)
    : PatientPort(options, time, log, "ATM transfers")
{
    internal Task<IReadOnlyList<AtmTransfer>?> PendingOf(string account, CancellationToken ct) =>
        Ask<IReadOnlyList<AtmTransfer>?>(
            async bounded =>
            {
                var pending = await bank.PendingOf(account, bounded);
                return pending.All(one => one.Account == account) ? pending
                    : throw new InvalidDataException("The bank told an ATM transfer of another account.");
            }, ct);

    /// <summary>Not cancellable: once on its way, only the core bank's record tells.</summary>
    internal Task<CoreAnswer> Revoke(AtmRevokeOrder order) => Order(bounded => bank.Revoke(order, bounded));

    internal Task<CoreAnswer> Settle(AtmRevokeOrder order) => Order(bounded => bank.Settle(order, bounded));
}

/// <summary>A bank's own core whose machines make no transfers, or that does not tell of them.</summary>
internal sealed class NoAtmTransfers : IAtmBank
{
    public Task<IReadOnlyList<AtmTransfer>> PendingOf(string account, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<AtmTransfer>>([]);

    public Task<CoreAnswer> Revoke(AtmRevokeOrder order, CancellationToken ct) => Task.FromResult(Nothing);

    public Task<CoreAnswer> Settle(AtmRevokeOrder order, CancellationToken ct) => Task.FromResult(Nothing);

    private static readonly CoreAnswer Nothing = new CoreAnswer.Refused(TransferRefusal.NoSuchTransfer);
}
