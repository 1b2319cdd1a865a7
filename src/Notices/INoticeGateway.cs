namespace TellerLine.Notices;

/// <summary>
/// The way to customers' telephones: the port that a bank implements for its own short-message centre, registered
/// before Notices. Called outside any transaction, waited for ten seconds at most.
/// </summary>
public interface INoticeGateway
{
    /// <summary>False: nothing is connected, nothing is sent.</summary>
    bool IsConnected { get; }

    /// <summary>
    /// Takes a message over. It may come again after a crash or a time-out: the one with the same <see
    /// cref="OutgoingNotice.Id"/> is sent to the customer once.
    /// </summary>
    /// <exception cref="Exception">Not to be reached: it is tried again later.</exception>
    Task<GatewayAnswer> Send(OutgoingNotice notice, CancellationToken ct);
}

/// <param name="Id">The idempotency key.</param>
/// <param name="Number">E.164.</param>
/// <param name="Parts">How many messages it is charged as.</param>
public sealed record OutgoingNotice(string Id, string CustomerId, string Number, string Text, int Parts)
{
    /// <summary>Number and text are for the gateway alone.</summary>
    public override string ToString() => $"OutgoingNotice {Id}";
}

public abstract record GatewayAnswer
{
    private GatewayAnswer()
    {
    }

    /// <summary>On its way.</summary>
    /// <param name="Reference">The gateway's own number, at most 200 characters.</param>
    public sealed record Accepted(string Reference) : GatewayAnswer;

    /// <summary>On the customer's telephone.</summary>
    public sealed record Delivered(string Reference) : GatewayAnswer;

    /// <summary>Never: a number that does not exist, a text that is not allowed.</summary>
    /// <param name="Reason">The gateway's words, at most 200 characters, without personal data.</param>
    public sealed record Refused(string Reason) : GatewayAnswer;
}

internal sealed class NoGateway : INoticeGateway
{
    public bool IsConnected => false;

    public Task<GatewayAnswer> Send(OutgoingNotice notice, CancellationToken ct) =>
        throw new InvalidOperationException("No gateway is connected.");
}
