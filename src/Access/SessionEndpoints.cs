using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using TellerLine.Kernel;

namespace TellerLine.Access;

/// <param name="User">工号.</param>
/// <param name="NewPassword">To be the password from now on: needed with one that an administrator gave.</param>
/// <param name="Code">Of the second step: by time, or a recovery code.</param>
public sealed record Credentials(string User, string Password, string? NewPassword = null, string? Code = null);

/// <summary>The one signed in, as the pages need it.</summary>
/// <param name="Title">称谓: 先生, 女士.</param>
/// <param name="EndsAt">When the session ends even if it is used, ISO 8601 UTC.</param>
/// <param name="SignedInBy">password, totp, recoveryCode, openIdConnect.</param>
/// <param name="RecoveryCodes">Only where this sign-in set the second step up; seen once.</param>
public sealed record Me(
    string Number, BilingualText Name, BilingualText Title, IReadOnlyList<string> Roles, int AuthorityLevel, string Org,
    IReadOnlyList<GrantedPermission> Permissions, string EndsAt, string SignedInBy,
    IReadOnlyList<string>? RecoveryCodes = null)
{
    internal static Me Of(UserCard user, long untilUs, string by, PermissionTable permissions) => new(
        user.Number, new(user.NameZh, user.NameEn), new(user.TitleZh, user.TitleEn), user.Roles, user.AuthorityLevel,
        user.OrgUnit, permissions.Of(user.Roles), SessionEndpoints.Iso(Clock.FromUs(untilUs)), by);
}

/// <summary>What a SIP telephone is set up with.</summary>
public sealed record SipAccount(string User, string Secret, string Domain);

public sealed record BilingualText(string Zh, string En);

/// <summary>
/// <c>/api/session</c>. Forged requests: the cookie is <c>SameSite=Strict</c>, the host refuses foreign origins, and
/// signing in takes a JSON body, which no form of another site can send.
/// </summary>
internal static class SessionEndpoints
{
    public const string Path = "/api/session";

    private const int LongestNumber = 32, LongestPassword = 200, LongestBrowser = 200, LongestCode = 40;

    public static void Map(IEndpointRouteBuilder app)
    {
        var session = app.MapGroup(Path).WithTags("Access");
        session.MapPost("/", SignIn).WithName("SignIn").AllowAnonymous();
        session.MapGet("/", WhoAmI).WithName("Me").AllowAnonymous();
        session.MapPost("/sip-secret", RenewSipSecret).WithName("RenewSipSecret")
            .RequirePermission(AccessPermissions.OwnTelephone);
        session.MapGet("/all", (HttpContext http, Sessions sessions, CancellationToken ct) =>
            sessions.Of(http.User.Number(), http.User.SessionId(), ct)).WithName("OwnSessions")
            .RequirePermission(AccessPermissions.OwnSessions);
        session.MapDelete("/all/{key}", EndOwn).WithName("EndOwnSession")
            .RequirePermission(AccessPermissions.OwnSessions);
        SecondStepEndpoints.Map(session);
        IdentityProvider.Map(session);
        session.MapDelete("/", SignOut).WithName("SignOut").AllowAnonymous();
    }

    private static async Task<Results<Ok<Me>, ProblemHttpResult>> SignIn(
        Credentials credentials, HttpContext http, SignInDesk desk, SignInLimiter limiter, DeviceCookie devices,
        PermissionTable permissions, TimeProvider time, CancellationToken ct)
    {
        var address = SourceOf(http.Connection.RemoteIpAddress);
        using var lease = limiter.AttemptFrom(address);
        if (!lease.IsAcquired)
            return TooMany(http, TimeSpan.FromMinutes(1));
        if (string.IsNullOrEmpty(credentials.User) || string.IsNullOrEmpty(credentials.Password)
            || credentials.User.Length > LongestNumber || credentials.Password.Length > LongestPassword
            || credentials.NewPassword?.Length > LongestPassword || credentials.Code?.Length > LongestCode)
            return Wrong();
        var number = credentials.User.Trim();
        SignInSource source = new(address, devices.Knows(http, number), BrowserOf(http));
        switch (await desk.Try(
            number, new(credentials.Password, credentials.NewPassword, credentials.Code), source, ct))
        {
            case SignInOutcome.Admitted admitted:
                devices.Remember(http, number);
                await Enter(http, admitted);
                return TypedResults.Ok(
                    Me.Of(admitted.User.ToCard(), admitted.Session.UntilUs, admitted.Session.By, permissions) with
                    {
                        RecoveryCodes = admitted.RecoveryCodes,
                    });
            case SignInOutcome.CodeNeeded:
                return Problem(
                    StatusCodes.Status403Forbidden, "请输入动态口令。 / Enter a one-time code.", "codeNeeded");
            case SignInOutcome.MustSetUp mustSetUp:
                return Problems.Problem(
                    StatusCodes.Status403Forbidden,
                    "请先设置动态口令。 / Set one-time codes up to sign in.", "codeMustSetUp", ("setUp", mustSetUp.SetUp));
            case SignInOutcome.WrongCode:
                return Problem(
                    StatusCodes.Status401Unauthorized,
                    "动态口令不正确或已用过；连续输错将暂时锁定。 / That code is wrong or was used; repeated failures lock for a while.",
                    "wrongCode");
            case SignInOutcome.Locked locked:
                return Locked(http, locked.Until, time.GetUtcNow());
            case SignInOutcome.Later later:
                return TooMany(http, later.At - time.GetUtcNow());
            case SignInOutcome.MustChange:
                return Problem(
                    StatusCodes.Status403Forbidden, "请设置新密码后登录。 / Choose a new password to sign in.",
                    "passwordMustChange");
            case SignInOutcome.OneTimeOver:
                return Problem(
                    StatusCodes.Status403Forbidden, "一次性密码已过期，请联系系统管理员。 / The one-time password has expired.",
                    "oneTimeOver");
            case SignInOutcome.WeakPassword:
                return Problem(
                    StatusCodes.Status422UnprocessableEntity,
                    "新密码太弱或与原密码相同。 / The new password is too easily guessed, or the old one.",
                    "weakPassword");
            default:
                return Wrong();
        }
    }

