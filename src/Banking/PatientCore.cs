using Microsoft.Extensions.Logging;
using TellerLine.Kernel;

namespace TellerLine.Banking;

/// <summary>
/// The core bank's accounts and orders, with a bound on our patience.
/// </summary>
internal sealed class PatientCore(
    ICoreBank core, BankingOptions options, TimeProvider time, ILogger<PatientCore> log)
    : PatientPort(options, time, log, "accounts"), IAccountHolds
{
    /// <summary>Null when the core bank is another program, or is reached over a line.</summary>
    internal ICoreInside? Inside { get; } = core as ICoreInside;

    /// <summary>Null when the core bank does not answer.</summary>
    internal Task<IReadOnlyList<Account>?> AccountsOf(string customerId, CancellationToken ct) =>
        Ask<IReadOnlyList<Account>?>(async bounded => await core.AccountsOf(customerId, bounded), ct);

    internal Task<Found?> Account(string number, CancellationToken ct) =>
        Ask<Found?>(async bounded => new Found(await core.Account(number, bounded)), ct);

    /// <summary>Not cancellable: once on its way, only the core bank's record tells.</summary>
    internal Task<CoreAnswer> Transfer(TransferOrder order) => Order(bounded => core.Transfer(order, bounded));

    internal Task<CoreAnswer> Settle(TransferOrder order) => Order(bounded => core.Settle(order, bounded));

    public async Task<HoldAnswer> Place(HoldOrder order) =>
        await Ask<HoldAnswer?>(async bounded => await core.Place(order, bounded), CancellationToken.None)
        ?? new HoldAnswer.Unknown();

    public async Task<HoldAnswer> Release(HoldOrder order) =>
        await Ask<HoldAnswer?>(async bounded => await core.Release(order, bounded), CancellationToken.None)
        ?? new HoldAnswer.Unknown();

    public Task<IReadOnlyList<Account>?> Accounts(string customerId, CancellationToken ct) =>
        AccountsOf(customerId, ct);

    public Task<IReadOnlyList<Movement>?> Movements(
        string account, long fromUs, long toUs, int limit, CancellationToken ct) =>
        Ask<IReadOnlyList<Movement>?>(
            async bounded => await core.Movements(account, fromUs, toUs, limit, bounded), ct);

    /// <param name="Account">Null when the core bank knows no such account.</param>
    internal sealed record Found(Account? Account);
}
