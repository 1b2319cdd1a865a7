using TellerLine.Kernel;

namespace TellerLine.Access;

// Stream user/{number}. What was typed is never written: a password is sometimes typed into the wrong field.

[Event("user.signedIn")]
public sealed record UserSignedIn(string Number, string Address);

/// <summary>Added, or changed: card, password and SIP secrets anew.</summary>
[Event("user.put")]
public sealed record UserPut(string Number, IReadOnlyList<string> Roles, int AuthorityLevel, string OrgUnit);

/// <summary>The record's new state, its password apart.</summary>
/// <param name="Active">False: dismissed.</param>
/// <param name="By">Who changed it.</param>
[Event("user.rightsChanged")]
public sealed record UserRightsChanged(
    string Number, IReadOnlyList<string> Roles, int AuthorityLevel, string OrgUnit, bool Active, string By);

/// <param name="Failures">In a row, this one included.</param>
[Event("user.signInFailed")]
public sealed record UserSignInFailed(string Number, int Failures, string Address);

/// <summary>Stream <c>user/unknown</c>.</summary>
[Event("user.unknownTried")]
public sealed record UnknownUserTried(string Address);

/// <summary>For the browser or address the wrong passwords came from; elsewhere he may sign in.</summary>
[Event("user.locked")]
public sealed record UserLocked(string Number, long UntilUs, string Address);

/// <param name="Reason">Plain words.</param>
[Event("user.disabled")]
public sealed record UserDisabled(string Number, string Reason);

[Event("user.signedOut")]
public sealed record UserSignedOut(string Number);
