using TellerLine.Routing;

namespace TellerLine.Desks;

/// <summary>An agent who is free takes a parked call.</summary>
internal sealed class PickUp(ParkedCalls parked, WorkInHand hands, IDeskPhones phones, RoutingOptions options)
{
    /// <returns>A code for the page: null when it is the agent's, else <c>noCall</c>, <c>phoneDown</c>,
    /// <c>listening</c>, <c>notFree</c>.</returns>
    public async Task<string?> Of(Desk desk, string contactId)
    {
        if (parked.Find(contactId) is not { } place)
            return "noCall";
        if (desk.Listening is not null)
            return "listening";
        var phone = phones.Look(desk.Agent);
        if (phone.Kind == "sip" ? !await Rings(desk, place) : !phone.Up)
            return "phoneDown";
        if (await hands.TakeUp(desk.Agent, contactId) is null)
        {
            await phones.PutDown(desk.Agent);
            return "notFree";
        }
        if (place.TryWin(desk))
            return null;
        await hands.NobodyThere(desk, contactId);
        return "noCall";
    }

    /// <summary>A SIP phone is rung first; it is picked up or it is not.</summary>
    private async Task<bool> Rings(Desk desk, ParkedCalls.Place place)
    {
        try
        {
            return await phones.Ring(
                desk.Agent, place.Work.Caller, place.Work.From, TimeSpan.FromMilliseconds(options.RingTimeoutMs),
                place.Left) == PhoneAnswer.PickedUp;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
