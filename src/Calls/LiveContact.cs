using System.Text.Json;
using TellerLine.Contacts;
using TellerLine.Customers;
using TellerLine.Desks;
using TellerLine.Kernel;
using TellerLine.SelfService;
using TellerLine.Voice;

namespace TellerLine.Calls;

/// <summary>A contact while its call lives: who is calling, what was asked for, and its place in the journal.</summary>
internal sealed class LiveContact(
    ContactRecord record, ILeg customer, string? caller, string? callerOriginal, long arrivedUs)
    : IWaitingWork
{
    public ContactRecord Record => record;

    public string Id => record.Id;

    /// <summary>The customer's leg.</summary>
    public ILeg Customer => customer;

    /// <summary>E.164, or null when hidden or not a telephone number.</summary>
    public string? Caller => caller;

    public string? CallerOriginal => callerOriginal;

    public long ArrivedUs => arrivedUs;

    /// <summary>Who is calling and how sure that is; null for the unknown.</summary>
    public Identification? Who { get; private set; }

    public CustomerCard? Card => Who?.Customer;

    public string Language { get; set; } = Languages.Chinese;

    public FlowOutcome.HumanRequested? Request { get; set; }

    /// <summary>
    /// Where the wait clock started, kept when the contact is queued again; null before a person was asked for.
    /// </summary>
    public long? WaitSinceUs { get; set; }

    /// <summary>Microseconds in conversation (talk and hold), over all agents.</summary>
    public long TalkUs { get; set; }

    public bool Recording { get; set; }

    /// <summary>Why a person was asked for, as the journal and the desk say it.</summary>
    public string RequestReason => Request is null ? ""
        : JsonNamingPolicy.CamelCase.ConvertName(Request.Reason.ToString());

    /// <summary><c>none</c>, <c>number</c>, <c>account</c>, <c>enquiryPin</c>, <c>transactionPin</c>.</summary>
    public string LevelName => Who is null ? "none" : JsonNamingPolicy.CamelCase.ConvertName(Who.Level.ToString());

    public void Identify(Identification who) => Who = who;

    /// <summary>
    /// Another person serves the customer from here: where the bank wants it so, what a PIN has proved is to be proved
    /// again.
    /// </summary>
    public void ServedByAnother(CallsOptions options)
    {
        if (options.IdentityForNextAgent != "lower" || Who is not { Level: > IdentificationLevel.Number } who)
            return;
        Identify(who with { Level = IdentificationLevel.Number });
        Note(new CallerIdentified(who.Customer.Id, LevelName));
    }

    DeskCaller IWaitingWork.Caller => CallerView.Of(this);

    string? IWaitingWork.From => caller;

    long IWaitingWork.WaitSinceUs => WaitSinceUs!.Value;

    int IWaitingWork.Priority => Request!.Priority;

    /// <summary>For what somebody is told or that counts: on disk before it goes on.</summary>
    public Task<JournalRow> Acknowledge(object happened) => record.Acknowledge(happened);

    /// <summary>For what nobody was told: in order, not waited for.</summary>
    public void Note(object happened, long? atUs = null) => record.Note(happened, atUs);
}
