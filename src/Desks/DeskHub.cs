using Microsoft.AspNetCore.SignalR;
using TellerLine.Access;
using TellerLine.Routing;

namespace TellerLine.Desks;

/// <summary>
/// What a desk's page may ask (<c>/hub/desk</c>). Errors are codes that the page says in the agent's words. Only the connection that holds
/// the desk's lease may work with it.
/// </summary>
internal sealed class DeskHub(DeskFloor desks, DeskWork work, Wrapups wrapups, IDeskPhones phones) : Hub
{
    private string Agent => Context.User!.Number();

    public async Task<DeskClaimAnswer> Claim(string deskId, bool takeOver)
    {
        var claim = await work.Claim(Agent, deskId, Context.ConnectionId, takeOver);
        if (claim.Ok)
            desks.Of(Agent).Changed();
        return claim;
    }

    public Task<string> OpenPhone(string sdp) => Phone(() => phones.Open(Mine().Agent, sdp));

    public Task<string> RenewPhone(string sdp) => Phone(() => phones.Renew(Mine().Agent, sdp));

    public void SetPhone(string kind)
    {
        var desk = Mine();
        if (kind is not ("browser" or "sip"))
            throw new HubException("badPhone");
        if (desk.Offer is not null || desk.Work is not null)
            throw new HubException("busy");
        phones.Choose(desk.Agent, kind);
    }

    public async Task Ready()
    {
        var phone = phones.Look(Mine().Agent);
        if (phone.Kind == "browser" ? !phone.Up : !phone.Registered)
            throw new HubException("phoneDown");
        await work.Tell(new AgentReady(Agent));
    }

    public async Task NotReady(string reason)
    {
        Mine();
        if (!NotReadyChoices.Contains(reason))
            throw new HubException("badReason");
        await work.Tell(new AgentNotReady(Agent, reason));
    }

    public async Task Accept(string offerId)
    {
        if (await work.Accept(Mine(), offerId) is { } code)
            throw new HubException(code);
    }

    public Task Decline(string offerId)
    {
        Mine();
        return work.Tell(new OfferDeclined(offerId, Agent));
    }

    public Task Mute(bool on) => Talking().Mute(on);

    public Task Hold(bool on) => Talking().Hold(on);

    public Task End() => Talking().End();

    public async Task SaveWrapup(string contactId, WrapupDraft draft, bool done, bool thenReady)
    {
        if (await wrapups.Save(Mine(), contactId, draft, done, thenReady) is { } code)
            throw new HubException(code);
    }

    public Task SignOut()
    {
        var desk = Mine();
        if (desk.Work is not null)
            throw new HubException("busy");
        return work.SignOut(desk);
    }

    public override Task OnDisconnectedAsync(Exception? exception) => work.Disconnected(Agent, Context.ConnectionId);

    private Desk Mine()
    {
        var desk = desks.Of(Agent);
        return desk.Connection == Context.ConnectionId ? desk : throw new HubException("notYourDesk");
    }

    private ICallInHand Talking() => Mine().Work as ICallInHand ?? throw new HubException("noCall");

    private static async Task<string> Phone(Func<Task<string>> answer)
    {
        try
        {
            return await answer();
        }
        catch (DeskPhoneException fault)
        {
            throw new HubException(fault.Message);
        }
    }
}

/// <summary>The reasons an agent may give (the router adds its own).</summary>
internal static class NotReadyChoices
{
    private static readonly HashSet<string> Codes = ["break", "meal", "training", "meeting", "coaching", "caseWork", "other"];

    public static bool Contains(string reason) => Codes.Contains(reason);
}
