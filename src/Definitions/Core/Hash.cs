using System.Security.Cryptography;
using System.Text;

namespace TellerLine.Definitions.Core;

/// <summary>What a text is known by: SHA-256 of its UTF-8, hexadecimal.</summary>
internal static class Hash
{
    public static string Of(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
