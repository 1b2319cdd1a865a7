using TellerLine.Access;
using TellerLine.Customers;
using TellerLine.Kernel;
using TellerLine.Records;

namespace TellerLine.Contracts;

/// <summary>What a customer signs (签约): which accounts, from which telephones, to whom, how much.</summary>
/// <param name="Type">A code of <see cref="ContractTypes"/>.</param>
/// <param name="Accounts">16 to 19 digits, the customer's own.</param>
/// <param name="Phones">E.164: calls from there have the higher limits.</param>
/// <param name="OwnPerTransaction">Whole yuan, between the customer's own accounts.</param>
/// <param name="PerTransaction">Whole yuan, to payees; from a telephone that is not bound the type's lower limit
/// counts.</param>
public sealed record ContractTerms(
    [property: Field("签约类型", "Type", Longest = 40)] string Type,
    [property: Field("签约账户", "Accounts", Longest = 23)] IReadOnlyList<string> Accounts,
    [property: Field("绑定电话", "Bound telephones", Longest = 24, Optional = true, MostEntries = 5)] IReadOnlyList<string> Phones,
    [property: Field("收款人", "Payees", Optional = true)] IReadOnlyList<ContractPayee> Payees,
    [property: Field("本人互转单笔限额（元）", "Own accounts, a transfer (yuan)", Least = 1, Most = ContractTypes.MostYuan)] int OwnPerTransaction,
    [property: Field("本人互转日限额（元）", "Own accounts, a day (yuan)", Least = 1, Most = ContractTypes.MostYuan)] int OwnPerDay,
    [property: Field("对外转账单笔限额（元）", "To payees, a transfer (yuan)", Least = 1, Most = ContractTypes.MostYuan)] int PerTransaction,
    [property: Field("对外转账日限额（元）", "To payees, a day (yuan)", Least = 1, Most = ContractTypes.MostYuan)] int PerDay)
{
    /// <summary>What staff see: numbers and names masked.</summary>
    internal ContractTerms Masked() => this with
    {
        Accounts = [.. Accounts.Select(Masks.Account)],
        Phones = [.. Phones.Select(Masks.Phone)],
        Payees = [.. Payees.Select(payee => new ContractPayee(Masks.Account(payee.Account), Masks.Name(payee.Name)))],
    };

    public override string ToString() => "ContractTerms";
}

/// <param name="Name">The holder's, in full: it must be the one the bank knows.</param>
public sealed record ContractPayee(
    [property: Field("账号", "Account", Longest = 23)] string Account,
    [property: Field("户名", "Holder", Longest = 60)] string Name)
{
    public override string ToString() => "ContractPayee";
}

public sealed record ContractReason([property: Field("理由", "Reason", Longest = 200, Lines = true)] string Reason);

internal enum ContractStatus
{
    /// <summary>Written, never signed: it permits nothing.</summary>
    Draft,
    Active,

    /// <summary>暂停: by the customer's wish or for risk; permits nothing until it is resumed.</summary>
    Suspended,

    /// <summary>解约: for ever.</summary>
    Terminated,
}

