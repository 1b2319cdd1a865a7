using System.Data;
using TellerLine.Contacts;
using TellerLine.Insights.Core;
using TellerLine.Insights.Store;
using TellerLine.Kernel;

namespace TellerLine.Insights;

/// <summary>
/// The figures' tables from the contacts' public events. A row changes one fact of one contact; what the contact added before is taken away, what
/// it adds now is added. Rows twice or out of order lead to the same tables.
/// </summary>
internal sealed class FiguresProjection(KernelOptions kernel) : IProjection
{
    private const long HalfHourUs = 30 * 60 * 1_000_000L;
    private const string StreamPrefix = "contact/";

    public string Name => "insights.figures";

    public void Reset(IDbConnection connection, IDbTransaction transaction) => new FigureTables(connection, transaction).Clear();

    public void Apply(JournalRow row, IDbConnection connection, IDbTransaction transaction)
    {
        if (!row.Stream.StartsWith(StreamPrefix, StringComparison.Ordinal) || FactOf(row) is not { } fact)
            return;
        var tables = new FigureTables(connection, transaction);
        var contactId = row.Stream[StreamPrefix.Length..];
        var before = tables.Facts(contactId);
        var after = fact(before);
        if (after == before)
            return;
        tables.Keep(contactId, after);
        tables.Replace(before == new ContactFacts() ? Contribution.Nothing : Contribution.Of(before, HalfHourOf), Contribution.Of(after, HalfHourOf));
    }

    /// <summary>The half hour is counted from the bank's midnight, so that no interval lies in two report days.</summary>
    internal long HalfHourOf(long us)
    {
        var (dayUs, _) = kernel.DayAround(us);
        return dayUs + (us - dayUs) / HalfHourUs * HalfHourUs;
    }

    private static Func<ContactFacts, ContactFacts>? FactOf(JournalRow row)
    {
        switch (row.Kind)
        {
            case "contact.answered":
                return facts => facts.Entered(row.AtUs);
            case "contact.humanRequested":
                return facts => facts.Requested(row.AtUs);
            case "contact.queued":
                var queued = row.As<ContactQueued>();
                return facts => facts.Queued(queued.Queue, queued.WaitSinceUs);
            case "contact.connected":
                var connected = row.As<ContactConnected>();
                return facts => facts.Connected(row.AtUs, connected.WaitUs);
            case "contact.selfCompleted":
                return facts => facts with { SelfDone = true };
            case "contact.systemDropped":
                return facts => facts with { Dropped = true };
            case "contact.ended":
                var ended = row.As<ContactEnded>();
                return facts => facts.Ended(row.AtUs, ended.By);
            default:
                return null;
        }
    }
}
