namespace TellerLine.Access;

/// <summary>Section <c>Access</c>.</summary>
public sealed record AccessOptions
{
    /// <summary>Puts the users of the demonstration bank in, with passwords anyone can read.</summary>
    public bool Demo { get; init; }

    /// <summary>
    /// Wrong passwords in a row after which a user is locked for the browser or address they came from.
    /// </summary>
    public int MaxFailures { get; init; } = 5;

    public int LockMinutes { get; init; } = 15;

    /// <summary>A session ends when it was not used for so long.</summary>
    public int SessionHours { get; init; } = 12;

    /// <summary>A session ends so long after its sign-in, however much it is used.</summary>
    public int SessionMaxHours { get; init; } = 16;

    /// <summary>Attempts to sign in per minute from one address; more get 429.</summary>
    public int SignInsPerMinute { get; init; } = 60;

    /// <summary>A change of rights that nobody has approved in so long a time expires.</summary>
    public int ProposalHours { get; init; } = 72;

    /// <summary>A password given by an administrator opens for so long, and only to be replaced.</summary>
    public int OneTimeHours { get; init; } = 72;

    /// <summary>
    /// Roles whose people sign in with a one-time code besides the password: they set it up at their next sign-in.
    /// </summary>
    public IReadOnlyList<string> SecondStepRoles { get; init; } = [];

    /// <summary>The bank's identity provider, beside the password.</summary>
    public IdentityProviderOptions OpenIdConnect { get; init; } = new();

    /// <summary>The digest realm of SIP passwords; empty for the exchange's domain (<c>Voice:Domain</c>).</summary>
    public string SipRealm { get; init; } = "";
}
