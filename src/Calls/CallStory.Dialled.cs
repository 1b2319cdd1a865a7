using TellerLine.Contacts;
using TellerLine.Desks;
using TellerLine.Kernel;
using TellerLine.SelfService;
using TellerLine.Voice;

namespace TellerLine.Calls;

/// <summary>A call that an agent made begins in the conversation; what may follow is any call's.</summary>
internal sealed partial class CallStory
{
    /// <summary>That calls are recorded: said to whom we call before the agent is heard.</summary>
    private static readonly string[] RecordingNotice = [PromptNames.BankName, "greeting.notice"];

    /// <param name="line">The agent's telephone as it is by then; null when it is gone.</param>
    public Task RunDialled(
        Desk desk, Func<ILeg?> line, bool withNotice, Action parted, CancellationToken left) => Run(async () =>
    {
        contact.Asks(new FlowOutcome.HumanRequested([], HumanReason.CalledOut, contact.Who));
        contact.Enter(CallPlace.Persons);
        contact.Note(new DialAnswered(desk.Agent, Customer.Id));
        if (contact.Who is { } who)
            contact.Note(new CallerIdentified(who.Customer.Id, contact.LevelName));
        await rules.Asked(contact);
        if (withNotice)
            await Notice(left);
        if (left.IsCancellationRequested)
        {
            await End("agent");
            return;
        }
        contact.WaitSinceUs = conversations.Time.NowUs();
        if (await Persons("transferred", () => Talk(() => Called(desk, line, parted))))
            await FromSelfService();
    });

    private async Task Notice(CancellationToken left)
    {
        _phone.Note(new PromptsSpoken("recordingNotice", _phone.Language, RecordingNotice));
        using var either = CancellationTokenSource.CreateLinkedTokenSource(Customer.Gone, left);
        try
        {
            await _phone.Say(RecordingNotice, either.Token);
        }
        catch (OperationCanceledException) when (!Customer.Gone.IsCancellationRequested)
        {
            // The agent hung up in its middle.
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // A prompt that went missing keeps nobody from talking.
            StoryBroke(log, contact.Id, fault);
        }
    }

    private async Task<(ConversationEnd, Consultation?)> Called(Desk desk, Func<ILeg?> line, Action parted)
    {
        try
        {
            return line() is { } agent ? await conversations.TalkTo(contact, _phone, desk, agent)
                : (ConversationEnd.AgentHungUp, null);
        }
        finally
        {
            // Whoever waits after this waits from now.
            contact.WaitSinceUs = conversations.Time.NowUs();
            parted();
        }
    }
}
