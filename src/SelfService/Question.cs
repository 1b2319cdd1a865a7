using TellerLine.SelfService.Core;

namespace TellerLine.SelfService;

/// <summary>A question answered by one key: a menu's, or a step's.</summary>
/// <param name="Node">Its name in the contact's story.</param>
internal sealed record Question(string Node)
{
    /// <summary>What the caller came to hear; said at first and again with 9, not after a mistake.</summary>
    public IReadOnlyList<string> Result { get; init; } = [];

    public IReadOnlyList<string> Body { get; init; } = [];

    public IReadOnlyList<Option> Options { get; init; } = [];

    /// <summary>The words before "press star", or null where there is no way back.</summary>
    public string? Back { get; init; }

    public IReadOnlyList<string> Ends { get; init; } = [];

    public OnSilence Silence { get; init; }

    /// <summary>
    /// A PIN is being entered around here: a caller may go on keying it. Keys are taken as a secret, so that no digit
    /// of it can be noted; back is then two stars, as in every collection.
    /// </summary>
    public bool Secret { get; init; }

    public IReadOnlyList<string> Spoken =>
    [
        .. Body,
        .. Options.SelectMany(o => o.Says),
        "menu.again", "press.9",
        .. Back is null ? Array.Empty<string>() : [Back, Secret ? "press.star-twice" : "press.star"],
        "menu.person", "press.0",
        .. Ends,
    ];
}

/// <param name="Says">The function, then "press N".</param>
internal sealed record Option(char Key, IReadOnlyList<string> Says)
{
    public Option(char key, string function)
        : this(key, [function, $"press.{key}"])
    {
    }
}
