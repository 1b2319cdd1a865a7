using TellerLine.Customers;
using TellerLine.Kernel;

namespace TellerLine.Banking;

/// <summary>A row read back.</summary>
internal static partial class TransactionStore
{
    private static TransferKind KindOf(string word) => word switch
    {
        Own => TransferKind.Own,
        Payee => TransferKind.Payee,
        _ => EnumWords.To<TransferKind>(word),
    };

    private sealed class Row
    {
        public required string Id { get; init; }

        public required string Key { get; init; }

        public required string Kind { get; init; }

        public required string CustomerId { get; init; }

        public required string ContactId { get; init; }

        public required string FromAccount { get; init; }

        public required string ToAccount { get; init; }

        public long AmountMinor { get; init; }

        public required string Currency { get; init; }

        public required string BankDay { get; init; }

        public required string State { get; init; }

        public string? Reason { get; init; }

        public string? EntryId { get; init; }

        public long Reconciled { get; init; }

        public long? FromBalanceMinor { get; init; }

        public long? ToBalanceMinor { get; init; }

        public long SubmittedUs { get; init; }

        public required string Way { get; init; }

        public string? Agent { get; init; }

        public string? Approver { get; init; }

        public required string ReadBack { get; init; }

        public required string Level { get; init; }

        public long? AskedUs { get; init; }

        public long? DueUs { get; init; }

        public string? AskedWhy { get; init; }

        public string? Signature { get; init; }

        public string? MakerSession { get; init; }

        public long? DecidedUs { get; init; }

        public string? Note { get; init; }

        public string? Biller { get; init; }

        public string? BillNumber { get; init; }

        public string? Receipt { get; init; }

        public long Returns { get; init; }

        public long? LegUs { get; init; }

        public required string Speed { get; init; }

        public long? ArrivesUs { get; init; }

        public string? LoanEnds { get; init; }

        public long? LoanRateBp { get; init; }

        public string? Subject { get; init; }

        public string? Repays { get; init; }

        public Transaction ToTransaction()
        {
            var order = new TransferWish(
                KindOf(Kind), CustomerId, FromAccount, ToAccount, new Money(AmountMinor, Currency), Key, ContactId,
                new PinToken(""))
            {
                Speed = EnumWords.To<TransferSpeed>(Speed),
                Subject = Subject,
                Bill = Biller is null ? null : new BillReference(Biller, BillNumber!),
                Loan = LoanEnds is null ? null
                    : new LoanWish(DateOnly.ParseExact(LoanEnds, "yyyy-MM-dd"), (int)LoanRateBp!.Value),
                Origin = new OrderOrigin(
                    EnumWords.To<OrderWay>(Way), Agent, ReadBack,
                    Level.Length == 0 ? IdentificationLevel.None : EnumWords.To<IdentificationLevel>(Level))
                {
                    Session = MakerSession,
                },
            };
            return new Transaction(Id, order, DateOnly.ParseExact(BankDay, "yyyy-MM-dd"), SubmittedUs, StateOf())
            {
                Approver = Approver,
                Receipt = Receipt,
                Returns = Returns,
                LegUs = LegUs ?? SubmittedUs,
                ArrivesUs = ArrivesUs,
                Repays = Repays is null ? null : EnumWords.To<AccountKind>(Repays),
                Second = DueUs is { } due
                    ? new SecondWait(AskedWhy ?? "", AskedUs ?? SubmittedUs, due)
                    {
                        Signature = Signature, DecidedUs = DecidedUs, Note = Note,
                    }
                    : null,
                FromBalance = FromBalanceMinor is { } from ? new Money(from, Currency) : null,
                ToBalance = ToBalanceMinor is { } to ? new Money(to, Currency) : null,
            };
        }

        private TransactionState StateOf() => State switch
        {
            "pending" => new TransactionState.Pending(),
            "voided" => new TransactionState.Voided(EnumWords.To<TransferVoid>(Reason!)),
            "submitted" => new TransactionState.Submitted(),
            "unknown" => new TransactionState.Unknown(),
            "posted" => new TransactionState.Posted(EntryId!, Reconciled != 0),
            "failed" => new TransactionState.Failed(EnumWords.To<TransferRefusal>(Reason!), Reconciled != 0)
            {
                Returned = EntryId is not null,
            },
            "deferred" => new TransactionState.Deferred(EntryId!, Reconciled != 0),
            "debited" => new TransactionState.Debited(EntryId!, Reconciled != 0),
            "returning" => new TransactionState.Returning(
                EntryId!, Reconciled != 0, Reason is null ? null : EnumWords.To<TransferRefusal>(Reason)),
            "reversing" => new TransactionState.Reversing(EntryId!, Reconciled != 0),
            "reversed" => new TransactionState.Reversed(EntryId!, Reconciled != 0),
            _ => throw new InvalidOperationException($"A transaction's state is {State}."),
        };
    }
}