    /// <summary>The house's cookie, whatever was proved before.</summary>
    internal static Task Enter(HttpContext http, SignInOutcome.Admitted admitted) => http.SignInAsync(
        Session.Scheme, Session.Of(admitted.User.ToCard(), admitted.User.Stamp, admitted.Session),
        new AuthenticationProperties { IsPersistent = true });

    internal static string BrowserOf(HttpContext http)
    {
        var browser = http.Request.Headers.UserAgent.ToString();
        return browser[..Math.Min(browser.Length, LongestBrowser)];
    }

    private static async Task<Results<NoContent, NotFound>> EndOwn(
        string key, HttpContext http, Sessions sessions, CancellationToken ct) =>
        await sessions.EndOf(http.User.Number(), key, http.User.Number(), ct) > 0
            ? TypedResults.NoContent() : TypedResults.NotFound();

    private static Results<Ok<Me>, ProblemHttpResult> WhoAmI(HttpContext http, PermissionTable permissions) =>
        http.User.Identity?.IsAuthenticated == true
            ? TypedResults.Ok(Me.Of(http.User.Card(), http.User.UntilUs(), http.User.By(), permissions))
            : Problem(StatusCodes.Status401Unauthorized, "未登录。 / Not signed in.", "notSignedIn");

    /// <summary>Shown this once; the telephone must be given it before it registers next.</summary>
    private static async Task<Results<Ok<SipAccount>, NotFound>> RenewSipSecret(
        HttpContext http, ISipSecrets secrets, SipRealm realm, CancellationToken ct) =>
        await secrets.Renew(http.User.Number(), http.User.Number(), ct) is { } secret
            ? TypedResults.Ok(new SipAccount(http.User.Number(), secret, realm.Name))
            : TypedResults.NotFound();

    private static async Task<NoContent> SignOut(HttpContext http, Sessions sessions)
    {
        // Not cancelled when the page is already gone: whoever signs out is signed out.
        if (http.User.Identity?.IsAuthenticated == true)
            await sessions.End(http.User.SessionId(), http.User.Number(), CancellationToken.None);
        await http.SignOutAsync(Session.Scheme);
        return TypedResults.NoContent();
    }

    internal static string Iso(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ");

    internal static ProblemHttpResult Problem(int status, string title, string code, string? until = null)
    {
        var more = new Dictionary<string, object?> { ["code"] = code };
        if (until is not null)
            more["until"] = until;
        return TypedResults.Problem(statusCode: status, title: title, extensions: more);
    }

    private static ProblemHttpResult Wrong() => Problem(
        StatusCodes.Status401Unauthorized,
        "工号或密码不正确；连续输错将暂时锁定。 / Wrong number or password; repeated failures lock for a while.", "wrongCredentials");

    internal static ProblemHttpResult Locked(HttpContext http, DateTimeOffset until, DateTimeOffset now)
    {
        RetryAfter(http, until - now);
        return Problem(
            StatusCodes.Status429TooManyRequests,
            "连续输错密码，在此处已暂时锁定。 / Locked here for a while after too many wrong passwords.", "locked", Iso(until));
    }

    private static ProblemHttpResult TooMany(HttpContext http, TimeSpan wait)
    {
        RetryAfter(http, wait);
        return Problem(
            StatusCodes.Status429TooManyRequests, "登录过于频繁，请稍后再试。 / Too many attempts; try again in a minute.",
            "tooManyAttempts");
    }

    private static void RetryAfter(HttpContext http, TimeSpan wait) =>
        http.Response.Headers.RetryAfter = Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds)).ToString();

    /// <summary>
    /// An address, or of IPv6 the network a single customer is given (64 bits), since he can take any address in it.
    /// </summary>
    internal static string SourceOf(IPAddress? address)
    {
        if (address is null)
            return "";
        if (address.IsIPv4MappedToIPv6)
            return address.MapToIPv4().ToString();
        if (address.AddressFamily != AddressFamily.InterNetworkV6 || IPAddress.IsLoopback(address))
            return address.ToString();
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new IPAddress(bytes) + "/64";
    }
}
