using System.Security.Cryptography;
using TellerLine.Kernel;
using TellerLine.SelfService.Core;

namespace TellerLine.SelfService;

/// <param name="Hash">SHA-256 of the file, hexadecimal: what a definition names it by.</param>
public sealed record UploadedRecording(string Hash, double Seconds);

/// <summary>
/// The bank's own recordings of prompts, <c>prompts/HASH.wav</c> in the data directory: uploaded by people, named by
/// their content, never changed. Which of them are heard is a definition's business (<see cref="PromptList"/>). Not in
/// the Kernel's file store, which encrypts: the media process plays plain files, and every caller hears these.
/// </summary>
internal sealed class Recordings(KernelOptions options)
{
    /// <summary>Of one: two minutes of 16-bit PCM.</summary>
    public const int MostBytes = 2 * 1024 * 1024;

    /// <summary>Of all: some two thousand sentences in each of two languages, ten times over.</summary>
    public const int Most = 20_000;

    public const string Expected = "8 kHz mono WAV (16-bit PCM, A-law or µ-law)";

    private readonly string _folder = Path.Combine(Path.GetFullPath(options.DataDirectory), "prompts");

    /// <returns>Its path; null: it is not here.</returns>
    public string? Find(string hash) =>
        IsHash(hash) && PathOf(hash) is var path && File.Exists(path) ? path : null;

    /// <returns>What cannot be spoken of it; null: it can be, or is not here.</returns>
    public string? Fault(string hash) => Find(hash) is { } path ? WavFile.Fault(File.ReadAllBytes(path)) : null;

    /// <returns>Null, with the fault, when it cannot be spoken on a telephone or there is no room.</returns>
    public async Task<(UploadedRecording? Kept, string? Fault)> Keep(ReadOnlyMemory<byte> wav, CancellationToken ct)
    {
        if (WavFile.Fault(wav.Span) is { } fault)
            return (null, fault);
        var hash = Convert.ToHexStringLower(SHA256.HashData(wav.Span));
        var info = new UploadedRecording(hash, Math.Round(WavFile.Read(wav.Span)!.Seconds, 2));
        Directory.CreateDirectory(_folder);
        var path = PathOf(hash);
        if (File.Exists(path))
            return (info, null);
        if (Directory.EnumerateFiles(_folder).Take(Most).Count() == Most)
            return (null, $"is one too many: there are {Most} already");
        // Under its own name only when it is whole and on the disk.
        var draft = Path.Combine(_folder, $"{Guid.NewGuid():N}.part");
        try
        {
            await using (var file = new FileStream(draft, FileMode.CreateNew))
            {
                await file.WriteAsync(wav, ct);
                file.Flush(flushToDisk: true);
            }
            File.Move(draft, path, overwrite: true);
        }
        finally
        {
            File.Delete(draft);
        }
        return (info, null);
    }

    private string PathOf(string hash) => Path.Combine(_folder, hash + ".wav");

    private static bool IsHash(string text) => text.Length == 64 && text.All(char.IsAsciiHexDigitLower);
}
