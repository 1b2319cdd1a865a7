using Microsoft.Extensions.Logging;
using TellerLine.Desks;
using TellerLine.SelfService;
using TellerLine.Voice;

namespace TellerLine.Calls;

/// <summary>What becomes of a call an agent made, from the answer on: the same as of any call.</summary>
internal sealed class DialledStories(
    TelephoneFlow flow, PromptBook prompts, WaitingRoom waitingRoom, ConversationRoom conversations, ParkingLot parking,
    ContactRecorder recorder, RecordingRules rules, ServiceHours hours, IKeepCalls kept,
    CallsOptions options, ILogger<InboundCall> log)
{
    /// <param name="line">The agent's telephone.</param>
    /// <param name="parted">The agent who called has done with the customer.</param>
    /// <param name="left">The agent hung up before the two could talk.</param>
    public async Task Run(
        LiveContact contact, Desk desk, Func<ILeg?> line, Action parted, CancellationToken left)
    {
        contact.Changed = kept.Keep;
        await new InboundCall(
            contact, flow, prompts.Now(), waitingRoom, conversations, parking, recorder, rules, hours, log)
            .RunDialled(desk, line, options.OutboundNotice, parted, left);
        kept.Forget(contact.Id);
    }
}
