using Microsoft.AspNetCore.SignalR;
using TellerLine.Access;
using TellerLine.Routing;
using TellerLine.Voice;

namespace TellerLine.Contacts.Desks;

/// <summary>
/// What a desk's page may ask (<c>/hub/desk</c>). Errors are codes that the page says in the agent's words. Only the connection that holds
/// the desk's lease may work with it.
/// </summary>
internal sealed class DeskHub(DeskBoard desks, DeskWork work, IExchange exchange) : Hub
{
    private string Agent => Context.User!.Number();

    public async Task<DeskClaimed> Claim(string deskId, bool takeOver)
    {
        var claim = await work.Claim(Agent, deskId, Context.ConnectionId, takeOver);
        if (claim.Ok)
            desks.Of(Agent).Changed();
        return claim;
    }

    public async Task<string> OpenPhone(string sdp)
    {
        var desk = Mine();
        var answer = await Sdp(() => exchange.OpenBrowser(sdp, CancellationToken.None));
        await desk.Connect(answer.Leg);
        return answer.Sdp;
    }

    public Task<string> RenewPhone(string sdp) => Mine() is { BrowserUp: true, Browser: { } leg }
        ? Sdp(() => exchange.RenewBrowser(leg, sdp, CancellationToken.None))
        : throw new HubException("phoneDown");

    public void SetPhone(string kind)
    {
        var desk = Mine();
        if (kind is not ("browser" or "sip"))
            throw new HubException("badPhone");
        if (desk.Offer is not null || desk.Conversation is not null)
            throw new HubException("busy");
        desk.PhoneKind = kind;
        desk.Changed();
    }

    public async Task Ready()
    {
        var desk = Mine();
        if (desk.PhoneKind == "browser" ? !desk.BrowserUp : !exchange.IsRegistered(Agent))
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
        if (await work.SaveWrapup(Mine(), contactId, draft, done, thenReady) is { } code)
            throw new HubException(code);
    }

    public Task SignOut()
    {
        var desk = Mine();
        if (desk.Conversation is not null)
            throw new HubException("busy");
        return work.SignOut(desk);
    }

    public override Task OnDisconnectedAsync(Exception? exception) => work.Disconnected(Agent, Context.ConnectionId);

    private Desk Mine()
    {
        var desk = desks.Of(Agent);
        return desk.Connection == Context.ConnectionId ? desk : throw new HubException("notYourDesk");
    }

    private Conversation Talking() => Mine().Conversation ?? throw new HubException("noCall");

    private static async Task<T> Sdp<T>(Func<Task<T>> answer)
    {
        try
        {
            return await answer();
        }
        catch (SdpException fault)
        {
            throw new HubException("badSdp: " + fault.Message);
        }
    }
}

/// <summary>The reasons an agent may give (domain §C.2); the router adds its own.</summary>
internal static class NotReadyChoices
{
    private static readonly HashSet<string> Codes = ["break", "meal", "training", "meeting", "coaching", "caseWork", "other"];

    public static bool Contains(string reason) => Codes.Contains(reason);
}
