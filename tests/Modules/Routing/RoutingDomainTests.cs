using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using TellerLine.Kernel;
using TellerLine.Routing;

namespace TellerLine.Modules.Routing;

public sealed class RoutingDomainTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task an_accepted_offer_is_in_the_journal_before_it_is_confirmed()
    {
        await using var centre = await Start();
        var routing = await WithOffer(centre);
        var offer = await centre.Ear().Next<OfferMade>();
        Assert.Equal(AcceptOutcome.Won, await routing.Accept(offer.OfferId, "1001", Ct));
        var won = Assert.Single(
            await centre.Journal.ReadStream("routing/main", ct: Ct), row => row.Kind == "routing.offerWon");
        Assert.Equal(new OfferWonEvent(offer.OfferId, "c1", "1001"), won.As<OfferWonEvent>());
    }

    [Fact]
    public async Task of_many_acceptances_at_once_one_agent_wins_and_hears_so_every_time()
    {
        await using var centre = await Start();
        var routing = await WithOffer(centre);
        var offer = await centre.Ear().Next<OfferMade>();
        var outcomes = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(i => routing.Accept(offer.OfferId, i % 2 == 0 ? "1001" : "1002", Ct)));
        Assert.All(outcomes.Where((_, i) => i % 2 == 0), outcome => Assert.Equal(AcceptOutcome.Won, outcome));
        Assert.All(outcomes.Where((_, i) => i % 2 == 1), outcome => Assert.Equal(AcceptOutcome.Lost, outcome));
        Assert.Single(await centre.Journal.ReadStream("routing/main", ct: Ct), row => row.Kind == "routing.offerWon");
    }

    [Fact]
    public async Task a_certificate_that_lapses_in_years_is_no_deadline_too_far_for_a_timer()
    {
        await using var centre = await Start();
        var routing = centre.Kernel.Services.GetRequiredService<IRouting>();
        var lapsesUs = TimeProvider.System.NowUs() + 3 * 365 * 86_400_000_000L;
        await routing.Tell(
            new AgentSignedIn("1001", [RoutingLimits.ServiceQueue]) { Skills = [new("wealth", 3, lapsesUs)] }, Ct);
        await routing.Tell(new AgentReady("1001"), Ct).AsTask().WaitAsync(TimeSpan.FromSeconds(10), Ct);
        await routing.Tell(new ContactWaits("c1", RoutingLimits.ServiceQueue, 0, 1), Ct).AsTask()
            .WaitAsync(TimeSpan.FromSeconds(10), Ct);
        Assert.Equal("1001", (await centre.Ear().Next<OfferMade>()).Agent);
    }

    [Fact]
    public async Task an_offer_expires_by_the_timer_alone()
    {
        var time = new HandClock();
        await using var centre = await Start(time);
        await WithOffer(centre);
        await centre.Ear().Next<OfferMade>();
        await time.Set();
        time.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal(WithdrawReason.NoAnswer, (await centre.Ear().Next<OfferWithdrawn>()).Why);
    }

    [Fact]
    public async Task an_offer_expires_also_when_the_timer_fires_a_moment_early()
    {
        var time = new HandClock { EarlyBy = TimeSpan.FromMilliseconds(0.5) };
        await using var centre = await Start(time);
        await WithOffer(centre);
        await centre.Ear().Next<OfferMade>();
        await time.Set();
        time.Advance(TimeSpan.FromMilliseconds(19_999.5));
        await time.Set(times: 2).WaitAsync(TimeSpan.FromSeconds(10), Ct);
        time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(WithdrawReason.NoAnswer, (await centre.Ear().Next<OfferWithdrawn>()).Why);
    }

    [Fact]
    public async Task the_agents_states_in_the_journal_follow_each_other_without_a_gap()
    {
        await using var centre = await Start();
        var routing = await WithOffer(centre);
        var offer = await centre.Ear().Next<OfferMade>();
        await routing.Accept(offer.OfferId, "1001", Ct);
        await routing.Tell(new ConversationEnded("c1", "1001"), Ct);
        await routing.Tell(new WrapupDone("1001", true), Ct);
        await routing.Tell(new AgentSignedOut("1001"), Ct);
        var states = (await centre.Journal.ReadStream("agent/1001", ct: Ct)).Select(row => row.As<AgentStateEvent>())
            .ToList();
        Assert.Equal(
            [AgentState.NotReady, AgentState.Ready, AgentState.Reserved, AgentState.Talking, AgentState.Wrapup,
                AgentState.Ready, AgentState.LoggedOut],
            states.Select(state => state.State));
        Assert.Equal(states.Select(state => state.SinceUs).Order(), states.Select(state => state.SinceUs));
    }

    [Fact]
    public async Task after_a_death_the_agents_are_signed_out_and_the_contacts_gone()
    {
        await using var dead = await Start();
        await WithOffer(dead);
        // Ringing waits for no commit: what the dead one decided is on the disk before the next looks.
        while ((await dead.Journal.ReadStream("agent/1001", ct: Ct))[^1].As<AgentStateEvent>().State
            != AgentState.Reserved)
            await Task.Yield();
        await using var next = await dead.Kernel.Another(add: Centre.Add(null));
        var routing = next.Services.GetRequiredService<IRouting>();
        Assert.Empty(routing.Look().Agents);
        Assert.Null(routing.PositionOf("c1"));
        foreach (var agent in new[] { "1001", "1002" })
        {
            var last = (await next.Journal.ReadStream($"agent/{agent}", ct: Ct))[^1].As<AgentStateEvent>();
            Assert.Equal((AgentState.LoggedOut, "system"), (last.State, last.Actor));
        }
    }

    [Fact]
    public async Task the_time_without_a_program_is_no_login_time()
    {
        await using var dead = await Start();
        await WithOffer(dead);
        await using var next = await dead.Kernel.Another(add: Centre.Add(new AnHourLater()));
        var last = (await next.Journal.ReadStream("agent/1001", ct: Ct))[^1].As<AgentStateEvent>();
        Assert.Equal(AgentState.LoggedOut, last.State);
        Assert.True(last.SinceUs <= TimeProvider.System.NowUs(), "signed in while nothing ran");
    }

    [Fact]
    public async Task a_stopped_domain_leaves_a_snapshot_and_takes_nothing_more()
    {
        await using var centre = await Start();
        var routing = await WithOffer(centre);
        await centre.Kernel.Services.GetServices<IHostedService>().Single(service => service is IRouting).StopAsync(Ct);
        Assert.Equal("routing.snapshot", (await centre.Journal.ReadStream("routing/main", ct: Ct))[^1].Kind);
        await Assert.ThrowsAsync<OperationCanceledException>(() => routing.Tell(new Tick(), Ct).AsTask());
    }

    [Fact]
    public async Task an_observer_that_fails_costs_nobody_else_an_effect()
    {
        await using var centre = await Start(add: services => services.AddSingleton<IRoutingObserver, Broken>());
        await WithOffer(centre);
        await centre.Ear().Next<OfferMade>();
    }

    [Fact]
    public async Task faulty_options_are_all_named()
    {
        var fault = await Assert.ThrowsAsync<ConfigurationException>(
            () => TestKernel.Start(
                DbEngine.Sqlite, Centre.Add(null), ("Routing:RingTimeoutMs", "5"), ("Routing:WrapupLimitMs", "-1")));
        Assert.Equal(["Routing:RingTimeoutMs", "Routing:WrapupLimitMs"], fault.Faults.Select(f => f.Place));
    }

    private static async Task<Centre> Start(TimeProvider? time = null, Action<IServiceCollection>? add = null) =>
        new(await TestKernel.Start(DbEngine.Sqlite, Centre.Add(time, add)));

    private static async Task<IRouting> WithOffer(Centre centre)
    {
        var routing = centre.Kernel.Services.GetRequiredService<IRouting>();
        foreach (var agent in new[] { "1001", "1002" })
            await routing.Tell(new AgentSignedIn(agent, [RoutingLimits.ServiceQueue]), Ct);
        await routing.Tell(new AgentReady("1001"), Ct);
        await routing.Tell(new ContactWaits("c1", RoutingLimits.ServiceQueue, 0, 1), Ct);
        return routing;
    }

    private sealed record Centre(TestKernel Kernel) : IAsyncDisposable
    {
        public IJournal Journal => Kernel.Journal;

        public Ear Ear() => Kernel.Services.GetRequiredService<Ear>();

        public static Action<IServiceCollection, Microsoft.Extensions.Configuration.IConfiguration> Add(
            TimeProvider? time, Action<IServiceCollection>? add = null) => (services, configuration) =>
        {
            if (time is not null)
                services.AddSingleton(time);
            services.AddRouting(configuration).AddSingleton<Ear>()
                .AddSingleton<IRoutingObserver>(s => s.GetRequiredService<Ear>());
            add?.Invoke(services);
        };

        public ValueTask DisposeAsync() => Kernel.DisposeAsync();
    }

    private sealed class Ear : IRoutingObserver
    {
        private readonly Channel<RouterEffect> _heard = Channel.CreateUnbounded<RouterEffect>();

        public void On(RouterEffect effect) => _heard.Writer.TryWrite(effect);

        public async Task<T> Next<T>() where T : RouterEffect
        {
            while (true)
            {
                if (await _heard.Reader.ReadAsync(Ct) is T effect)
                    return effect;
            }
        }
    }

    private sealed class AnHourLater : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddHours(1);
    }

    private sealed class Broken : IRoutingObserver
    {
        public void On(RouterEffect effect) => throw new InvalidOperationException("This observer always fails.");
    }
}
