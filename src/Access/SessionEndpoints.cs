using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace TellerLine.Access;

/// <param name="User">工号.</param>
public sealed record Credentials(string User, string Password);

/// <summary>The one signed in, as the pages need it.</summary>
/// <param name="Title">称谓: 先生, 女士.</param>
public sealed record Me(
    string Number, BilingualText Name, BilingualText Title, IReadOnlyList<string> Roles, int AuthorityLevel, string Org,
    IReadOnlyList<GrantedPermission> Permissions)
{
    internal static Me Of(UserCard user, PermissionTable permissions) => new(
        user.Number, new(user.NameZh, user.NameEn), new(user.TitleZh, user.TitleEn), user.Roles, user.AuthorityLevel, user.OrgUnit,
        permissions.Of(user.Roles));
}

public sealed record BilingualText(string Zh, string En);

/// <summary>
/// <c>/api/session</c>. Forged requests: the cookie is <c>SameSite=Strict</c>, and signing in takes a JSON body, which no form of another
/// site can send.
/// </summary>
internal static class SessionEndpoints
{
    private const int LongestNumber = 32, LongestPassword = 200;

    public static void Map(IEndpointRouteBuilder app)
    {
        var session = app.MapGroup("/api/session").WithTags("Access");
        session.MapPost("/", SignIn).WithName("SignIn").AllowAnonymous();
        session.MapGet("/", WhoAmI).WithName("Me").AllowAnonymous();
        session.MapDelete("/", SignOut).WithName("SignOut").AllowAnonymous();
    }

    private static async Task<Results<Ok<Me>, ProblemHttpResult>> SignIn(
        Credentials credentials, HttpContext http, SignInDesk desk, SignInLimiter limiter, PermissionTable permissions,
        CancellationToken ct)
    {
        var address = http.Connection.RemoteIpAddress?.ToString() ?? "";
        using var lease = limiter.AttemptFrom(address);
        if (!lease.IsAcquired)
        {
            http.Response.Headers.RetryAfter = "60";
            return Problem(StatusCodes.Status429TooManyRequests, "登录过于频繁，请稍后再试。 / Too many attempts; try again in a minute.", "tooManyAttempts");
        }
        if (string.IsNullOrEmpty(credentials.User) || string.IsNullOrEmpty(credentials.Password)
            || credentials.User.Length > LongestNumber || credentials.Password.Length > LongestPassword
            || await desk.Try(credentials.User.Trim(), credentials.Password, address, ct) is not { } admitted)
            return Problem(StatusCodes.Status401Unauthorized,
                "工号或密码不正确；连续输错将暂时锁定。 / Wrong number or password; repeated failures lock the user for a while.", "wrongCredentials");
        var user = admitted.ToCard();
        await http.SignInAsync(Session.Scheme, Session.Of(user, admitted.Stamp), new AuthenticationProperties { IsPersistent = true });
        return TypedResults.Ok(Me.Of(user, permissions));
    }

    private static Results<Ok<Me>, ProblemHttpResult> WhoAmI(HttpContext http, PermissionTable permissions) =>
        http.User.Identity?.IsAuthenticated == true
            ? TypedResults.Ok(Me.Of(http.User.Card(), permissions))
            : Problem(StatusCodes.Status401Unauthorized, "未登录。 / Not signed in.", "notSignedIn");

    private static async Task<NoContent> SignOut(HttpContext http, SignInDesk desk)
    {
        if (http.User.Identity?.IsAuthenticated == true)
            desk.SignedOut(http.User.Number());
        await http.SignOutAsync(Session.Scheme);
        return TypedResults.NoContent();
    }

    internal static ProblemHttpResult Problem(int status, string title, string code) =>
        TypedResults.Problem(statusCode: status, title: title, extensions: new Dictionary<string, object?> { ["code"] = code });
}

/// <summary>So many attempts a minute from one address, whether right or wrong.</summary>
internal sealed class SignInLimiter(AccessOptions options) : IDisposable
{
    private readonly PartitionedRateLimiter<string> _limiter = PartitionedRateLimiter.Create<string, string>(
        address => RateLimitPartition.GetFixedWindowLimiter(address, _ => new FixedWindowRateLimiterOptions
        {
            PermitLimit = options.SignInsPerMinute, Window = TimeSpan.FromMinutes(1), QueueLimit = 0,
        }));

    public RateLimitLease AttemptFrom(string address) => _limiter.AttemptAcquire(address);

    public void Dispose() => _limiter.Dispose();
}
