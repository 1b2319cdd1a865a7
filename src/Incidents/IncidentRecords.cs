using System.Security.Claims;
using System.Text.Json;
using TellerLine.Access;
using TellerLine.Banking;
using TellerLine.Customers;
using TellerLine.Kernel;
using TellerLine.Records;

namespace TellerLine.Incidents;

/// <param name="Finding">One of <see cref="Findings"/>.</param>
public sealed record IncidentFinding(
    [property: Field("认定", "How it came", Longest = 20)] string Finding,
    [property: Field("说明", "Note", Longest = 400, Lines = true)] string Note);

/// <summary>An incident's page, and its end.</summary>
internal sealed class IncidentRecords(
    IDb db, IJournal journal, ISpokenPinLocks pins, ICustomers customers, IAudit audit, TimeProvider time)
{
    private static readonly RecordState
        Open = new("open", new("待认定", "Open"), "notReady"), Closed = new("closed", new("已认定", "Closed"), "ready");

    private static readonly Dictionary<string, BilingualText> Happened = new()
    {
        ["incident.raised"] = new("客户说出密码，座席标记", "A PIN was said aloud, marked"),
        ["incident.customerKnown"] = new("客户身份已知，密码须修改", "The customer became known: the PINs must be changed"),
        ["incident.closed"] = new("认定", "Closed"),
    };

    /// <returns>Null: there is none.</returns>
    public async Task<RecordView?> View(string id, ClaimsPrincipal reader, CancellationToken ct)
    {
        if (await db.Read(connection => IncidentStore.Find(connection, id), ct)
            is not { Incident: var incident } stored)
            return null;
        var story = await journal.ReadStream($"incident/{id}", ct: ct);
        var name = incident.CustomerId is { } customer ? (await customers.ById(customer, ct))?.Name : null;
        List<RecordFact> facts =
        [
            new(new("客户", "Customer"), "text", incident.CustomerId is null ? null
                : $"{incident.CustomerId} {Masks.Name(name ?? "")}",
                incident.CustomerId is null ? new("通话中未核对身份", "not known in the call") : null),
            new(new("联络编号", "Contact"), "text", incident.ContactId),
            new(new("标记人", "Marked by"), "user", incident.Agent),
            new(new("标记时间", "Marked"), "time", $"{Clock.FromUs(stored.RaisedUs):O}"),
        ];
        if (incident.Finding is { } finding)
            facts.AddRange(
            [
                new(new("认定", "How it came"), "text", finding, Findings.All.First(one => one.Code == finding).Name),
                new(new("认定人", "Closed by"), "user", stored.ClosedBy),
                new(new("认定时间", "Closed"), "time", $"{Clock.FromUs(stored.ClosedUs!.Value):O}"),
            ]);
        return new RecordView(
            id, id, incident.Finding is null ? Open : Closed, facts, Note(story), Actions(incident, reader),
            [
                .. story.Select(row => new RecordEvent(
                    Clock.FromUs(row.AtUs), JsonDocument.Parse(row.Body).RootElement.GetProperty("by").GetString()!,
                    Happened[row.Kind])),
            ],
            stored.Version);
    }

    public async Task<RecordOutcome> Close(
        string id, long version, IncidentFinding? form, ClaimsPrincipal actor, CancellationToken ct)
    {
        form ??= new("", "");
        List<FieldFault> faults = [.. FormOf.Faults(form)];
        if (!string.IsNullOrEmpty(form.Finding) && Findings.All.All(one => one.Code != form.Finding))
            faults.Add(new("/finding", "没有这种认定", "There is no such finding"));
        if (faults.Count > 0)
            return new RecordOutcome.Faulty(faults);
        return await db.Write<RecordOutcome>(scope =>
        {
            if (IncidentStore.Find(scope.Connection, id, scope.Transaction) is not { } stored)
                return new RecordOutcome.Unknown();
            if (version != stored.Version)
            {
                var shown = new { stored.Incident.Finding, stored.Incident.CustomerId };
                return new RecordOutcome.Conflict(VersionConflict.Of(stored.Version, shown, shown));
            }
            var by = actor.Number();
            var (next, refused) = Incident.Close(stored.Incident, form.Finding, by);
            if (refused is not null)
                return new RecordOutcome.Refused(refused.Code, refused.Why);
            IncidentStore.Put(scope, stored with
            {
                Incident = next!, ClosedUs = time.NowUs(), ClosedBy = by, Version = stored.Version + 1,
            });
            scope.Append($"incident/{id}", new IncidentClosed(form.Finding, form.Note.Trim(), by));
            audit.Add(scope, by, "incident.closed", $"incident/{id}", form.Finding);
            if (form.Finding == Findings.Mistaken && next!.CustomerId is { } customer
                && !IncidentStore.Others(scope, customer, id, stored.RaisedUs))
                pins.NotSpoken(scope, customer, by);
            return new RecordOutcome.Done(id);
        }, ct);
    }

    private static string? Note(IReadOnlyList<JournalRow> story) =>
        story.LastOrDefault(row => row.Kind == "incident.closed")?.As<IncidentClosed>().Note;

    private static IReadOnlyList<RecordAction> Actions(Incident incident, ClaimsPrincipal reader) =>
        IncidentsCapability.Close.ReachOf(reader.Card().Roles) == Reach.None
            ? []
            :
            [
                new RecordAction(
                    "close", new("认定", "Close"),
                    Incident.Close(incident, Findings.Volunteered, reader.Number()).Refused?.Why,
                    FormOf.Schema<IncidentFinding>(new Dictionary<string, IReadOnlyList<(string, BilingualText)>>
                    {
                        [nameof(IncidentFinding.Finding)] = Findings.All,
                    }),
                    null, Grave: true),
            ];
}
