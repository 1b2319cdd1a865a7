using TellerLine.Contacts;
using TellerLine.SelfService;

namespace TellerLine.Calls;

/// <summary>
/// After the agent has hung up the caller is asked by key how satisfied he is (1 to 4). The agent has no part in it and
/// cannot skip it.
/// </summary>
internal sealed partial class CallStory
{
    private const int KeyMs = 6_000;

    /// <param name="agent">Who served him last.</param>
    internal async Task Survey(string agent)
    {
        contact.Note(new SurveyOffered(agent));
        var why = "noReply";
        try
        {
            var keyed = await _phone.Ask(
                new AskSpec([PromptNames.Survey], MaxDigits: 1, KeyMs, KeyMs), Customer.Gone);
            if (keyed.Digits is [>= '1' and <= '4'])
            {
                await contact.Acknowledge(new SurveyAnswered(agent, keyed.Digits[0] - '0'));
                await Tell([PromptNames.SurveyThanks]);
                return;
            }
            if (keyed.Digits.Length > 0)
                why = "otherKey";
        }
        catch (OperationCanceledException)
        {
            why = "hungUp";
        }
        catch (Exception fault)
        {
            StoryBroke(log, contact.Id, fault);
            why = "failed";
        }
        contact.Note(new SurveyNotAnswered(agent, why));
    }
}
