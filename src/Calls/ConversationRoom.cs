using Microsoft.Extensions.Logging;
using TellerLine.Banking;
using TellerLine.Contacts;
using TellerLine.Definitions;
using TellerLine.Desks;
using TellerLine.Routing;
using TellerLine.Voice;

namespace TellerLine.Calls;

/// <summary>
/// Begins and ends conversations, and tells the desk what became of them: an agent who won a call is freed, whatever
/// breaks.
/// </summary>
internal sealed partial class ConversationRoom(
    IExchange exchange, IRouting routing, WorkInHand hands, AgentPhones phones, Consultations consultations,
    AgentHandsets handsets, LiveConversations live,
    ITelephoneBank bank, IPins pins, ContactRecorder recorder, RecordingRules rules, ISpokenPins spokenPins,
    IDefinitions definitions, IDeskNotices notices, IGuidance guidance,
    CallsOptions options, VoiceOptions voice, TimeProvider time,
    ILogger<ConversationRoom> log)
{
    public IExchange Exchange => exchange;

    public IRouting Routing => routing;

    public Consultations Consultations => consultations;

    public AgentHandsets Handsets => handsets;

    public LiveConversations Live => live;

    public IPins Pins => pins;

    public ContactRecorder Recorder => recorder;

    public RecordingRules Rules => rules;

    public ISpokenPins SpokenPins => spokenPins;

    public IGuidance Guidance => guidance;

    public CallsOptions Options => options;

    public VoiceOptions Voice => voice;

    public TimeProvider Time => time;

    public ILogger Log => log;

    /// <summary>With an agent who has just won the call.</summary>
    /// <returns>How it ended, and who has the customer now when that is somebody who was consulted.</returns>
    public async Task<(ConversationEnd End, Consultation? GivenTo)> Talk(
        LiveContact contact, Telephone phone, Desk desk)
    {
        if (phones.Of(desk.Agent).TakeLine() is { } line)
            return await Talk(contact, phone, desk, line, announced: true, given: false);
        await hands.NobodyThere(desk, contact.Id, WorkEnd.AgentAway);
        return (ConversationEnd.AgentLost, null);
    }

    /// <summary>With an agent who was consulted and has been given the customer.</summary>
    public async Task<(ConversationEnd End, Consultation? GivenTo)> GoOn(
        LiveContact contact, Telephone phone, Consultation given)
    {
        await given.Unmute();
        contact.ServedByAnother(options);
        return await Talk(contact, phone, given.Desk!, given.Leg!, announced: false, given: true);
    }

    /// <summary>One that began in the process before this one.</summary>
    public Task<(ConversationEnd End, Consultation? GivenTo)> GoOn(
        LiveContact contact, Telephone phone, CallLeft.Talking left) => Talk(
            contact, phone, left.Desk, left.Line, announced: false, given: true,
            conversation => conversation.GoesOn(left.As, left.Consulted, left.ConsultedDesk, left.Other));

    /// <returns>Why a recording may not be paused for this, or null.</returns>
    public string? MayPause(string reason) =>
        definitions.Now(RecordingPolicy.Kind).Value.MayPauseFor(reason) ? null : "badReason";

    /// <summary>A PIN that was said aloud must be changed: the agent is told until it is confirmed.</summary>
    public void PinSpoken(string agent, string contactId) => _ = Tell(agent, contactId);

    /// <summary>
    /// The contact's recordings are sealed. A customer who became known only after he had said a PIN is told of here.
    /// </summary>
    public async Task Sealed(LiveContact contact)
    {
        if (!contact.PinSpoken)
            return;
        if (contact.Card is { } customer)
            await spokenPins.Known(contact.Id, customer.Id);
        await spokenPins.Sealed(contact.Id);
    }

    /// <summary>With an agent who called the customer, and is known by that.</summary>
    public Task<(ConversationEnd End, Consultation? GivenTo)> TalkTo(
        LiveContact contact, Telephone phone, Desk desk, ILeg line) =>
        Talk(contact, phone, desk, line, announced: false, given: false);

    /// <summary>The customer has just proved to be who it is: the desk may show more.</summary>
    public void Identified(LiveContact contact, Conversation conversation)
    {
        if (contact is { PinSpoken: true, Card: { } customer })
            _ = spokenPins.Known(contact.Id, customer.Id);
        ShowAccounts(contact, conversation);
        _ = FirstUse(contact, conversation);
    }

    /// <summary>As far as the desk may see them.</summary>
    public void ShowAccounts(LiveContact contact, Conversation conversation) => _ = Accounts(contact, conversation);

    private async Task<(ConversationEnd End, Consultation? GivenTo)> Talk(
        LiveContact contact, Telephone phone, Desk desk, ILeg line, bool announced, bool given,
        Action<Conversation>? before = null)
    {
        var conversation = new Conversation(contact, desk, phones.Of(desk.Agent), line, phone, this);
        before?.Invoke(conversation);
        WorkInHand.Begin(desk, conversation);
        live.Begin(conversation);
        try
        {
            _ = Accounts(contact, conversation);
            _ = FirstUse(contact, conversation);
            return (await conversation.Run(announced, given), conversation.GivenTo);
        }
        finally
        {
            live.Over(conversation);
            await Settle(contact, desk, conversation);
        }
    }

    /// <summary>Nobody waits for the core bank: the accounts come when they come.</summary>
    private async Task Accounts(LiveContact contact, Conversation conversation)
    {
        try
        {
            if (!conversation.HidesAccounts && await bank.AccountsAtDesk(contact.Who) is ShownAccounts.Listed listed)
                conversation.Show(CallerView.Accounts(listed.Accounts));
        }
        catch (Exception fault)
        {
            NoAccounts(log, contact.Id, fault);
        }
    }

    /// <summary>Nobody waits for it either: guidance may be suggested a moment later.</summary>
    private async Task FirstUse(LiveContact contact, Conversation conversation)
    {
        if (contact.Card is not { } customer)
            return;
        try
        {
            conversation.ShowFirstUse(await guidance.IsFirstUse(customer.Id, contact.Id));
        }
        catch (Exception fault)
        {
            NoFirstUse(log, contact.Id, fault);
        }
    }

    private async Task Tell(string agent, string contactId)
    {
        try
        {
            await notices.Tell(agent, "pinSpoken", contactId);
        }
        catch (Exception fault)
        {
            NotTold(log, contactId, fault);
        }
    }

    private async Task Settle(LiveContact contact, Desk desk, Conversation conversation)
    {
        try
        {
            if (conversation.GivenTo is { } given)
                await hands.HandedOver(
                    desk, conversation, given.Desk is null ? null : given.Id, conversation.AgentAway);
            else
                await hands.Over(
                    desk, conversation,
                    contact.Customer.End?.By == LegEndBy.Media ? WorkEnd.MediaLost
                    : conversation.AgentAway
                        ? contact.LeftInMenu is null ? WorkEnd.AgentAway : WorkEnd.AgentAwayInMenu
                    : conversation.Connected ? WorkEnd.Wrapup : WorkEnd.Nothing);
        }
        finally
        {
            // Only now: whoever waits for the end settles the wrap-up that may be owed.
            conversation.Settled();
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The agent is not told of the PIN said in contact {Contact}")]
    private static partial void NotTold(ILogger log, string contact, Exception fault);

    [LoggerMessage(
        Level = LogLevel.Warning, Message = "Whether it is a first use is not known of contact {Contact}")]
    private static partial void NoFirstUse(ILogger log, string contact, Exception fault);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The accounts of contact {Contact} are not shown")]
    private static partial void NoAccounts(ILogger log, string contact, Exception fault);
}
