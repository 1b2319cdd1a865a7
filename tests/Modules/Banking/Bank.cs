using System.Data;
using Dapper;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using TellerLine.Banking;
using TellerLine.Catalogue;
using TellerLine.Contracts;
using TellerLine.Customers;
using TellerLine.Definitions;
using TellerLine.Kernel;
using TellerLine.Notices;

namespace TellerLine.Modules.Banking;

/// <summary>
/// A bank without customers on a database of its own, its clock set by hand, its core bank ours to break.
/// </summary>
public sealed class Bank : IAsyncDisposable
{
    private static readonly (
        string, string)[] Quick = [
        ("Banking:Demonstration", "false"), ("Banking:PinIterations", "10000"), ("Banking:CoreTimeoutMs", "1000")];

    internal static readonly OrderOrigin Keyed = new(
        OrderWay.Keypad, null, "from 1000 to 2000, 10.00", IdentificationLevel.TransactionPin);

    private Bank(TestKernel kernel, FakeTime clock, WaywardCore core, WaywardDb record) =>
        (Kernel, Clock, Core, Record) = (kernel, clock, core, record);

    public TestKernel Kernel { get; }

    public FakeTime Clock { get; }

    internal WaywardCore Core { get; }

    /// <summary>The telephone bank's own record, apart from the core bank's; ours to break.</summary>
    internal WaywardDb Record { get; }

    internal Evidence Evidence { get; private init; } = null!;

    internal Screen Screen { get; private init; } = null!;

    internal Papers Papers { get; private init; } = null!;

    internal Bounds Services { get; private init; } = null!;

    public ITelephoneBank Telephone => Kernel.Services.GetRequiredService<ITelephoneBank>();

    public ISecondPerson Second => Kernel.Services.GetRequiredService<ISecondPerson>();

    public IPins Pins => Kernel.Services.GetRequiredService<IPins>();

    internal ICoreBank Ledger => Core.Inner;

    internal Reconciler Reconciler => Kernel.Services.GetRequiredService<Reconciler>();

    public static Task<Bank> Start(DbEngine engine = DbEngine.Sqlite, params (string, string)[] settings) =>
        Start(engine, withNotices: false, null, settings);

    /// <summary>Its ledger in the same database, as the program has it: no line to a core bank that could be
    /// cut.</summary>
    public static Task<Bank> StartInside(DbEngine engine = DbEngine.Sqlite) =>
        Start(engine, withNotices: false, null, [], inside: true);

    /// <summary>Over a core bank of another process.</summary>
    public static Task<Bank> StartOver(Uri core, string token) => Start(
        DbEngine.Sqlite, withNotices: false, null,
        [("Banking:CoreUrl", core.AbsoluteUri), ("Banking:CoreToken", token)]);

    /// <summary>Customers are told, on the demonstration's telephones; C1 has one.</summary>
    /// <param name="add">Further capabilities that stand on it.</param>
    public static async Task<Bank> StartWithNotices(
        DbEngine engine, Action<IServiceCollection, IConfiguration>? add = null)
    {
        var bank = await Start(engine, withNotices: true, add, []);
        await bank.Kernel.Db.Write(scope =>
        {
            bank.Kernel.Services.GetRequiredService<ICustomerRegister>().Add(scope, new CustomerProfile(
                "C1", CustomerKind.Personal, "张伟", "张", "先生", Segment.Ordinary, IdentityKind.Passport, "P1234567",
                new DateOnly(1980, 1, 1), ["+8613800000001"]));
            return true;
        });
        return bank;
    }

