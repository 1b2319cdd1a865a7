using TellerLine.Access;
using TellerLine.Kernel;
using TellerLine.Records;

namespace TellerLine.Notices;

/// <summary>What a customer has said to messages of a purpose.</summary>
public enum ConsentState
{
    /// <summary>Never asked, or never answered: not a yes.</summary>
    None,
    Granted,

    /// <summary>Until it is granted anew, however long.</summary>
    Withdrawn,
}

/// <summary>Who may be sent what: kept for each customer, purpose and channel with its evidence.</summary>
public interface IConsents
{
    ConsentState Of(WriteScope scope, string customerId, NoticePurpose purpose);

    /// <summary>Takes effect at once, for what waits in the outbox too.</summary>
    /// <param name="evidence">How it is known, at most 200 characters: a form's number, a recording, the reply.</param>
    /// <param name="by">A user's number, or <c>system</c>.</param>
    /// <returns>False: it stood so already, or there is no such customer.</returns>
    bool Change(
        WriteScope scope, string customerId, NoticePurpose purpose, ConsentState state, string evidence, string by,
        string reason = "");

    /// <summary>Any consent is on record.</summary>
    bool Any(System.Data.IDbConnection connection);
}

/// <summary>A change of a consent, as its form has it.</summary>
public sealed record ConsentChange(
    [property: Field("用途", "Purpose", Longest = 20)] string Purpose,
    [property: Field("客户意愿", "What the customer wants", Longest = 20)] string State,
    [property: Field("凭据", "Evidence", Longest = 200)] string Evidence,
    [property: Field("理由", "Reason", Longest = 200, Lines = true)] string Reason);

/// <summary>The same for a customer of whom nothing may be on record yet.</summary>
public sealed record NewConsent(
    [property: Field("客户号", "Customer", Longest = 20)] string Customer,
    [property: Field("用途", "Purpose", Longest = 20)] string Purpose,
    [property: Field("客户意愿", "What the customer wants", Longest = 20)] string State,
    [property: Field("凭据", "Evidence", Longest = 200)] string Evidence,
    [property: Field("理由", "Reason", Longest = 200, Lines = true)] string Reason);

// Stream consent/{customerId}.

[Event("consent.changed")]
public sealed record ConsentChanged(
    string CustomerId, NoticePurpose Purpose, string Channel, ConsentState State, string Evidence, string Reason,
    string By);

internal static class ConsentWords
{
    public static readonly IReadOnlyDictionary<ConsentState, BilingualText> States =
        new Dictionary<ConsentState, BilingualText>
        {
            [ConsentState.None] = new("未表示", "has not said"),
            [ConsentState.Granted] = new("同意接收", "wants them"),
            [ConsentState.Withdrawn] = new("不再接收", "wants no more"),
        };

    /// <summary>Of the other purposes nobody is asked.</summary>
    public static readonly IReadOnlyList<NoticePurpose> Asked = [NoticePurpose.Marketing, NoticePurpose.Care];
}
