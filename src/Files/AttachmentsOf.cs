using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using TellerLine.Access;
using TellerLine.Kernel;

namespace TellerLine.Files;

/// <summary>
/// What a capability says once to let people attach files to its records (<see
/// cref="AttachmentEndpoints.MapAttachments"/>).
/// </summary>
/// <param name="Owner">What its records are called in rows and the audit, for ever: <c>announcement</c>.</param>
/// <param name="See">Without it nothing of them is seen.</param>
/// <param name="Write">Without it nothing is added or removed.</param>
public sealed record AttachmentsOf(string Owner, Permission See, Permission Write)
{
    /// <summary>What this person may with the files of this record, now; asked at every request.</summary>
    public required Func<IServiceProvider, string, ClaimsPrincipal, CancellationToken, Task<AttachmentRights>> Rights
    {
        get; init;
    }
}

/// <param name="Sees">False: for him there is no such record.</param>
/// <param name="Writes">He may add and remove, unless <paramref name="WhyNot"/>.</param>
/// <param name="WhyNot">Why not now.</param>
public sealed record AttachmentRights(bool Sees, bool Writes, BilingualText? WhyNot)
{
    public static readonly AttachmentRights None = new(false, false, null);
}

/// <param name="Kind">What it is, not what it is called.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Hash">SHA-256, hexadecimal.</param>
/// <param name="By">A user's number.</param>
/// <param name="Scan">What the virus scanner says.</param>
/// <param name="Finding">The virus's name, or why the scan failed.</param>
/// <param name="Withheld">Why it is not given out now.</param>
public sealed record AttachmentRow(
    string Id, string Name, string Kind, long Size, string Hash, string By, DateTimeOffset At,
    [property: AllowedValues("waiting", "clean", "infected", "none", "failed")] string Scan, string Finding,
    BilingualText? Withheld);

/// <param name="Writes">The reader may add and remove, unless <paramref name="WhyNot"/>.</param>
/// <param name="Takes">Extensions that are taken: <c>pdf</c>.</param>
/// <param name="MaxFileBytes">Of one file.</param>
public sealed record AttachmentList(
    IReadOnlyList<AttachmentRow> Rows, bool Writes, BilingualText? WhyNot, IReadOnlyList<string> Takes,
    long MaxFileBytes, int MaxFiles, long MaxBytes);

public sealed record AttachmentRemoval(string? Reason);

// Stream attachment/{id}. Names of files are not in it: they may name people, and the journal is for ever.

[Event("attachment.added")]
public sealed record AttachmentAdded(
    string Id, string Owner, string OwnerId, string Kind, long Size, string Hash, string By);

[Event("attachment.removed")]
public sealed record AttachmentRemoved(string Id, string By, string Why);
