using TellerLine.Kernel;

namespace TellerLine.Access.Core;

/// <summary>
/// Why a change of users or the organisation was not made. Its name in camelCase is the code of the problem.
/// </summary>
internal enum AccessRefusal
{
    /// <summary>Nobody gives himself rights.</summary>
    OneselfIsForAnother,
    UnknownRole,
    UnknownLevel,
    UnknownUnit,

    /// <summary>Without one, nobody could give rights any more.</summary>
    LastAdministratorStays,
    UnitClosed,
    UnknownPost,

    /// <summary>A post bounds the authority of whoever holds it.</summary>
    LevelAbovePost,
    BadCode,
    BadName,
    BadText,
    UnknownKind,
    KindNotThere,
    CodeTaken,
    UnitBelowItself,
    TooDeep,
    TooManyUnits,
    ParentClosed,
    UnitInUse,
    PostInUse,
    BadNumber,
    NumberTaken,

    /// <summary>There is an open proposal for this user already.</summary>
    ProposalOpen,
    ProposalDecided,
    ProposalExpired,

    /// <summary>The rights are no longer those that the proposal was made against.</summary>
    RightsChangedSince,
    ProposerIsNotApprover,
    ReasonMissing,

    /// <summary>His password would be a second identity for whoever resets it.</summary>
    AdministratorAtTheMachine,
    NotActive,

    /// <summary>It is on; who wants another telephone turns it off first.</summary>
    SecondStepOn,
    SecondStepOff,

    /// <summary>Signed in by the provider too long ago to count as proof.</summary>
    SignInAgain,
}

internal static class AccessRefusalCode
{
    /// <summary>For programs and for the pages' words.</summary>
    public static string Code(this AccessRefusal refusal) =>
        EnumWords.Of(refusal);
}
