using Microsoft.Extensions.Logging;
using TellerLine.Banking;
using TellerLine.Desks;
using TellerLine.Routing;
using TellerLine.SelfService;
using TellerLine.Voice;

namespace TellerLine.Calls;

/// <summary>
/// Begins and ends conversations, and tells the desk what became of them: an agent who won a call is freed, whatever
/// breaks.
/// </summary>
internal sealed partial class ConversationRoom(
    IExchange exchange, IRouting routing, WorkInHand hands, AgentPhones phones, ITelephoneBank bank,
    CallsOptions options, VoiceOptions voice, TimeProvider time, ILogger<ConversationRoom> log)
{
    public async Task<ConversationEnd> Talk(LiveContact contact, Telephone phone, Desk desk)
    {
        var agentPhone = phones.Of(desk.Agent);
        if (agentPhone.TakeLine() is not { } line)
        {
            await hands.NobodyThere(desk, contact.Id, WorkEnd.AgentAway);
            return ConversationEnd.AgentLost;
        }
        var conversation = new Conversation(
            contact, desk, agentPhone, line, exchange, routing, phone.Music, options, voice, time, log);
        WorkInHand.Begin(desk, conversation);
        try
        {
            _ = Accounts(contact, conversation);
            return await conversation.Run(phone);
        }
        finally
        {
            await Settle(contact, desk, conversation);
        }
    }

    /// <summary>Nobody waits for the core bank: the accounts come when they come.</summary>
    private async Task Accounts(LiveContact contact, Conversation conversation)
    {
        try
        {
            if (await bank.AccountsAtDesk(contact.Who) is ShownAccounts.Listed listed)
                conversation.Show(CallerView.Accounts(listed.Accounts));
        }
        catch (Exception fault)
        {
            NoAccounts(log, contact.Id, fault);
        }
    }

    private async Task Settle(LiveContact contact, Desk desk, Conversation conversation)
    {
        try
        {
            await hands.Over(
                desk, conversation,
                contact.Customer.End?.By == LegEndBy.Media ? WorkEnd.MediaLost
                : conversation.AgentAway ? WorkEnd.AgentAway
                : conversation.Connected ? WorkEnd.Wrapup : WorkEnd.Nothing);
        }
        finally
        {
            // Only now: whoever waits for the end settles the wrap-up that may be owed.
            conversation.Settled();
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The accounts of contact {Contact} are not shown")]
    private static partial void NoAccounts(ILogger log, string contact, Exception fault);
}
