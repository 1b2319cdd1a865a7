using System.Collections.Concurrent;
using System.Threading.Channels;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using TellerLine.Kernel;

namespace TellerLine.Modules.Kernel;

/// <summary>A kernel with handlers that write down what they did, and a clock of the test's.</summary>
internal sealed class DueUnderTest(TestKernel kernel, FakeTime time, MovableClock clock) : IAsyncDisposable
{
    public static readonly DueKind Note = DueKind.Of<Noter>("test.noted", "记下", "Noted") with { Tries = 3 };

    public static readonly DueKind Errand = DueKind.OfOutside<Runner>("test.errand", "外办", "Errand") with
    {
        Tries = 3, Limit = TimeSpan.FromMinutes(1),
    };

    private static readonly Capability Declared = new("DueTest") { DueKinds = [Note, Errand] };

    public TestKernel Kernel => kernel;

    public FakeTime Time => time;

    public MovableClock Clock => clock;

    public Noter Noter => kernel.Services.GetRequiredService<Noter>();

    public Runner Runner => kernel.Services.GetRequiredService<Runner>();

    public IDueTimes Due => kernel.Services.GetRequiredService<IDueTimes>();

    public long NowUs => clock.NowUs();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<DueUnderTest> Start(DbEngine engine)
    {
        var time = new FakeTime();
        var clock = new MovableClock(time);
        var kernel = await TestKernel.Start(engine, (services, _) => services
            .AddSingleton<TimeProvider>(clock).AddCapability(Declared));
        return new DueUnderTest(kernel, time, clock);
    }

    /// <summary>The program after its end, on the same database.</summary>
    public async Task<DueUnderTest> Again() => new(await kernel.Another(), time, clock);

    public Task<string> Set(string key, long inS, DueKind? kind = null, string subject = "") => kernel.Db.Write(
        scope => Due.Set(scope, kind ?? Note, key, NowUs + inS * 1_000_000, new Errands(key), subject), Ct);

    public Task<bool> Cancel(string key, DueKind? kind = null) =>
        kernel.Db.Write(scope => Due.Cancel(scope, kind ?? Note, key), Ct);

    /// <summary>Does all that is due now.</summary>
    public Task CatchUp() => kernel.Services.GetRequiredService<DueRunner>().CatchUp(Ct);

    public Task Run() => ((IHostedService)kernel.Services.GetRequiredService<DueRunner>()).StartAsync(Ct);

    public Task End() => ((IHostedService)kernel.Services.GetRequiredService<DueRunner>()).StopAsync(Ct);

    /// <summary>What was done, in the order of its commits.</summary>
    public async Task<List<string>> Done() =>
        [.. (await kernel.Journal.ReadAll(0, 100_000, Ct)).Where(row => row.Kind == "test.done").Select(row => row.StreamId)];

    public Task<long> Left() => kernel.Db.Read(c => c.ExecuteScalar<long>("SELECT count(*) FROM due"), Ct);

    public ValueTask DisposeAsync() => kernel.DisposeAsync();

    public sealed record Errands(string What);
}

[Event("test.done")]
public sealed record TestDone(string Id);

/// <summary>Notes what is due in the journal, and fails when told so.</summary>
internal sealed class Noter : IDueHandler
{
    private readonly Channel<string> _handled = Channel.CreateUnbounded<string>();

    public ConcurrentDictionary<string, bool> Fails { get; } = new();

    public Dictionary<string, Action<DueRow, WriteScope>> Instead { get; } = [];

    public int Tried { get; private set; }

    public void Handle(DueRow row, WriteScope scope)
    {
        Tried++;
        scope.Append($"note/{row.Key}", new TestDone(row.Id));
        if (Instead.TryGetValue(row.Key, out var other))
            other(row, scope);
        if (Fails.ContainsKey(row.Key))
            throw new InvalidOperationException($"{row.Key} cannot be done.");
        _handled.Writer.TryWrite(row.Key);
    }

    /// <summary>Waits until the next is handled.</summary>
    public async Task<string> Next() => await _handled.Reader.ReadAsync(TestContext.Current.CancellationToken);
}

/// <summary>Does something outside, as the test lets it.</summary>
internal sealed class Runner : IOutsideDueHandler
{
    private readonly Channel<DueRow> _asked = Channel.CreateUnbounded<DueRow>();

    public Func<DueRow, CancellationToken, Task> Errand { get; set; } = (_, _) => Task.CompletedTask;

    public async Task<Action<WriteScope>> Act(DueRow row, CancellationToken ct)
    {
        _asked.Writer.TryWrite(row);
        await Errand(row, ct);
        return scope => scope.Append($"errand/{row.Key}", new TestDone(row.Id));
    }

    public async Task<DueRow> Asked() => await _asked.Reader.ReadAsync(TestContext.Current.CancellationToken);
}
