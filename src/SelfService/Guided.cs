using TellerLine.Access;
using TellerLine.Customers;

namespace TellerLine.SelfService;

/// <summary>A visit with somebody at the caller's side (座席指导).</summary>
/// <param name="From">The node to begin at, one of <see cref="TelephoneFlow.Beginnings"/>; null: the caller's
/// menu.</param>
/// <param name="Known">Who the caller is known to be, and how surely: what was proved before is not asked again.</param>
/// <param name="At">Told where the caller stands, whenever that changes; must not wait.</param>
public sealed record Guided(string? From, Identification? Known, Action<GuidedPlace> At);

/// <summary>Where a guided caller stands. Names of nodes alone: nothing that was keyed or is told is in it.</summary>
/// <param name="Path">The menus on the way, the service, and what it asks, in order.</param>
public sealed record GuidedPlace(IReadOnlyList<string> Path, GuidedWait Waits);

/// <summary>What a guided caller is asked for.</summary>
public enum GuidedWait
{
    /// <summary>He listens.</summary>
    Nothing,

    /// <summary>One of a menu's keys.</summary>
    Key,

    /// <summary>Several that are no secret: an account number, an amount.</summary>
    Digits,

    Secret,
}

/// <summary>Where guidance may begin.</summary>
/// <param name="Node">The menu's.</param>
/// <param name="Path">What people call it, the menus before it first.</param>
public sealed record GuidedBeginning(string Node, IReadOnlyList<BilingualText> Path);
