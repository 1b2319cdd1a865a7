using TellerLine.Kernel;

namespace TellerLine.Banking;

/// <summary>
/// A bank's own core behind HTTP, as docs/core-bank.openapi.yaml publishes it. Every question is a POST: account
/// numbers stand in no address, since addresses are logged. Whatever is not status 200 with a body that answers the
/// question throws, which the telephone bank takes for no answer: a query says so, an order is unknown until it is
/// asked about.
/// </summary>
internal sealed class HttpCoreBank : ICoreBank, ICardBank, ILoanBank, IAtmBank, IDisposable
{
    private readonly OtherSystem _core;

    /// <exception cref="System.Security.Cryptography.CryptographicException">The certificate cannot be read.</exception>
    public HttpCoreBank(BankingOptions options) =>
        _core = new OtherSystem(
            "core bank", options.CoreUrl, options.CoreToken, TimeSpan.FromMilliseconds(options.CoreTimeoutMs),
            options.CoreCertificate);

    public async Task<IReadOnlyList<Account>> AccountsOf(string customerId, CancellationToken ct)
    {
        var accounts = await Accounts(new CoreQuestion(customerId, null), ct);
        return accounts.All(account => account.CustomerId == customerId) ? accounts
            : throw new InvalidDataException("The core bank told accounts of another customer.");
    }

    public async Task<Account?> Account(string number, CancellationToken ct) =>
        await Accounts(new CoreQuestion(null, number), ct) switch
        {
            [] => null,
            [var account] when account.Number == number => account,
            _ => throw new InvalidDataException("The core bank told another account than was asked for."),
        };

    public Task<CoreAnswer> Transfer(TransferOrder order, CancellationToken ct) => Order("v1/transfers", order, ct);

    public Task<CoreAnswer> Settle(TransferOrder order, CancellationToken ct) =>
        Order("v1/transfers/settle", order, ct);

    public Task<HoldAnswer> Place(HoldOrder order, CancellationToken ct) => Hold("v1/holds", order, ct);

    public Task<HoldAnswer> Release(HoldOrder order, CancellationToken ct) => Hold("v1/holds/release", order, ct);

    public async Task<IReadOnlyList<Movement>> Movements(
        string account, long fromUs, long toUs, int limit, CancellationToken ct)
    {
        var answer = await _core.Ask(
            "v1/movements", new CorePeriod(account, Clock.FromUs(fromUs), Clock.FromUs(toUs), limit),
            CoreJson.Default.CorePeriod, CoreJson.Default.CoreMovements, ct);
        return answer.Number != account
            ? throw new InvalidDataException("The core bank told movements of another account.")
            : [
                .. (answer.Movements ?? throw _core.Odd()).Select(one => one?.Read() ?? throw _core.Odd())
                    .Take(limit),
            ];
    }

    public async Task<CardBill?> Bill(string account, CancellationToken ct)
    {
        var answer = await _core.Ask(
            "v1/cards/bill", new CoreQuestion(null, account), CoreJson.Default.CoreQuestion,
            CoreJson.Default.CoreCardAnswer, ct);
        return answer.Number != account
            ? throw new InvalidDataException("The core bank told the bill of another card.")
            : answer.Bill is null ? null
            : answer.Bill.Read() ?? throw _core.Odd();
    }

    public async Task<CardActivation> Activate(string account, string reference, CancellationToken ct)
    {
        var answer = await _core.Ask(
            "v1/cards/activate", new CoreActivate(account, reference), CoreJson.Default.CoreActivate,
            CoreJson.Default.CoreActivated, ct);
        return answer.Number == account && CoreOutcome.Said(answer.Outcome, out CardActivation outcome)
            ? outcome : throw _core.Odd();
    }

    public async Task<IReadOnlyList<Loan>> LoansOf(string customerId, CancellationToken ct)
    {
        var answer = await _core.Ask(
            "v1/loans", new CoreCustomer(customerId), CoreJson.Default.CoreCustomer, CoreJson.Default.CoreLoans, ct);
        return answer.CustomerId != customerId
            ? throw new InvalidDataException("The core bank told loans of another customer.")
            : [.. (answer.Loans ?? throw _core.Odd()).Select(one => one?.Read(customerId) ?? throw _core.Odd())];
    }

