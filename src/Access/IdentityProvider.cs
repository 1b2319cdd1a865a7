using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using TellerLine.Access.Core;
using TellerLine.Kernel;

namespace TellerLine.Access;

/// <summary>
/// Signing in at the bank's identity provider. It says who somebody is; what he may do is the house's alone, and so is
/// the session.
/// </summary>
internal static partial class IdentityProvider
{
    private const string Scheme = "openIdConnect", Start = "/openid", Return = "/openid/return", Wanted = "to";

    /// <summary>How soon after the last look new keys are looked for, when a token bears one unknown.</summary>
    private static readonly TimeSpan LookForKeysEvery = TimeSpan.FromSeconds(30);

    public static void Add(IServiceCollection services)
    {
        services.AddAuthentication().AddOpenIdConnect(Scheme, _ => { });
        services.AddOptions<OpenIdConnectOptions>(Scheme).Configure<AccessOptions>((oidc, access) =>
        {
            var provider = access.OpenIdConnect;
            (oidc.Authority, oidc.ClientId, oidc.ClientSecret) =
                (provider.Authority, provider.ClientId, provider.ClientSecret);
            oidc.RequireHttpsMetadata = provider.Address?.Scheme != Uri.UriSchemeHttp;
            oidc.ResponseType = OpenIdConnectResponseType.Code;
            oidc.ResponseMode = OpenIdConnectResponseMode.Query;
            oidc.UsePkce = true;
            oidc.MapInboundClaims = false;
            oidc.SaveTokens = false;
            oidc.SignInScheme = Session.Scheme;
            oidc.CallbackPath = SessionEndpoints.Path + Return;
            // A page elsewhere could end sessions by them.
            oidc.RemoteSignOutPath = oidc.SignedOutCallbackPath = PathString.Empty;
            oidc.BackchannelTimeout = TimeSpan.FromMilliseconds(provider.PatienceMs);
            oidc.RefreshInterval = LookForKeysEvery;
            foreach (var cookie in new[] { oidc.CorrelationCookie, oidc.NonceCookie })
                (cookie.SameSite, cookie.SecurePolicy) = (SameSiteMode.Lax, CookieSecurePolicy.SameAsRequest);
            oidc.Events.OnTicketReceived = Came;
            oidc.Events.OnRemoteFailure = Failed;
        });
    }

    public static void Map(IEndpointRouteBuilder session) => session.MapGet(Start, Leave).WithName("signInByProvider")
        .AllowAnonymous();

    /// <summary>To the provider; back to a page that says so where it does not answer.</summary>
    private static async Task<Results<EmptyHttpResult, ProblemHttpResult>> Leave(
        HttpContext http, AccessOptions options, SignInLimiter limiter, ILoggerFactory logs, string? to = null)
    {
        if (!options.OpenIdConnect.On)
            return SessionEndpoints.Problem(
                StatusCodes.Status404NotFound, "未配置统一身份认证。 / There is no identity provider.", "noProvider");
        using var lease = limiter.AttemptFrom(SessionEndpoints.SourceOf(http.Connection.RemoteIpAddress));
        if (!lease.IsAcquired)
            Back(http, "tooManyAttempts", to);
        else
            try
            {
                var properties = new AuthenticationProperties { RedirectUri = "/" };
                properties.Items[Wanted] = LocalPath.Of(to);
                await http.ChallengeAsync(Scheme, properties);
            }
            catch (Exception fault) when (IsAway(fault) && !http.Response.HasStarted)
            {
                LogAway(Log(logs), fault.GetType().Name, Told(fault));
                Back(http, "providerAway", to);
            }
        return TypedResults.Empty;
    }

    /// <summary>State, nonce, issuer, audience, signature and times of the token are right.</summary>
    private static async Task Came(TicketReceivedContext context)
    {
        var (http, services) = (context.HttpContext, context.HttpContext.RequestServices);
        var claim = services.GetRequiredService<AccessOptions>().OpenIdConnect.NumberClaim;
        var subject = context.Principal?.FindFirst(claim)?.Value ?? "";
        var to = LocalPath.Of(context.Properties?.Items[Wanted]);
        context.HandleResponse();
        var source = new SignInSource(
            SessionEndpoints.SourceOf(http.Connection.RemoteIpAddress), null, SessionEndpoints.BrowserOf(http));
        switch (await services.GetRequiredService<SignInDesk>().Admit(subject, source, http.RequestAborted))
        {
            case SignInOutcome.Admitted admitted:
                services.GetRequiredService<DeviceCookie>().Remember(http, admitted.User.Number);
                await SessionEndpoints.Enter(http, admitted);
                http.Response.Redirect(to ?? "/");
                break;
            case SignInOutcome.Disabled:
                Back(http, "providerUserDisabled", to);
                break;
            default:
                Back(http, "providerUserUnknown", to);
                break;
        }
    }

    /// <summary>No token, or none that may be believed.</summary>
    private static Task Failed(RemoteFailureContext context)
    {
        var log = Log(context.HttpContext.RequestServices.GetRequiredService<ILoggerFactory>());
        var fault = context.Failure;
        var away = fault is not null && IsAway(fault);
        if (away)
            LogAway(log, fault!.GetType().Name, Told(fault));
        else
            LogRefused(log, fault?.GetType().Name ?? "", Told(fault));
        context.HandleResponse();
        string? to = null;
        context.Properties?.Items.TryGetValue(Wanted, out to);
        Back(context.HttpContext, away ? "providerAway" : "providerRefused", to);
        return Task.CompletedTask;
    }

    private static void Back(HttpContext http, string refused, string? to) => http.Response.Redirect(
        $"/signin?refused={refused}" + (LocalPath.Of(to) is { } page ? $"&to={Uri.EscapeDataString(page)}" : ""));

    /// <summary>It did not answer, or not in time, or with what is no answer.</summary>
    private static bool IsAway(Exception? fault) => fault switch
    {
        null => false,
        HttpRequestException or IOException or OperationCanceledException or TimeoutException => true,
        _ => IsAway(fault.InnerException),
    };

    private static string Told(Exception? fault)
    {
        var message = fault?.Message.ReplaceLineEndings(" ") ?? "";
        return message[..Math.Min(message.Length, 300)];
    }

    private static ILogger Log(ILoggerFactory logs) => logs.CreateLogger("TellerLine.Access.IdentityProvider");

    [LoggerMessage(Level = LogLevel.Warning, Message = "The identity provider does not answer: {Fault}: {Message}")]
    private static partial void LogAway(ILogger log, string fault, string message);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A sign-in by the identity provider failed: {Fault}: {Message}")]
    private static partial void LogRefused(ILogger log, string fault, string message);
}
