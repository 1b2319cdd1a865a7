using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace TellerLine.Voice.Media;

internal static class MediaSetup
{
    /// <summary>
    /// The media process as <see cref="IMedia"/>, unless a test has put another there; started before the exchange
    /// listens.
    /// </summary>
    public static IServiceCollection AddMedia(this IServiceCollection services)
    {
        if (services.Any(s => s.ServiceType == typeof(IMedia)))
            return services;
        services.AddSingleton(s => new MediaClient(
            MediaSettings.From(s.GetRequiredService<VoiceOptions>()), MediaCommandLine.Own(),
            s.GetRequiredService<ILogger<MediaClient>>(), s.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IMedia>(s => s.GetRequiredService<MediaClient>());
        services.AddSingleton<IHostedService, StartMedia>();
        return services;
    }

    private sealed class StartMedia(MediaClient media) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => media.Start(cancellationToken);

        public async Task StopAsync(CancellationToken cancellationToken) => await media.DisposeAsync();
    }
}
