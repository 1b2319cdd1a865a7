using TellerLine.Banking;
using TellerLine.Contacts;
using TellerLine.Kernel;

namespace TellerLine.Incidents;

/// <summary>
/// What a PIN said aloud brings about, in the commit that marks it: somebody will find out how it came, and no money
/// moves by the customer's PINs until they are changed.
/// </summary>
internal sealed class SpokenPinIncidents(ISpokenPinLocks pins, TimeProvider time) : IPinSpokenWitness
{
    public void Marked(WriteScope scope, string contactId, string agent, string? customerId)
    {
        var id = IdOf(contactId);
        if (IncidentStore.Find(scope.Connection, id, scope.Transaction) is null)
        {
            IncidentStore.Put(scope, new(new(id, contactId, customerId, agent), time.NowUs(), 1));
            scope.Append($"incident/{id}", new IncidentRaised(contactId, customerId, agent), contactId);
        }
        else if (customerId is not null)
            Known(scope, contactId, customerId);
        // Said again after it was changed, it must be changed again.
        if (customerId is not null)
            pins.Spoken(scope, customerId, contactId, agent);
    }

    public void Known(WriteScope scope, string contactId, string customerId)
    {
        if (IncidentStore.Find(scope.Connection, IdOf(contactId), scope.Transaction)
            is not { Incident: { CustomerId: null, Finding: null } incident } stored)
            return;
        IncidentStore.Put(
            scope, stored with { Incident = incident with { CustomerId = customerId }, Version = stored.Version + 1 });
        scope.Append($"incident/{incident.Id}", new IncidentCustomerKnown(customerId, incident.Agent), contactId);
        pins.Spoken(scope, customerId, contactId, incident.Agent);
    }

    private static string IdOf(string contactId) => $"pin-{contactId}";
}
