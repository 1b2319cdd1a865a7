using TellerLine.Calls.Core;
using TellerLine.Desks;
using TellerLine.Voice;

namespace TellerLine.Calls;

/// <summary>
/// Calls that agents' own telephones make: beside a call in hand a consultation, else a call out, or what a star code
/// asks for. What is refused is told by the status, before it is answered.
/// </summary>
internal sealed class AgentCalls(
    LiveConversations live, NumberedWhom numbers, OutboundCalls outbound, PickUp pickUp, AgentPhones phones,
    AgentHandsets handsets)
{
    private const string TelephoneScheme = "tel:";

    /// <summary>The line is its call's to end; the telephone may do so at any time.</summary>
    public async Task Take(ILeg line)
    {
        if (await Asked(line, line.User ?? "", Dialled(line.CalledNumber ?? "")) is { } code)
            await line.Hangup(StatusOf(code));
        var gone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var told = line.Gone.Register(() => gone.TrySetResult());
        await gone.Task;
    }

    /// <summary>For a telephone that knows numbers only.</summary>
    public static int StatusOf(string code) => code switch
    {
        "mayNotDial" or "dialForbidden" or "notYours" or "phoneDown" => 403,
        "badWhom" or "badCode" or "noCall" => 404,
        "closedNow" => 480,
        "notFree" or "consulting" or "guiding" or "entry" or "spoken" or "away" or "listening" => 486,
        _ => 603,
    };

    private static StarOrder Dialled(string number) =>
        number.StartsWith('*') ? StarKeys.Dialled(number)
        : new StarOrder.Call(
            number.StartsWith(TelephoneScheme, StringComparison.Ordinal) ? number[TelephoneScheme.Length..] : number,
            ThenTransfer: false);

    private Task<string?> Asked(ILeg line, string agent, StarOrder order)
    {
        var conversation = live.By(agent);
        return order switch
        {
            StarOrder.PickUp parked => pickUp.Parked(agent, parked.Place, () => TakeLine(line, agent)),
            StarOrder.TakeOffer offer => pickUp.Offered(agent, offer.Colleague, () => TakeLine(line, agent)),
            StarOrder.Call { ThenTransfer: false } call when conversation is null =>
                outbound.DialBy(line, agent, call.Number),
            StarOrder.Call { ThenTransfer: false } call => Consult(line, conversation, call.Number),
            _ when conversation is null => Task.FromResult<string?>("noCall"),
            _ => Done(line, conversation, order),
        };
    }

    private Task<string?> Consult(ILeg line, Conversation conversation, string number)
    {
        var (asked, refused) = numbers.Of(number, thenTransfer: false);
        return asked is null ? Task.FromResult(refused) : conversation.Consult(asked, line);
    }

    /// <summary>What needs no line of its own is done as when it is keyed, and the call for it is over.</summary>
    private async Task<string?> Done(ILeg line, Conversation conversation, StarOrder order)
    {
        if (await handsets.Asked(order, (verb, _) => conversation.Do(verb)) is { } refused)
            return refused;
        await line.Answer();
        await handsets.Tell(line, done: true);
        await line.Hangup();
        return null;
    }

    private async Task TakeLine(ILeg line, string agent)
    {
        await line.Answer();
        phones.Of(agent).PickedUp = line;
    }
}