    private static async Task<Bank> Start(
        DbEngine engine, bool withNotices, Action<IServiceCollection, IConfiguration>? add, (string, string)[] settings,
        bool inside = false)
    {
        var clock = new FakeTime(new DateTimeOffset(2026, 3, 2, 2, 0, 0, TimeSpan.Zero));
        WaywardCore? core = null;
        var (evidence, papers, screen, services) = (new Evidence(), new Papers(), new Screen(), new Bounds());
        WaywardDb? record = null;
        var kernel = await TestKernel.Start(
            engine,
            (added, configuration) =>
            {
                added.AddSingleton<TimeProvider>(clock);
                if (!settings.Any(setting => setting.Item1 == "Banking:CoreUrl"))
                    added.AddSingleton<ICoreBank>(provider =>
                    {
                        core = new WaywardCore(new EmbeddedLedger(provider.GetRequiredService<Db>(), clock));
                        return inside ? core.Inner : core;
                    });
                added.AddSingleton<IDb>(provider => record = new WaywardDb(provider.GetRequiredService<Db>()));
                added.AddSingleton<IEvidenceGuard>(evidence);
                added.AddSingleton<IContracts>(papers);
                added.AddSingleton<IRiskScreen>(screen);
                added.AddSingleton<IOfferedServices>(services);
                added.AddCustomers(configuration);
                if (withNotices)
                    added.AddDefinitions(configuration).AddNotices(configuration);
                added.AddBanking(configuration);
                add?.Invoke(added, configuration);
            },
            [.. Quick, .. settings]);
        _ = kernel.Services.GetRequiredService<ICoreBank>();
        return new Bank(kernel, clock, core!, record!)
        {
            Evidence = evidence, Papers = papers, Screen = screen, Services = services,
        };
    }

    /// <summary>An account with this much on it, which the house paid in.</summary>
    public Task<string> Open(
        string customerId, long fen, AccountKind kind = AccountKind.Current,
        AccountStatus status = AccountStatus.Active,
        long creditLimit = 0) => Open(Kernel.Db, customerId, fen, kind, status, creditLimit);

    internal static Task<string> Open(
        IDb db, string customerId, long fen, AccountKind kind = AccountKind.Current,
        AccountStatus status = AccountStatus.Active, long creditLimit = 0) =>
        db.Write(scope =>
        {
            var count = scope.Connection.ExecuteScalar<long>(
                "SELECT count(*) FROM ledger_account", transaction: scope.Transaction);
            if (count == 0)
            {
                LedgerBooks.Open(
                    scope, new LedgerBooks.OpenedAccount("house", null, 0, "house", "active", "CNY", 0, 0));
                count = 1;
            }

            var number = $"628899{count:000000000000}";
            number += AccountNumbers.CheckDigit(number);
            LedgerBooks.Open(
                scope, new LedgerBooks.OpenedAccount(
                    number, customerId, count, EnumWords.Of(kind), EnumWords.Of(status), "CNY", creditLimit, 0));
            if (fen != 0)
            {
                var entry = new LedgerEntry(
                    LedgerEntryKind.Opening, "",
                    [new Posting("house", Money.Cny(-fen)), new Posting(number, Money.Cny(fen))]);
                LedgerBooks.Post(scope, Guid.NewGuid().ToString(), entry, 0);
            }

            return number;
        });

    /// <summary>A fresh token of the customer's transaction PIN, which is set on the way.</summary>
    public Task<PinToken> Token(
        string customerId, string contactId = "call-1", PinKind kind = PinKind.Transaction) =>
        Token(Pins, customerId, contactId, kind);

    internal static async Task<PinToken> Token(
        IPins pins, string customerId, string contactId, PinKind kind = PinKind.Transaction)
    {
        await pins.Set(customerId, kind, "739184"u8);
        await using var check = await pins.Open(customerId, kind, contactId, TestContext.Current.CancellationToken);
        return Assert.IsType<PinOutcome.Right>(await check.Settle(check.Matches("739184"u8))).Token;
    }

    public async Task<long> Fen(string account) =>
        (await Ledger.Account(account, TestContext.Current.CancellationToken))!.Balance.Minor;

    /// <summary>
    /// The ledger's own proof: every entry adds up to zero, every balance is its postings', every posting's balance is
    /// the running sum.
    /// </summary>
    public async Task Prove() => Assert.Empty(await Faults(Kernel.Db));

