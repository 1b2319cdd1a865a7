using System.Text;
using TellerLine.Banking;
using TellerLine.Customers;
using TellerLine.Kernel;
using TellerLine.Movements;

namespace TellerLine.Rules.SelfService;

/// <summary>A small bank and its customers, in memory, with switches for everything that can go wrong.</summary>
internal sealed class Bank
    : ICustomers, ITelephoneBank, IDeferredTransfers, IPins, IStatements, ICreditCards
{
    public const string Enquiry = "135790";
    public const string Transaction = "246801";

    public static CustomerCard Zhang { get; } = Card("C10001", "张伟", Segment.Vip);

    public static CustomerCard Wang { get; } = Card("C10065", "王芳", Segment.Ordinary, elderly: true);

    public static CustomerCard Li { get; } = Card("C10020", "李明", Segment.Ordinary, accessibility: Accessibility.Sight);

    public static CustomerCard Chen { get; } = Card("C10007", "陈晨", Segment.Gold);

    public static CustomerCard Zhao { get; } = Card("C10008", "赵敏", Segment.Ordinary);

    public static CustomerCard Trade { get; } =
        Card("E20001", "宁川商贸", Segment.Gold) with { Kind = CustomerKind.Company, Title = "" };

    /// <summary>Numbers to customers; a list of two is a family's telephone.</summary>
    public Dictionary<string, CustomerCard[]> Numbers { get; } = new()
    {
        ["+8613800000001"] = [Zhang], ["+8613800000065"] = [Wang], ["+8613800000020"] = [Li],
        ["+861088880000"] = [Zhang, Wang],
        ["+8613800000007"] = [Chen], ["+8613800000008"] = [Zhao],
        ["+8613900020001"] = [Trade],
    };

    public List<Account> Accounts { get; } =
    [
        Account(Number("1000"), Zhang, AccountKind.Current, 12_345_67),
        Account(Number("2002"), Zhang, AccountKind.Savings, 10_005_00),
        Account(Number("6500"), Wang, AccountKind.Savings, 50), Account(Number("2000"), Li, AccountKind.Current, 0),
        Account(Number("7001"), Chen, AccountKind.Credit, -2_000_00),
        Account(Number("9100"), Trade, AccountKind.Current, 80_000_00),
        Account(Number("9101"), Trade, AccountKind.Current, 100_00),
        Account(Number("8001"), Zhao, AccountKind.Current, 5_000_00),
        Account(Number("8002"), Zhao, AccountKind.Credit, -2_345_60),
    ];

    /// <summary>Day, fen: what moved on every account, newest first.</summary>
    public List<(DateOnly Day, long Fen)> Moved { get; } =
    [
        (new(2026, 3, 2), -100_00), (new(2026, 3, 1), 5_000_00), (new(2026, 2, 28), -38_50),
        (new(2026, 2, 10), -2_00), (new(2026, 2, 9), 1),
    ];

    public List<StatementOrder> Statements { get; } = [];

    /// <summary>Of every credit card.</summary>
    public CardBill? Bill { get; set; } = new(
        new(2026, 2, 5), new(2026, 2, 25), Money.Cny(1_500_00), Money.Cny(150_00), Money.Cny(0));

    public bool Down { get; set; }

    /// <summary>What throws when it is asked: our own database is away.</summary>
    public HashSet<string> Broken { get; } = [];

    /// <summary>What <see cref="ITelephoneBank.Untold"/> tells.</summary>
    public List<UntoldTransfer> Waiting { get; } = [];

    public List<string> MarkedTold { get; } = [];

    public PinStanding Standing { get; set; }

    public PinMustChange MustChange { get; set; }

    /// <summary>Nobody has been paid yet.</summary>
    public bool FirstPayments { get; set; }

    public Task<bool> IsFirstPayment(string customerId, string payee, CancellationToken ct = default) =>
        Task.FromResult(FirstPayments);

    /// <summary>What the risk rules make of payments; null: nothing.</summary>
    public DateTimeOffset? Delayed { get; set; }

    public Task<DateTimeOffset?> DelayedUntil(
        string customerId, string payee, Money amount, TransferSpeed speed, CancellationToken ct = default) =>
        Task.FromResult(speed == TransferSpeed.NextDay ? null : Delayed);

    /// <summary>PINs that were said aloud.</summary>
    public HashSet<PinKind> Spoken { get; } = [];

    /// <summary>What the next transfers answer; posting when there is none.</summary>
    public Queue<TransferOutcome> Answers { get; } = new();

    public List<TransferWish> Transfers { get; } = [];

    /// <summary>What everybody has signed; null: for all accounts, and <see cref="Payees"/>.</summary>
    public SignedOutcome? Contract { get; set; }

    public List<string> Payees { get; } = [];

    /// <summary>What waits for its time.</summary>
    public List<DeferredTransfer> Later { get; } = [];

    public static IReadOnlyList<DeferredTransfer> TwoLater() =>
    [
        Waits("T1", 800_00, TransferSpeed.Ordinary, new(2026, 3, 2, 14, 5, 0, TimeSpan.Zero)),
        Waits("T2", 2_000_50, TransferSpeed.NextDay, new(2026, 3, 3, 8, 0, 0, TimeSpan.Zero)),
    ];

    private static DeferredTransfer Waits(string id, long fen, TransferSpeed speed, DateTimeOffset arrives) =>
        new(id, Number("1000"), Number("6500"), Money.Cny(fen), speed, 0, Clock.ToUs(arrives));

    public List<(string Id, string Customer, RevokeOrigin By)> Revoked { get; } = [];

    public RevokeOutcome Revokes { get; set; } = RevokeOutcome.Revoked;

    public bool Offered { get; set; } = true;

    /// <summary>2026-03-02 at noon, by a clock of the bank's that is UTC.</summary>
    public DateTimeOffset? ArrivesAt(TransferSpeed speed) => speed switch
    {
        TransferSpeed.Ordinary => new DateTimeOffset(2026, 3, 2, 14, 0, 0, TimeSpan.Zero),
        TransferSpeed.NextDay => new DateTimeOffset(2026, 3, 3, 8, 5, 0, TimeSpan.Zero),
        _ => null,
    };

    public Task<IReadOnlyList<DeferredTransfer>> Of(string customerId, CancellationToken ct = default)
    {
        MayBreak("later");
        return Task.FromResult<IReadOnlyList<DeferredTransfer>>([.. Later]);
    }

    public Task<RevokeOutcome> Revoke(
        string transactionId, string customerId, RevokeOrigin by, CancellationToken ct = default)
    {
        Revoked.Add((transactionId, customerId, by));
        return Task.FromResult(Revokes);
    }

    public Dictionary<PinKind, int> Failures { get; } = new() { [PinKind.Enquiry] = 0, [PinKind.Transaction] = 0 };

    public int Unsettled { get; private set; }

    /// <summary>A valid number with this tail.</summary>
    public static string Number(string tail)
    {
        for (var filler = 0; ; filler++)
        {
            var number = $"62220000{filler:0000}{tail}";
            if (AccountNumbers.IsValid(number))
                return number;
        }
    }

    private static CustomerCard Card(
        string id, string name, Segment segment, bool elderly = false,
        Accessibility accessibility = Accessibility.None) =>
        new(id, CustomerKind.Personal, name, name[..1], "先生", segment, "138****0001", "", elderly, accessibility);

    private static Account Account(string number, CustomerCard of, AccountKind kind, long fen) =>
        new(number, of.Id, kind, AccountStatus.Active, Money.Cny(fen),
            Money.Cny(kind == AccountKind.Credit ? 20_000_00 : 0));

    public Task<IReadOnlyList<CustomerCard>> ByNumber(string? e164, CancellationToken ct = default)
    {
        MayBreak("customers");
        return Task.FromResult<IReadOnlyList<CustomerCard>>(Numbers.GetValueOrDefault(e164 ?? "", []));
    }

    public async Task<CustomerCard?> ByAccount(string account, CancellationToken ct = default) =>
        Accounts.FirstOrDefault(a => a.Number == account) is { } found ? await ById(found.CustomerId, ct) : null;

    public Task<CustomerCard?> ById(string customerId, CancellationToken ct = default) =>
        Task.FromResult(new[] { Zhang, Wang, Li, Chen, Zhao, Trade }.FirstOrDefault(c => c.Id == customerId));

    public Task<IReadOnlyDictionary<string, string>> NamesOf(
        IReadOnlyCollection<string> customerIds, CancellationToken ct = default) => throw new NotSupportedException();

    public Task<CustomerCard?> ByIdentity(IdentityKind kind, string number, CancellationToken ct = default) =>
        Task.FromResult<CustomerCard?>(null);

    public Task<IReadOnlyList<CompanyOperator>> OperatorsOf(string customerId, CancellationToken ct = default) =>
        Task.FromResult<IReadOnlyList<CompanyOperator>>([]);

    public Task<CustomersFound> Find(string text, CancellationToken ct = default) =>
        Task.FromResult(CustomersFound.None);

    Task<AccountsOutcome> ITelephoneBank.Accounts(string customerId, CancellationToken ct) =>
        Task.FromResult<AccountsOutcome>(
        Down ? new AccountsOutcome.Unavailable()
            : new AccountsOutcome.Listed([.. Accounts.Where(a => a.CustomerId == customerId)]));

    public Task<ShownAccounts> AccountsAtDesk(Identification? who, CancellationToken ct = default) =>
        Task.FromResult<ShownAccounts>(new ShownAccounts.Listed(
            [.. Accounts.Where(one => one.CustomerId == who?.Customer.Id).Select(
                one => new ShownAccount(one.Tail, one.Kind, one.Balance))]));

    public Task<BalanceOutcome> Balance(string customerId, string account, CancellationToken ct = default)
    {
        MayBreak("balance");
        return Task.FromResult<BalanceOutcome>(
            Down
                ? new BalanceOutcome.Unavailable()
                : new BalanceOutcome.Told(Accounts.Single(a => a.Number == account && a.CustomerId == customerId)));
    }

    public Task<StatementOutcome> Statement(
        Identification? who, string account, StatementPeriod period, CancellationToken ct = default)
    {
        if (Down)
            return Task.FromResult<StatementOutcome>(new StatementOutcome.Unavailable());
        Assert.True(who!.Level >= IdentificationLevel.EnquiryPin);
        Assert.Null(period.Fault(new DateOnly(2026, 3, 2)));
        return Task.FromResult<StatementOutcome>(new StatementOutcome.Told(new AccountStatement(
            Accounts.Single(a => a.Number == account && a.CustomerId == who.Customer.Id), period,
            [
                .. Moved.Where(one => one.Day >= period.From && one.Day <= period.To)
                    .Select(one => new StatementLine(one.Day, 0, Money.Cny(one.Fen), Money.Cny(0), "transfer")),
            ],
            false)));
    }

    public Task<CardOutcome> Of(Identification? who, string account, CancellationToken ct = default)
    {
        Assert.True(who!.Level >= IdentificationLevel.EnquiryPin);
        return Task.FromResult<CardOutcome>(
            Down || Broken.Contains("cards") ? new CardOutcome.Unavailable()
            : Accounts.FirstOrDefault(a => a.Number == account && a.CustomerId == who.Customer.Id) is { } card
                ? new CardOutcome.Told(card, Bill)
            : new CardOutcome.NotFound());
    }

    /// <summary>What the core bank says of an activation; null: it does not answer.</summary>
    public CardActivation? Activation { get; set; } = CardActivation.Done;

    public List<string> Activated { get; } = [];

    public Task<CardActivation?> Activate(
        Identification? who, string account, string contactId, CancellationToken ct = default)
    {
        Assert.True(who!.Level >= IdentificationLevel.EnquiryPin);
        Activated.Add(account);
        return Task.FromResult(Activation);
    }

    public Task<string?> Send(StatementOrder order, CancellationToken ct = default)
    {
        if (Broken.Contains("statements"))
            return Task.FromResult<string?>(null);
        Statements.Add(order);
        return Task.FromResult<string?>("n1-s1");
    }

    public Task<IReadOnlyList<UntoldTransfer>> Untold(string customerId, CancellationToken ct = default)
    {
        MayBreak("untold");
        return Task.FromResult<IReadOnlyList<UntoldTransfer>>(
            [.. Waiting.Where(t => !MarkedTold.Contains(t.TransactionId))]);
    }

    public void MarkTold(IReadOnlyList<string> transactionIds) => MarkedTold.AddRange(transactionIds);

    Task<SignedOutcome> ITelephoneBank.Signed(string customerId, CancellationToken ct)
    {
        MayBreak("contract");
        return Task.FromResult(Contract ?? new SignedOutcome.Active([.. Accounts.Select(a => a.Number)], Payees));
    }

    private void MayBreak(string part)
    {
        if (Broken.Contains(part))
            throw new IOException($"{part} is away");
    }

    public Task<TransferOutcome> Transfer(TransferWish transfer, CancellationToken ct = default)
    {
        Transfers.Add(transfer);
        return Task.FromResult(Answers.TryDequeue(out var answer)
            ? answer
            : new TransferOutcome.Posted(
                "T1",
                (Accounts.SingleOrDefault(a => a.Number == transfer.From)?.Balance - transfer.Amount)
                ?? (Accounts.First(a => a.Number == transfer.To).Balance + transfer.Amount),
                Accounts.FirstOrDefault(a => a.Number == transfer.To)?.Balance + transfer.Amount));
    }

    public Task<PinCheck> Open(
        string customerId, PinKind kind, string? contactId = null, CancellationToken ct = default)
    {
        MayBreak($"pins {kind}");
        return Task.FromResult<PinCheck>(
            new Check(this, kind, Failures[kind] >= 3 ? PinStanding.BlockedToday : Standing));
    }

    public Task Set(
        string customerId, PinKind kind, ReadOnlySpan<byte> digits, bool initial = false, string actor = "branch") =>
        throw new NotSupportedException();

    public List<PinKind> Changed { get; } = [];

    public bool ChangesTooLate { get; set; }

    public Task<PinChange> Change(
        string customerId, PinKind kind, string contactId, CancellationToken ct = default) =>
        Task.FromResult<PinChange>(new Renewal(this, kind));

    /// <summary>The old PIN goes on being right here: what is stored is Banking's.</summary>
    private sealed class Renewal(Bank bank, PinKind kind) : PinChange
    {
        private byte[] _first = [];

        public override PinWeakness? First(ReadOnlySpan<byte> asciiDigits)
        {
            _first = asciiDigits.ToArray();
            var (own, other) = kind == PinKind.Transaction ? (Transaction, Enquiry) : (Enquiry, Transaction);
            return PinRules.Weak(asciiDigits, null)
                ?? (asciiDigits.SequenceEqual(Encoding.ASCII.GetBytes(own)) ? PinWeakness.Same
                : asciiDigits.SequenceEqual(Encoding.ASCII.GetBytes(other)) ? PinWeakness.SameAsOther
                : null);
        }

        public override bool Again(ReadOnlySpan<byte> asciiDigits) => asciiDigits.SequenceEqual(_first);

        public override Task<PinChangeOutcome> Settle(PinToken proof)
        {
            if (bank.ChangesTooLate)
                return Task.FromResult(PinChangeOutcome.TooLate);
            bank.MustChange = PinMustChange.No;
            bank.Spoken.Remove(kind);
            bank.Changed.Add(kind);
            return Task.FromResult(PinChangeOutcome.Changed);
        }
    }

    private sealed class Check(Bank bank, PinKind kind, PinStanding standing) : PinCheck
    {
        private bool _asked;

        public override PinStanding Standing => standing;

        public override bool Matches(ReadOnlySpan<byte> asciiDigits)
        {
            _asked = true;
            return asciiDigits.SequenceEqual(kind == PinKind.Enquiry ? "135790"u8 : "246801"u8);
        }

        public override Task<PinOutcome> Settle(bool matched)
        {
            _asked = false;
            if (matched)
            {
                bank.Failures[kind] = 0;
                return Task.FromResult<PinOutcome>(new PinOutcome.Right(
                    new PinToken("t"), bank.Spoken.Contains(kind) ? PinMustChange.Spoken : bank.MustChange));
            }
            var failures = ++bank.Failures[kind];
            return Task.FromResult<PinOutcome>(
                failures >= 3 ? new PinOutcome.BlockedToday(failures) : new PinOutcome.Wrong(failures, 3 - failures));
        }

        public override ValueTask DisposeAsync()
        {
            if (_asked)
                bank.Unsettled++;
            return ValueTask.CompletedTask;
        }
    }
}
