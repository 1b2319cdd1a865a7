using System.Globalization;
using TellerLine.Definitions;
using TellerLine.Kernel;
using TellerLine.Notices;

namespace TellerLine.LossReports;

/// <summary>What the customer is told of a report, in the transaction in which it happens.</summary>
internal sealed class LossNotices(
    INotices notices, IDefinitions definitions, KernelOptions kernel, TimeProvider time)
{
    private static readonly NoticeWord ForGood = new("长期有效", "revoked by you");

    public void Held(WriteScope scope, StoredLoss stored) => Tell(scope, NoticeOccasions.LossHeld, stored, "held");

    public void Reminded(WriteScope scope, StoredLoss stored, int hours) =>
        Tell(scope, NoticeOccasions.LossReminder, stored, string.Create(CultureInfo.InvariantCulture, $"reminded/{hours}"));

    public void Confirmed(WriteScope scope, StoredLoss stored) =>
        Tell(scope, NoticeOccasions.LossConfirmed, stored, "confirmed");

    public void Lapsed(WriteScope scope, StoredLoss stored) =>
        Tell(scope, NoticeOccasions.LossLapsed, stored, "lapsed");

    public void Cancelled(WriteScope scope, StoredLoss stored) =>
        Tell(scope, NoticeOccasions.LossCancelled, stored, "cancelled");

    public void Refused(WriteScope scope, StoredLoss stored) =>
        Tell(scope, NoticeOccasions.LossRefused, stored, "refused");

    private void Tell(WriteScope scope, NoticeOccasion occasion, StoredLoss stored, string step)
    {
        var report = stored.Report;
        var product = definitions.Now(LossRules.Kind).Value.Find(report.Product);
        var all = new Dictionary<string, NoticeWord>
        {
            ["number"] = report.Number,
            ["product"] = product is null ? report.Product : new NoticeWord(product.Zh, product.En),
            ["tail"] = report.Tail.Length == 0 ? "–" : report.Tail,
            ["until"] = report.ValidUntilUs is { } until
                ? kernel.LocalTime(until).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) : ForGood,
            ["time"] = kernel.LocalTime(time.NowUs()).ToString("MM-dd HH:mm", CultureInfo.InvariantCulture),
            ["why"] = report.Why is { } why && LossRefusal.Words.TryGetValue(why, out var words)
                ? new NoticeWord(words.Zh, words.En) : "–",
        };
        notices.Queue(scope, new NoticeOrder(
            occasion.Key, report.CustomerId, $"loss/{report.Number}/{step}",
            occasion.Fields.ToDictionary(field => field.Name, field => all[field.Name]))
        {
            Cause = stored.ContactId,
        });
    }
}