    internal static Task<List<string>> Faults(IDb db) =>
        db.Read(connection => connection.Query<string>(
            """
            SELECT 'entry ' || entry_id FROM ledger_posting GROUP BY entry_id, currency HAVING sum(amount_minor) <> 0
            UNION ALL
            SELECT 'account ' || a.number FROM ledger_account a
            WHERE a.balance_minor <> coalesce((SELECT sum(p.amount_minor) FROM ledger_posting p WHERE p.account = a.number), 0)
               OR a.postings <> (SELECT count(*) FROM ledger_posting p WHERE p.account = a.number)
            UNION ALL
            SELECT 'posting ' || account || '/' || account_seq FROM
                (SELECT account, account_seq, balance_minor, sum(amount_minor) OVER (PARTITION BY account ORDER BY account_seq) AS running
                 FROM ledger_posting) r WHERE running <> balance_minor
            UNION ALL
            SELECT 'overdrawn ' || number FROM ledger_account WHERE customer_id IS NOT NULL AND balance_minor < -credit_limit_minor
            """).ToList());

    public ValueTask DisposeAsync() => Kernel.DisposeAsync();
}

/// <summary>The embedded ledger behind a line that can be cut on the way there or on the way back.</summary>
internal sealed class WaywardCore(EmbeddedLedger inner) : ICoreBank, ILoanBank, IAtmBank
{
    public EmbeddedLedger Inner => inner;

    public bool CutThere { get; set; }

    /// <summary>Of loans alone: what is asked for does not arrive.</summary>
    public bool CutPledge { get; set; }

    /// <summary>Blocks the thread it is called on until set, when not null, as a bank's own adapter may.</summary>
    public ManualResetEventSlim? Blocked { get; set; }

    public bool CutBack { get; set; }

    /// <summary>Holds the next order until completed, when not null.</summary>
    public TaskCompletionSource? Held { get; set; }

    /// <summary>An order is being held.</summary>
    public TaskCompletionSource Holding { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<IReadOnlyList<Account>> AccountsOf(string customerId, CancellationToken ct)
    {
        Blocked?.Wait(CancellationToken.None);
        return CutThere ? throw new TimeoutException() : inner.AccountsOf(customerId, ct);
    }

    public Task<Account?> Account(string number, CancellationToken ct) => CutThere ? throw new TimeoutException()
        : inner.Account(number, ct);

    public Task<CoreAnswer> Transfer(TransferOrder order, CancellationToken ct) =>
        Line(() => inner.Transfer(order, CancellationToken.None));

    public Task<CoreAnswer> Settle(TransferOrder order, CancellationToken ct) =>
        Line(() => inner.Settle(order, CancellationToken.None));

    public Task<HoldAnswer> Place(HoldOrder order, CancellationToken ct) =>
        Line(() => inner.Place(order, CancellationToken.None));

    public Task<HoldAnswer> Release(HoldOrder order, CancellationToken ct) =>
        Line(() => inner.Release(order, CancellationToken.None));

    public Task<IReadOnlyList<Movement>> Movements(
        string account, long fromUs, long toUs, int limit, CancellationToken ct) => CutThere
        ? throw new TimeoutException() : inner.Movements(account, fromUs, toUs, limit, ct);

    public Task<IReadOnlyList<Loan>> LoansOf(string customerId, CancellationToken ct) => CutThere
        ? throw new TimeoutException() : inner.LoansOf(customerId, ct);

    public Task<IReadOnlyList<TimeDeposit>> DepositsOf(string customerId, CancellationToken ct) => CutThere
        ? throw new TimeoutException() : inner.DepositsOf(customerId, ct);

    public Task<CoreAnswer> Pledge(PledgeOrder order, CancellationToken ct) =>
        CutPledge ? throw new IOException("cut on the way there")
            : Line(() => inner.Pledge(order, CancellationToken.None));

    public Task<CoreAnswer> Settle(PledgeOrder order, CancellationToken ct) =>
        Line(() => inner.Settle(order, CancellationToken.None));

    public Task<IReadOnlyList<AtmTransfer>> PendingOf(string account, CancellationToken ct) => CutThere
        ? throw new TimeoutException() : inner.PendingOf(account, ct);

    /// <summary>Of ATM transfers alone: the order to take one back does not arrive.</summary>
    public bool CutOrders { get; set; }

    public Task<CoreAnswer> Revoke(AtmRevokeOrder order, CancellationToken ct) =>
        CutOrders ? throw new IOException("cut on the way there") : Line(() => inner.Revoke(order, CancellationToken.None));

    public Task<CoreAnswer> Settle(AtmRevokeOrder order, CancellationToken ct) =>
        Line(() => inner.Settle(order, CancellationToken.None));

    private async Task<T> Line<T>(Func<Task<T>> there)
    {
        if (CutThere)
            throw new IOException("cut on the way there");
        if (Held is { } held)
        {
            Holding.TrySetResult();
            await held.Task;
        }

        var answer = await there();
        return CutBack ? throw new IOException("cut on the way back") : answer;
    }
}

/// <summary>Every contact is recorded, until told otherwise.</summary>
internal sealed class Evidence : IEvidenceGuard
{
    public bool Kept { get; set; } = true;

