using Microsoft.Extensions.Logging;
using TellerLine.Definitions;
using TellerLine.Kernel;
using TellerLine.Notices.Core;

namespace TellerLine.Notices;

/// <summary>
/// Sends one message: decided in one transaction (consent, quiet hours, caps as they are now), handed over, and how it
/// ended written in a second one. A crash between them hands it over again under the same id, which the gateway knows.
/// </summary>
internal sealed partial class NoticeSending(
    IDb db, Outbox outbox, IConsents consents, IDefinitions definitions, INoticeGateway gateway, IFieldCipher cipher,
    KernelOptions kernel, TimeProvider time, ILogger<NoticeSending> log) : IOutsideDueHandler
{
    public static readonly DueKind Kind = DueKind.OfOutside<NoticeSending>(
        "notice.send", "发送客户通知", "Send a notice to a customer") with
    {
        Tries = 20, Limit = TimeSpan.FromMinutes(1),
    };

    /// <summary>How long the gateway may take.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private const int LongestWords = 200, LongestCapDays = 365;

    public async Task<Action<WriteScope>> Act(DueRow row, CancellationToken ct)
    {
        if (await db.Write(scope => Decided(scope, row.Key), ct) is not { } notice)
            return _ => { };
        GatewayAnswer? answer = null;
        try
        {
            using var limit = new CancellationTokenSource(Patience, time);
            using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, ct);
            answer = await gateway.Send(Outgoing(notice), both.Token).WaitAsync(both.Token);
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            LogUnreachable(log, notice.Id, e);
        }
        return scope => Learn(scope, notice.Id, answer);
    }

    /// <returns>Null: it is not sent now; the row says why.</returns>
    private NoticeRow? Decided(WriteScope scope, string id)
    {
        if (NoticeRow.Find(scope, id) is not { } row)
            return null;
        // It was being handed over when the program ended: what was decided then stands.
        if (row.Stands == NoticeState.Sending)
            return row;
        if (row.Stands is not (NoticeState.Queued or NoticeState.Held))
            return null;
        var nowUs = time.NowUs();
        switch (SendingRules.Decide(FactsOf(scope, row, nowUs), definitions.Now(NoticePolicy.Kind).Value))
        {
            case SendingDecision.Hold hold:
                outbox.Hold(scope, row, hold.Reason, UsOf(hold.Until), row.Tries);
                return null;
            case SendingDecision.Suppress suppress:
                Outbox.Suppress(scope, id, suppress.Reason);
                return null;
            case SendingDecision.Fail fail:
                Outbox.Fail(scope, id, fail.Reason, "");
                return null;
            default:
                outbox.Begin(scope, id);
                return row;
        }
    }

    private SendingFacts FactsOf(WriteScope scope, NoticeRow row, long nowUs)
    {
        var since = kernel.Day(kernel.DayOf(nowUs).AddDays(-LongestCapDays)).FromUs;
        return new SendingFacts(
            row.IsFor, consents.Of(scope, row.CustomerId, row.IsFor), kernel.LocalTime(nowUs),
            TimeSpan.FromMicroseconds(nowUs - row.QueuedUs),
            [.. NoticeRow.SentSince(scope, row.CustomerId, row.Purpose, since, row.Id).Select(kernel.DayOf)],
            gateway.IsConnected);
    }

    private void Learn(WriteScope scope, string id, GatewayAnswer? answer)
    {
        var row = NoticeRow.Find(scope, id)!;
        switch (answer)
        {
            case GatewayAnswer.Delivered delivered:
                Outbox.Sent(scope, id, delivered: true, Short(delivered.Reference));
                break;
            case GatewayAnswer.Accepted accepted:
                Outbox.Sent(scope, id, delivered: false, Short(accepted.Reference));
                break;
            case GatewayAnswer.Refused refused:
                Outbox.Fail(scope, id, "refused", Short(refused.Reason));
                break;
            default:
                var tries = row.Tries + 1;
                if (SendingRules.PauseAfter((int)tries) is { } pause)
                    outbox.Hold(scope, row, "unreachable", time.NowUs() + (long)pause.TotalMicroseconds, tries);
                else
                    Outbox.Fail(scope, id, "gaveUp", "");
                break;
        }
    }

    private OutgoingNotice Outgoing(NoticeRow row) => new(
        row.Id, row.CustomerId, cipher.Decrypt(row.Number!, NoticeFields.Number(row.Id)),
        cipher.Decrypt(row.Text, NoticeFields.Text(row.Id)), (int)row.Parts);

    /// <summary>An hour that summer time leaves out ends when it would have begun.</summary>
    private long UsOf(DateTime local)
    {
        var zone = kernel.Zone();
        var there = DateTime.SpecifyKind(local, DateTimeKind.Unspecified);
        while (zone.IsInvalidTime(there))
            there = there.AddMinutes(15);
        return Clock.ToUs(new DateTimeOffset(there, zone.GetUtcOffset(there)));
    }

    private static string Short(string text) => text.Length <= LongestWords ? text : text[..LongestWords];

    [LoggerMessage(Level = LogLevel.Warning, Message = "The gateway did not take notice {Id}; it is tried again")]
    private static partial void LogUnreachable(ILogger logger, string id, Exception exception);
}
