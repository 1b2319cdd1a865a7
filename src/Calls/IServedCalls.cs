using TellerLine.Banking;
using TellerLine.Customers;

namespace TellerLine.Calls;

/// <summary>The conversations in which something is done for a customer (代客交易).</summary>
public interface IServedCalls
{
    /// <returns>The one this agent has in hand and in which the two have heard each other; null: none.</returns>
    IServedCall? Of(string agent);
}

/// <summary>A conversation, as an operation for its customer sees it.</summary>
public interface IServedCall
{
    string ContactId { get; }

    /// <summary>Null for a customer nobody knows.</summary>
    Identification? Who { get; }

    /// <summary>E.164; null: withheld or unknown.</summary>
    string? Caller { get; }

    /// <summary><c>zh-CN</c>, <c>en</c>.</summary>
    string Language { get; }

    /// <summary>The customer hung up, or another has the customer: nothing more is done in it.</summary>
    CancellationToken Over { get; }

    /// <summary>
    /// The customer keys the transaction PIN as in any secure entry; whoever asked gets its token, the desk does not.
    /// </summary>
    /// <param name="heard">Told once, when it is over, with the outcome as <c>SecureEntryOver</c> has it; the token
    /// only of <c>verified</c>.</param>
    /// <returns>Why it cannot be asked now (<c>entry</c>, <c>noCall</c>, <c>unknownCustomer</c> …); null: it is
    /// asked.</returns>
    Task<string?> AskTransactionPin(Action<string, PinToken?> heard);

    /// <summary>Who speaks has proved to be the company's operator: from here the desk shows its accounts.</summary>
    void OperatorProved();

    /// <summary>Into the contact's story.</summary>
    void Note(object happened);
}
