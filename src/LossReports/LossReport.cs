using TellerLine.Access;
using TellerLine.Kernel;

namespace TellerLine.LossReports;

public enum LossStatus
{
    /// <summary>Asked for; nobody is identified yet.</summary>
    Requested,

    /// <summary>Taken: the stop payment is on its way to the core bank.</summary>
    Identified,

    /// <summary>Payments are stopped until a moment, unless a branch confirms before it.</summary>
    Provisional,

    /// <summary>Payments are stopped for good: a branch has confirmed, or the product needs none.</summary>
    Formal,

    /// <summary>Nobody came: payments are possible again.</summary>
    Lapsed,

    /// <summary>Found again: the customer took it back at a branch.</summary>
    Cancelled,

    Refused,
}

/// <summary>An oral loss report (口头挂失) as a record; pure.</summary>
/// <param name="Number"><c>LR260318000001</c>.</param>
/// <param name="Tail">The last four digits of what was lost.</param>
/// <param name="Account">In full, once it is known; shown masked.</param>
/// <param name="Unit">The branch that is to confirm; empty: any.</param>
/// <param name="AcceptedUs">From when payments are to be stopped; what went out before is not this report's.</param>
/// <param name="ValidUntilUs">Null: for good, or not taken.</param>
/// <param name="Why">Why it was refused.</param>
/// <param name="Earlier">The report that stands already.</param>
internal sealed record LossReport(
    string Number, string CustomerId, string Product, string Tail, string? Account, string Unit, LossStatus Status,
    long? AcceptedUs = null, long? ValidUntilUs = null, string? Why = null, string? Earlier = null)
{
    /// <summary>Of these an account has one.</summary>
    public bool IsLive => Status is LossStatus.Identified or LossStatus.Provisional or LossStatus.Formal;

    /// <returns>What it becomes, or why it may not.</returns>
    public static (LossReport? Next, LossRefusal? Refused) Decide(LossReport state, LossCommand command, long nowUs) =>
        command switch
        {
            LossCommand.Accept when state.Status != LossStatus.Requested => (null, LossRefusal.Over),
            LossCommand.Accept accept => (
                state with
                {
                    Status = LossStatus.Identified,
                    Account = accept.Account,
                    AcceptedUs = nowUs,
                    ValidUntilUs = accept.ValidUntilUs,
                }, null),
            LossCommand.Refuse when state.Status is not (LossStatus.Requested or LossStatus.Identified) =>
                (null, LossRefusal.Over),
            LossCommand.Refuse refuse => (
                state with
                {
                    Status = LossStatus.Refused,
                    Why = refuse.Why,
                    Earlier = refuse.Earlier,
                    ValidUntilUs = null,
                }, null),
            LossCommand.Hold when state.Status != LossStatus.Identified => (null, LossRefusal.Over),
            LossCommand.Hold => (
                state with
                {
                    Status = state.ValidUntilUs is null ? LossStatus.Formal : LossStatus.Provisional,
                }, null),
            LossCommand.Confirm when state.Status == LossStatus.Lapsed || HasRunOut(state, nowUs) =>
                (null, LossRefusal.Lapsed),
            LossCommand.Confirm when state.Status != LossStatus.Provisional => (null, LossRefusal.NotProvisional),
            LossCommand.Confirm confirm => (
                state with { Status = LossStatus.Formal, ValidUntilUs = null, Unit = confirm.Unit }, null),
            LossCommand.Lapse when !HasRunOut(state, nowUs) => (null, LossRefusal.NotProvisional),
            LossCommand.Lapse => (state with { Status = LossStatus.Lapsed }, null),
            LossCommand.Cancel when state.Status is not (LossStatus.Provisional or LossStatus.Formal) =>
                (null, LossRefusal.NotHeld),
            LossCommand.Cancel => (state with { Status = LossStatus.Cancelled, ValidUntilUs = null }, null),
            _ => throw new ArgumentOutOfRangeException(nameof(command), command, null),
        };

    /// <summary>The moment itself belongs to what comes after.</summary>
    private static bool HasRunOut(LossReport state, long nowUs) =>
        state.Status == LossStatus.Provisional && nowUs >= state.ValidUntilUs;
}

