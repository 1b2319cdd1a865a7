namespace TellerLine.SelfService;

/// <summary>The prompts that other capabilities speak: what a caller hears between self-service and a person.</summary>
public static class PromptNames
{
    public const string BankName = "bank.name";
    public const string QueueWelcome = "queue.welcome";
    public const string QueueBusyPleaseHold = "queue.busy-please-hold";

    /// <summary>What every caller hears first while it is switched on.</summary>
    public const string Emergency = "emergency.notice";

    /// <summary>Too many wait: 1 to be called back at this number, anything else to wait.</summary>
    public const string CallbackOffer = "queue.callback-offer";
    public const string CallbackPromised = "queue.callback-promised";

    /// <summary>Too many wait: the menu again.</summary>
    public const string BackToMenu = "queue.back-to-menu";

    /// <summary>How satisfied: 1 very, 2, 3 so-so, 4 not.</summary>
    public const string Survey = "survey.ask";
    public const string SurveyThanks = "survey.thanks";
    public const string AgentLost = "agent.lost";
    public const string Restarted = "system.restarted";
    public const string SystemError = "system.error";
    public const string Closed = "system.closed";
    public const string Goodbye = "goodbye";

    /// <summary>Asks for a PIN, in self-service and in a conversation alike.</summary>
    public const string EnquiryPin = "pin.enquiry";
    public const string TransactionPin = "pin.transaction";

    /// <summary>Music on hold, language-neutral: <see cref="Prompts.Music"/>.</summary>
    public const string HoldMusic = "hold";

    /// <summary>What an agent hears for each key of a PIN, whichever it was; language-neutral.</summary>
    public const string KeyMarker = "key";
}
