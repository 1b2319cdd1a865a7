using System.Net;
using System.Net.Sockets;

namespace TellerLine.Journeys.Peers;

/// <summary>
/// The network between a page and the centre, TCP only: it can be cut (its connections end, new ones are refused) and
/// mended.
/// </summary>
internal sealed class Wire : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly int target;
    private readonly HashSet<TcpClient> open = [];
    private readonly Task accepting;
    private bool cut;

    public Wire(int target)
    {
        this.target = target;
        listener.Start();
        accepting = Accept();
    }

    public string Url => $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";

    public void Cut()
    {
        lock (open)
        {
            cut = true;
            foreach (var end in open)
                end.Dispose();
            open.Clear();
        }
    }

    public void Mend()
    {
        lock (open)
            cut = false;
    }

    public async ValueTask DisposeAsync()
    {
        Cut();
        listener.Stop();
        await accepting;
    }

    private async Task Accept()
    {
        try
        {
            while (true)
                _ = Carry(await listener.AcceptTcpClientAsync());
        }
        catch (Exception fault) when (fault is SocketException or ObjectDisposedException)
        {
            // The wire is taken down.
        }
    }

    private async Task Carry(TcpClient page)
    {
        using var centre = new TcpClient { NoDelay = true };
        page.NoDelay = true;
        try
        {
            if (!Keep(page) || !Keep(centre))
                return;
            await centre.ConnectAsync(IPAddress.Loopback, target);
            await Task.WhenAny(
                page.GetStream().CopyToAsync(centre.GetStream()), centre.GetStream().CopyToAsync(page.GetStream()));
        }
        catch (Exception fault) when (
            fault is IOException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // One end hung up, or the wire was cut.
        }
        finally
        {
            page.Dispose();
            lock (open)
            {
                open.Remove(page);
                open.Remove(centre);
            }
        }
    }

    private bool Keep(TcpClient end)
    {
        lock (open)
        {
            if (!cut)
                open.Add(end);
            return !cut;
        }
    }
}
