using Dapper;
using TellerLine.Kernel;
using TellerLine.Notices.Core;

namespace TellerLine.Notices;

/// <summary>What customers answer, as a gateway hands it in.</summary>
public interface INoticeReplies
{
    /// <summary>
    /// Takes an answer in: the word to opt out withdraws the consent to what the number was last sent, and a message
    /// confirms it.
    /// </summary>
    /// <param name="number">E.164.</param>
    /// <param name="messageId">The same message again does nothing.</param>
    /// <returns>Whose consents were withdrawn, or stood withdrawn.</returns>
    IReadOnlyList<string> Receive(WriteScope scope, string number, string text, string messageId);
}

internal sealed class Replies(Consents consents, Outbox outbox, IFieldCipher cipher) : INoticeReplies
{
    public IReadOnlyList<string> Receive(WriteScope scope, string number, string text, string messageId)
    {
        if (!Reply.IsOptOut(text) || Last(scope, number) is not var (customer, word, language))
            return [];
        var purpose = EnumWords.To<NoticePurpose>(word);
        consents.Change(
            scope, customer, purpose, ConsentState.Withdrawn, $"SMS {text.Trim()}", "system");
        outbox.Queue(
            scope, new NoticeOrder(
                NoticeOccasions.OptedOut.Key, customer, $"opted-out/{messageId}",
                new Dictionary<string, NoticeWord>
                {
                    ["purpose"] = new(NoticeWords.Purposes[purpose].Zh, NoticeWords.Purposes[purpose].En.ToLowerInvariant()),
                })
            {
                Language = language,
            });
        return [customer];
    }

    /// <summary>The last message to this number that one can opt out of.</summary>
    private (string Customer, string Purpose, string Language)? Last(WriteScope scope, string number)
    {
        var hashes = cipher.Hashes(NoticeFields.Phone, number);
        var found = scope.Connection.Query<(string, string, string)>(
            """
            SELECT customer_id, purpose, language FROM notice
            WHERE number_hash IN (@newest, @oldest) AND sent_us IS NOT NULL AND purpose IN ('care', 'marketing')
            ORDER BY sent_us DESC, id DESC LIMIT 1
            """,
            new { newest = hashes[0], oldest = hashes[^1] }, scope.Transaction).AsList();
        return found.Count == 0 ? null : found[0];
    }
}
