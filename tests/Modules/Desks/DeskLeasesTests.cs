using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;
using TellerLine.Access;
using TellerLine.Desks;
using TellerLine.Kernel;

namespace TellerLine.Modules.Desks;

public sealed class DeskLeasesTests
{
    private readonly FakeTime _time = new();
    private readonly Observer _observer = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothEngines]
    public async Task one_of_many_tabs_that_claim_at_once_has_the_desk(DbEngine engine)
    {
        await using var kernel = await Start(engine);
        var desks = kernel.Services.GetRequiredService<IDeskLeases>();

        var claims = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(i => Task.Run(() => desks.Claim("1001", $"tab-{i}", false))));

        var granted = Assert.Single(claims.OfType<DeskClaim.Granted>());
        Assert.True(await desks.Holds("1001", granted.Token));
        Assert.All(claims.OfType<DeskClaim.HeldElsewhere>(), c => Assert.Equal(_time.GetUtcNow(), c.Since));
    }

    [Fact]
    public async Task a_take_over_voids_the_other_tab()
    {
        await using var kernel = await Start();
        var desks = kernel.Services.GetRequiredService<IDeskLeases>();
        var first = await Granted(desks, "a");

        var second = await Granted(desks, "b", takeOver: true);
        await desks.Lost("1001", first.Token);

        Assert.False(await desks.Holds("1001", first.Token));
        Assert.True(await desks.Holds("1001", second.Token));
        Assert.Equal(
            [(DeskChange.Claimed, DeskClaimHow.New), (DeskChange.Claimed, DeskClaimHow.TakenOver)], _observer.All());
    }

    [Fact]
    public async Task a_lost_desk_is_released_when_its_grace_is_over()
    {
        await using var kernel = await Start();
        var desks = kernel.Services.GetRequiredService<IDeskLeases>();
        var lease = await Granted(desks, "a");

        await desks.Lost("1001", lease.Token);
        _time.Advance(TimeSpan.FromMilliseconds(9_999));
        Assert.True(await desks.Holds("1001", lease.Token));
        _time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Equal(DeskChange.Claimed, (await _observer.Next()).Change);
        Assert.Equal(DeskChange.Lost, (await _observer.Next()).Change);
        Assert.Equal(new DeskChanged("1001", "a", lease.Token, DeskChange.Released), await _observer.Next());
        Assert.False(await desks.Holds("1001", lease.Token));
        var rows = await kernel.Journal.ReadStream("agent/1001", ct: Ct);
        Assert.Equal(["desk.claimed", "desk.lost", "desk.released"], rows.Select(r => r.Kind));
        Assert.Equal("graceOver", rows[^1].As<DeskReleased>().Why);
    }

    [Fact]
    public async Task a_tab_that_is_back_in_time_keeps_its_desk()
    {
        await using var kernel = await Start();
        var desks = kernel.Services.GetRequiredService<IDeskLeases>();
        var lease = await Granted(desks, "a");

        await desks.Lost("1001", lease.Token);
        _time.Advance(TimeSpan.FromSeconds(9));
        var again = await Granted(desks, "a");
        _time.Advance(TimeSpan.FromSeconds(60));

        Assert.Equal(DeskClaimHow.Reclaimed, again.How);
        Assert.True(await desks.Holds("1001", again.Token));
    }

    [Fact]
    public async Task signing_out_frees_the_desk_and_an_old_token_frees_nothing()
    {
        await using var kernel = await Start();
        var desks = kernel.Services.GetRequiredService<IDeskLeases>();
        var old = await Granted(desks, "a");
        var now = await Granted(desks, "a");

        await desks.Release("1001", old.Token);
        Assert.True(await desks.Holds("1001", now.Token));
        await desks.Release("1001", now.Token);

        Assert.Equal(DeskClaimHow.New, (await Granted(desks, "b")).How);
    }

    [Theory, BothEngines]
    public async Task after_a_restart_the_same_tab_has_its_desk_back_within_the_grace_and_nobody_after_it(
        DbEngine engine)
    {
        await using var before = await Start(engine);
        await Granted(before.Services.GetRequiredService<IDeskLeases>(), "a");
        await before.Services.GetRequiredService<IDeskLeases>().Claim("1002", "b", false, Ct);

        await using var after = await before.Another();
        var desks = after.Services.GetRequiredService<IDeskLeases>();
        var back = await Granted(desks, "a");
        _observer.All();
        _time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(DeskClaimHow.Reclaimed, back.How);
        var released = await _observer.Next();
        Assert.Equal(("1002", DeskChange.Released), (released.Agent, released.Change));
        Assert.True(await desks.Holds("1001", back.Token));
    }

    private Task<TestKernel> Start(DbEngine engine = DbEngine.Sqlite) =>
        TestKernel.Start(engine, (services, configuration) =>
    {
        services.AddSingleton<TimeProvider>(_time);
        services.AddSingleton<IDeskObserver>(_observer);
        services.AddAccess(configuration);
        services.AddSection<DesksOptions>(configuration, "Desks");
        services.AddSingleton<DeskLeases>();
        services.AddSingleton<IDeskLeases>(s => s.GetRequiredService<DeskLeases>());
        services.AddSingleton<IAtStart>(s => s.GetRequiredService<DeskLeases>());
    });

    private static async Task<DeskClaim.Granted> Granted(IDeskLeases desks, string desk, bool takeOver = false) =>
        Assert.IsType<DeskClaim.Granted>(await desks.Claim("1001", desk, takeOver, Ct));

    private sealed class Observer : IDeskObserver
    {
        private readonly Channel<DeskChanged> _heard = Channel.CreateUnbounded<DeskChanged>();

        public void On(DeskChanged change) => _heard.Writer.TryWrite(change);

        public async Task<DeskChanged> Next() => await _heard.Reader.ReadAsync(Ct).AsTask()
            .WaitAsync(TimeSpan.FromSeconds(10), Ct);

        public List<(DeskChange, DeskClaimHow?)> All()
        {
            List<(DeskChange, DeskClaimHow?)> all = [];
            while (_heard.Reader.TryRead(out var change))
                all.Add((change.Change, change.How));
            return all;
        }
    }
}
