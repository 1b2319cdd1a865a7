using System.Data;
using Dapper;
using TellerLine.Customers;
using TellerLine.Kernel;

namespace TellerLine.Notices;

/// <param name="Incoming">The customer wrote it; false: the bank.</param>
public sealed record InboxMessage(string Id, DateTimeOffset At, bool Incoming, string Text);

/// <param name="Masked">The telephone's number.</param>
/// <param name="Messages">Newest last, at most a hundred.</param>
public sealed record InboxView(string Masked, IReadOnlyList<InboxMessage> Messages);

public sealed record InboxReply(string? Text);

/// <summary>
/// The demonstration's telephones: a gateway that delivers into a table, shown at <c>/inbox</c>, and what is answered
/// there.
/// </summary>
internal sealed class Inbox(
    IDb db, ICustomerReach customers, INoticeReplies replies, IFieldCipher cipher, NoticesOptions options,
    INoticeGateway gateway, TimeProvider time)
{
    public const int Shown = 100, LongestReply = 200;

    /// <summary>A bank's own gateway has no telephones here.</summary>
    public bool IsOn => options.Demonstration && gateway is DemonstrationGateway;

    /// <returns>Null: the customer has no such telephone, or there is none to show.</returns>
    public Task<InboxView?> Look(string customerId, CancellationToken ct) => db.Read(c =>
    {
        if (!IsOn || customers.Of(c, null, customerId)?.Mobile is not { } number)
            return null;
        return new InboxView(Masks.Phone(number), Messages(c, number));
    }, ct);

    /// <returns>False: as <see cref="Look"/>.</returns>
    public Task<bool> Answer(string customerId, string text, CancellationToken ct)
    {
        var id = Ids.New(time);
        return db.Write(scope =>
        {
            if (!IsOn || customers.Of(scope.Connection, scope.Transaction, customerId)?.Mobile is not { } number)
                return false;
            InboxTable.Add(scope, cipher, id, time.NowUs(), number, incoming: true, text);
            replies.Receive(scope, number, text, id);
            return true;
        }, ct);
    }

    private List<InboxMessage> Messages(IDbConnection c, string number)
    {
        var hashes = cipher.Hashes(NoticeFields.Phone, number);
        return
        [
            .. c.Query<(string Id, long AtUs, long Incoming, string Text)>(
                $"""
                SELECT id, at_us, incoming, text FROM inbox_message
                WHERE number_hash IN (@newest, @oldest) ORDER BY at_us DESC, id DESC LIMIT {Shown}
                """,
                new { newest = hashes[0], oldest = hashes[^1] })
                .Reverse()
                .Select(row => new InboxMessage(
                    row.Id, Clock.FromUs(row.AtUs), row.Incoming != 0,
                    cipher.Decrypt(row.Text, NoticeFields.InboxText(row.Id)))),
        ];
    }
}

/// <summary>Delivers at once, and knows a message that comes again.</summary>
internal sealed class DemonstrationGateway(IDb db, IFieldCipher cipher, TimeProvider time) : INoticeGateway
{
    public bool IsConnected => true;

    public async Task<GatewayAnswer> Send(OutgoingNotice notice, CancellationToken ct)
    {
        await db.Write(
            scope => InboxTable.Add(
                scope, cipher, notice.Id, time.NowUs(), notice.Number, incoming: false, notice.Text), ct);
        return new GatewayAnswer.Delivered("inbox");
    }
}

internal static class InboxTable
{
    public static int Add(
        WriteScope scope, IFieldCipher cipher, string id, long atUs, string number, bool incoming, string text) =>
        scope.Connection.Execute(
            """
            INSERT INTO inbox_message (id, at_us, number, number_hash, incoming, text)
            VALUES (@id, @atUs, @number, @hash, @incoming, @text) ON CONFLICT (id) DO NOTHING
            """,
            new
            {
                id,
                atUs,
                number = cipher.Encrypt(number, NoticeFields.InboxNumber(id)),
                hash = cipher.Hash(NoticeFields.Phone, number),
                incoming = incoming ? 1L : 0L,
                text = cipher.Encrypt(text, NoticeFields.InboxText(id)),
            },
            scope.Transaction);
}
