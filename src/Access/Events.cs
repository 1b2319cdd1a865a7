using TellerLine.Kernel;

namespace TellerLine.Access;

// Stream user/{number}. What was typed is never written: a password is sometimes typed into the wrong field.

[Event("user.signedIn")]
public sealed record UserSignedIn(string Number, string Address);

/// <summary>Added, or changed: card, password and SIP secrets anew.</summary>
[Event("user.put")]
public sealed record UserPut(string Number, IReadOnlyList<string> Roles, int AuthorityLevel, string OrgUnit);

/// <param name="Failures">In a row, this one included.</param>
[Event("user.signInFailed")]
public sealed record UserSignInFailed(string Number, int Failures, string Address);

/// <summary>Stream <c>user/unknown</c>.</summary>
[Event("user.unknownTried")]
public sealed record UnknownUserTried(string Address);

[Event("user.locked")]
public sealed record UserLocked(string Number, long UntilUs, string Address);

[Event("user.signedOut")]
public sealed record UserSignedOut(string Number);
