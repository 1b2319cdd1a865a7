using System.Globalization;
using System.Security.Claims;
using System.Text.Json;
using TellerLine.Access;
using TellerLine.Catalogue;
using TellerLine.Customers;
using TellerLine.Kernel;
using TellerLine.Records;

namespace TellerLine.LossReports;

/// <param name="Customer">A customer number, an account or card, or a telephone number of the customer's alone.</param>
/// <param name="Account">The last four digits of what was lost, or all of them.</param>
/// <param name="Unit">The branch to which the customer will go; null or empty: any.</param>
public sealed record NewLoss(
    [property: Field("客户号、账号或电话", "Customer number, account or telephone", Longest = 40)] string Customer,
    [property: Field("挂失介质", "What is lost", Longest = 40)] string Product,
    [property: Field("尾号四位或完整账号", "Last four digits, or the whole number", Longest = 23)] string Account,
    [property: Field("拟办理网点（不确定则不选）", "Branch the customer will go to (none: any)", Longest = 200, Optional = true)] string? Unit)
{
    /// <summary>The call in which it is reported, when there is one.</summary>
    public string? ContactId { get; init; }

    public override string ToString() => "NewLoss";
}

/// <summary>What the customer answers; nothing of it is kept.</summary>
/// <param name="Third">A telephone number the bank has, or an account in full.</param>
public sealed record LossFactors(
    [property: Field("姓名（全名）", "Name, in full", Longest = 60, Unkept = true)] string Name,
    [property: Field("证件号码", "Number of the identity document", Longest = 30, Unkept = true)] string IdentityNumber,
    [property: Field("预留电话或完整账号", "Telephone on file, or an account in full", Longest = 30, Unkept = true)] string Third)
{
    public override string ToString() => "LossFactors";
}

/// <param name="IdentityNumber">Of the document that lies on the counter; not kept.</param>
public sealed record LossPapers(
    [property: Field("证件号码（核对原件）", "Number of the document shown", Longest = 30, Unkept = true)] string IdentityNumber)
{
    public override string ToString() => "LossPapers";
}

public sealed record LossTakenBack(
    [property: Field("证件号码（核对原件）", "Number of the document shown", Longest = 30, Unkept = true)] string IdentityNumber,
    [property: Field("理由", "Reason", Longest = 200, Lines = true)] string Reason)
{
    public override string ToString() => "LossTakenBack";
}

