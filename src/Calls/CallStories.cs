using Microsoft.Extensions.Logging;
using TellerLine.Desks;
using TellerLine.SelfService;
using TellerLine.Voice;

namespace TellerLine.Calls;

/// <summary>The stories of calls, however a call began; each is kept while it lasts, for the next process.</summary>
internal sealed class CallStories(
    TelephoneFlow flow, PromptBook prompts, WaitingRoom waitingRoom, ConversationRoom conversations, ParkingLot parking,
    ContactRecorder recorder, RecordingRules rules, ServiceHours hours, EmergencyNotice emergency, IKeepCalls kept,
    CallsOptions options, ILogger<CallStory> log)
{
    /// <summary>A customer called.</summary>
    public Task Run(LiveContact contact) => Run(contact, story => story.Run());

    /// <summary>An agent called, and was answered.</summary>
    /// <param name="line">The agent's telephone.</param>
    /// <param name="parted">The agent who called has done with the customer.</param>
    /// <param name="left">The agent hung up before the two could talk.</param>
    public Task RunDialled(
        LiveContact contact, Desk desk, Func<ILeg?> line, Action parted, CancellationToken left) =>
        Run(contact, story => story.RunDialled(desk, line, options.OutboundNotice, parted, left));

    /// <summary>It outlived the process it came in to.</summary>
    public Task GoOn(LiveContact contact, CallLeft left) => Run(contact, story => story.GoOn(left));

    private async Task Run(LiveContact contact, Func<CallStory, Task> run)
    {
        contact.Changed = kept.Keep;
        await run(new CallStory(
            contact, flow, prompts.Now(), waitingRoom, conversations, parking, recorder, rules, hours,
            emergency, options.AskSatisfaction, log));
        kept.Forget(contact.Id);
    }
}
