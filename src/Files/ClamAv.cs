using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace TellerLine.Files;

/// <summary>
/// ClamAV over its socket, by the command INSTREAM (clamd(8)): chunks of a length in network order and so many bytes,
/// an empty one at the end, then one answer that ends with a zero byte.
/// </summary>
internal sealed class ClamAv(FilesOptions options, TimeProvider time) : IFileScanner
{
    private const int Chunk = 65_536, LongestAnswer = 1_024;

    private static readonly TimeSpan ToConnect = TimeSpan.FromSeconds(2);

    public bool IsConfigured => options.ClamAv.Length > 0;

    /// <returns>Null: it is neither a path nor <c>host:port</c>.</returns>
    public static EndPoint? EndPointOf(string text) =>
        text.StartsWith('/') ? text.Length <= 100 ? new UnixDomainSocketEndPoint(text) : null
        : text.LastIndexOf(':') is var colon and > 0 && ushort.TryParse(text[(colon + 1)..], out var port) && port > 0
            ? new DnsEndPoint(text[..colon].Trim('[', ']'), port)
        : null;

    public Task<ScanVerdict> Scan(Stream content, CancellationToken ct) => Ask<ScanVerdict>(
        async (socket, limit) => Read(await Send(socket, content, limit)), why => new ScanVerdict.Away(why),
        TimeSpan.FromMilliseconds(options.ScanTimeoutMs), ct);

    public Task<string?> WhyAway(CancellationToken ct) => Ask<string?>(
        async (socket, limit) =>
        {
            await SendAll(socket, "zPING\0"u8.ToArray(), limit);
            var answer = await Answer(socket, limit);
            return answer == "PONG" ? null : $"It answered \"{answer}\".";
        }, why => why, ToConnect, ct);

    /// <param name="answer"><c>stream: OK</c>, <c>stream: NAME FOUND</c>, <c>… ERROR</c></param>
    internal static ScanVerdict Read(string answer) =>
        answer == "stream: OK" ? new ScanVerdict.Clean()
        : answer.StartsWith("stream: ", StringComparison.Ordinal) && answer.EndsWith(" FOUND", StringComparison.Ordinal)
            ? new ScanVerdict.Infected(answer["stream: ".Length..^" FOUND".Length])
        : answer.Length == 0 ? new ScanVerdict.Away("It hung up without an answer.")
        : new ScanVerdict.Failed(answer);

    private async Task<T> Ask<T>(
        Func<Socket, CancellationToken, Task<T>> talk, Func<string, T> away, TimeSpan lasts, CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(lasts, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, ct);
        try
        {
            var place = EndPointOf(options.ClamAv)!;
            using var socket = place is UnixDomainSocketEndPoint
                ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
                : new Socket(SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(place, both.Token).AsTask().WaitAsync(ToConnect, time, both.Token);
            return await talk(socket, both.Token);
        }
        catch (Exception e) when (e is SocketException or TimeoutException)
        {
            return away(e.Message);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return away($"It took longer than {lasts.TotalSeconds:0} s.");
        }
    }

    private static async Task<string> Send(Socket socket, Stream content, CancellationToken ct)
    {
        try
        {
            await SendAll(socket, "zINSTREAM\0"u8.ToArray(), ct);
            var buffer = new byte[4 + Chunk];
            int some;
            do
            {
                some = await content.ReadAsync(buffer.AsMemory(4), ct);
                BinaryPrimitives.WriteInt32BigEndian(buffer, some);
                await SendAll(socket, buffer.AsMemory(0, 4 + some), ct);
            }
            while (some > 0);
        }
        catch (SocketException)
        {
            // Who hangs up in the middle has said why (too large), or nothing.
        }
        return await Answer(socket, ct);
    }

    private static async Task SendAll(Socket socket, ReadOnlyMemory<byte> bytes, CancellationToken ct)
    {
        while (bytes.Length > 0)
            bytes = bytes[await socket.SendAsync(bytes, ct)..];
    }

    private static async Task<string> Answer(Socket socket, CancellationToken ct)
    {
        var answer = new byte[LongestAnswer];
        var size = 0;
        while (size < answer.Length)
        {
            var some = await socket.ReceiveAsync(answer.AsMemory(size), ct);
            size += some;
            if (some == 0 || answer[size - 1] == 0)
                break;
        }
        return Encoding.UTF8.GetString(answer, 0, size).TrimEnd('\0', '\n');
    }
}