/// <summary>The desk's and the branch's side: takes reports, identifies, confirms, takes back.</summary>
internal sealed class LossRecords(
    IDb db, LossTaking taking, LossNotices notices, ICustomers customers, ICustomerAnswers answers,
    IOrganisation organisation, IOfferedServices services, IAudit audit, TimeProvider time)
{
    public async Task<JsonElement> NewForm(CancellationToken ct) =>
        FormOf.Schema<NewLoss>(new Dictionary<string, IReadOnlyList<(string, BilingualText)>>
        {
            [nameof(NewLoss.Product)] =
                [.. taking.Rules.Products.Select(product => (product.Code, new BilingualText(product.Zh, product.En)))],
            [nameof(NewLoss.Unit)] = [.. (await Branches(ct)).Select(unit => (unit.Path, unit.Name))],
        });

    public async Task<RecordOutcome> Create(NewLoss wish, ClaimsPrincipal agent, CancellationToken ct)
    {
        if (services.Refuses("loss", ServiceChannel.Agent, agent.Number()) is { } notOffered)
            return new RecordOutcome.Refused(notOffered.Code, notOffered.Why);
        List<FieldFault> faults = [.. FormOf.Faults(wish)];
        if (!string.IsNullOrEmpty(wish.Product) && taking.Rules.Find(wish.Product) is null)
            faults.Add(new("/product", "没有该介质", "There is no such thing"));
        var digits = (wish.Account ?? "").Replace(" ", "", StringComparison.Ordinal);
        var whole = AccountNumbers.IsValid(digits);
        var tail = digits.Length == 4 && digits.All(char.IsAsciiDigit);
        if (!string.IsNullOrWhiteSpace(wish.Account) && !whole && !tail)
            faults.Add(new("/account", "应为尾号四位，或正确的完整账号", "Expected the last four digits, or a right number in full"));
        var unit = wish.Unit?.Trim() ?? "";
        if (unit.Length > 0 && (await Branches(ct)).All(branch => branch.Path != unit))
            faults.Add(new("/unit", "没有该网点", "There is no such branch"));
        var found = string.IsNullOrWhiteSpace(wish.Customer)
            ? CustomersFound.None
            : await customers.Find(wish.Customer.Trim(), ct);
        if (!string.IsNullOrWhiteSpace(wish.Customer) && found.NotOne is { } not)
            faults.Add(new("/customer", not.Zh, not.En));
        if (faults.Count > 0)
            return new RecordOutcome.Faulty(faults);
        var wanted = new LossReport(
            "", found.Customers[0].Id, wish.Product, AccountNumbers.Tail(digits), whole ? digits : null, unit,
            LossStatus.Requested);
        return await db.Write<RecordOutcome>(
            scope => new RecordOutcome.Done(taking.Request(scope, wanted, "desk", wish.ContactId, agent.Number())), ct);
    }

    /// <summary>
    /// Three answers, all of them right, and payments are stopped. Which one was wrong is not told: who guesses learns
    /// nothing.
    /// </summary>
    public async Task<RecordOutcome> Identify(
        string number, long version, LossFactors? told, ClaimsPrincipal agent, CancellationToken ct)
    {
        if (await Seen(number, agent, ct) is not { } stored)
            return new RecordOutcome.Unknown();
        if (version != stored.Version)
            return new RecordOutcome.Conflict(Differs(stored));
        if (stored.Report.Status != LossStatus.Requested)
            return new RecordOutcome.Refused(LossRefusal.Over.Code, LossRefusal.Over.Why);
        told ??= new LossFactors("", "", "");
        if (FormOf.Faults(told) is { Count: > 0 } faults)
            return new RecordOutcome.Faulty(faults);
        var by = agent.Number();
        var right = await IsRight(stored.Report.CustomerId, told, ct);
        var counted = await db.Write(scope =>
        {
            var (isRight, left, wrong) = taking.Count(scope, stored.Report.CustomerId, right);
            if (isRight)
                return (isRight, left);
            scope.Append($"loss/{number}", new LossAnsweredWrongly(number, wrong, by));
            if (left == 0)
                taking.RefuseUnidentified(scope, number, wrong, by);
            return (isRight, left);
        }, ct);
        if (!counted.isRight)
            return counted.left == 0
                ? new RecordOutcome.Refused(LossRefusal.NotIdentified.Code, LossRefusal.NotIdentified.Why)
                : new RecordOutcome.Refused("answersWrong", new(
                    $"三项信息核对不一致，今日还可核对 {counted.left} 次。", $"The answers do not agree; {counted.left} more tries today."));
        return await taking.Accept(number, by, ct) switch
        {
            LossAnswer.Unavailable => new RecordOutcome.Refused(LossRefusal.CoreAway.Code, LossRefusal.CoreAway.Why),
            LossAnswer.Several => new RecordOutcome.Refused(LossRefusal.Several.Code, LossRefusal.Several.Why),
            // The same number again: the page goes to the report that stands.
            LossAnswer.Held { Again: true } earlier => new RecordOutcome.Done(earlier.Number),
            _ => new RecordOutcome.Done(number),
        };
    }

    public async Task<RecordOutcome> Confirm(
        string number, long version, LossPapers? papers, ClaimsPrincipal clerk, CancellationToken ct)
    {
        papers ??= new LossPapers("");
        if (FormOf.Faults(papers) is { Count: > 0 } faults)
            return new RecordOutcome.Faulty(faults);
        return await AtBranch(
            number, version, papers.IdentityNumber, new LossCommand.Confirm(clerk.Card().OrgUnit), clerk, ct);
    }

    public async Task<RecordOutcome> Cancel(
        string number, long version, LossTakenBack? papers, ClaimsPrincipal clerk, CancellationToken ct)
    {
        papers ??= new LossTakenBack("", "");
        if (FormOf.Faults(papers) is { Count: > 0 } faults)
            return new RecordOutcome.Faulty(faults);
        return await AtBranch(number, version, papers.IdentityNumber, new LossCommand.Cancel(papers.Reason), clerk, ct);
    }

    /// <returns>Null: there is none that this reader may see.</returns>
    public async Task<StoredLoss?> Seen(string number, ClaimsPrincipal reader, CancellationToken ct) =>
        await db.Read(connection => LossStore.Find(connection, number), ct) is { } stored
        && Sees(stored.Report.Unit, reader) ? stored : null;

    /// <summary>A branch sees its own and those that any branch may confirm.</summary>
    internal static bool Sees(string unit, ClaimsPrincipal reader) =>
        LossReportsCapability.See.ReachOf(reader.Card().Roles) switch
        {
            Reach.All => true,
            Reach.None => false,
            _ => unit.Length == 0 || reader.Card().OrgUnit is var own && (unit == own
                || unit.StartsWith(own + "/", StringComparison.Ordinal)),
        };

    private async Task<RecordOutcome> AtBranch(
        string number, long version, string identityNumber, LossCommand command, ClaimsPrincipal clerk,
        CancellationToken ct)
    {
        if (await Seen(number, clerk, ct) is not { } seen)
            return new RecordOutcome.Unknown();
        if (LossReport.Decide(seen.Report, command, time.NowUs()).Refused is { } not)
            return new RecordOutcome.Refused(not.Code, not.Why);
        if (!await answers.IdentityIs(seen.Report.CustomerId, identityNumber, ct))
            return new RecordOutcome.Faulty(
                [new("/identityNumber", "与客户登记的证件不一致", "It is not the document that the bank knows")]);
        return await db.Write<RecordOutcome>(scope =>
        {
            if (LossStore.Find(scope.Connection, number, scope.Transaction) is not { } stored)
                return new RecordOutcome.Unknown();
            if (version != stored.Version)
                return new RecordOutcome.Conflict(Differs(stored));
            var (next, refused) = LossReport.Decide(stored.Report, command, time.NowUs());
            if (refused is not null)
                return new RecordOutcome.Refused(refused.Code, refused.Why);
            Keep(scope, stored with { Report = next!, Version = stored.Version + 1 }, command, clerk.Number());
            return new RecordOutcome.Done(number);
        }, ct);
    }

    private void Keep(WriteScope scope, StoredLoss stored, LossCommand command, string by)
    {
        var number = stored.Report.Number;
        LossStore.Put(scope, stored);
        if (command is LossCommand.Cancel cancel)
        {
            scope.Append($"loss/{number}", new LossCancelled(number, cancel.Reason, by));
            audit.Add(scope, by, "loss.cancelled", $"loss/{number}", cancel.Reason);
            notices.Cancelled(scope, stored);
            taking.LetGo(scope, number);
            return;
        }

        scope.Append($"loss/{number}", new LossConfirmed(number, stored.Report.Unit, by));
        audit.Add(scope, by, "loss.confirmed", $"loss/{number}", stored.Report.CustomerId);
        notices.Confirmed(scope, stored);
        taking.Unset(scope, number);
    }

    private async Task<bool> IsRight(string customerId, LossFactors told, CancellationToken ct)
    {
        var digits = told.Third.Replace(" ", "", StringComparison.Ordinal);
        // All three are looked at, whichever is wrong: how long it takes tells nothing.
        var third = AccountNumbers.IsValid(digits)
            ? (await customers.ByAccount(digits, ct))?.Id == customerId
            : await answers.NumberIs(customerId, told.Third, ct);
        var identity = await answers.IdentityIs(customerId, told.IdentityNumber, ct);
        var name = await answers.NameIs(customerId, told.Name, ct);
        return name && identity && third;
    }

    private async Task<List<OrgUnitView>> Branches(CancellationToken ct) =>
        [.. (await organisation.All(ct)).Where(unit => !unit.Closed && unit.Kind == "branch")];

    private static VersionConflict Differs(StoredLoss stored)
    {
        var shown = new { Status = LossStore.Word(stored.Report.Status) };
        return VersionConflict.Of(stored.Version, shown, shown);
    }
}
