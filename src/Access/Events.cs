using TellerLine.Kernel;

namespace TellerLine.Access;

// Stream user/{number}. What was typed is never written: a password is sometimes typed into the wrong field.

[Event("user.signedIn")]
public sealed record UserSignedIn(string Number, string Address);

[Event("user.signedInByProvider")]
public sealed record UserSignedInByProvider(string Number, string Address);

/// <summary>Whom the identity provider means; null: the user's number.</summary>
[Event("user.subjectSet")]
public sealed record UserSubjectSet(string Number, bool Declared, string By);

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

/// <param name="OneTime">Given by an administrator: it must be replaced at the first sign-in.</param>
[Event("user.passwordSet")]
public sealed record UserPasswordSet(string Number, bool OneTime, string By);

/// <summary>What people call him: names, titles, post.</summary>
[Event("user.described")]
public sealed record UserDescribed(
    string Number, string NameZh, string NameEn, string TitleZh, string TitleEn, string? Post, string By);

/// <summary>Rights that wait for a second administrator; <c>user.rightsChanged</c> follows when one approves.</summary>
[Event("user.rightsProposed")]
public sealed record UserRightsProposed(
    string Number, string Proposal, IReadOnlyList<string> Roles, int AuthorityLevel, string OrgUnit, bool Active,
    string Reason, string By);

/// <param name="State">approved, refused, withdrawn, expired.</param>
[Event("user.proposalDecided")]
public sealed record UserProposalDecided(string Number, string Proposal, string State, string Reason, string By);

/// <summary>One-time codes as the second step of sign-in, on or off.</summary>
[Event("user.secondStepSet")]
public sealed record UserSecondStepSet(string Number, bool On, string By);

[Event("user.unlocked")]
public sealed record UserUnlocked(string Number, string By);

[Event("user.signedOut")]
public sealed record UserSignedOut(string Number);

// Stream unit/{id}.

/// <summary>A unit's new state, whether it was added, changed or moved.</summary>
/// <param name="By">Who did it.</param>
[Event("unit.put")]
public sealed record OrgUnitPut(
    string Id, string Path, string Kind, string NameZh, string NameEn, bool Closed, string By);

[Event("unit.deleted")]
public sealed record OrgUnitDeleted(string Id, string Path, string By);

/// <summary>Stream <c>post/{code}</c>: a post's new state.</summary>
[Event("post.put")]
public sealed record OrgPostPut(
    string Code, string NameZh, string NameEn, string Duties, int AuthorityLevel, bool Closed, string By);
