using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TellerLine.Voice.Media;
using TellerLine.Voice.Sip;

namespace TellerLine.Voice;

public static class VoiceCapability
{
    /// <summary>
    /// Section <c>Voice</c>. Takes <see cref="ISipAccounts"/> and <see cref="IDialogStore"/> from the container where
    /// they are registered: without the first nobody can register a telephone, without the second no dialog survives
    /// the program. Nothing listens before the
    /// host runs.
    /// </summary>
    public static IServiceCollection AddVoice(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(_ => configuration.GetSection("Voice").Get<VoiceOptions>() ?? new VoiceOptions());
        services.TryAddSingleton(TimeProvider.System);
        services.AddMedia();
        var node = configuration["Kernel:Node"] ?? "n1";
        services.AddSingleton(s => new Exchange(
            s.GetRequiredService<VoiceOptions>(), s.GetRequiredService<IMedia>(), s.GetService<ISipAccounts>(),
            s.GetService<IDialogStore>(),
            node, s.GetRequiredService<TimeProvider>(), s.GetRequiredService<ILogger<Exchange>>()));
        services.AddSingleton<IExchange>(s => s.GetRequiredService<Exchange>());
        services.AddSingleton<IHostedService>(s => s.GetRequiredService<Exchange>());
        return services;
    }

    /// <summary>
    /// SIP over WebSocket at <c>/sip</c> (RFC 7118), subprotocol <c>sip</c>. Needs <c>UseWebSockets</c> before it.
    /// </summary>
    public static IEndpointConventionBuilder MapSip(this IEndpointRouteBuilder endpoints, string path = "/sip") =>
        endpoints.Map(path, async (HttpContext context, Exchange exchange) =>
        {
            if (!context.WebSockets.IsWebSocketRequest
                || !context.WebSockets.WebSocketRequestedProtocols.Contains("sip"))
            {
                context.Response.StatusCode = StatusCodes.Status426UpgradeRequired;
                return;
            }

            var remote = new IPEndPoint(
                context.Connection.RemoteIpAddress ?? IPAddress.None, context.Connection.RemotePort);
            if (!exchange.Sip.Sources.MayConnect(remote.Address))
            {
                context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
                return;
            }

            try
            {
                using var socket = await context.WebSockets.AcceptWebSocketAsync(new WebSocketAcceptContext
                {
                    SubProtocol = "sip", KeepAliveInterval = WebSocketFlow.PingEvery,
                    KeepAliveTimeout = WebSocketFlow.PongWithin,
                });
                await new WebSocketFlow(exchange.Sip.Stack, socket, remote).Run(context.RequestAborted);
            }
            finally
            {
                exchange.Sip.Sources.Disconnected(remote.Address);
            }
        }).ExcludeFromDescription();
}
