namespace TellerLine.CoreKit;

/// <summary>Asks a core bank as the contract says.</summary>
internal sealed class CoreClient(Uri at, string token) : KitClient(at, token)
{
    /// <exception cref="HttpRequestException">No answer, or not 200.</exception>
    internal async Task<AccountList> Accounts(string? customerId, string? number) =>
        await Ask<AccountList>("v1/accounts", new Question(customerId, number));

    internal async Task<long> Balance(string number) =>
        (await Accounts(null, number)).Accounts is [var account] ? account.BalanceMinor
            : throw new Broken($"account …{number[^4..]} is not told");

    internal Task<Answer> Transfer(Order order) => Ask<Answer>("v1/transfers", order);

    internal Task<Answer> Settle(Order order) => Ask<Answer>("v1/transfers/settle", order);

    internal Task<Held> Place(Hold hold) => Ask<Held>("v1/holds", hold);

    internal Task<Held> Release(Hold hold) => Ask<Held>("v1/holds/release", hold);

    internal Task<MovementList> Movements(Period period) => Ask<MovementList>("v1/movements", period);

    internal Task<CardAnswer> Bill(string number) => Ask<CardAnswer>("v1/cards/bill", new CardQuestion(number));

    internal Task<Activated> Activate(string number) =>
        Ask<Activated>("v1/cards/activate", new Activate(number, "conformance"));

    internal Task<LoanList> Loans(string customerId) => Ask<LoanList>("v1/loans", new CustomerQuestion(customerId));

    internal Task<DepositList> Deposits(string customerId) =>
        Ask<DepositList>("v1/deposits", new CustomerQuestion(customerId));

    internal Task<Answer> Pledge(Pledge pledge) => Ask<Answer>("v1/loans/pledged", pledge);

    internal Task<Answer> Settle(Pledge pledge) => Ask<Answer>("v1/loans/pledged/settle", pledge);

    internal Task<AtmList> AtmTransfers(string number) =>
        Ask<AtmList>("v1/atm-transfers", new AtmQuestion(number));

    internal Task<Revoked> Revoke(Revoke order) => Ask<Revoked>("v1/atm-transfers/revoke", order);

    internal Task<Revoked> Settle(Revoke order) => Ask<Revoked>("v1/atm-transfers/revoke/settle", order);

    /// <summary>Sends the order and is gone before the answer.</summary>
    internal Task SendAndLeave(Order order) => SendAndLeave("v1/transfers", order);
}
