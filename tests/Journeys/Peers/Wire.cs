using System.Net;
using System.Net.Sockets;

namespace TellerLine.Journeys.Peers;

/// <summary>
/// The network between a page and the centre, TCP only: it can be cut (its connections end, new ones are refused) and
/// mended.
/// </summary>
internal sealed class Wire : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly int _target;
    private readonly HashSet<TcpClient> _open = [];
    private readonly Task _accepting;
    private bool _cut;

    public Wire(int target)
    {
        _target = target;
        _listener.Start();
        _accepting = Accept();
    }

    public string Url => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    public void Cut()
    {
        lock (_open)
        {
            _cut = true;
            foreach (var end in _open)
                end.Dispose();
            _open.Clear();
        }
    }

    public void Mend()
    {
        lock (_open)
            _cut = false;
    }

    public async ValueTask DisposeAsync()
    {
        Cut();
        _listener.Stop();
        await _accepting;
    }

    private async Task Accept()
    {
        try
        {
            while (true)
                _ = Carry(await _listener.AcceptTcpClientAsync());
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
            await centre.ConnectAsync(IPAddress.Loopback, _target);
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
            lock (_open)
            {
                _open.Remove(page);
                _open.Remove(centre);
            }
        }
    }

    private bool Keep(TcpClient end)
    {
        lock (_open)
        {
            if (!_cut)
                _open.Add(end);
            return !_cut;
        }
    }
}