internal abstract record LossCommand
{
    private LossCommand()
    {
    }

    /// <param name="ValidUntilUs">Null: for good.</param>
    public sealed record Accept(string Account, long? ValidUntilUs) : LossCommand;

    /// <param name="Earlier">The number of the report that stands.</param>
    public sealed record Refuse(string Why, string? Earlier = null) : LossCommand;

    /// <summary>The core bank has stopped payments.</summary>
    public sealed record Hold : LossCommand;

    /// <param name="Unit">The branch at which the customer stands.</param>
    public sealed record Confirm(string Unit) : LossCommand;

    public sealed record Lapse : LossCommand;

    public sealed record Cancel(string Reason) : LossCommand;
}

internal sealed record LossRefusal(string Code, BilingualText Why)
{
    public static readonly LossRefusal
        Over = new("over", new("该挂失已处理。", "This report has been dealt with.")),
        Lapsed = new("lapsed", new("口头挂失已失效，请重新办理挂失。", "The oral report has lapsed: take a new one.")),
        NotProvisional = new("notProvisional", new("只有有效期内的口头挂失可以转正式挂失。", "Only an oral report that holds can be confirmed.")),
        NotHeld = new("notHeld", new("没有止付可以解除。", "No payment is stopped under it.")),
        NotIdentified = new("notIdentified", new("今日身份核对错误次数已达上限，不予受理。", "Too many wrong answers today: it is not taken.")),
        CoreAway = new("coreUnavailable", new("核心系统暂无应答，请稍后再试。", "The core bank does not answer; try again later.")),
        Several = new(
            "severalAccounts", new("有多个账户符合该尾号，请登记完整账号。", "Several accounts end so: take the whole number."));

    /// <summary>Why a report was refused, in words.</summary>
    public static readonly IReadOnlyDictionary<string, BilingualText> Words = new Dictionary<string, BilingualText>
    {
        [NotFound] = new("名下没有该账户", "no such account of the customer's"),
        [Closed] = new("账户已销户", "the account is closed"),
        [Bearer] = new("不记名，不能挂失", "whoever holds it owns it: cannot be reported"),
        [Duplicate] = new("已有有效挂失", "reported already"),
        [Unidentified] = new("身份核对未通过", "not identified"),
    };

    public const string
        NotFound = "notFound", Closed = "closed", Bearer = "bearer", Duplicate = "duplicate",
        Unidentified = "notIdentified";
}

// Stream loss/{number}; never an account in full.

/// <param name="Channel"><c>desk</c> or <c>keypad</c>.</param>
[Event("loss.requested")]
public sealed record LossRequested(
    string Number, string CustomerId, string Product, string Tail, string Channel, string? ContactId, string By);

/// <param name="Wrong">So many times today.</param>
[Event("loss.answeredWrongly")]
public sealed record LossAnsweredWrongly(string Number, int Wrong, string By);

[Event("loss.identified")]
public sealed record LossIdentified(string Number, long? ValidUntilUs, string By);

[Event("loss.held")]
public sealed record LossHeld(string Number, long AtUs, int PriorDebits, string By);

[Event("loss.refused")]
public sealed record LossRefused(string Number, string Why, string? Earlier, string By);

[Event("loss.reminded")]
public sealed record LossReminded(string Number, int HoursBefore, string By);

[Event("loss.confirmed")]
public sealed record LossConfirmed(string Number, string Unit, string By);

[Event("loss.lapsed")]
public sealed record LossLapsed(string Number, string By);

[Event("loss.cancelled")]
public sealed record LossCancelled(string Number, string Reason, string By);

/// <summary>The core bank lets payments go again.</summary>
[Event("loss.released")]
public sealed record LossReleased(string Number, long AtUs, string By);

/// <summary>On <c>customer/{id}</c>: somebody who could not say who he is wanted to report a loss.</summary>
[Event("risk.lossIdentification")]
public sealed record LossIdentificationRisk(string Number, int Wrong, string? ContactId, string By);
