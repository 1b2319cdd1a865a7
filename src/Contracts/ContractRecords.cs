using System.Globalization;
using System.Security.Claims;
using System.Text.Json;
using Dapper;
using TellerLine.Access;
using TellerLine.Customers;
using TellerLine.Definitions;
using TellerLine.Kernel;
using TellerLine.Records;
using TellerLine.Signatures;

namespace TellerLine.Contracts;

/// <param name="Customer">A customer number, an account or card, or a telephone number of the customer's alone.</param>
public sealed record NewContract(
    [property: Field("客户号、账号或电话", "Customer number, account or telephone", Longest = 40)] string Customer,
    [property: Field("签约类型", "Type", Longest = 40)] string Type);

/// <summary>The shell: loads, decides, writes the row with its journal entry, and shows it.</summary>
internal sealed class ContractRecords(
    IDb db, ContractStore store, TermsCheck check, ICustomers customers, ICustomerReach reach,
    IContractAccounts accounts, IOrganisation organisation, IDefinitions definitions, ISigning signing,
    ContractNotices notices, IJournal journal, IAudit audit, TimeProvider time)
{
    private static readonly Dictionary<ContractStatus, RecordState> States = new()
    {
        [ContractStatus.Draft] = new("draft", new("待签署", "Not signed yet"), "notReady"),
        [ContractStatus.Active] = new("active", new("生效", "Active"), "ready"),
        [ContractStatus.Suspended] = new("suspended", new("暂停", "Suspended"), "hold"),
        [ContractStatus.Terminated] = new("terminated", new("已解约", "Terminated"), "alarm"),
    };

    private static readonly Dictionary<string, BilingualText> Happened = new()
    {
        ["contract.written"] = new("拟定", "Written"),
        ["contract.discarded"] = new("放弃修改", "Change discarded"),
        ["contract.signed"] = new("签署", "Signed"),
        ["contract.suspended"] = new("暂停", "Suspended"),
        ["contract.resumed"] = new("恢复", "Resumed"),
        ["contract.terminated"] = new("解约", "Terminated"),
    };

    private static readonly RecordOutcome.Refused
        CoreAway = new("coreUnavailable", new("核心系统暂无应答，请稍后再试。", "The core bank does not answer; try again later.")),
        LiveAlready = new("contractThere", new("该客户已有未解约的合约。", "The customer has a contract that is not terminated."));

    public JsonElement NewForm() => FormOf.Schema<NewContract>(Types());

    /// <summary>A draft with what the bank knows: the customer's accounts and first telephone, the type's limits.</summary>
    public async Task<RecordOutcome> Create(NewContract wish, ClaimsPrincipal clerk, CancellationToken ct)
    {
        List<FieldFault> faults = [.. FormOf.Faults(wish)];
        var type = definitions.Now(ContractTypes.Kind).Value.Find(wish.Type ?? "");
        if (!string.IsNullOrEmpty(wish.Type) && type is null)
            faults.Add(new("/type", "没有该签约类型", "There is no such type"));
        var found = string.IsNullOrWhiteSpace(wish.Customer)
            ? CustomersFound.None
            : await customers.Find(wish.Customer.Trim(), ct);
        if (!string.IsNullOrWhiteSpace(wish.Customer) && found.NotOne is { } not)
            faults.Add(new("/customer", not.Zh, not.En));
        if (faults.Count > 0)
            return new RecordOutcome.Faulty(faults);
        var customer = found.Customers[0];
        if (TermsCheck.WrongHolder(type!, customer.Kind) is { } wrong)
            return new RecordOutcome.Faulty([wrong]);
        if (await accounts.PayingAccountsOf(customer.Id, ct) is not { } own)
            return CoreAway;
        return await db.Write<RecordOutcome>(scope =>
        {
            if (store.Live(scope.Connection, customer.Id, scope.Transaction) is not null)
                return LiveAlready;
            var phone = reach.FirstNumber(scope.Connection, scope.Transaction, customer.Id);
            var terms = new ContractTerms(
                type!.Code, own, phone is null ? [] : [phone], [], type.OwnPerTransaction, type.OwnPerDay,
                type.BoundPerTransaction, type.BoundPerDay);
            var number = store.NextNumber(scope);
            var by = clerk.Number();
            store.Put(scope, new StoredContract(
                new Contract(number, customer.Id, clerk.Card().OrgUnit, ContractStatus.Draft, 0, null, terms),
                type.Code, null, null, null, null, time.NowUs(), by, 1));
            Written(scope, number, customer.Id, terms, by);
            return new RecordOutcome.Done(number);
        }, ct);
    }

    public async Task<RecordOutcome> Change(
        string number, long version, ContractTerms? wanted, ClaimsPrincipal clerk, CancellationToken ct)
    {
        if (await db.Read(connection => store.Find(connection, number), ct) is not { } stored || !Sees(stored, clerk))
            return new RecordOutcome.Unknown();
        var before = stored.Contract.Pending ?? stored.Contract.Terms!;
        var (terms, faults) = await check.Read(wanted ?? TermsCheck.Nothing, before, stored.Contract.CustomerId, ct);
        return terms is null
            ? new RecordOutcome.Faulty(faults)
            : await Apply(number, version, new ContractCommand.Change(terms), clerk, null, ct);
    }

    /// <summary>Signs what is pending, after it was held to the rules once more: they may have changed.</summary>
    public async Task<RecordOutcome> Sign(
        string number, long version, ClaimsPrincipal clerk, SigningProof.Given proof, CancellationToken ct)
    {
        if (await db.Read(connection => store.Find(connection, number), ct) is not { } stored || !Sees(stored, clerk))
            return new RecordOutcome.Unknown();
        if (stored.Contract.Pending is { } pending)
        {
            var (_, faults) = await check.Read(pending, pending, stored.Contract.CustomerId, ct);
            if (faults.Count > 0)
                return new RecordOutcome.Refused(ContractRefusal.Faulty.Code, new(
                    $"{ContractRefusal.Faulty.Why.Zh}{faults[0].Zh}", $"{ContractRefusal.Faulty.Why.En} {faults[0].En}"));
        }

        return await Apply(number, version, new ContractCommand.Sign(), clerk, proof, ct);
    }

    public Task<RecordOutcome> Apply(
        string number, long version, ContractCommand command, ClaimsPrincipal clerk, SigningProof.Given? proof,
        CancellationToken ct)
    {
        var reason = command switch
        {
            ContractCommand.Suspend suspend => suspend.Reason,
            ContractCommand.Resume resume => resume.Reason,
            ContractCommand.Terminate terminate => terminate.Reason,
            _ => null,
        };
        if (reason is not null && FormOf.Faults(new ContractReason(reason)) is { Count: > 0 } faults)
            return Task.FromResult<RecordOutcome>(new RecordOutcome.Faulty(faults));
        return db.Write<RecordOutcome>(scope =>
        {
            if (store.Find(scope.Connection, number, scope.Transaction) is not { } stored || !Sees(stored, clerk))
                return new RecordOutcome.Unknown();
            if (version != stored.Version)
                return new RecordOutcome.Conflict(Differs(stored, command));
            var (next, refused) = Contract.Decide(
                stored.Contract, command, Reaches(ContractsCapability.Write, stored, clerk),
                Reaches(ContractsCapability.Suspend, stored, clerk));
            if (refused is not null)
                return new RecordOutcome.Refused(refused.Code, refused.Why);
            Keep(scope, stored with
            {
                Contract = next!,
                Type = (next!.Terms ?? next.Pending ?? stored.Contract.Pending!).Type,
                Reason = reason ?? stored.Reason,
                Version = stored.Version + 1,
            }, command, clerk.Number(), proof);
            return new RecordOutcome.Done(number);
        }, ct);
    }

    /// <returns>Null: there is none that this reader may see.</returns>
    public async Task<RecordView?> View(string number, ClaimsPrincipal reader, CancellationToken ct)
    {
        if (await db.Read(connection => store.Find(connection, number), ct) is not { } stored || !Sees(stored, reader))
            return null;
        var contract = stored.Contract;
        var card = await customers.ById(contract.CustomerId, ct);
        var unit = (await organisation.All(ct)).FirstOrDefault(one => one.Path == contract.Unit);
        var story = await journal.ReadStream($"contract/{number}", ct: ct);
        List<RecordFact> facts =
        [
            new(new("客户", "Customer"), "text", $"{contract.CustomerId} {card?.Name}"),
            new(new("签约机构", "Branch"), "text", contract.Unit, unit?.Name),
            .. Told(contract.Terms ?? contract.Pending!),
            new(new("签署次数", "Editions"), "whole", contract.Edition.ToString(CultureInfo.InvariantCulture)),
            new(new("最近签署", "Signed"), "time", stored.SignedUs is { } us ? $"{Clock.FromUs(us):O}" : null),
            new(new("签署人", "By"), "user", stored.Signer),
        ];
        if (stored.Reason is { } reason)
            facts.Add(new(new("理由", "Reason"), "text", reason));
        return new RecordView(
            number, number, States[contract.Status], facts,
            contract is { Edition: > 0, Pending: { } pending } ? Pending(pending) : null, Actions(stored, reader),
            [
                .. story.Select(row => new RecordEvent(
                    Clock.FromUs(row.AtUs), JsonDocument.Parse(row.Body).RootElement.GetProperty("by").GetString()!,
                    Happened[row.Kind])),
            ],
            stored.Version);
    }

    private List<RecordAction> Actions(StoredContract stored, ClaimsPrincipal reader)
    {
        var (mayWrite, maySuspend) = (
            Reaches(ContractsCapability.Write, stored, reader), Reaches(ContractsCapability.Suspend, stored, reader));
        BilingualText? Why(ContractCommand command) =>
            Contract.Decide(stored.Contract, command, mayWrite, maySuspend).Refused?.Why;
        var reason = FormOf.Schema<ContractReason>();
        var now = stored.Contract.Pending ?? stored.Contract.Terms!;
        List<RecordAction> actions = [];
        if (maySuspend && stored.Contract.Status == ContractStatus.Suspended)
            actions.Add(new("resume", new("恢复", "Resume"), Why(new ContractCommand.Resume("x")), reason, null, Grave: false));
        else if (maySuspend)
            actions.Add(new("suspend", new("暂停", "Suspend"), Why(new ContractCommand.Suspend("x")), reason, null, Grave: false));
        if (!mayWrite)
            return actions;
        actions.Add(new("terminate", new("解约", "Terminate"), Why(new ContractCommand.Terminate("x")), reason, null, Grave: true));
        if (stored.Contract is { Edition: > 0, Pending: not null })
            actions.Add(new("discard", new("放弃修改", "Discard the change"), Why(new ContractCommand.Discard()), null, null, Grave: true));
        actions.Add(new(
            "change", new("修改", "Change"), Why(new ContractCommand.Change(now)), FormOf.Schema<ContractTerms>(Types()),
            JsonSerializer.SerializeToElement(now.Masked(), JournalJson.Options), Grave: false));
        actions.Add(new("sign", new("签署", "Sign"), Why(new ContractCommand.Sign()), null, null, Grave: false)
        {
            Signs = SignedEditions.Signed.Words,
        });
        return actions;
    }

    private List<RecordFact> Told(ContractTerms terms)
    {
        var shown = terms.Masked();
        var type = definitions.Now(ContractTypes.Kind).Value.Find(terms.Type);
        return
        [
            new(new("签约类型", "Type"), "text", terms.Type, type is null ? null : new(type.Zh, type.En)),
            new(new("签约账户", "Accounts"), "text", Joined(shown.Accounts)),
            new(new("绑定电话", "Bound telephones"), "text", Joined(shown.Phones)),
            new(new("收款人", "Payees"), "text", Joined(shown.Payees.Select(payee => $"{payee.Name} {payee.Account}"))),
            new(new("本人互转限额（单笔 / 每日，元）", "Own accounts (a transfer / a day, yuan)"), "text",
                Limits(terms.OwnPerTransaction, terms.OwnPerDay)),
            new(new("对外转账限额（单笔 / 每日，元）", "To payees (a transfer / a day, yuan)"), "text",
                Limits(terms.PerTransaction, terms.PerDay)),
        ];
    }

    private string Pending(ContractTerms terms) => string.Join(
        '\n',
        Told(terms).Select(fact => $"{fact.Name.Zh} / {fact.Name.En}: {fact.Words?.Zh ?? fact.Value ?? "–"}")
            .Prepend("待签署的修改 / To be signed:"));

    private static string? Joined(IEnumerable<string> texts) =>
        string.Join("，", texts) is { Length: > 0 } all ? all : null;

    private static string Limits(int one, int day) =>
        string.Create(CultureInfo.InvariantCulture, $"{one:N0} / {day:N0}");

    private Dictionary<string, IReadOnlyList<(string, BilingualText)>> Types() => new()
    {
        [nameof(ContractTerms.Type)] =
        [
            .. definitions.Now(ContractTypes.Kind).Value.Types.Select(
                type => (type.Code, new BilingualText(type.Zh, type.En))),
        ],
    };

    private void Keep(
        WriteScope scope, StoredContract stored, ContractCommand command, string by, SigningProof.Given? proof)
    {
        var (number, customer) = (stored.Contract.Number, stored.Contract.CustomerId);
        if (command is ContractCommand.Sign)
        {
            var signature = signing.Sign(
                scope, proof!, SignedEditions.Signed, SignedEditions.SubjectOf(stored.Contract),
                ContractStore.BytesOf(stored.Contract.Terms!));
            stored = stored with { SignedUs = time.NowUs(), Signer = by, Signature = signature };
            var hash = store.Keep(scope, stored);
            scope.Append(
                $"contract/{number}",
                new ContractSigned(number, customer, stored.Contract.Edition, hash, signature, by));
        }

        store.Put(scope, stored);
        notices.Told(scope, stored, command);
        switch (command)
        {
            case ContractCommand.Change change:
                Written(scope, number, customer, change.Terms, by);
                break;
            case ContractCommand.Discard:
                scope.Append($"contract/{number}", new ContractDiscarded(number, by));
                break;
            case ContractCommand.Suspend suspend:
                scope.Append($"contract/{number}", new ContractSuspended(number, customer, suspend.Reason, by));
                audit.Add(scope, by, "contract.suspended", $"contract/{number}", suspend.Reason);
                break;
            case ContractCommand.Resume resume:
                scope.Append($"contract/{number}", new ContractResumed(number, customer, resume.Reason, by));
                audit.Add(scope, by, "contract.resumed", $"contract/{number}", resume.Reason);
                break;
            case ContractCommand.Terminate terminate:
                scope.Append($"contract/{number}", new ContractTerminated(number, customer, terminate.Reason, by));
                audit.Add(scope, by, "contract.terminated", $"contract/{number}", terminate.Reason);
                break;
        }
    }

    private static void Written(WriteScope scope, string number, string customer, ContractTerms terms, string by) =>
        scope.Append(
            $"contract/{number}",
            new ContractWritten(
                number, customer, terms.Type, [.. terms.Accounts.Select(AccountNumbers.Tail)], terms.Phones.Count,
                terms.Payees.Count, by));

    private static VersionConflict Differs(StoredContract stored, ContractCommand command)
    {
        var now = (stored.Contract.Pending ?? stored.Contract.Terms!).Masked();
        return VersionConflict.Of(
            stored.Version, now, command is ContractCommand.Change change ? change.Terms.Masked() : now);
    }

    private static bool Sees(StoredContract stored, ClaimsPrincipal reader) =>
        Reaches(ContractsCapability.See, stored, reader);

    private static bool Reaches(Permission permission, StoredContract stored, ClaimsPrincipal who) =>
        permission.ReachOf(who.Card().Roles) switch
        {
            Reach.All => true,
            Reach.None => false,
            _ => who.Card().OrgUnit is var own && (stored.Contract.Unit == own
                || stored.Contract.Unit.StartsWith(own + "/", StringComparison.Ordinal)),
        };
}
