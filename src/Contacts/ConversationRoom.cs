using TellerLine.Contacts.Desks;
using TellerLine.Routing;
using TellerLine.SelfService;
using TellerLine.Voice;

namespace TellerLine.Contacts;

/// <summary>Begins and ends conversations, and tells the router and the desk what became of them.</summary>
internal sealed class ConversationRoom(
    IExchange exchange, IRouting routing, DeskBoard desks, PromptLibrary prompts, ContactsOptions options, VoiceOptions voice, TimeProvider time)
{
    public async Task<ConversationEnd> Talk(LiveContact contact, Telephone phone, AgentLine line)
    {
        var desk = line.Desk;
        var conversation = new Conversation(contact, desk, line.Leg, exchange, routing, prompts, options, voice, time);
        desk.Begin(conversation);
        try
        {
            await desks.Accounts(contact, desk);
            return await conversation.Run(phone);
        }
        finally
        {
            await Settle(contact, desk, conversation);
        }
    }

    private async Task Settle(LiveContact contact, Desk desk, Conversation conversation)
    {
        try
        {
            desk.Over(conversation);
            if (contact.WrapupBy is not null)
                desk.OweWrapup(contact);
            if (conversation.AgentAway && contact.WrapupBy is null)
                await routing.Tell(new Routing.AgentLost(desk.Agent), CancellationToken.None);
            else
                await routing.Tell(new ConversationEnded(contact.Id, desk.Agent), CancellationToken.None);
            if (!conversation.AgentAway && contact.WrapupBy is null)
                await routing.Tell(new WrapupDone(desk.Agent, true, contact.Id), CancellationToken.None);
        }
        finally
        {
            // Only now: whoever waits for the end settles the wrap-up that may be owed.
            conversation.Settled();
        }
    }
}
