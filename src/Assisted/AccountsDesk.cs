using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using TellerLine.Access;
using TellerLine.Banking;
using TellerLine.Calls;
using TellerLine.Catalogue;
using TellerLine.Kernel;
using TellerLine.Movements;
using TellerLine.Records;

namespace TellerLine.Assisted;

/// <summary>
/// 代客查询: movements and credit cards of the customer on the line, at the level they are told at by keypad. Each
/// reading is noted with who read, of whom, in which call.
/// </summary>
internal sealed partial class AccountsDesk(
    IServedCalls calls, ServedCustomers served, ITelephoneBank bank, IStatements statements, ICreditCards cards,
    IAudit audit, KernelOptions kernel, TimeProvider time)
{
    private const string MovementsService = "movements";

    private DateOnly Today => kernel.DayOf(time.NowUs());

    /// <returns>404: no call in hand.</returns>
    public async Task<Results<Ok<DeskAccountsView>, NotFound>> View(ClaimsPrincipal who, CancellationToken ct)
    {
        if (calls.Of(who.Number()) is not { } call)
            return TypedResults.NotFound();
        var (known, cannot) = await Look(call, ct);
        return TypedResults.Ok(new DeskAccountsView(
            cannot, served.AsksOperator(call), served.Refuses(MovementsService, who)?.Why, CardsRefused(who)?.Why,
            served.Refuses(ActivateService, who)?.Why, Day(StatementPeriod.Earliest(Today)), Day(Today),
            [
                .. (known?.All ?? []).Select(one => new ServedAccount(
                    known!.RefOf(one), one.Tail, EnumWords.Of(one.Kind), one.Inactive)),
            ]));
    }

    /// <summary>At most <see cref="ITelephoneBank.StatementLimit"/>, newest first.</summary>
    public Task<Results<Ok<DeskStatement>, NotFound, ProblemHttpResult>> Movements(
        DeskStatementWish wish, ClaimsPrincipal who, CancellationToken ct) => served.Told<DeskStatement>(
        who, [MovementsService], customer => Movements(customer.Call, wish, who, ct));

    private async Task<Results<Ok<DeskStatement>, NotFound, ProblemHttpResult>> Movements(
        IServedCall call, DeskStatementWish wish, ClaimsPrincipal who, CancellationToken ct)
    {
        var (statement, why) = await Read(call, wish, ct);
        if (statement is null)
            return why!;
        // Noted before it is shown: what cannot be noted is not told.
        await audit.Record(who.Number(), "movements.read", Subject(statement.Account), Days(statement, call), ct);
        return TypedResults.Ok(new DeskStatement(
            statement.In.Minor, statement.Out.Minor, statement.More,
            [
                .. statement.Lines.Select(line => new MovementView(
                    Day(line.Day), Clock.FromUs(line.AtUs), line.Amount.Minor, line.Balance.Minor, line.Kind)),
            ]));
    }

    /// <summary>Kept and sent to the customer's own telephone, once for account and days in a call.</summary>
    public Task<Results<Ok<DeskStatementSent>, NotFound, ProblemHttpResult>> Send(
        DeskStatementWish wish, ClaimsPrincipal who, CancellationToken ct) => served.Told<DeskStatementSent>(
        who, [MovementsService], customer => Send(customer.Call, wish, who, ct));

    private async Task<Results<Ok<DeskStatementSent>, NotFound, ProblemHttpResult>> Send(
        IServedCall call, DeskStatementWish wish, ClaimsPrincipal who, CancellationToken ct)
    {
        var (statement, why) = await Read(call, wish, ct);
        if (statement is null)
            return why!;
        await audit.Record(who.Number(), "movements.sent", Subject(statement.Account), Days(statement, call), ct);
        return await statements.Send(
            new StatementOrder(statement, call.ContactId, who.Number(), call.Language), ct) is { } id
            ? TypedResults.Ok(new DeskStatementSent(id))
            : DeskAnswers.Refused("busy", new(
                "系统繁忙，明细没有发送。", "The system is busy; the statement was not sent."));
    }

    private async Task<(AccountStatement? Statement, ProblemHttpResult? Why)> Read(
        IServedCall call, DeskStatementWish wish, CancellationToken ct)
    {
        var (known, cannot) = await Look(call, ct);
        if (known is null)
            return (null, DeskAnswers.Refused("cannot", cannot!));
        List<FieldFault> faults = [];
        var account = known.Find(wish.Account);
        if (account is null)
            faults.Add(new("/account", "请选择账户", "Choose an account"));
        var (from, to) = (DayOf(wish.From), DayOf(wish.To));
        if (from is null)
            faults.Add(new("/from", "请输入日期", "Enter the day"));
        if (to is null)
            faults.Add(new("/to", "请输入日期", "Enter the day"));
        if (account is null || from is null || to is null)
            return (null, DeskAnswers.Faulty(faults));
        switch (await bank.Statement(call.Who, account.Number, new StatementPeriod(from.Value, to.Value), ct))
        {
            case StatementOutcome.Told told:
                return (told.Statement, null);
            case StatementOutcome.OutOfBounds { Why: StatementPeriodFault.EndsBeforeItBegins }:
                return (null, DeskAnswers.Faulty(
                    [new("/to", "截止日期早于起始日期", "The last day is before the first")]));
            case StatementOutcome.OutOfBounds { Why: var fault }:
                var (earliest, today) = (Day(StatementPeriod.Earliest(Today)), Day(Today));
                return (null, DeskAnswers.Faulty([new(
                    fault == StatementPeriodFault.TooEarly ? "/from" : "/to",
                    $"日期应从 {earliest} 到 {today}", $"Days are from {earliest} to {today}")]));
            case StatementOutcome.NotIdentified:
                return (null, DeskAnswers.Refused("cannot", DeskAnswers.PinFirst));
            default:
                return (null, DeskAnswers.Refused("coreDown", DeskAnswers.CoreDown));
        }
    }

    private async Task<(KnownAccounts? Known, BilingualText? Cannot)> Look(IServedCall call, CancellationToken ct) =>
        served.Cannot(call, orders: false) is { } cannot ? (null, cannot)
            : await bank.Accounts(call.Who!.Customer.Id, ct) is AccountsOutcome.Listed listed
                ? (new KnownAccounts(listed.Accounts), null)
                : (null, DeskAnswers.CoreDown);

    private static string Subject(Account account) => $"customer/{account.CustomerId}";

    private static string Days(AccountStatement statement, IServedCall call) =>
        $"{statement.Account.Tail} {Day(statement.Period.From)} {Day(statement.Period.To)} {call.ContactId}";

    private static DateOnly? DayOf(string? text) => DateOnly.TryParseExact(
        text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

/// <summary>The customer's accounts as a desk names them: it never learns a whole number.</summary>
internal sealed record KnownAccounts(IReadOnlyList<Account> All)
{
    public Account? Find(string? reference) => All.FirstOrDefault(one => RefOf(one) == reference);

    /// <summary>Its place tells two of one tail apart; the tail tells when the places have changed.</summary>
    public string RefOf(Account account) =>
        string.Create(CultureInfo.InvariantCulture, $"a{All.ToList().IndexOf(account)}-{account.Tail}");
}
