using TellerLine.Access;
using TellerLine.Kernel;
using TellerLine.Records;

namespace TellerLine.Notices;

/// <summary>Where a message stands.</summary>
public enum NoticeState
{
    Queued,

    /// <summary>Until a time, for a reason; then it is decided on anew.</summary>
    Held,

    /// <summary>May be sent; it is handed to the gateway now.</summary>
    Sending,

    /// <summary>The gateway has it.</summary>
    Sent,

    /// <summary>The telephone has it.</summary>
    Delivered,

    /// <summary>Was not sent, and will not be: for the customer's sake.</summary>
    Suppressed,

    /// <summary>Was to be sent and could not be.</summary>
    Failed,
}

internal abstract record NoticeCommand
{
    private NoticeCommand()
    {
    }

    public sealed record Cancel(NoticeReason Why) : NoticeCommand;

    public sealed record Retry(NoticeReason Why) : NoticeCommand;
}

public sealed record NoticeReason([property: Field("理由", "Reason", Longest = 200, Lines = true)] string Reason);

/// <summary>A message to one customer, sent by a person.</summary>
public sealed record NoticeByHand(
    [property: Field("客户号", "Customer", Longest = 20)] string Customer,
    [property: Field("模板", "Template", Longest = 40)] string Template,
    [property: Field("语言", "Language", Longest = 10)] string Language);

internal static class NoticeLife
{
    /// <returns>What happens to it, or why it may not.</returns>
    public static (object? Event, NoticeRefusal? Refused) Decide(
        string id, NoticeState state, NoticeCommand command, string actor) => command switch
        {
            NoticeCommand.Cancel cancel when state is NoticeState.Queued or NoticeState.Held =>
                (new NoticeCancelled(id, cancel.Why.Reason, actor), null),
            NoticeCommand.Cancel => (null, NoticeRefusal.NotWaiting),
            NoticeCommand.Retry retry when state is NoticeState.Failed =>
                (new NoticeRetried(id, retry.Why.Reason, actor), null),
            _ => (null, NoticeRefusal.NotFailed),
        };
}

internal sealed record NoticeRefusal(string Code, BilingualText Why)
{
    public static readonly NoticeRefusal NotWaiting = new(
        "notWaiting", new("只有尚未发出的通知可以取消。", "Only what has not been sent can be cancelled."));

    public static readonly NoticeRefusal NotFailed = new(
        "notFailed", new("只有发送失败的通知可以重发。", "Only what failed can be sent again."));

    public static readonly NoticeRefusal JustSent = new(
        "justSent", new("一分钟内已向该客户发送过这条通知。", "The same was sent to this customer within the last minute."));
}

// Stream notice/{id}. No text and no number stands in it.

/// <param name="Version">Of the template it was written with.</param>
[Event("notice.queued")]
public sealed record NoticeQueued(
    string Id, string Template, long Version, NoticePurpose Purpose, string CustomerId, int Parts, string By);

[Event("notice.held")]
public sealed record NoticeHeld(string Id, string Reason, long UntilUs);

[Event("notice.sending")]
public sealed record NoticeBegun(string Id);

/// <param name="Delivered">On the telephone; false: the gateway has it.</param>
[Event("notice.sent")]
public sealed record NoticeSent(string Id, bool Delivered, string Reference);

[Event("notice.suppressed")]
public sealed record NoticeSuppressed(string Id, string Reason);

/// <param name="Detail">The gateway's words.</param>
[Event("notice.failed")]
public sealed record NoticeFailed(string Id, string Reason, string Detail);

[Event("notice.cancelled")]
public sealed record NoticeCancelled(string Id, string Reason, string By);

[Event("notice.retried")]
public sealed record NoticeRetried(string Id, string Reason, string By);
