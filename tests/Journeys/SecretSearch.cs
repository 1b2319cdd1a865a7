using System.Diagnostics;
using System.Text;

namespace TellerLine.Journeys;

/// <summary>
/// Looks for a PIN wherever one could stand: as text (ASCII, UTF-16) with no digit beside it (part of a longer number
/// is no PIN), and as the digits' values in a row, as a telephone's events have them.
/// </summary>
internal static class SecretSearch
{
    /// <returns>How often the digits stand there.</returns>
    public static int Count(ReadOnlySpan<byte> place, string digits) =>
        Standing(place, Encoding.ASCII.GetBytes(digits), 1)
        + Standing(place, Encoding.Unicode.GetBytes(digits), 2)
        + Anywhere(place, [.. digits.Select(d => (byte)(d - '0'))]);

    /// <returns>The files under a directory in which the digits stand; files still written are read as they are,
    /// sockets and locks are empty.</returns>
    public static IReadOnlyList<string> Files(string directory, string digits) =>
        [.. Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories)
            .Where(f => new FileInfo(f).Length > 0 && Count(Read(f), digits) > 0)];

    /// <summary>
    /// What a process has in its memory, as the runtime's own <c>createdump</c> writes it when a process crashes.
    /// </summary>
    public static async Task<string> Dump(int process, string to)
    {
        var program = Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "createdump");
        Assert.True(File.Exists(program), $"{program} is not there");
        var start = new ProcessStartInfo(
            program, ["--full", "--name", to, process.ToString()]) { RedirectStandardOutput = true,
            RedirectStandardError = true };
        using var dumping = Process.Start(start)!;
        var said = await Task.WhenAll(dumping.StandardOutput.ReadToEndAsync(), dumping.StandardError.ReadToEndAsync());
        await dumping.WaitForExitAsync();
        Assert.True(dumping.ExitCode == 0 && new FileInfo(to).Length > 1 << 20, string.Concat(said));
        return to;
    }

    /// <summary>The same count over a file of any size.</summary>
    public static int CountInLarge(string path, string digits)
    {
        const int Part = 64 << 20;
        const int Overlap = 64;
        using var file = File.OpenHandle(path);
        var length = RandomAccess.GetLength(file);
        var buffer = new byte[Part + Overlap];
        var count = 0;
        for (long at = 0; at < length; at += Part)
            count += Count(buffer.AsSpan(0, RandomAccess.Read(file, buffer, at)), digits);
        return count;
    }

    private static byte[] Read(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var all = new MemoryStream();
        file.CopyTo(all);
        return all.ToArray();
    }

    private static int Standing(ReadOnlySpan<byte> place, ReadOnlySpan<byte> digits, int width)
    {
        var count = 0;
        for (var from = 0; place[from..].IndexOf(digits) is >= 0 and var at; from += at + 1)
            if (!IsDigit(place, from + at - width) && !IsDigit(place, from + at + digits.Length))
                count++;
        return count;
    }

    private static int Anywhere(ReadOnlySpan<byte> place, ReadOnlySpan<byte> values)
    {
        var count = 0;
        for (var from = 0; place[from..].IndexOf(values) is >= 0 and var at; from += at + 1)
            count++;
        return count;
    }

    private static bool IsDigit(ReadOnlySpan<byte> place, int at) => at >= 0 && at < place.Length
        && place[at] is >= (byte)'0' and <= (byte)'9';
}
