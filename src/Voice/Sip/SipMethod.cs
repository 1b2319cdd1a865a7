namespace TellerLine.Voice.Sip;

internal enum SipMethod : byte
{
    Unknown,
    Invite,
    Ack,
    Bye,
    Cancel,
    Options,
    Register,
    Info,
    Update,
    Prack,
    Subscribe,
    Notify,
    Refer,
    Message,
    Publish,
}

internal static class SipMethods
{
    /// <summary>What we take inside and outside a dialog (RFC 3261 §20.5).</summary>
    public const string Allow = "INVITE, ACK, BYE, CANCEL, OPTIONS, PRACK, UPDATE, INFO, REFER, REGISTER";

    /// <summary>The extensions that we understand (§20.37), and may be required of us (§20.32).</summary>
    public const string Supported = "100rel, timer, replaces";

    public static bool Supports(string extension) => extension.ToLowerInvariant() is "100rel" or "timer" or "replaces";

    private static readonly string[] Names =
    [
        "", "INVITE", "ACK", "BYE", "CANCEL", "OPTIONS", "REGISTER", "INFO", "UPDATE", "PRACK", "SUBSCRIBE", "NOTIFY",
        "REFER", "MESSAGE", "PUBLISH",
    ];

    public static string Name(this SipMethod method) => Names[(int)method];

    /// <summary>Methods are case-sensitive (§7.1). A known one comes back without an allocation.</summary>
    public static SipMethod Parse(ReadOnlySpan<byte> token)
    {
        for (var i = 1; i < Names.Length; i++)
            if (token.Length == Names[i].Length && System.Text.Ascii.Equals(token, Names[i]))
                return (SipMethod)i;
        return SipMethod.Unknown;
    }
}
