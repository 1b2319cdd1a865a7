using TellerLine.Contacts;
using TellerLine.Kernel;
using TellerLine.Routing;
using TellerLine.SelfService;

namespace TellerLine.Calls;

/// <summary>The queue takes no more: what the caller is offered in the place of waiting.</summary>
internal sealed partial class CallStory
{
    private const int AnswerMs = 8_000;

    /// <returns>Null: the caller waits all the same. True: back in self-service. False: the call is over.</returns>
    internal async Task<bool?> TurnedAway(ContactRefused refused)
    {
        contact.Note(new ContactTurnedAway(refused.Queue, EnumWords.Of(refused.Instead!.Value)));
        switch (refused.Instead)
        {
            case OverloadOutcome.OtherQueue:
                contact.SentTo = refused.ToQueue;
                return null;
            case OverloadOutcome.SelfService when contact.Request is { SelfServiceEnded: false }:
                await Tell([PromptNames.BackToMenu]);
                return true;
            case OverloadOutcome.Callback when contact.Caller is not null && await WantsCallback():
                return await CalledBack();
            default:
                // Who cannot be called back, or may not go back into the menu, waits.
                return null;
        }
    }

    private async Task<bool> WantsCallback()
    {
        var keyed = await _phone.Ask(
            new AskSpec([PromptNames.CallbackOffer], MaxDigits: 1, AnswerMs, AnswerMs), Customer.Gone);
        return keyed.Digits == "1";
    }

    /// <summary>Promised when it is on disk: the call owed has its place by the wait clock.</summary>
    private async Task<bool> CalledBack()
    {
        await contact.Acknowledge(new CallbackOwed(contact.WaitSinceUs!.Value) { Chosen = true });
        _phone.Note(new PromptsSpoken("callback", _phone.Language, [PromptNames.CallbackPromised]));
        await Tell([PromptNames.CallbackPromised]);
        await End("system");
        return false;
    }
}
