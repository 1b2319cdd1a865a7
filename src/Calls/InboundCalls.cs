using Microsoft.Extensions.Logging;
using TellerLine.Contacts;
using TellerLine.Customers;
using TellerLine.Kernel;
using TellerLine.SelfService;
using TellerLine.Voice;

namespace TellerLine.Calls;

/// <summary>Takes every call to the hotline: gives it a name and a journal, and lets its story run.</summary>
internal sealed class InboundCalls(
    TelephoneFlow flow, PromptBook prompts, WaitingRoom waitingRoom, ConversationRoom conversations, ParkingLot parking,
    ContactRecorder recorder, RecordingRules rules, ServiceHours hours, KeptCalls kept,
    ICallerNumbers numbers, IJournal journal, KernelOptions kernel, TimeProvider time, ILogger<InboundCall> log)
{
    public async Task Take(ILeg leg)
    {
        var number = PhoneNumbers.Normalise(leg.CallerNumber);
        var record = new ContactRecord(Ids.New(kernel.Node, time), journal, time);
        using var scope = log.BeginScope(new KeyValuePair<string, object?>[] { new("Contact", record.Id) });
        var contact = new LiveContact(record, leg, number.E164, number.Original, time.NowUs())
        {
            Changed = kept.Keep,
        };
        numbers.Keep(record.Id, number.E164, number.Original);
        contact.Note(
            new ContactArrived(
                "voice", contact.Caller is { } shown ? Masks.Phone(shown) : null, leg.CalledNumber ?? "",
                leg.Via, leg.Id),
            contact.ArrivedUs);
        await Story(contact).Run();
        kept.Forget(record.Id);
    }

    /// <summary>A call that outlived the process it came in to.</summary>
    public async Task GoOn(LiveContact contact, CallLeft left)
    {
        using var scope = log.BeginScope(new KeyValuePair<string, object?>[] { new("Contact", contact.Id) });
        contact.Changed = kept.Keep;
        await Story(contact).GoOn(left);
        kept.Forget(contact.Id);
    }

    private InboundCall Story(LiveContact contact) =>
        new(contact, flow, prompts.Now(), waitingRoom, conversations, parking, recorder, rules, hours, log);
}
