using System.Security.Cryptography;
using System.Text;
using OtpNet;

namespace TellerLine.Access.Core;

/// <summary>
/// Codes by time (RFC 6238 with RFC 4226 §5): SHA-1, six digits, thirty seconds, which every authenticator knows.
/// </summary>
internal static class OneTimeCode
{
    public const int Digits = 6, StepSeconds = 30;

    /// <summary>As long as the hash (RFC 4226 §4, R6).</summary>
    private const int SecretBytes = 20;

    /// <summary>A clock that is a step off, and a code typed at its end (RFC 6238 §5.2).</summary>
    private static readonly VerificationWindow Window = new(previous: 1, future: 1);

    /// <summary>Without what people put between digits.</summary>
    public static string Plain(string typed) => string.Concat(typed.Where(c => !char.IsWhiteSpace(c) && c != '-'));

    /// <param name="plain">As <see cref="Plain"/> leaves it.</param>
    public static bool IsOne(string plain) => plain.Length == Digits && plain.All(char.IsAsciiDigit);

    /// <param name="lastStep">Of the last code taken: none is taken twice, nor one before it.</param>
    /// <returns>The step that the code is of; null when it is not right.</returns>
    public static long? StepOf(string key, string plain, DateTimeOffset now, long lastStep) =>
        IsOne(plain)
        && new Totp(Base32Encoding.ToBytes(key), StepSeconds, OtpHashMode.Sha1, Digits)
            .VerifyTotp(now.UtcDateTime, plain, out var step, Window)
        && step > lastStep ? step : null;

    /// <returns>A new secret in Base32, as authenticators take it and as it is kept, encrypted.</returns>
    public static string NewKey(Func<int, byte[]> random) => Base32Encoding.ToString(random(SecretBytes)).TrimEnd('=');

    /// <returns>In groups of four, to be keyed in where no camera is.</returns>
    public static string Grouped(string key) => string.Join(' ', key.Chunk(4).Select(part => new string(part)));

    /// <summary>What an authenticator reads from the picture.</summary>
    public static string Address(string key, string issuer, string number)
    {
        var who = Uri.EscapeDataString(issuer.Replace(":", "", StringComparison.Ordinal));
        return $"otpauth://totp/{who}:{Uri.EscapeDataString(number)}?secret={key}"
            + $"&issuer={who}&algorithm=SHA1&digits={Digits}&period={StepSeconds}";
    }
}

/// <summary>Codes on paper for who has lost the telephone; each opens once.</summary>
internal static class RecoveryCode
{
    public const int Count = 10;

    /// <summary>80 bits in characters that are not taken for one another.</summary>
    private const int Length = 16;

    private const string Alphabet = "abcdefghijkmnpqrstuvwxyz23456789";

    /// <param name="random">So many random characters of an alphabet.</param>
    /// <returns>As <c>abcd-efgh-jkmn-pqrs</c>.</returns>
    public static IReadOnlyList<string> Make(Func<string, int, string> random) =>
        [.. Enumerable.Range(0, Count).Select(_ => string.Join(
            '-', random(Alphabet, Length).Chunk(4).Select(part => new string(part))))];

    /// <param name="plain">As <see cref="OneTimeCode.Plain"/> leaves it.</param>
    public static bool IsOne(string plain) => plain.Length == Length;

    /// <summary>Case is no matter; the number keeps one person's codes apart from another's.</summary>
    public static string Hash(string number, string plain) => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes($"{number}/{plain.ToLowerInvariant()}")));
}
