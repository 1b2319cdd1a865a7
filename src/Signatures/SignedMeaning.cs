using TellerLine.Access;

namespace TellerLine.Signatures;

/// <summary>
/// What a signature says of its signer, as its owner words it once. The words are shown when it is asked for and kept
/// with it: nobody signed words that came later.
/// </summary>
/// <param name="Code">For programs: <c>definition.approved</c>.</param>
public sealed record SignedMeaning(string Code, BilingualText Words);

/// <summary>
/// The owner of things that are signed, asked when a signature is verified: what does it say today?
/// </summary>
public interface ISignedThings
{
    /// <summary>The first part of its subjects: <c>definition</c>.</summary>
    string Name { get; }

    /// <param name="subject"><c>definition/calendars/cn/4</c></param>
    /// <returns>The bytes a signature of it is given over; null: it is not there.</returns>
    Task<byte[]?> Content(string subject, CancellationToken ct);
}
