using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TellerLine.Host;

namespace TellerLine.Modules.Host;

public sealed class EndWhileStartingTests
{
    [Fact]
    public async Task a_centre_told_to_end_before_it_has_started_ends_without_a_fault()
    {
        await using var app = Built(services => services.AddHostedService<Ends>());
        Assert.False(await Centre.Started(app));
    }

    [Fact]
    public async Task what_was_given_up_for_another_cause_stays_a_fault()
    {
        await using var app = Built(services => services.AddHostedService<GivesUp>());
        await Assert.ThrowsAsync<OperationCanceledException>(() => Centre.Started(app));
    }

    private static WebApplication Built(Action<IServiceCollection> add)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        add(builder.Services);
        return builder.Build();
    }

    /// <summary>As Ctrl-C does.</summary>
    private sealed class Ends(IHostApplicationLifetime life) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            life.StopApplication();
            return Task.FromCanceled(cancellationToken);
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }

    private sealed class GivesUp : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => throw new OperationCanceledException();

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
