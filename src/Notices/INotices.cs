using TellerLine.Kernel;

namespace TellerLine.Notices;

/// <summary>What a message to a customer is for. It decides whether consent, quiet hours and caps count.</summary>
public enum NoticePurpose
{
    /// <summary>About what the customer did or what happened to him: no consent, at any hour.</summary>
    Service,

    /// <summary>催息: interest or a payment is due.</summary>
    Reminder,

    /// <summary>客户关怀: birthdays, greetings. Only with consent.</summary>
    Care,

    /// <summary>营销: only with consent, and with the way out said in it.</summary>
    Marketing,
}

/// <summary>Messages to customers: written here, sent by the outbox.</summary>
public interface INotices
{
    /// <summary>
    /// Writes a message into the outbox in the transaction of its cause: it is sent if, and only if, that commits, once
    /// in effect. Whether it may be sent is decided when it is sent.
    /// </summary>
    /// <returns>Its id; of a key that came before, the id of the one that was written then.</returns>
    /// <exception cref="ArgumentException">A field of the template's occasion is not given.</exception>
    string Queue(WriteScope scope, NoticeOrder order);
}

/// <param name="Template">The key of a document of kind <c>notices</c>.</param>
/// <param name="IdempotencyKey">Of the cause, at most 200 characters: one cause, one message.</param>
/// <param name="Fields">By name, as <see cref="NoticeOccasion"/> has them.</param>
public sealed record NoticeOrder(
    string Template, string CustomerId, string IdempotencyKey, IReadOnlyDictionary<string, NoticeWord> Fields)
{
    /// <summary><c>zh-CN</c> or <c>en</c>.</summary>
    public string Language { get; init; } = NoticeTemplate.Chinese;

    /// <summary>A user's number, or <c>system</c>.</summary>
    public string By { get; init; } = "system";

    /// <summary>What made this happen, for the journal.</summary>
    public string? Cause { get; init; }
}

/// <summary>A field's value in both languages.</summary>
public readonly record struct NoticeWord(string Zh, string En)
{
    public static implicit operator NoticeWord(string same) => FromString(same);

    public static NoticeWord FromString(string same) => new(same, same);
}
