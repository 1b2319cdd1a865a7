using Dapper;
using TellerLine.Customers;
using TellerLine.Definitions;
using TellerLine.Kernel;
using TellerLine.Notices.Core;

namespace TellerLine.Notices;

/// <summary>The outbox's rows: written in the transaction of their cause, and what becomes of them.</summary>
internal sealed class Outbox(
    IDefinitions definitions, ICustomerReach customers, IDueTimes due, IFieldCipher cipher, NoticesOptions options,
    TimeProvider time) : INotices
{
    public const string Sms = "sms";

    private const int LongestKey = 200;

    public string Queue(WriteScope scope, NoticeOrder order)
    {
        if (order.IdempotencyKey.Length is 0 or > LongestKey)
            throw new ArgumentException("An idempotency key has 1 to 200 characters.", nameof(order));
        if (NoticeOccasions.Find(order.Template)?.Fields.FirstOrDefault(f => !order.Fields.ContainsKey(f.Name)) is
            { } missing)
            throw new ArgumentException($"{order.Template} lacks {missing.Name}.", nameof(order));
        if (scope.Connection.QuerySingleOrDefault<string>(
            "SELECT id FROM notice WHERE idempotency_key = @IdempotencyKey", new { order.IdempotencyKey },
            scope.Transaction) is { } known)
            return known;

        var id = Ids.New(time);
        var who = customers.Of(scope.Connection, scope.Transaction, order.CustomerId);
        var template = TemplateOf(order.Template);
        var text = template is null ? "" : Text(template.Value, order, who, hide: false);
        var parts = SmsText.Parts(text);
        scope.Connection.Execute(
            """
            INSERT INTO notice (id, idempotency_key, queued_us, purpose, channel, template, template_version, template_zh,
                                template_en, language, customer_id, customer_masked, number_masked, number, number_hash,
                                text, shown, parts, state, sender)
            VALUES (@id, @key, @now, @purpose, @channel, @Template, @templateVersion, @nameZh, @nameEn, @Language,
                    @CustomerId, @customer, @masked, @number, @hash, @text, @shown, @parts, 'queued', @By)
            """,
            new
            {
                id,
                key = order.IdempotencyKey,
                now = time.NowUs(),
                purpose = EnumWords.Of(PurposeOf(template?.Value, order.Template)),
                channel = Sms,
                order.Template,
                templateVersion = (long)(template?.Version ?? 0),
                nameZh = template?.Value.NameZh ?? order.Template,
                nameEn = template?.Value.NameEn ?? order.Template,
                order.Language,
                order.CustomerId,
                customer = who is null ? "" : Masks.Name(who.Name),
                masked = Masks.Phone(who?.Mobile),
                number = who?.Mobile is { } mobile ? cipher.Encrypt(mobile, NoticeFields.Number(id)) : null,
                hash = who?.Mobile is { } hashed ? cipher.Hash(NoticeFields.Phone, hashed) : null,
                text = cipher.Encrypt(text, NoticeFields.Text(id)),
                shown = cipher.Encrypt(
                    template is null ? "" : Text(template.Value, order, who, hide: true), NoticeFields.Shown(id)),
                parts = (long)parts,
                order.By,
            },
            scope.Transaction);
        scope.Append(
            NoticeRow.Stream(id),
            new NoticeQueued(
                id, order.Template, template?.Version ?? 0, PurposeOf(template?.Value, order.Template),
                order.CustomerId, parts, order.By),
            order.Cause);
        if (template is null)
            Fail(scope, id, "noTemplate", "");
        else if (who?.Mobile is null)
            Suppress(scope, id, "noNumber");
        else
            SendAt(
                scope, id, order.CustomerId, EnumWords.Of(PurposeOf(template.Value, order.Template)), time.NowUs());
        return id;
    }

    public void Hold(WriteScope scope, NoticeRow row, string reason, long untilUs, long tries)
    {
        Set(scope, row.Id, NoticeState.Held, reason, untilUs, tries: tries);
        scope.Append(NoticeRow.Stream(row.Id), new NoticeHeld(row.Id, reason, untilUs));
        SendAt(scope, row, untilUs);
    }

    /// <summary>From here on it counts as sent: against the caps, and against who would cancel it.</summary>
    public void Begin(WriteScope scope, string id)
    {
        Set(scope, id, NoticeState.Sending, "", sentUs: time.NowUs());
        scope.Append(NoticeRow.Stream(id), new NoticeBegun(id));
    }

    public static void Sent(WriteScope scope, string id, bool delivered, string reference)
    {
        Set(scope, id, delivered ? NoticeState.Delivered : NoticeState.Sent, "", reference: reference);
        scope.Append(NoticeRow.Stream(id), new NoticeSent(id, delivered, reference));
    }

    public static void Suppress(WriteScope scope, string id, string reason)
    {
        Set(scope, id, NoticeState.Suppressed, reason);
        scope.Append(NoticeRow.Stream(id), new NoticeSuppressed(id, reason));
    }

    public static void Fail(WriteScope scope, string id, string reason, string detail)
    {
        Set(scope, id, NoticeState.Failed, reason);
        scope.Append(NoticeRow.Stream(id), new NoticeFailed(id, reason, detail));
    }

    public void Cancel(WriteScope scope, NoticeRow row, NoticeCancelled cancelled)
    {
        due.Cancel(scope, NoticeSending.Kind, row.Id);
        Set(scope, row.Id, NoticeState.Suppressed, "cancelled");
        scope.Append(NoticeRow.Stream(row.Id), cancelled);
    }

    public void Retry(WriteScope scope, NoticeRow row, NoticeRetried retried)
    {
        scope.Connection.Execute(
            "UPDATE notice SET queued_us = @now WHERE id = @Id", new { row.Id, now = time.NowUs() }, scope.Transaction);
        Set(scope, row.Id, NoticeState.Queued, "", tries: 0);
        scope.Append(NoticeRow.Stream(row.Id), retried);
        SendAt(scope, row, time.NowUs());
    }

    /// <summary>
    /// Messages of one purpose to one customer go out in order, one at a time: so the caps cannot be passed by two at
    /// once.
    /// </summary>
    private void SendAt(WriteScope scope, string id, string customerId, string purpose, long atUs) => due.Set(
        scope, NoticeSending.Kind, id, atUs, subject: $"notice/{customerId}/{purpose}");

    private void SendAt(WriteScope scope, NoticeRow row, long atUs) =>
        SendAt(scope, row.Id, row.CustomerId, row.Purpose, atUs);

    private static void Set(
        WriteScope scope, string id, NoticeState state, string reason, long? untilUs = null, long? tries = null,
        long? sentUs = null, string? reference = null) => scope.Connection.Execute(
        """
        UPDATE notice SET state = @state, reason = @reason, until_us = @untilUs, tries = COALESCE(@tries, tries),
          sent_us = CASE WHEN @unsent = 1 THEN NULL ELSE COALESCE(@sentUs, sent_us) END,
          reference = COALESCE(@reference, reference), version = version + 1
        WHERE id = @id
        """,
        new
        {
            id, state = EnumWords.Of(state), reason, untilUs, tries, sentUs, reference,
            unsent = state is NoticeState.Sending or NoticeState.Sent or NoticeState.Delivered ? 0L : 1L,
        },
        scope.Transaction);

    /// <returns>Null: nothing is in force under this key, which must not stop what causes the message.</returns>
    private InForce<NoticeTemplate>? TemplateOf(string key)
    {
        try
        {
            return definitions.Now(NoticeTemplate.Kind, key);
        }
        catch (KeyNotFoundException)
        {
            return null;
        }
    }

    private static NoticePurpose PurposeOf(NoticeTemplate? template, string key) =>
        template?.Purpose ?? NoticeOccasions.Find(key)?.Purpose ?? NoticePurpose.Service;

    private string Text(NoticeTemplate template, NoticeOrder order, ReachedCustomer? who, bool hide)
    {
        var english = order.Language == NoticeTemplate.English;
        var hidden = hide
            ? NoticeOccasions.Find(order.Template)?.Fields.Where(f => f.IsPrivate).Select(f => f.Name).ToHashSet() ?? []
            : [];
        return TemplateText.Render(template.TextIn(order.Language), name => name switch
        {
            _ when hidden.Contains(name) => TemplateText.Hidden,
            "bank" => english ? options.BankNameEn : options.BankNameZh,
            "hotline" => options.Hotline,
            "name" => hide ? Masks.Name(who?.Name ?? "") : Called(who, english),
            _ => english ? order.Fields[name].En : order.Fields[name].Zh,
        });
    }

    private static string Called(ReachedCustomer? who, bool english) => who is null ? ""
        : !english ? who.Surname + who.Title
        : who.Title switch { "先生" => "Mr ", "女士" => "Ms ", _ => "" } + who.Surname;
}
