using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using TellerLine.Kernel;

namespace TellerLine.Access;

public static class AccessCapability
{
    public static readonly Capability Access = new("Access")
    {
        MayUse = ["Kernel"],
        Migrations = typeof(AccessCapability).Assembly,
        Permissions =
        [
            AccessPermissions.ChangeSettings, AccessPermissions.TendSystem, AccessPermissions.OwnTelephone,
            AccessPermissions.OwnSessions,
        ],
        Jobs =
        [
            RegularJob.Of<SessionClearing>("access.sessions", "清理过期会话", "Clear sessions long over", "10 3 * * *"),
        ],
        Pages =
        [
            new Page("/admin/organisation", AccessPermissions.ChangeSettings),
            new Page("/admin/users", AccessPermissions.ChangeSettings),
            new Page("/account", AccessPermissions.OwnSessions),
            new Page("/due-times", AccessPermissions.TendSystem),
        ],
    };

    /// <summary>Section <c>Access</c>: users, sign-in by cookie, permissions, SIP secrets.</summary>
    public static IServiceCollection AddAccess(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddCapability(Access);
        services.AddSection<AccessOptions>(configuration, "Access");
        services.AddSingleton<ICheckConfiguration, AccessOptionsCheck>();
        services.AddSingleton(s => new SipRealm(s.GetRequiredService<AccessOptions>().SipRealm is { Length: > 0 } own
            ? own
            : configuration["Voice:Domain"] is { Length: > 0 } domain ? domain : "tellerline"));
        services.AddSingleton(
            new CodeIssuer(configuration["Centre:BankName:Zh"] is { Length: > 0 and <= 40 } bank ? bank : "TellerLine"));
        services.AddSingleton<SecondSteps>();
        services.AddSingleton<SecondStepDesk>();
        services.AddSingleton<IEncryptedTable, EncryptedTotpSecrets>();
        services.AddSingleton<UserStore>();
        services.AddSingleton<Users>();
        services.AddSingleton<IUsers>(s => s.GetRequiredService<Users>());
        services.AddSingleton<SipSecrets>();
        services.AddSingleton<ISipSecrets>(s => s.GetRequiredService<SipSecrets>());
        services.AddSingleton<IEncryptedTable, EncryptedSipSecrets>();
        services.AddSingleton<PermissionTable>();
        services.AddSingleton<LiveRequests>();
        services.AddSingleton<Sessions>();
        services.TryAddSingleton<ISessionHold, NoHold>();
        services.AddSingleton<DeviceCookie>();
        services.AddSingleton<OrgRecords>();
        services.AddSingleton<IOrganisation>(s => s.GetRequiredService<OrgRecords>());
        services.AddSingleton<PostRecords>();
        services.AddSingleton<UserRecords>();
        services.AddSingleton<RightsProposals>();
        services.AddSingleton<UserAdministration>();
        services.AddSingleton<UnitImport>().AddSingleton<UserImport>();
        services.AddSingleton(
            s => new UserAdmission(s.GetRequiredService<IDb>(), s.GetRequiredService<UserStore>()));
        services.AddSingleton<SignInDesk>();
        services.AddSingleton<ProofOfPerson>();
        services.AddSingleton<IProofOfPerson>(s => s.GetRequiredService<ProofOfPerson>());
        services.AddSingleton<SignInLimiter>();
        services.AddSingleton<IAtStart, DemoSeed>();
        services.AddSingleton<IAtStart, SipSecretsAtStart>();
        services.AddSingleton<IAtStart>(s => s.GetRequiredService<Users>());
        AddSession(services);
        if (!string.IsNullOrEmpty(configuration["Access:OpenIdConnect:Authority"]))
            IdentityProvider.Add(services);
        services.AddAuthorizationBuilder()
            .SetDefaultPolicy(new AuthorizationPolicyBuilder(Session.Scheme).RequireAuthenticatedUser().Build());
        return services;
    }

    public static IEndpointRouteBuilder MapAccess(this IEndpointRouteBuilder app)
    {
        SessionEndpoints.Map(app);
        OrgEndpoints.Map(app);
        UserEndpoints.Map(app);
        RightsEndpoints.Map(app);
        ImportEndpoints.Map(app);
        return app;
    }

    private static void AddSession(IServiceCollection services)
    {
        // The keys lie beside the database, so that a session outlives a restart.
        services.AddDataProtection().SetApplicationName("TellerLine");
        services.AddOptions<KeyManagementOptions>().Configure<KernelOptions, ILoggerFactory>((keys, kernel, logs) =>
            keys.XmlRepository = new FileSystemXmlRepository(KeyDirectory(kernel), logs));
        services.AddAuthentication(Session.Scheme).AddCookie(Session.Scheme);
        services.AddOptions<CookieAuthenticationOptions>(Session.Scheme).Configure<AccessOptions>((cookie, options) =>
        {
            cookie.Cookie.Name = "tellerline";
            cookie.Cookie.HttpOnly = true;
            cookie.Cookie.SameSite = SameSiteMode.Strict;
            cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            cookie.ExpireTimeSpan = TimeSpan.FromHours(options.SessionHours);
            cookie.SlidingExpiration = true;
            cookie.Events.OnRedirectToLogin = context =>
                Refuse(context.HttpContext, StatusCodes.Status401Unauthorized, "未登录。 / Not signed in.", "notSignedIn");
            cookie.Events.OnRedirectToAccessDenied = context =>
                Refuse(context.HttpContext, StatusCodes.Status403Forbidden, "没有权限。 / Not permitted.", "notPermitted");
            cookie.Events.OnValidatePrincipal = EndIfStale;
        });
    }

    private static DirectoryInfo KeyDirectory(KernelOptions kernel)
    {
        var path = Path.Combine(Path.GetFullPath(kernel.DataDirectory), "keys");
        return OperatingSystem.IsWindows()
            ? Directory.CreateDirectory(path)
            : Directory.CreateDirectory(
                path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>
    /// A session lasts no longer than its row: signed out, dismissed, changed or at its end, its cookie says nothing.
    /// </summary>
    private static async Task EndIfStale(CookieValidatePrincipalContext context)
    {
        var (services, ct) = (context.HttpContext.RequestServices, context.HttpContext.RequestAborted);
        var (number, stamp) = (context.Principal!.Number(), context.Principal!.FindFirst(Session.Stamp)?.Value);
        var current = await services.GetRequiredService<Sessions>().StampOf(
            context.Principal!.SessionId(), number, services.GetRequiredService<ISessionHold>().InHand(number), ct);
        if (current is null || current != stamp)
            context.RejectPrincipal();
        else
            await services.GetRequiredService<Users>().Saw(number, current, ct);
    }

    private static Task Refuse(HttpContext http, int status, string title, string code) =>
        SessionEndpoints.Problem(status, title, code).ExecuteAsync(http);
}
