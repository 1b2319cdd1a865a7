using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using TellerLine.Access.Core;
using TellerLine.Kernel;

namespace TellerLine.Access;

/// <summary>What came of a change of users or the organisation.</summary>
internal abstract record AccessOutcome<T>
{
    private AccessOutcome()
    {
    }

    public sealed record Done(T Value) : AccessOutcome<T>;

    public sealed record Conflict(VersionConflict What) : AccessOutcome<T>;

    public sealed record Refused(AccessRefusal Reason) : AccessOutcome<T>;

    /// <summary>There is no such record.</summary>
    public sealed record Unknown : AccessOutcome<T>;
}

/// <summary>How such outcomes are told over HTTP.</summary>
internal static class AccessAnswer
{
    public static Results<Ok<T>, NotFound, ProblemHttpResult> Of<T>(AccessOutcome<T> outcome) => outcome switch
    {
        AccessOutcome<T>.Done done => TypedResults.Ok(done.Value),
        AccessOutcome<T>.Conflict conflict => Problems.Conflict(conflict.What),
        AccessOutcome<T>.Refused refused => Refused(refused.Reason),
        _ => TypedResults.NotFound(),
    };

    public static ProblemHttpResult Refused(AccessRefusal reason) => Problems.Problem(
        StatusCodes.Status422UnprocessableEntity, Words(reason),
        reason.Code());

    private static string Words(AccessRefusal reason) => reason switch
    {
        AccessRefusal.OneselfIsForAnother => "本人的须由他人更改。 / One's own is for another to change.",
        AccessRefusal.UnknownRole => "没有该角色。 / There is no such role.",
        AccessRefusal.UnknownLevel => "授权级别为 0 至 4。 / The authority level is from 0 to 4.",
        AccessRefusal.UnknownUnit => "没有该机构。 / There is no such unit.",
        AccessRefusal.LastAdministratorStays => "须保留至少一名系统管理员。 / One administrator must stay.",
        AccessRefusal.UnitClosed => "该机构已关闭。 / That unit is closed.",
        AccessRefusal.UnknownPost => "没有该岗位或已停用。 / There is no such post, or it is closed.",
        AccessRefusal.LevelAbovePost => "授权级别高于岗位的上限。 / The authority level is above the post's highest.",
        AccessRefusal.BadCode => "代码为 1 至 32 个小写字母、数字或连字符。 / A code is 1 to 32 lower-case letters, digits or hyphens.",
        AccessRefusal.BadName => "名称为 1 至 100 个字符，中英文都要。 / A name has 1 to 100 characters, in both languages.",
        AccessRefusal.BadText => "文字过长。 / The text is too long.",
        AccessRefusal.UnknownKind => "没有该机构类型。 / There is no such kind of unit.",
        AccessRefusal.KindNotThere => "该类机构不能设在此处。 / A unit of this kind cannot stand there.",
        AccessRefusal.CodeTaken => "该代码已被使用。 / That code is taken.",
        AccessRefusal.UnitBelowItself => "机构不能移到自身之下。 / A unit cannot stand below itself.",
        AccessRefusal.TooDeep => "层级超过六级。 / More than six levels deep.",
        AccessRefusal.TooManyUnits => "机构数已达上限。 / There are as many units as there may be.",
        AccessRefusal.ParentClosed => "上级机构已关闭。 / The unit above is closed.",
        AccessRefusal.UnitInUse => "该机构仍有人员或下级机构。 / The unit still has people or units below it.",
        AccessRefusal.PostInUse => "该岗位仍有人员。 / The post is still held.",
        AccessRefusal.BadNumber => "工号为 1 至 32 个字母或数字。 / A number is 1 to 32 letters and digits.",
        AccessRefusal.NumberTaken => "该工号已存在。 / There is a user of that number already.",
        AccessRefusal.ProposalOpen => "该用户已有待复核的变更。 / A change for this user already waits for approval.",
        AccessRefusal.ProposalDecided => "该变更已处理。 / That change has been decided already.",
        AccessRefusal.ProposalExpired => "该变更已过期，请重新提出。 / That change has expired; propose it anew.",
        AccessRefusal.RightsChangedSince => "提出后权限已变，请重新提出。 / The rights changed since; propose it anew.",
        AccessRefusal.ProposerIsNotApprover => "提出人不能复核。 / Who proposed it does not approve it.",
        AccessRefusal.ReasonMissing => "请填写理由（最多 200 字）。 / Give a reason, 200 characters at most.",
        AccessRefusal.AdministratorAtTheMachine =>
            "系统管理员的密码和动态口令须在服务器上处理。 / An administrator's password and codes are reset at the machine.",
        AccessRefusal.SecondStepOn => "动态口令已启用。 / One-time codes are on.",
        AccessRefusal.SecondStepOff => "该用户未启用动态口令。 / One-time codes are not on.",
        AccessRefusal.SignInAgain => "请重新登录后再设置。 / Sign in again to set this up.",
        _ => "该用户已停用。 / That user is disabled.",
    };
}
