using Microsoft.AspNetCore.SignalR;

namespace TellerLine.Desks;

/// <summary>Sends desks to the pages that show them, whole; a page that is gone gets its desk when it is back.</summary>
internal sealed class DeskScreen(IHubContext<DeskHub> hub, DeskView view)
{
    public void Show(Desk desk)
    {
        if (desk.Connection is { } connection)
            _ = hub.Clients.Client(connection).SendAsync("Desk", view.Of(desk));
    }

    /// <summary>Tells a page that another has taken its desk.</summary>
    public Task TakenOver(string connection) => hub.Clients.Client(connection).SendAsync("TakenOver");
}