    public async Task<IReadOnlyList<TimeDeposit>> DepositsOf(string customerId, CancellationToken ct)
    {
        var answer = await _core.Ask(
            "v1/deposits", new CoreCustomer(customerId), CoreJson.Default.CoreCustomer, CoreJson.Default.CoreDeposits,
            ct);
        return answer.CustomerId != customerId
            ? throw new InvalidDataException("The core bank told deposits of another customer.")
            : [.. (answer.Deposits ?? throw _core.Odd()).Select(one => one?.Read(customerId) ?? throw _core.Odd())];
    }

    public Task<CoreAnswer> Pledge(PledgeOrder order, CancellationToken ct) => Loan("v1/loans/pledged", order, ct);

    public Task<CoreAnswer> Settle(PledgeOrder order, CancellationToken ct) =>
        Loan("v1/loans/pledged/settle", order, ct);

    public async Task<IReadOnlyList<AtmTransfer>> PendingOf(string account, CancellationToken ct)
    {
        var answer = await _core.Ask(
            "v1/atm-transfers", new CoreQuestion(null, account), CoreJson.Default.CoreQuestion,
            CoreJson.Default.CoreAtmTransfers, ct);
        return answer.Number != account
            ? throw new InvalidDataException("The core bank told ATM transfers of another account.")
            : [.. (answer.Transfers ?? throw _core.Odd()).Select(one => one?.Read(account) ?? throw _core.Odd())];
    }

    public Task<CoreAnswer> Revoke(AtmRevokeOrder order, CancellationToken ct) =>
        Atm("v1/atm-transfers/revoke", order, ct);

    public Task<CoreAnswer> Settle(AtmRevokeOrder order, CancellationToken ct) =>
        Atm("v1/atm-transfers/revoke/settle", order, ct);

    /// <inheritdoc cref="OtherSystem.Health"/>
    internal Task Health(CancellationToken ct) => _core.Health(ct);

    public void Dispose() => _core.Dispose();

    private async Task<IReadOnlyList<Account>> Accounts(CoreQuestion question, CancellationToken ct)
    {
        var answer = await _core.Ask(
            "v1/accounts", question, CoreJson.Default.CoreQuestion, CoreJson.Default.CoreAccounts, ct);
        return (answer.Accounts ?? throw _core.Odd())
            .Select(account => account?.Read() ?? throw _core.Odd()).ToList();
    }

    private async Task<CoreAnswer> Order(string path, TransferOrder order, CancellationToken ct)
    {
        var answer = await _core.Ask(
            path, CoreTransfer.Of(order), CoreJson.Default.CoreTransfer, CoreJson.Default.CoreOutcome, ct);
        return answer.For(order);
    }

    private async Task<CoreAnswer> Loan(string path, PledgeOrder order, CancellationToken ct)
    {
        var answer = await _core.Ask(
            path, CorePledge.Of(order), CoreJson.Default.CorePledge, CoreJson.Default.CoreOutcome, ct);
        return answer.For(new TransferOrder(order.Key, order.Deposit, order.To, order.Amount, order.Reference));
    }

    private async Task<CoreAnswer> Atm(string path, AtmRevokeOrder order, CancellationToken ct)
    {
        var answer = await _core.Ask(
            path, CoreRevoke.Of(order), CoreJson.Default.CoreRevoke, CoreJson.Default.CoreRevoked, ct);
        return answer.For(order);
    }

    private async Task<HoldAnswer> Hold(string path, HoldOrder order, CancellationToken ct)
    {
        var answer = await _core.Ask(
            path, new CoreHold(order.Key, order.Account, order.Reference), CoreJson.Default.CoreHold,
            CoreJson.Default.CoreHeld, ct);
        return answer.For(order);
    }
}
