using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace TellerLine.Modules.Files;

/// <summary>
/// A real clamd of the test's own: its socket and its one signature, the EICAR test file's, in a temporary folder. Where
/// it is not installed the tests that need it fail and say so.
/// </summary>
internal sealed class Clamd : IAsyncDisposable
{
    private const string Program = "/usr/sbin/clamd";

    private readonly string _folder = Directory.CreateTempSubdirectory("tl-clam-").FullName;
    private Process? _process;

    private Clamd()
    {
    }

    /// <summary>In two pieces, so that no scanner takes this file or the program of the tests for it.</summary>
    public static byte[] Eicar => Encoding.ASCII.GetBytes(
        "X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + "EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*");

    public string Socket => Path.Combine(_folder, "s");

    public static async Task<Clamd> Prepared()
    {
        if (!File.Exists(Program))
            throw new InvalidOperationException(
                $"Not run: ClamAV is not installed ({Program}); Debian's package is clamav-daemon.");
        var clamd = new Clamd();
        var database = Directory.CreateDirectory(Path.Combine(clamd._folder, "db")).FullName;
        await File.WriteAllTextAsync(
            Path.Combine(database, "test.ndb"), $"House.Eicar:0:*:{Convert.ToHexStringLower(Eicar)}\n");
        await File.WriteAllTextAsync(
            Path.Combine(clamd._folder, "conf"),
            $"LocalSocket {clamd.Socket}\nDatabaseDirectory {database}\nForeground yes\nStreamMaxLength 1M\n");
        return clamd;
    }

    public static async Task<Clamd> Started()
    {
        var clamd = await Prepared();
        await clamd.Start();
        return clamd;
    }

    /// <summary>Until it says that it listens and is reached.</summary>
    public async Task Start()
    {
        _process = Process.Start(new ProcessStartInfo(Program, ["-c", Path.Combine(_folder, "conf")])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        var ct = TestContext.Current.CancellationToken;
        _ = _process.StandardError.ReadToEndAsync(ct);
        while (await _process.StandardOutput.ReadLineAsync(ct) is { } line)
            if (line.Contains("Self checking every", StringComparison.Ordinal) || Reached())
                break;
        _ = _process.StandardOutput.ReadToEndAsync(ct);
        Assert.True(Reached(), "clamd does not listen");
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
            _process.Dispose();
        }
        Directory.Delete(_folder, recursive: true);
    }

    private bool Reached()
    {
        try
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            socket.Connect(new UnixDomainSocketEndPoint(Socket));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
