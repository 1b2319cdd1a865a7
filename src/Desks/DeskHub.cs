using Microsoft.AspNetCore.SignalR;
using TellerLine.Access;
using TellerLine.Contacts;
using TellerLine.Definitions;
using TellerLine.Kernel;
using TellerLine.Routing;

namespace TellerLine.Desks;

/// <summary>
/// What a desk's page may ask (<c>/hub/desk</c>). Errors are codes that the page says in the agent's words. Only the
/// connection that holds the desk's lease may work with it.
/// </summary>
internal sealed class DeskHub(
    DeskFloor desks, DeskWork work, Offers offers, WrapupDesk wrapups, DeskNotices notices, PickUp pickUp,
    Directories directories, DeskQueues queues, HubConnections connections, IDeskPhones phones, IOutboundCalls outbound,
    IUsers users,
    IDefinitions definitions, TimeProvider time) : Hub
{
    private string Agent => Context.User!.Number();

    public async Task<DeskClaimAnswer> Claim(string deskId, bool takeOver)
    {
        var claim = await work.Claim(Agent, deskId, Context.ConnectionId, takeOver, Context.ConnectionAborted);
        if (claim.Ok)
            desks.Of(Agent).Changed();
        return claim;
    }

    public async Task<string> OpenPhone(string sdp)
    {
        var desk = Mine();
        var answer = await Phone(() => phones.Open(desk.Agent, sdp));
        desk.PhoneOpened();
        return answer;
    }

    public async Task<string> RenewPhone(string sdp)
    {
        var desk = Mine();
        var answer = await Phone(() => phones.Renew(desk.Agent, sdp));
        desk.PhoneOpened();
        return answer;
    }

    /// <summary>The page's connection is new, its telephone is the one of before.</summary>
    public void KeptPhone() => Mine().PhoneOpened();

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
        var desk = Mine();
        if (Context.User!.IsOver(time))
            throw new HubException("sessionOver");
        if (desk.Wrapup is not null && desk.State.State != AgentState.Wrapup)
            throw new HubException("wrapupOwed");
        if (desk.Listening is not null)
            throw new HubException("listening");
        var phone = phones.Look(desk.Agent);
        if (phone.Kind == "browser" ? !phone.Up : !phone.Registered)
            throw new HubException("phoneDown");
        await work.Tell(new AgentReady(Agent));
    }

    public async Task NotReady(string reason)
    {
        Mine();
        if (!definitions.Now(NotReadyList.Kind).Value.Knows(reason))
            throw new HubException("badReason");
        await work.Tell(new AgentNotReady(Agent, reason));
    }

    public async Task Accept(string offerId)
    {
        if (await offers.Accept(Mine(), offerId) is { } code)
            throw new HubException(code);
    }

    public Task Decline(string offerId)
    {
        Mine();
        return work.Tell(new OfferDeclined(offerId, Agent));
    }

    /// <summary>Calls a number that was typed.</summary>
    public Task Dial(string number) => Dial(new DialAsked(number, null));

    /// <summary>Calls whoever that contact was with.</summary>
    public Task CallBack(string contactId) => Dial(new DialAsked(null, contactId));

    /// <summary>How the last call out failed was seen.</summary>
    public void DialSeen() => Mine().Dialled(null);

    public Task Mute(bool on) => Do(new CallVerb.Mute(on));

    public Task Hold(bool on) => Do(new CallVerb.Hold(on));

    public Task End() => Do(new CallVerb.End());

    /// <param name="kind"><c>agent</c>, <c>number</c>, or <c>entry</c> of the directory by its code.</param>
    public Task Consult(string kind, string whom, bool thenTransfer)
    {
        if (kind != "entry")
            return Do(new CallVerb.Consult(kind, whom, thenTransfer));
        var (asked, refused) = directories.Consult(whom, thenTransfer);
        return asked is null ? throw new HubException(refused) : Do(asked);
    }

    public Task DropConsult() => Do(new CallVerb.DropConsult());

    public Task Conference() => Do(new CallVerb.Conference());

    public Task Transfer() => Do(new CallVerb.Transfer());

    public Task SendToQueue() => Do(new CallVerb.SendAway(Desks.SendTo.Queue));

    /// <param name="queue">Its code, of the definition <c>queues</c>.</param>
    public Task SendTo(string queue) => queues.Knows(queue)
        ? Do(new CallVerb.SendAway(Desks.SendTo.Queue, queue)) : throw new HubException("badQueue");

    public Task SendToMenu() => Do(new CallVerb.SendAway(Desks.SendTo.Menu));

    public Task Park() => Do(new CallVerb.SendAway(Desks.SendTo.Park));

    public async Task PickUp(string contactId)
    {
        var desk = Mine();
        if (Context.User!.IsOver(time))
            throw new HubException("sessionOver");
        if (await pickUp.Of(desk, contactId) is { } code)
            throw new HubException(code);
    }

    public Task AskSecret(string secret) => Do(new CallVerb.AskSecret(secret));

    public Task StopSecret() => Do(new CallVerb.StopSecret());

    /// <param name="from">The menu's node to begin at; null or empty: where the customer's menu begins.</param>
    public Task Guide(string? from) => Do(new CallVerb.Guide(string.IsNullOrEmpty(from) ? null : from));

    public Task StopGuide() => Do(new CallVerb.StopGuide());

    public Task PinSpoken(bool on) => Do(new CallVerb.PinSpoken(on));

    public Task PauseRecording(string reason) => Do(new CallVerb.PauseRecording(reason));

    public Task ResumeRecording() => Do(new CallVerb.ResumeRecording());

    public async Task SaveWrapup(string contactId, WrapupDraft draft, bool done, bool thenReady)
    {
        // Whose session is over takes no further call.
        var ready = thenReady && !Context.User!.IsOver(time);
        if (await wrapups.Save(Mine(), contactId, draft, done, ready) is { } code)
            throw new HubException(code);
    }

    /// <summary>A notice was read.</summary>
    public Task Dismiss(string noticeId) => notices.Dismiss(Mine(), noticeId);

    public Task SignOut()
    {
        var desk = Mine();
        if (desk.Work is not null)
            throw new HubException("busy");
        return work.SignOut(desk);
    }

    public override Task OnConnectedAsync()
    {
        if (connections.Of.Take(Agent, out _) is { } place)
            Context.Items[nameof(Places)] = place;
        else
            Context.Abort();
        return base.OnConnectedAsync();
    }

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        (Context.Items[nameof(Places)] as IDisposable)?.Dispose();
        return work.Disconnected(Agent, Context.ConnectionId);
    }

    private Desk Mine()
    {
        var desk = desks.Of(Agent);
        return desk.Connection == Context.ConnectionId ? desk : throw new HubException("notYourDesk");
    }

    private async Task Do(CallVerb verb)
    {
        var call = Mine().Work as ICallInHand ?? throw new HubException("noCall");
        if (await call.Do(verb) is { } code)
            throw new HubException(code);
    }

    private async Task Dial(DialAsked asked)
    {
        var desk = Mine();
        if (Context.User!.IsOver(time))
            throw new HubException("sessionOver");
        if (desk.Listening is not null)
            throw new HubException("listening");
        var scope = users.ScopeOf(Context.User!, ContactsPermissions.SeeContacts);
        if (await outbound.Dial(desk, asked, scope) is { } code)
            throw new HubException(code);
    }

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

/// <summary>
/// The open connections to the desks' hub: of one agent a few tabs and those that a lost network left behind, not
/// hundreds.
/// </summary>
internal sealed class HubConnections
{
    public Places Of { get; } = new(ofAll: RoutingLimits.Agents, ofOne: 16);
}
