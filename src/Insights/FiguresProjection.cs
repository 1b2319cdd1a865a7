using TellerLine.Contacts;
using TellerLine.Insights.Core;
using TellerLine.Insights.Store;
using TellerLine.Kernel;

namespace TellerLine.Insights;

/// <summary>
/// The figures' tables from the contacts' public events. A row changes one fact of one contact; what the contact added
/// before is taken away, what it adds now is added. Rows twice or out of order lead to the same tables.
/// </summary>
internal sealed class FiguresProjection : Projection
{
    private readonly KernelOptions _kernel;

    public FiguresProjection(KernelOptions kernel)
        : base("insights.figures", 2, "insights_contact", "insights_interval", "insights_wait")
    {
        _kernel = kernel;
        Fact<ContactDialled>((facts, _, _) => facts with { Outbound = true });
        Fact<ContactAnswered>((facts, _, row) => facts.Entered(row.AtUs));
        Fact<HumanRequested>((facts, _, row) => facts.Requested(row.AtUs));
        Fact<ContactQueued>((facts, queued, _) => facts.Queued(queued.Queue, queued.WaitSinceUs));
        Fact<ContactOffered>((facts, offered, row) => facts.Rang(offered.Agent, row.AtUs));
        Fact<ContactConnected>((facts, connected, row) => facts.Connected(connected.Agent, row.AtUs, connected.WaitUs));
        Fact<SelfCompleted>((facts, _, _) => facts with { SelfDone = true });
        Fact<SystemDropped>((facts, _, _) => facts with { Dropped = true });
        Fact<ContactEnded>((facts, ended, row) => facts.Ended(row.AtUs, ended.By));
    }

    private void Fact<T>(Func<ContactFacts, T, JournalRow, ContactFacts> learn) => On<T>((happened, row, scope) =>
    {
        var tables = new FigureTables(scope);
        var before = tables.Facts(row.StreamId);
        var after = learn(before, happened, row);
        if (after == before)
            return;
        tables.Keep(row.StreamId, after);
        tables.Replace(
            before == new ContactFacts() ? Contribution.Nothing : Contribution.Of(before, _kernel.HalfHourOf),
            Contribution.Of(after, _kernel.HalfHourOf));
    });
}
