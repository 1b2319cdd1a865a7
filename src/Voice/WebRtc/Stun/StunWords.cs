namespace TellerLine.Voice.WebRtc.Stun;

/// <summary>The numbers of RFC 8489 §18 and RFC 8445 §16 that an ICE-lite agent meets.</summary>
internal static class StunWords
{
    public const int HeaderSize = 20, TransactionIdSize = 12, IntegritySize = 20;

    public const uint MagicCookie = 0x2112A442, FingerprintMask = 0x5354554E;

    // Message types: method Binding (0x001) with the class's two bits (RFC 8489 §5).
    public const ushort BindingRequest = 0x0001, BindingIndication = 0x0011, BindingSuccess = 0x0101,
        BindingError = 0x0111;

    // Comprehension-required attributes.
    public const ushort Username = 0x0006, MessageIntegrity = 0x0008, ErrorCode = 0x0009, UnknownAttributes = 0x000A,
        XorMappedAddress = 0x0020, Priority = 0x0024, UseCandidate = 0x0025;

    // Comprehension-optional ones.
    public const ushort Fingerprint = 0x8028, IceControlled = 0x8029, IceControlling = 0x802A;

    /// <summary>Attributes below this must be understood or refused with 420 (RFC 8489 §14).</summary>
    public const ushort FirstOptional = 0x8000;
}