/// <summary>A contract as a record; pure.</summary>
/// <param name="Edition">How often it was signed; 0: never.</param>
/// <param name="Terms">Those in force; null before the first signature.</param>
/// <param name="Pending">Written and not signed yet.</param>
internal sealed record Contract(
    string Number, string CustomerId, string Unit, ContractStatus Status, int Edition, ContractTerms? Terms,
    ContractTerms? Pending)
{
    /// <param name="mayWrite">He may sign contracts of this unit.</param>
    /// <param name="maySuspend">He may suspend and resume them.</param>
    /// <returns>What it becomes, or why it may not.</returns>
    public static (Contract? Next, ContractRefusal? Refused) Decide(
        Contract state, ContractCommand command, bool mayWrite, bool maySuspend) => command switch
        {
            ContractCommand.Suspend or ContractCommand.Resume when !maySuspend => (null, ContractRefusal.NotYours),
            not (ContractCommand.Suspend or ContractCommand.Resume) when !mayWrite => (null, ContractRefusal.NotYours),
            _ when state.Status == ContractStatus.Terminated => (null, ContractRefusal.Terminated),
            ContractCommand.Change change => (state with { Pending = change.Terms }, null),
            ContractCommand.Discard when state.Edition == 0 => (null, ContractRefusal.NeverSigned),
            ContractCommand.Discard when state.Pending is null => (null, ContractRefusal.NothingToSign),
            ContractCommand.Discard => (state with { Pending = null }, null),
            ContractCommand.Sign when state.Pending is null => (null, ContractRefusal.NothingToSign),
            ContractCommand.Sign => (
                state with
                {
                    // A contract suspended for risk is not resumed by signing other terms.
                    Status = state.Status == ContractStatus.Draft ? ContractStatus.Active : state.Status,
                    Edition = state.Edition + 1,
                    Terms = state.Pending,
                    Pending = null,
                }, null),
            ContractCommand.Suspend when state.Status != ContractStatus.Active => (null, ContractRefusal.NotActive),
            ContractCommand.Suspend => (state with { Status = ContractStatus.Suspended }, null),
            ContractCommand.Resume when state.Status != ContractStatus.Suspended =>
                (null, ContractRefusal.NotSuspended),
            ContractCommand.Resume => (state with { Status = ContractStatus.Active }, null),
            ContractCommand.Terminate => (state with { Status = ContractStatus.Terminated, Pending = null }, null),
            _ => throw new ArgumentOutOfRangeException(nameof(command), command, null),
        };
}

internal abstract record ContractCommand
{
    private ContractCommand()
    {
    }

    public sealed record Change(ContractTerms Terms) : ContractCommand;

    /// <summary>The change that was written is not signed after all.</summary>
    public sealed record Discard : ContractCommand;

    public sealed record Sign : ContractCommand;

    public sealed record Suspend(string Reason) : ContractCommand;

    public sealed record Resume(string Reason) : ContractCommand;

    public sealed record Terminate(string Reason) : ContractCommand;
}

internal sealed record ContractRefusal(string Code, BilingualText Why)
{
    public static readonly ContractRefusal
        NotYours = new("notYours", new("您无权办理该机构的签约。", "Contracts of this unit are not yours to write.")),
        Terminated = new("terminated", new("合约已解约。", "The contract is terminated.")),
        NeverSigned = new("neverSigned", new("合约从未签署，只能解约。", "It was never signed: terminate it instead.")),
        NothingToSign = new("nothingToSign", new("没有待签署的内容。", "Nothing waits for a signature.")),
        NotActive = new("notActive", new("合约未生效。", "The contract is not active.")),
        NotSuspended = new("notSuspended", new("合约未暂停。", "The contract is not suspended.")),
        Faulty = new("termsFaulty", new("待签署的内容已不再有效，请先修改。", "What waits to be signed is no longer valid: change it first."));
}

// Stream contract/{number}; never a number in full.

[Event("contract.written")]
public sealed record ContractWritten(
    string Number, string CustomerId, string Type, IReadOnlyList<string> AccountTails, int Phones, int Payees,
    string By);

[Event("contract.discarded")]
public sealed record ContractDiscarded(string Number, string By);

/// <param name="TermsHash">SHA-256 of what was signed.</param>
/// <param name="Signature">Null: brought in, not signed here.</param>
[Event("contract.signed")]
public sealed record ContractSigned(
    string Number, string CustomerId, int Edition, string TermsHash, string? Signature, string By);

[Event("contract.suspended")]
public sealed record ContractSuspended(string Number, string CustomerId, string Reason, string By);

[Event("contract.resumed")]
public sealed record ContractResumed(string Number, string CustomerId, string Reason, string By);

[Event("contract.terminated")]
public sealed record ContractTerminated(string Number, string CustomerId, string Reason, string By);
