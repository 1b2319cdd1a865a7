using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Net;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace TellerLine.Modules.Access;

/// <summary>
/// A bank's identity provider, an OpenIddict server in a process of its own: <c>TellerLine.Modules provider</c>. It
/// knows one client and takes everybody's word for who he is; its address is its first line of output, and it ends with
/// its standard input. <c>POST /control?mode=</c> makes it misbehave: audience, issuer, nonce, slow, ok; <c>rotate</c>
/// gives it a new key.
/// </summary>
internal static class ProviderProgram
{
    public const string Client = "tellerline", Secret = "corridor-lamp-seven", UserField = "user";

    private static readonly ConcurrentDictionary<string, bool> UsedCodes = new();
    private static volatile string s_mode = "ok";

    public static async Task<int> Run()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddOpenIddict().AddServer(Configure);
        var app = builder.Build();
        app.UseAuthentication();
        app.MapMethods("/connect/authorize", ["GET", "POST"], (Delegate)Authorize);
        app.MapPost("/control", (Delegate)Control);
        await app.StartAsync();
        Console.WriteLine(app.Urls.Single());
        await Console.In.ReadToEndAsync();
        await app.StopAsync();
        return 0;
    }

    private static void Configure(OpenIddictServerBuilder server)
    {
        server.EnableDegradedMode();
        server.SetAuthorizationEndpointUris("connect/authorize").SetTokenEndpointUris("connect/token");
        server.AllowAuthorizationCodeFlow().RequireProofKeyForCodeExchange();
        server.RegisterScopes(Scopes.Profile);
        server.AddEphemeralEncryptionKey().AddSigningKey(NewKey());
        server.UseAspNetCore().EnableAuthorizationEndpointPassthrough().DisableTransportSecurityRequirement();
        server.AddEventHandler<ValidateAuthorizationRequestContext>(handler => handler.UseInlineHandler(context =>
        {
            if (context.ClientId != Client)
                context.Reject(Errors.InvalidClient, "Nobody knows this client.");
            return default;
        }));
        server.AddEventHandler<ValidateTokenRequestContext>(handler => handler.UseInlineHandler(async context =>
        {
            if (s_mode == "slow")
                await Task.Delay(Timeout.InfiniteTimeSpan, context.CancellationToken);
            if (context.ClientId != Client || context.ClientSecret != Secret)
                context.Reject(Errors.InvalidClient, "Wrong client or secret.");
            else if (context.Request.Code is { } code && !UsedCodes.TryAdd(code, true))
                context.Reject(Errors.InvalidGrant, "The code was used.");
        }));
        server.AddEventHandler<ApplyTokenResponseContext>(handler => handler.UseInlineHandler(context =>
        {
            if (context.Response.IdToken is { } token && s_mode is not "ok")
                context.Response.IdToken = Forged(token, context.Transaction.Options.SigningCredentials[0]);
            return default;
        }).SetOrder(int.MinValue + 100_000));
    }

    /// <summary>The page where people say who they are, and the answer to it.</summary>
    private static async Task<IResult> Authorize(HttpContext http)
    {
        var request = http.GetOpenIddictServerRequest()!;
        if ((string?)request[UserField] is not { Length: > 0 } user)
            return Results.Content($"<form method=post><input name={UserField}></form>", "text/html", Encoding.UTF8);
        if (user == "nobody")
            return Results.Forbid(authenticationSchemes: [OpenIddictServerAspNetCoreDefaults.AuthenticationScheme]);
        var identity = new ClaimsIdentity("provider", Claims.Name, Claims.Role);
        identity.SetClaim(Claims.Subject, "subject-" + user).SetClaim(Claims.PreferredUsername, user)
            .SetDestinations(_ => ImmutableArray.Create(Destinations.IdentityToken));
        var principal = new ClaimsPrincipal(identity);
        principal.SetScopes(request.GetScopes());
        await Task.CompletedTask;
        return Results.SignIn(
            principal, authenticationScheme: OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
    }

    private static IResult Control(string mode, IOptionsMonitor<OpenIddictServerOptions> options)
    {
        if (mode != "rotate")
        {
            s_mode = mode;
            return Results.NoContent();
        }
        var credentials = options.CurrentValue.SigningCredentials;
        credentials.Clear();
        credentials.Add(new SigningCredentials(NewKey(), SecurityAlgorithms.RsaSha256));
        options.CurrentValue.TokenValidationParameters.IssuerSigningKeys = credentials.Select(one => one.Key).ToList();
        return Results.NoContent();
    }

    /// <summary>The same, signed by the right key, but for what <see cref="s_mode"/> names.</summary>
    private static string Forged(string token, SigningCredentials key)
    {
        var handler = new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false };
        var claims = handler.ReadJsonWebToken(token).Claims.GroupBy(claim => claim.Type).ToDictionary(
            group => group.Key,
            group => group.First() is { ValueType: ClaimValueTypes.Integer or ClaimValueTypes.Integer32 or
                ClaimValueTypes.Integer64 } number ? (object)long.Parse(number.Value) : group.First().Value);
        switch (s_mode)
        {
            case "audience":
                claims[Claims.Audience] = "another-client";
                break;
            case "issuer":
                claims[Claims.Issuer] = "https://id.another.example/";
                break;
            case "nonce":
                claims[Claims.Nonce] = "another";
                break;
        }
        return handler.CreateToken(new SecurityTokenDescriptor { Claims = claims, SigningCredentials = key });
    }

    private static RsaSecurityKey NewKey() => new(RSA.Create(2048)) { KeyId = Guid.NewGuid().ToString("N") };
}
