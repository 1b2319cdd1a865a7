using System.Security.Cryptography;
using System.Text;

namespace TellerLine.Voice.WebRtc.Ice;

/// <summary>
/// One ICE generation's user fragment and password (RFC 8445 §5.3). Ours are always eight characters, so that a check's
/// session is found by a number.
/// </summary>
internal sealed class IceCredentials
{
    private const int UfragLength = 8, PasswordLength = 24;

    /// <summary>The ice-char alphabet of RFC 8839 §5.4: 6 bits each, so a password has 144.</summary>
    private const string IceChars = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    public IceCredentials()
        : this(RandomNumberGenerator.GetString(IceChars, UfragLength),
            RandomNumberGenerator.GetString(IceChars, PasswordLength))
    {
    }

    internal IceCredentials(string ufrag, string password)
    {
        Ufrag = ufrag;
        Password = password;
        Key = Encoding.ASCII.GetBytes(password);
        TryNumber(Encoding.ASCII.GetBytes(ufrag + ":"), out var number);
        Number = number;
    }

    public string Ufrag { get; }

    public string Password { get; }

    /// <summary>The password as the HMAC's key.</summary>
    public byte[] Key { get; }

    /// <summary>The user fragment as a number.</summary>
    public ulong Number { get; }

    /// <summary>
    /// The number of the user fragment before the colon of a check's USERNAME, <c>ours:theirs</c> (RFC 8445 §7.2.2).
    /// </summary>
    public static bool TryNumber(ReadOnlySpan<byte> username, out ulong number)
    {
        number = 0;
        if (username.Length <= UfragLength || username[UfragLength] != (byte)':')
            return false;
        number = BitConverter.ToUInt64(username);
        return true;
    }
}
