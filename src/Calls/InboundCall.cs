using Microsoft.Extensions.Logging;
using TellerLine.Contacts;
using TellerLine.SelfService;
using TellerLine.Voice;

namespace TellerLine.Calls;

/// <summary>
/// One call from its first ring to its last entry in the journal, top to bottom. Everything in it is cancelled by the customer's hang-up;
/// whatever happens, the contact is closed with one disposition.
/// </summary>
internal sealed partial class InboundCall(
    LiveContact contact, TelephoneFlow flow, PromptLibrary prompts, WaitingRoom waitingRoom, ConversationRoom conversations,
    ContactRecorder recorder, ILogger<InboundCall> log)
{
    private readonly Telephone _phone = new(contact, prompts);

    private ILeg Customer => contact.Customer;

    public async Task Run()
    {
        string disposition;
        try
        {
            await Answer();
            disposition = await flow.Run(_phone, new CallerContext(contact.Id, contact.Caller), Customer.Gone) switch
            {
                FlowOutcome.HumanRequested request => await Person(request),
                FlowOutcome.Completed completed => await Completed(completed),
                var other => throw new InvalidOperationException($"Self-service ended in {other.GetType().Name}."),
            };
        }
        catch (OperationCanceledException) when (Customer.Gone.IsCancellationRequested)
        {
            disposition = await CustomerLeft();
        }
        catch (Exception fault)
        {
            StoryBroke(log, contact.Id, fault);
            disposition = await Dropped("fault");
        }
        await Close(disposition);
    }

    private async Task Answer()
    {
        await Customer.Answer();
        contact.Note(new ContactAnswered());
        await recorder.Start(contact);
    }

    private async Task<string> Completed(FlowOutcome.Completed completed)
    {
        if (completed.Achieved)
            await contact.Acknowledge(new SelfCompleted(_phone.Achieved ?? ""));
        await End("system");
        return completed.Achieved ? "selfCompleted" : "leftSelfService";
    }

    /// <summary>To a person: wait, talk, and if the agent's desk is lost, wait again at the front.</summary>
    private async Task<string> Person(FlowOutcome.HumanRequested request)
    {
        contact.Request = request;
        var queue = await contact.Acknowledge(new HumanRequested(request.Path, contact.RequestReason));
        contact.WaitSinceUs = queue.AtUs;
        var reason = "request";
        while (true)
        {
            contact.Where = "queue";
            var desk = await waitingRoom.Wait(contact, _phone, reason, Customer.Gone);
            if (desk is null)
                return await Refused();
            switch (await conversations.Talk(contact, _phone, desk))
            {
                case ConversationEnd.AgentHungUp:
                    await End("agent");
                    await Farewell();
                    return "handled";
                case ConversationEnd.AgentLost:
                    _phone.Note(new PromptsSpoken("agentLost", _phone.Language, [PromptNames.AgentLost]));
                    await Customer.Play(new PlayRequest(_phone.Files([PromptNames.AgentLost])), Customer.Gone);
                    reason = "agentLost";
                    break;
            }
        }
    }

    private async Task Farewell()
    {
        try
        {
            await Customer.Play(new PlayRequest(_phone.Files([PromptNames.Goodbye])), Customer.Gone);
        }
        catch (OperationCanceledException)
        {
            // The customer hung up first: nothing is left to say.
        }
    }

    /// <summary>No place in the queue: the customer is told, never left in silence.</summary>
    private async Task<string> Refused()
    {
        await Customer.Play(new PlayRequest(_phone.Files([PromptNames.SystemError])), Customer.Gone);
        await End("system");
        return "refused";
    }

    private async Task<string> CustomerLeft()
    {
        if (Customer.End?.By == LegEndBy.Media)
            return await Dropped("mediaLost");
        if (!contact.Ended)
        {
            if (contact.Request is null && _phone.Achieved is { } service)
                await contact.Acknowledge(new SelfCompleted(service));
            await End("customer");
        }
        return contact.Served ? "handled"
            : contact.Request is not null ? "abandoned"
            : _phone.Achieved is not null ? "selfCompleted"
            : "leftSelfService";
    }

    private async Task<string> Dropped(string reason)
    {
        await contact.Acknowledge(new SystemDropped(reason));
        await End("system");
        return "systemDropped";
    }

    private async Task End(string by)
    {
        if (contact.Ended)
            return;
        contact.Ended = true;
        await contact.Acknowledge(new ContactEnded(by, contact.Where, contact.TalkUs));
    }

    private async Task Close(string disposition)
    {
        try
        {
            await recorder.Stop(contact);
            await Customer.Hangup();
        }
        catch (Exception fault)
        {
            // Whatever the line does at its end, the contact is closed.
            StoryBroke(log, contact.Id, fault);
        }
        // A contact that an agent wraps up is closed by that (Desks); all others now.
        if (contact.WrapupBy is null)
            await contact.Acknowledge(new ContactClosed(disposition));
        contact.Record.Over();
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The story of contact {Contact} broke")]
    private static partial void StoryBroke(ILogger log, string contact, Exception fault);
}
