using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Logging;

namespace TellerLine.Desks;

/// <summary>
/// Sends desks to the pages that show them, whole; a page that is gone gets its desk when it is back. One view of a
/// desk is on its way at a time: what changes meanwhile is in the next, so that no view overtakes another and a burst
/// of changes is one view.
/// </summary>
internal sealed partial class DeskScreen(IHubContext<DeskHub> hub, DeskView view, ILogger<DeskScreen> log)
{
    public void Show(Desk desk)
    {
        if (desk.Connection is not null && desk.NeedsShowing())
            _ = Send(desk);
    }

    /// <summary>Tells a page that another has taken its desk.</summary>
    public Task TakenOver(string connection) => hub.Clients.Client(connection).SendAsync("TakenOver");

    private async Task Send(Desk desk)
    {
        do
        {
            // Changes come in bursts: what follows in this very turn is in the view too.
            await Task.Yield();
            desk.BeginShowing();
            try
            {
                if (desk.Connection is { } connection)
                    await hub.Clients.Client(connection).SendAsync("Desk", view.Of(desk));
            }
            catch (Exception fault)
            {
                // A page that is going: it is shown the desk when it is back.
                NotShown(log, desk.Agent, fault);
            }
        }
        while (desk.EndShowing());
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The desk of {Agent} was not shown")]
    private static partial void NotShown(ILogger log, string agent, Exception fault);
}
