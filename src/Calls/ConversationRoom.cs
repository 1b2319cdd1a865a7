using TellerLine.Banking;
using TellerLine.Desks;
using TellerLine.Routing;
using TellerLine.SelfService;
using TellerLine.Voice;

namespace TellerLine.Calls;

/// <summary>Begins and ends conversations, and tells the desk what became of them.</summary>
internal sealed class ConversationRoom(
    IExchange exchange, IRouting routing, WorkInHand hands, AgentPhones phones, ITelephoneBank bank, PromptLibrary prompts,
    CallsOptions options, VoiceOptions voice, TimeProvider time)
{
    public async Task<ConversationEnd> Talk(LiveContact contact, Telephone phone, Desk desk)
    {
        var agentPhone = phones.Of(desk.Agent);
        var line = agentPhone.TakeLine() ?? throw new InvalidOperationException($"Agent {desk.Agent} has no line.");
        var conversation = new Conversation(contact, desk, agentPhone, line, exchange, routing, prompts, options, voice, time);
        hands.Begin(desk, conversation);
        try
        {
            await Accounts(contact, conversation);
            return await conversation.Run(phone);
        }
        finally
        {
            await Settle(contact, desk, conversation);
        }
    }

    private async Task Accounts(LiveContact contact, Conversation conversation)
    {
        if (contact.Who is { } who && await bank.Accounts(who.Customer.Id) is AccountsOutcome.Listed listed)
            conversation.Accounts = CallerView.Accounts(listed.Accounts, who.Level);
    }

    private async Task Settle(LiveContact contact, Desk desk, Conversation conversation)
    {
        try
        {
            await hands.Over(
                desk, conversation,
                contact.WrapupBy is not null ? WorkEnd.Wrapup : conversation.AgentAway ? WorkEnd.AgentAway : WorkEnd.Nothing);
        }
        finally
        {
            // Only now: whoever waits for the end settles the wrap-up that may be owed.
            conversation.Settled();
        }
    }
}
