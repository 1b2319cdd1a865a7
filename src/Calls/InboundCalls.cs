using Microsoft.Extensions.Logging;
using TellerLine.Contacts;
using TellerLine.Customers;
using TellerLine.Kernel;
using TellerLine.Voice;

namespace TellerLine.Calls;

/// <summary>Takes every call to the hotline: gives it a name and a journal, and lets its story run.</summary>
internal sealed class InboundCalls(
    CallStories stories, ICallerNumbers numbers, IJournal journal, KernelOptions kernel, TimeProvider time,
    ILogger<InboundCalls> log)
{
    public async Task Take(ILeg leg)
    {
        var number = PhoneNumbers.Normalise(leg.CallerNumber);
        var record = new ContactRecord(Ids.New(kernel.Node, time), journal, time);
        using var scope = Scope(record.Id);
        var contact = new LiveContact(record, leg, number.E164, number.Original, time.NowUs());
        numbers.Keep(record.Id, number.E164, number.Original);
        contact.Note(
            new ContactArrived(
                "voice", contact.Caller is { } shown ? Masks.Phone(shown) : null, leg.CalledNumber ?? "",
                leg.Via, leg.Id),
            contact.ArrivedUs);
        await stories.Run(contact);
    }

    /// <summary>A call that outlived the process it came in to.</summary>
    public async Task GoOn(LiveContact contact, CallLeft left)
    {
        using var scope = Scope(contact.Id);
        await stories.GoOn(contact, left);
    }

    private IDisposable? Scope(string contactId) =>
        log.BeginScope(new KeyValuePair<string, object?>[] { new("Contact", contactId) });
}