    public bool IsKept(string contactId) => Kept;
}

/// <summary>Says what it is told to, and remembers what it was asked.</summary>
internal sealed class Screen : IRiskScreen
{
    public RiskVerdict Says { get; set; } = RiskVerdict.Pass;

    public List<RiskFacts> Asked { get; } = [];

    public RiskVerdict Judge(RiskFacts facts)
    {
        Asked.Add(facts);
        return Says;
    }
}

/// <summary>No bounds, until told otherwise.</summary>
internal sealed class Bounds : IOfferedServices
{
    /// <summary>Minor units of one order, by service.</summary>
    public Dictionary<string, long> AtMost { get; } = [];

    /// <summary>Above it an agent needs a second person.</summary>
    public Dictionary<string, long> Second { get; } = [];

    public ServiceRefusal? Refuses(string code, ServiceChannel channel, string? agent = null) => null;

    public IdentificationLevel Asks(string code) => IdentificationLevel.None;

    public long? Most(string code) => AtMost.TryGetValue(code, out var most) ? most : null;

    public long? SecondAbove(string code) => Second.TryGetValue(code, out var above) ? above : null;
}

/// <summary>Everybody has signed for all accounts the ledger has of his, until told otherwise.</summary>
internal sealed class Papers : IContracts
{
    private readonly List<ContractPayee> _payees = [];

    /// <summary>In yuan: own accounts a transfer and a day, payees a transfer and a day from a bound telephone and from
    /// any other.</summary>
    public ContractType Type { get; set; } =
        new("standard", "", "", "personal", 200_000, 1_000_000, 1_000, 5_000, 500, 1_000);

    public bool Signed { get; set; } = true;

    public bool Active { get; set; } = true;

    public string? Without { get; set; }

    /// <summary>Instead of what the ledger has.</summary>
    public IReadOnlyList<string> Accounts { get; set; } = [];

    public const string Bound = "+8613800000001";

    public void Name(string payee) => _payees.Add(new ContractPayee(payee, "王芳"));

    public SignedContract? Of(WriteScope scope, string customerId) =>
        Of(scope.Connection, customerId, scope.Transaction);

    /// <summary>Of <see cref="Accounts"/>, which a test that asks outside a transaction says.</summary>
    public Task<SignedContract?> Of(string customerId, CancellationToken ct = default) =>
        Accounts.Count == 0 ? throw new NotSupportedException() : Task.FromResult(Of(Accounts));

    private SignedContract? Of(IDbConnection connection, string customerId, IDbTransaction transaction) =>
        Of(Accounts.Count > 0 ? Accounts : connection.Query<string>(
            "SELECT number FROM ledger_account WHERE customer_id = @customerId", new { customerId }, transaction));

    private SignedContract? Of(IEnumerable<string> accounts) => !Signed ? null
        : new SignedContract("K1", 1, Active, new ContractTerms(
            Type.Code, [.. accounts.Where(number => number != Without)],
            [Bound], _payees, Type.OwnPerTransaction, Type.OwnPerDay, Type.BoundPerTransaction, Type.BoundPerDay),
            Type);
}
