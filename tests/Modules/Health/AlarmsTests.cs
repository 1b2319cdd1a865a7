using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using TellerLine.Access;
using TellerLine.Health;
using TellerLine.Health.Core;
using TellerLine.Health.Store;
using TellerLine.Kernel;

namespace TellerLine.Modules.Health;

/// <summary>Alarms in the journal and in their table, on both databases.</summary>
public sealed class AlarmsTests
{
    private static readonly HealthFinding Full = new(HealthState.Fault, 12.5, "bytes", 512, "no room");

    private readonly FakeTime _time = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothEngines]
    public async Task an_alarm_is_raised_acknowledged_and_cleared_and_its_history_tells_so(DbEngine engine)
    {
        var patient = new Patient("patient");
        await using var kernel = await Start(engine, patient);
        var board = kernel.Services.GetRequiredService<AlarmBoard>();
        board.Found(patient, Full);
        var raised = board.Look("patient");
        Assert.True(raised.Alarm.IsRaised);

        var done = await board.Acknowledge(raised.AlarmId!, "9001", " cleaning up ", Ct);
        Assert.IsType<AcknowledgeOutcome.Done>(done);
        Assert.Equal(
            new AcknowledgeOutcome.Refused(AcknowledgeRefusal.AlreadyAcknowledged),
            await board.Acknowledge(raised.AlarmId!, "3001", "me too", Ct));
        Assert.Null(await board.Acknowledge("nothing", "9001", "why", Ct));
        Well(board, patient);
        Assert.Null(board.Look("patient").AlarmId);

        await Told(kernel);
        var row = Assert.Single(await Rows(kernel));
        Assert.Equal(("patient", "n1", "fault", 12.5, "bytes", 512.0, "no room"),
            (row.CheckName, row.Node, row.State, row.Value, row.Unit, row.Bound, row.Detail));
        Assert.Equal(("9001", "cleaning up"), (row.AcknowledgedBy, row.Reason));
        Assert.Equal(30_000_000, row.ClearedUs - row.RaisedUs);
        Assert.Equal(
            ["alarm.raised", "alarm.acknowledged", "alarm.cleared"],
            (await kernel.Journal.ReadStream($"alarm/{row.Id}", ct: Ct)).Select(entry => entry.Kind));
        Assert.True(await kernel.Services.GetRequiredService<AlarmHistory>().Size(Ct) > 10_000);
    }

    [Theory, BothEngines]
    public async Task who_has_seen_an_alarm_need_not_see_it_again_after_a_restart(DbEngine engine)
    {
        var patient = new Patient("patient");
        await using var kernel = await Start(engine, patient, new Patient("gone"));
        var board = kernel.Services.GetRequiredService<AlarmBoard>();
        board.Found(patient, Full);
        board.Found(board.Look("gone").Check, Full);
        await board.Acknowledge(board.Look("patient").AlarmId!, "9001", "on it", Ct);
        var before = board.Look("patient");

        var again = new Patient("patient");
        await using var restarted = await kernel.Another(add: Adds(again));
        var taken = restarted.Services.GetRequiredService<AlarmBoard>().Look("patient");
        Assert.Equal(
            (before.AlarmId, before.RaisedUs, HealthState.Fault, "on it"),
            (taken.AlarmId, taken.RaisedUs, taken.Alarm.State, taken.Alarm.Acknowledged?.Reason));
        restarted.Services.GetRequiredService<AlarmBoard>().Found(again, Full);
        Assert.Equal(before.AlarmId, restarted.Services.GetRequiredService<AlarmBoard>().Look("patient").AlarmId);

        // The alarm of a check that the program has no more is over.
        await Told(restarted);
        Assert.Equal(["patient"], (await restarted.Services.GetRequiredService<AlarmHistory>().Standing("n1", Ct))
            .Select(row => row.CheckName));
    }

    [Theory, BothEngines]
    public async Task the_history_is_read_page_by_page(DbEngine engine)
    {
        var patient = new Patient("patient");
        await using var kernel = await Start(engine, patient);
        var board = kernel.Services.GetRequiredService<AlarmBoard>();
        for (var i = 0; i < 3; i++)
        {
            board.Found(patient, Full with { Value = i });
            Well(board, patient);
            _time.Advance(TimeSpan.FromHours(1));
        }
        board.Found(patient, HealthFinding.Good);
        await Told(kernel);
        var history = kernel.Services.GetRequiredService<AlarmHistory>();
        var first = await history.Page(long.MaxValue, "", 2, Ct);
        Assert.Equal([2, 1], first.Select(row => row.Value));
        Assert.Equal([0], (await history.Page(first[^1].RaisedUs, first[^1].Id, 2, Ct)).Select(row => row.Value));
    }

    /// <summary>What was posted is written, and is in the tables.</summary>
    private static async Task Told(TestKernel kernel)
    {
        await kernel.Db.Write(_ => 0, Ct);
        await kernel.Services.GetRequiredService<IProjections>().CatchUp(Ct);
    }

    private static Task<List<AlarmRow>> Rows(TestKernel kernel) =>
        kernel.Services.GetRequiredService<AlarmHistory>().Page(long.MaxValue, "", 100, Ct);

    private void Well(AlarmBoard board, Patient patient)
    {
        board.Found(patient, HealthFinding.Good);
        _time.Advance(TimeSpan.FromMicroseconds(AlarmRules.CalmUs));
        board.Found(patient, HealthFinding.Good);
        if (board.Look(patient.Name).Alarm.IsRaised)
        {
            _time.Advance(TimeSpan.FromMicroseconds(AlarmRules.FlapCalmUs));
            board.Found(patient, HealthFinding.Good);
        }
    }

    private Task<TestKernel> Start(DbEngine engine, params Patient[] patients) =>
        TestKernel.Start(engine, Adds(patients));

    private Action<IServiceCollection, IConfiguration> Adds(params Patient[] patients) =>
        (services, configuration) =>
        {
            foreach (var patient in patients)
                services.AddSingleton<HealthCheck>(patient);
            services.AddSingleton<TimeProvider>(_time);
            services.AddAccess(configuration).AddHealth(configuration);
        };
}
