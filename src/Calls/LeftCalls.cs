using Microsoft.Extensions.Logging;
using TellerLine.Contacts;
using TellerLine.Customers;
using TellerLine.Desks;
using TellerLine.Kernel;
using TellerLine.Voice;

namespace TellerLine.Calls;

/// <summary>
/// Takes up the calls that outlived the process before this one, with their desks: agents are at work again with what
/// they had in hand before their pages are back.
/// </summary>
internal sealed partial class LeftCalls(
    IExchange exchange, InboundCalls calls, AgentPhones phones, WorkLeft work, ICustomers customers, IJournal journal,
    WorkInHand hands, IDeskNotices notices, ILogger<LeftCalls> log)
{
    /// <returns>The recordings that go on; null when the customer's line is not there: the call is over.</returns>
    public async Task<IReadOnlyList<string>?> TakeUp(ContactRecord record, KeptCall kept, CancellationToken ct)
    {
        if (exchange.TakeUp(kept.LegId) is not { } customer)
            return null;
        record.GoOn();
        var who = kept.CustomerId is { } id && await customers.ById(id, ct) is { } card
            ? new Identification(card, kept.Level) : null;
        var contact = new LiveContact(record, customer.Leg, kept.Caller, kept.CallerOriginal, kept.ArrivedUs);
        contact.GoesOn(kept, who, await journal.ReadStream(record.Stream, ct: ct));
        var left = await Left(kept);
        _ = calls.GoOn(contact, left);
        var apart = left is CallLeft.Talking { Consulted: not null, As.Consult: { } with } ? with.RecordingId : null;
        return [.. new[] { kept.RecordingId, apart }.OfType<string>()];
    }

    private async Task<CallLeft> Left(KeptCall kept)
    {
        var recording = kept.RecordingId;
        if (kept.Talk is { } talk)
        {
            if (await Desk(talk.Agent, talk.Line.Id, kept.ContactId, talk.HeldUs is not null) is var (desk, line))
            {
                var (consulted, theirs) = await Consulted(talk.Consult);
                var other = talk.Other is { } second ? exchange.TakeUp(second.Id)?.Leg : null;
                return talk.Other is null || (consulted is not null && other is not null)
                    ? new CallLeft.Talking(recording, talk, desk, line, consulted, theirs, other)
                    : await WithoutSecond(kept, talk, desk, (line, other), (consulted, theirs));
            }
            await notices.Tell(talk.Agent, "callLostWhileAway", kept.ContactId);
            if (talk.Consult?.Line is { } nobodys && exchange.TakeUp(nobodys.Id) is { } parted)
                await parted.Leg.Hangup();
            return new CallLeft.AgentLost(recording, talk);
        }
        if (kept.OutsideLeg is { } outside && exchange.TakeUp(outside) is { } theirsOutside)
            return new CallLeft.Outside(recording, theirsOutside.Leg);
        if (kept is { Parked: { } parked, Request: not null })
            return new CallLeft.Parked(recording, parked);
        return kept is { Place: CallPlace.Persons, Request: not null }
            ? new CallLeft.Waiting(recording) : new CallLeft.InSelfService(recording);
    }

    /// <summary>
    /// Of a telephone's two calls and who was consulted by the second something is gone: the customer's call is left.
    /// </summary>
    private async Task<CallLeft> WithoutSecond(
        KeptCall kept, Core.KeptTalk talk, Desk desk, (ILeg Line, ILeg? Other) lines,
        (ILeg? Line, Desk? Desk) consulted)
    {
        var left = talk.WithoutSecond();
        var first = lines.Line.Id == left.Line.Id ? lines.Line : lines.Other;
        foreach (var line in new[] { lines.Line, lines.Other, consulted.Line })
            if (line is not null && line != first && line.Kind == LegKind.Sip)
                await line.Hangup();
        if (consulted.Desk is { } theirs)
            await hands.NobodyThere(theirs, talk.Consult!.Id);
        if (first is not null)
            return new CallLeft.Talking(kept.RecordingId, left, desk, first, null, null, null);
        await hands.NobodyThere(desk, kept.ContactId, WorkEnd.AgentAway);
        return new CallLeft.AgentLost(kept.RecordingId, left);
    }

    /// <summary>The agent's line, and the agent at work with this in hand; null when either cannot be.</summary>
    private async Task<(Desk Desk, ILeg Line)?> Desk(string agent, string lineId, string workId, bool held)
    {
        if (exchange.TakeUp(lineId) is not { } line)
            return null;
        await phones.TakeUp(agent, line);
        if (await work.TakeUp(agent, workId, held) is { } desk)
            return (desk, line.Leg);
        NotAtWork(log, agent, workId);
        await line.Leg.Hangup();
        return null;
    }

    private async Task<(ILeg? Line, Desk? Desk)> Consulted(Core.KeptConsult? consult)
    {
        if (consult?.Line is not { } line)
            return (null, null);
        if (consult.Agent is { } agent)
            return await Desk(agent, line.Id, consult.Id, held: false) is var (desk, leg) ? (leg, desk) : (null, null);
        return (exchange.TakeUp(line.Id)?.Leg, null);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Agent {Agent} cannot go on with {Work} after the restart")]
    private static partial void NotAtWork(ILogger log, string agent, string work);
}
