using Microsoft.Extensions.Logging;
using TellerLine.Contacts;
using TellerLine.Desks;
using TellerLine.Kernel;
using TellerLine.Routing;
using TellerLine.SelfService;
using TellerLine.Voice;

namespace TellerLine.Calls;

/// <summary>
/// One call from its first ring to its last entry in the journal, top to bottom. Everything in it is cancelled by the
/// customer's hang-up; whatever happens, it has one end, and the contact is closed by the one rule for all
/// (<c>ContactClosing</c>).
/// </summary>
internal sealed partial class CallStory(
    LiveContact contact, TelephoneFlow flow, Prompts prompts, WaitingRoom waitingRoom,
    ConversationRoom conversations, ParkingLot parking,
    ContactRecorder recorder, RecordingRules rules, ServiceHours hours, EmergencyNotice emergency,
    bool asksSatisfaction, ILogger<CallStory> log)
{
    private readonly Telephone _phone = new(contact, prompts);

    private ILeg Customer => contact.Customer;

    public Task Run() => Run(async () =>
    {
        await Answer();
        await FromSelfService();
    });

    private async Task FromSelfService()
    {
        while (await SelfService() is { } request && await Person(request))
        {
            // Back in self-service.
        }
    }

    private async Task Run(Func<Task> story)
    {
        try
        {
            await story();
        }
        catch (OperationCanceledException) when (Customer.Gone.IsCancellationRequested)
        {
            await Quietly(CustomerLeft);
        }
        catch (Exception fault)
        {
            StoryBroke(log, contact.Id, fault);
            await Quietly(() => End("system", "fault"));
        }
        await Quietly(() => recorder.Stop(contact));
        await Quietly(() => conversations.Sealed(contact));
        await Quietly(() => Customer.Hangup());
        _ = new LineMeter(contact, Customer, agent: null, log).Tell();
        await Quietly(() => contact.Record.Over());
    }

    private async Task Answer()
    {
        await Customer.Answer();
        contact.Note(new ContactAnswered());
        await rules.Answered(contact);
        if (!emergency.Now.On)
            return;
        contact.Note(new PromptsSpoken("emergency", _phone.Language, [PromptNames.Emergency]));
        await Tell([PromptNames.Emergency]);
    }

    /// <returns>The wish for a person, or null when the caller has said goodbye. Self-service that breaks gives a
    /// person.</returns>
    private async Task<FlowOutcome.HumanRequested?> SelfService()
    {
        contact.Enter(CallPlace.SelfService);
        try
        {
            var left = contact.LeftInMenu;
            contact.LeftInMenu = null;
            if (await (left is null ? Menu() : GoesOn(left)) is FlowOutcome.HumanRequested request)
                return request;
            await End("system");
            if (left is not null)
                await Tell([PromptNames.Goodbye]);
            return null;
        }
        catch (Exception fault) when (!Customer.Gone.IsCancellationRequested)
        {
            StoryBroke(log, contact.Id, fault);
            contact.Note(new SelfServiceFailed());
            return new FlowOutcome.HumanRequested([], HumanReason.ServiceDown, contact.Who);
        }
    }

    private Task<FlowOutcome> Menu() => flow.Run(
        _phone,
        new CallerContext(contact.Id, contact.Caller, Returned: contact.Request is not null, contact.Visits),
        Customer.Gone);

    /// <summary>The agent who guided the customer has left him in the menu.</summary>
    private async Task<FlowOutcome> GoesOn(Task<FlowOutcome> guided)
    {
        try
        {
            return await guided;
        }
        catch (OperationCanceledException) when (!Customer.Gone.IsCancellationRequested)
        {
            // The agent had ended it in that instant: it begins anew.
            return await Menu();
        }
    }

    /// <summary>To a person: wait, talk, and if the agent's desk is lost, wait again at the front.</summary>
    /// <returns>True: an agent sent the customer back to self-service.</returns>
    private async Task<bool> Person(FlowOutcome.HumanRequested request)
    {
        contact.Asks(request);
        var asked = await contact.Acknowledge(new HumanRequested(request.Path, contact.RequestReason));
        contact.WaitSinceUs = asked.AtUs;
        await rules.Asked(contact);
        contact.Enter(CallPlace.Persons);
        if (request.Reason != HumanReason.LossReport && hours.Closed() is { } closed)
        {
            await Closed(closed);
            return false;
        }
        return await Persons("request");
    }

    /// <param name="reason">Why the customer waits (<see cref="ContactQueued.Reason"/>).</param>
    /// <param name="first">A conversation that begins without a wait.</param>
    /// <param name="parked">Where that conversation's end left the customer, in the process before this one.</param>
    /// <returns>True: an agent sent the customer back to self-service.</returns>
    private async Task<bool> Persons(
        string reason, Func<Task<ConversationEnd>>? first = null, KeptParked? parked = null)
    {
        Desk? desk = null;
        string? served = null;
        var asksFirst = reason == "request";
        while (true)
        {
            ConversationEnd end;
            ContactRefused? refused = null;
            if (desk is null && first is null)
                (desk, refused) = await waitingRoom.Wait(contact, _phone, reason, asksFirst, Customer.Gone);
            asksFirst = false;
            served = desk?.Agent ?? served;
            if (first is not null)
                (end, first) = (await first(), null);
            else if (desk is { } theirs)
                end = await Talk(() => conversations.Talk(contact, _phone, theirs));
            else if (refused is { Why: RoutingRefusal.Overloaded })
            {
                if (await TurnedAway(refused) is { } over)
                    return over;
                continue;
            }
            else
            {
                await Refused();
                return false;
            }
            desk = null;
            switch (end)
            {
                case ConversationEnd.SentToMenu or ConversationEnd.LeftInMenu:
                    return true;
                case ConversationEnd.Parked:
                    desk = parked is { } kept ? await parking.GoOn(contact, _phone, kept)
                        : await parking.Wait(contact, _phone, contact.Record.InHandOf ?? "");
                    parked = null;
                    reason = "parked";
                    break;
                case ConversationEnd.SentToQueue:
                    reason = "transferred";
                    break;
                case ConversationEnd.AgentLost:
                    _phone.Note(new PromptsSpoken("agentLost", _phone.Language, [PromptNames.AgentLost]));
                    await Tell([PromptNames.AgentLost]);
                    reason = "agentLost";
                    break;
                default:
                    await End("agent");
                    if (contact.Outbound)
                        return false;
                    if (asksSatisfaction && (contact.Record.InHandOf ?? served) is { } agent)
                        await Survey(agent);
                    await Tell([PromptNames.Goodbye]);
                    return false;
            }
        }
    }

    /// <summary>With this agent, and with whoever is given the customer, until the last of them has done.</summary>
    private async Task<ConversationEnd> Talk(Func<Task<(ConversationEnd End, Consultation? GivenTo)>> begin)
    {
        await rules.Talks(contact, true);
        var (end, given) = await begin();
        while (end == ConversationEnd.HandedOver)
        {
            if (given!.Desk is null)
            {
                await Outside(given.Leg!);
                return ConversationEnd.AgentHungUp;
            }
            (end, given) = await conversations.GoOn(contact, _phone, given);
        }
        await rules.Talks(contact, false);
        return end;
    }

    /// <summary>With somebody who has no desk here, until one of the two hangs up.</summary>
    private async Task Outside(ILeg theirs)
    {
        contact.Stands(null, theirs.Id);
        try
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(Customer.Gone, theirs.Gone);
            var parted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await using var told = either.Token.Register(() => parted.TrySetResult());
            await parted.Task;
            Customer.Gone.ThrowIfCancellationRequested();
        }
        finally
        {
            await Quietly(() => theirs.Hangup());
        }
    }

    /// <summary>Nobody is on duty by the bank's own hours.</summary>
    private async Task Closed(OutsideHours closed)
    {
        await contact.Acknowledge(closed);
        contact.Record.Refuse();
        _phone.Note(new PromptsSpoken("closed", _phone.Language, [PromptNames.Closed]));
        await Tell([PromptNames.Closed]);
        await End("system");
    }

    /// <summary>No place in the queue: the customer is told, never left in silence.</summary>
    private async Task Refused()
    {
        contact.Record.Refuse();
        await Tell([PromptNames.SystemError]);
        await End("system");
    }

    private Task CustomerLeft() => Customer.End?.By switch
    {
        LegEndBy.Media => MediaLost(),
        // Nobody on our side hangs up within the story: the centre is being stopped.
        LegEndBy.Local => End("system", "hostStopped"),
        // Its line went dead: nobody hung up.
        LegEndBy.Lost => End("network"),
        _ => End("customer"),
    };

    private Task End(string by, string? droppedBy = null) => contact.Record.End(by, contact.TalkUs, droppedBy);

    /// <summary>What cannot be said, for a hang-up or a prompt that went missing, ends nothing.</summary>
    private async Task Tell(IReadOnlyList<string> names)
    {
        try
        {
            await _phone.Say(names, Customer.Gone);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            StoryBroke(log, contact.Id, fault);
        }
        catch (OperationCanceledException) when (contact.Record.HasEnded)
        {
            // The customer hung up first: nothing is left to say.
        }
    }

    /// <summary>One step of the end that fails must not keep the next from being done.</summary>
    private async Task Quietly(Func<Task> step)
    {
        try
        {
            await step();
        }
        catch (Exception fault)
        {
            StoryBroke(log, contact.Id, fault);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The story of contact {Contact} broke")]
    private static partial void StoryBroke(ILogger log, string contact, Exception fault);
}
