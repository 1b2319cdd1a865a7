using Dapper;
using TellerLine.Kernel;

namespace TellerLine.Notices;

/// <summary>What of a message is encrypted, and where it stands.</summary>
internal static class NoticeFields
{
    /// <summary>The kind under which telephone numbers are hashed: E.164, whole.</summary>
    public const string Phone = "phone";

    public static FieldPlace Number(string id) => new("notice", "number", id);

    public static FieldPlace Text(string id) => new("notice", "text", id);

    public static FieldPlace Shown(string id) => new("notice", "shown", id);

    public static FieldPlace InboxNumber(string id) => new("inbox_message", "number", id);

    public static FieldPlace InboxText(string id) => new("inbox_message", "text", id);
}

internal sealed class EncryptedNotices(IFieldCipher cipher) : IEncryptedTable
{
    public string Name => "notice";

    public string? Renew(WriteScope scope, string? after, int limit)
    {
        var rows = scope.Connection.Query<(string Id, string? Number, string? Hash, string Text, string Shown)>(
            "SELECT id, number, number_hash, text, shown FROM notice WHERE id > @after ORDER BY id LIMIT @limit",
            new { after = after ?? "", limit }, scope.Transaction).AsList();
        foreach (var (id, stored, hash, text, shown) in rows)
        {
            if (cipher.IsCurrent(text) && cipher.IsCurrent(shown)
                && (stored is null || (cipher.IsCurrent(stored) && cipher.IsCurrentHash(hash))))
                continue;
            var number = stored is null ? null : cipher.Renew(stored, NoticeFields.Number(id));
            scope.Connection.Execute(
                "UPDATE notice SET number = @number, number_hash = @hash, text = @text, shown = @shown WHERE id = @id",
                new
                {
                    id,
                    number,
                    hash = number is null
                        ? null
                        : cipher.Hash(NoticeFields.Phone, cipher.Decrypt(number, NoticeFields.Number(id))),
                    text = cipher.Renew(text, NoticeFields.Text(id)),
                    shown = cipher.Renew(shown, NoticeFields.Shown(id)),
                },
                scope.Transaction);
        }
        return rows.Count == 0 ? null : rows[^1].Id;
    }
}

internal sealed class EncryptedInbox(IFieldCipher cipher) : IEncryptedTable
{
    public string Name => "inbox_message";

    public string? Renew(WriteScope scope, string? after, int limit)
    {
        var rows = scope.Connection.Query<(string Id, string Number, string Hash, string Text)>(
            "SELECT id, number, number_hash, text FROM inbox_message WHERE id > @after ORDER BY id LIMIT @limit",
            new { after = after ?? "", limit }, scope.Transaction).AsList();
        foreach (var (id, stored, hash, text) in rows)
        {
            if (cipher.IsCurrent(text) && cipher.IsCurrent(stored) && cipher.IsCurrentHash(hash))
                continue;
            var number = cipher.Renew(stored, NoticeFields.InboxNumber(id));
            scope.Connection.Execute(
                "UPDATE inbox_message SET number = @number, number_hash = @hash, text = @text WHERE id = @id",
                new
                {
                    id,
                    number,
                    hash = cipher.Hash(NoticeFields.Phone, cipher.Decrypt(number, NoticeFields.InboxNumber(id))),
                    text = cipher.Renew(text, NoticeFields.InboxText(id)),
                },
                scope.Transaction);
        }
        return rows.Count == 0 ? null : rows[^1].Id;
    }
}
