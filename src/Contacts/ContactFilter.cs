namespace TellerLine.Contacts;

/// <summary>Which contacts a list is asked for; null asks for any.</summary>
/// <param name="To">The last day, itself included.</param>
/// <param name="Search">A customer by name or number, an agent, a contact's id, words of the note.</param>
/// <param name="Agent">Who served it, by number.</param>
/// <param name="Outcome">One of <see cref="Outcomes"/>.</param>
internal sealed record ContactFilter(
    DateOnly From, DateOnly To, string? Search = null, string? Agent = null, string? Outcome = null)
{
    /// <summary>A contact that is not closed yet.</summary>
    public const string Open = "open";

    /// <summary>As many as a year has.</summary>
    public const int MaxDays = 366;

    public static readonly IReadOnlyList<string> Outcomes =
    [
        Open, "handled", "selfCompleted", "leftSelfService", "abandoned", "abandonedAfterService", "systemDropped",
        "refused",
    ];
}
