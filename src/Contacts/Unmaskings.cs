using TellerLine.Access;
using TellerLine.Contacts.Core;
using TellerLine.Customers;
using TellerLine.Kernel;

namespace TellerLine.Contacts;

/// <param name="Field">Which: <c>caller</c>, <c>customerNumber</c>.</param>
/// <param name="Purpose">Why: <c>callBack</c>, <c>identify</c>, <c>complaint</c>, <c>dispute</c>,
/// <c>investigation</c>, <c>other</c>.</param>
/// <param name="Why">In words; needed where the purpose is another. At most 100 characters, no number.</param>
public sealed record UnmaskRequest(string? Field, string? Purpose, string? Why = null);

/// <param name="Value">In full, as it is dialled in the country.</param>
/// <param name="Seconds">How long a page shows it.</param>
public sealed record UnmaskedValue(string Value, int Seconds);

/// <summary>
/// Somebody is shown in full what is masked: with a purpose, and only once that stands in the audit trail on disk. The
/// trail says who, whose, which and why, never the value.
/// </summary>
internal sealed class Unmaskings(
    ContactQueries contacts, CallerNumbers numbers, ICustomerReach customers, IDb db, IAudit audit)
{
    private const int Seconds = 30;

    /// <param name="asked">Without a fault (<see cref="UnmaskRules.Fault"/>).</param>
    /// <param name="see">Whose contacts the reader sees at all.</param>
    /// <param name="show">Whose the reader may unmask, and how far it reaches.</param>
    public async Task<UnmaskOutcome> Show(
        string id, UnmaskRequest asked, string reader, DataScope see, (Reach Reach, DataScope Scope) show,
        CancellationToken ct)
    {
        if (await contacts.Standing(id, see, ct) is not { } standing)
            return new UnmaskOutcome.Unknown();
        if (!UnmaskRules.MayShow(
            show.Reach, standing.InHandOf == reader, await contacts.Covers(show.Scope, id, ct)))
            return new UnmaskOutcome.Forbidden();
        if (await Whole(asked.Field!, id, standing.CustomerId, ct) is not { Length: > 0 } value)
            return new UnmaskOutcome.Nothing();
        var why = string.IsNullOrWhiteSpace(asked.Why) ? "" : ": " + asked.Why.Trim();
        await audit.Record(
            reader, "contact.unmasked", $"contact/{id}",
            $"{asked.Field}, {standing.CustomerId ?? "-"}, {asked.Purpose}{why}", ct);
        return new UnmaskOutcome.Shown(new UnmaskedValue(PhoneNumbers.National(value), Seconds));
    }

    private Task<string?> Whole(string field, string contactId, string? customerId, CancellationToken ct) =>
        db.Read(
            connection => field == UnmaskRules.Caller ? numbers.Of(connection, contactId)
            : customerId is null ? null
            : customers.FirstNumber(connection, null, customerId), ct);
}

internal abstract record UnmaskOutcome
{
    public sealed record Shown(UnmaskedValue Value) : UnmaskOutcome;

    /// <summary>There is no such contact, or it is not for this reader.</summary>
    public sealed record Unknown : UnmaskOutcome;

    /// <summary>The reader sees the contact, and sees it masked.</summary>
    public sealed record Forbidden : UnmaskOutcome;

    /// <summary>There is no number behind the mask.</summary>
    public sealed record Nothing : UnmaskOutcome;
}
