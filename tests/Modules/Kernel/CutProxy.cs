using System.Net;
using System.Net.Sockets;

namespace TellerLine.Modules.Kernel;

/// <summary>
/// Between a program and PostgreSQL's socket: it can stop forwarding, swallow answers, or refuse connections.
/// </summary>
public sealed class CutProxy : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly List<Link> _links = [];
    private readonly string _server;
    private volatile bool _refuses, _isHole;

    /// <param name="connectionString">Of a cluster reached by a Unix socket.</param>
    public CutProxy(string connectionString)
    {
        var to = new Npgsql.NpgsqlConnectionStringBuilder(connectionString);
        _server = $"{to.Host}/.s.PGSQL.5432";
        _listener.Start();
        (to.Host, to.Port) = ("127.0.0.1", ((IPEndPoint)_listener.LocalEndpoint).Port);
        (to.Timeout, to.CommandTimeout) = (1, 1);
        ConnectionString = to.ToString();
        _ = Accept();
    }

    public string ConnectionString { get; }

    /// <summary>New connections are not taken.</summary>
    public void Refuse() => _refuses = true;

    /// <summary>The connections there are end.</summary>
    public void Cut() => Each(link => link.Dispose());

    /// <summary>Nothing is forwarded any more, in the connections there are and in new ones.</summary>
    public void BlackHole()
    {
        _isHole = true;
        Each(link => link.Forwards = link.Answers = false);
    }

    /// <summary>In the connections there are, nothing is forwarded in either direction; new ones work.</summary>
    public void BlackHoleOld() => Each(link => link.Forwards = link.Answers = false);

    /// <summary>In the connections there are, what is asked arrives but no answer comes back; new ones work.</summary>
    public void SwallowAnswers() => Each(link => link.Answers = false);

    /// <summary>New connections work; those that were in the hole stay there.</summary>
    public void Heal() => (_refuses, _isHole) = (false, false);

    public void Dispose()
    {
        _listener.Dispose();
        Cut();
    }

    private void Each(Action<Link> deed)
    {
        lock (_links)
            _links.ForEach(deed);
    }

    private async Task Accept()
    {
        while (true)
        {
            Socket client;
            try
            {
                client = await _listener.AcceptSocketAsync();
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                return;
            }
            if (_refuses)
            {
                client.Dispose();
                continue;
            }
            var link = new Link(client) { Forwards = !_isHole, Answers = !_isHole };
            lock (_links)
                _links.Add(link);
            _ = link.Run(_server);
        }
    }

    private sealed class Link(Socket client) : IDisposable
    {
        private readonly Socket _server = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);

        public volatile bool Forwards, Answers;

        public async Task Run(string path)
        {
            try
            {
                await _server.ConnectAsync(new UnixDomainSocketEndPoint(path));
                await Task.WhenAny(Pump(client, _server, () => Forwards), Pump(_server, client, () => Answers));
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                // The server is stopped.
            }
            Dispose();
        }

        public void Dispose()
        {
            client.Dispose();
            _server.Dispose();
        }

        private static async Task Pump(Socket from, Socket to, Func<bool> open)
        {
            var buffer = new byte[16_384];
            try
            {
                while (await from.ReceiveAsync(buffer) is > 0 and var length)
                {
                    if (open())
                        await to.SendAsync(buffer.AsMemory(0, length));
                }
                // A client that is gone is not told to a server behind a hole.
                if (!open())
                    await Task.Delay(Timeout.Infinite);
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                // Cut.
            }
        }
    }
}
