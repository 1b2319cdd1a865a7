using System.Data;
using Dapper;
using TellerLine.Customers;
using TellerLine.Kernel;

namespace TellerLine.Notices;

internal sealed class Consents(ICustomerReach customers, TimeProvider time) : IConsents
{
    private const int LongestEvidence = 200;

    public ConsentState Of(WriteScope scope, string customerId, NoticePurpose purpose) =>
        StateOf(scope.Connection, scope.Transaction, customerId, purpose);

    public bool Change(
        WriteScope scope, string customerId, NoticePurpose purpose, ConsentState state, string evidence, string by,
        string reason = "")
    {
        if (state == ConsentState.None || !ConsentWords.Asked.Contains(purpose))
            throw new ArgumentException($"{purpose} {state} is no consent.", nameof(state));
        if (Of(scope, customerId, purpose) == state
            || customers.Of(scope.Connection, scope.Transaction, customerId) is not { } who)
            return false;
        var known = evidence.Length <= LongestEvidence ? evidence : evidence[..LongestEvidence];
        scope.Connection.Execute(
            """
            INSERT INTO consent (id, customer_id, customer_masked, purpose, channel, state, evidence, changed_us, changed_by)
            VALUES (@id, @customerId, @masked, @purpose, @channel, @state, @known, @now, @by)
            ON CONFLICT (customer_id, purpose, channel) DO UPDATE SET state = @state, evidence = @known, changed_us = @now,
              changed_by = @by, version = consent.version + 1
            """,
            new
            {
                id = Ids.New(time),
                customerId,
                masked = Masks.Name(who.Name),
                purpose = EnumWords.Of(purpose),
                channel = Outbox.Sms,
                state = EnumWords.Of(state),
                known,
                now = time.NowUs(),
                by,
            },
            scope.Transaction);
        scope.Append(
            Stream(customerId), new ConsentChanged(customerId, purpose, Outbox.Sms, state, known, reason, by));
        return true;
    }

    public bool Any(IDbConnection connection) =>
        connection.ExecuteScalar<long?>("SELECT 1 FROM consent LIMIT 1") is not null;

    public static string Stream(string customerId) => $"consent/{customerId}";

    public static ConsentState StateOf(
        IDbConnection connection, IDbTransaction? transaction, string customerId, NoticePurpose purpose) =>
        connection.QuerySingleOrDefault<string>(
            "SELECT state FROM consent WHERE customer_id = @customerId AND purpose = @purpose AND channel = @channel",
            new { customerId, purpose = EnumWords.Of(purpose), channel = Outbox.Sms }, transaction) is { } word
            ? EnumWords.To<ConsentState>(word)
            : ConsentState.None;
}
