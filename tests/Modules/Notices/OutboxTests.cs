using Dapper;
using Microsoft.Extensions.DependencyInjection;
using TellerLine.Definitions;
using TellerLine.Kernel;
using TellerLine.Notices;

namespace TellerLine.Modules.Notices;

/// <summary>A message from its cause to the gateway.</summary>
public sealed class OutboxTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [BothEngines]
    public async Task it_is_sent_once_to_the_first_number_that_takes_messages(DbEngine engine)
    {
        await using var outbox = await NoticesUnderTest.Start(engine);
        var id = await outbox.Queue("service-hours", "cause-1");
        Assert.Equal(id, await outbox.Queue("service-hours", "cause-1"));
        await outbox.CatchUp();
        await outbox.CatchUp();
        var taken = Assert.Single(outbox.Gateway.Taken);
        Assert.Equal(
            (NoticesUnderTest.Number, "【宁川银行】张先生，因系统升级，部分服务时间有调整，详情请致电95000。", 1),
            (taken.Number, taken.Text, taken.Parts));
        Assert.Equal(("sent", ""), await outbox.Stands(id));
        Assert.Equal(
            ["notice.queued", "notice.sending", "notice.sent"],
            (await outbox.Kernel.Journal.ReadStream($"notice/{id}", ct: Ct)).Select(row => row.Kind));
    }

    [Theory]
    [BothEngines]
    public async Task a_cause_that_is_taken_back_sends_nothing(DbEngine engine)
    {
        await using var outbox = await NoticesUnderTest.Start(engine);
        await Assert.ThrowsAsync<InvalidOperationException>(() => outbox.Kernel.Db.Write<bool>(scope =>
        {
            outbox.Notices.Queue(scope, new NoticeOrder(
                "service-hours", NoticesUnderTest.Customer, "cause-1", new Dictionary<string, NoticeWord>()));
            throw new InvalidOperationException("taken back");
        }, Ct));
        await outbox.CatchUp();
        Assert.Equal((0, 0L), (outbox.Gateway.Asked, await outbox.Count("notice")));
    }

    [Theory]
    [BothEngines]
    public async Task a_crash_before_during_and_after_the_gateway_sends_it_once(DbEngine engine)
    {
        await using var outbox = await NoticesUnderTest.Start(engine);
        var id = await outbox.Queue("service-hours", "cause-1");
        await using (var after = await outbox.Again())
        {
            // The gateway has taken it; the program ends before it hears so.
            var taken = new TaskCompletionSource();
            outbox.Gateway.Instead = notice =>
            {
                outbox.Gateway.Taken.Add(notice);
                taken.SetResult();
                return new TaskCompletionSource<GatewayAnswer>().Task;
            };
            var running = after.Kernel.Services.GetRequiredService<DueRunner>();
            await running.StartAsync(Ct);
            await taken.Task.WaitAsync(Ct);
            await running.StopAsync(Ct);
        }
        Assert.Equal(("sending", ""), await outbox.Stands(id));
        outbox.Gateway.Instead = null;
        await using var again = await outbox.Again();
        await again.CatchUp();
        Assert.Equal(2, outbox.Gateway.Asked);
        Assert.Single(outbox.Gateway.Taken);
        Assert.Equal(("sent", ""), await again.Stands(id));
    }

    [Theory]
    [BothEngines]
    public async Task consent_counts_when_it_is_sent_not_when_it_was_written(DbEngine engine)
    {
        await using var outbox = await NoticesUnderTest.Start(engine);
        Assert.True(await outbox.Says(ConsentState.Granted));
        Assert.False(await outbox.Says(ConsentState.Granted));
        var id = await outbox.Queue("marketing-card", "cause-1");
        await outbox.Says(ConsentState.Withdrawn);
        await outbox.CatchUp();
        Assert.Equal(("suppressed", "withdrawn"), await outbox.Stands(id));
        Assert.Equal(0, outbox.Gateway.Asked);

        // Care is another purpose, never asked about; service asks nobody.
        var care = await outbox.Queue("care-birthday", "cause-2");
        var service = await outbox.Queue("service-hours", "cause-3");
        await outbox.CatchUp();
        Assert.Equal(("suppressed", "noConsent"), await outbox.Stands(care));
        Assert.Equal(("sent", ""), await outbox.Stands(service));
        await outbox.Says(ConsentState.Granted, NoticePurpose.Care);
        var later = await outbox.Queue("care-birthday", "cause-4");
        await outbox.CatchUp();
        Assert.Equal(("sent", ""), await outbox.Stands(later));
    }

    [Theory]
    [BothEngines]
    public async Task at_night_marketing_waits_for_the_morning_and_for_what_is_said_meanwhile(DbEngine engine)
    {
        await using var outbox = await NoticesUnderTest.Start(engine);
        await outbox.Says(ConsentState.Granted);
        outbox.Clock.Advance(TimeSpan.FromHours(10));
        var first = await outbox.Queue("marketing-card", "cause-1");
        await outbox.CatchUp();
        Assert.Equal(("held", "quietHours"), await outbox.Stands(first));
        var until = await outbox.Kernel.Db.Read(c => NoticeRow.Find(c, first)!.UntilUs, Ct);
        Assert.Equal(new DateTimeOffset(2026, 3, 3, 1, 0, 0, TimeSpan.Zero), Clock.FromUs(until!.Value));

        var second = await outbox.Queue("marketing-deposit", "cause-2");
        await outbox.CatchUp();
        outbox.Clock.Advance(TimeSpan.FromHours(11));
        await outbox.CatchUp();
        // Both were due at nine; a day has room for one.
        Assert.Equal(("sent", ""), await outbox.Stands(first));
        Assert.Equal(("suppressed", "capped"), await outbox.Stands(second));
        Assert.Single(outbox.Gateway.Taken);

        outbox.Clock.Advance(TimeSpan.FromHours(13));
        var third = await outbox.Queue("marketing-deposit", "cause-3");
        await outbox.CatchUp();
        await outbox.Says(ConsentState.Withdrawn);
        outbox.Clock.Advance(TimeSpan.FromHours(12));
        await outbox.CatchUp();
        Assert.Equal(("suppressed", "withdrawn"), await outbox.Stands(third));
    }

    [Theory]
    [BothEngines]
    public async Task a_gateway_that_does_not_answer_is_asked_again_and_at_last_given_up(DbEngine engine)
    {
        await using var outbox = await NoticesUnderTest.Start(engine);
        outbox.Gateway.Instead = _ => throw new TimeoutException("no answer");
        var id = await outbox.Queue("service-hours", "cause-1");
        await outbox.CatchUp();
        Assert.Equal(("held", "unreachable"), await outbox.Stands(id));
        for (var i = 0; i < 12; i++)
        {
            outbox.Clock.Advance(TimeSpan.FromHours(1));
            await outbox.CatchUp();
        }
        Assert.Equal(("failed", "gaveUp"), await outbox.Stands(id));
        Assert.Equal((7, 0L), (outbox.Gateway.Asked, await outbox.Count("due")));
        var told = await outbox.Kernel.Services.GetRequiredService<IEnumerable<HealthCheck>>()
            .Single(check => check.Name == "notices").Look(Ct);
        Assert.Equal(HealthState.Ok, told.State);
    }

    [Fact]
    public async Task what_waits_too_long_is_told_on_the_health_page()
    {
        await using var outbox = await NoticesUnderTest.Start();
        outbox.Gateway.Instead = _ => throw new TimeoutException("no answer");
        await outbox.Queue("service-hours", "cause-1");
        await outbox.CatchUp();
        outbox.Clock.Advance(TimeSpan.FromMinutes(6));
        var check = outbox.Kernel.Services.GetRequiredService<IEnumerable<HealthCheck>>()
            .Single(one => one.Name == "notices");
        var found = await check.Look(Ct);
        Assert.Equal((HealthState.Warning, 360_000), (found.State, found.Value));
    }

    [Fact]
    public async Task every_other_refusal_has_its_reason()
    {
        await using var outbox = await NoticesUnderTest.Start();
        Assert.Equal(
            ("suppressed", "noNumber"),
            await outbox.Stands(await outbox.Queue("service-hours", "cause-1", NoticesUnderTest.NoPhone)));
        Assert.Equal(
            ("suppressed", "noNumber"), await outbox.Stands(await outbox.Queue("service-hours", "cause-2", "C99999")));
        Assert.Equal(("failed", "noTemplate"), await outbox.Stands(await outbox.Queue("no-such", "cause-3")));

        outbox.Gateway.Instead = _ => Task.FromResult<GatewayAnswer>(new GatewayAnswer.Refused("empty number"));
        var refused = await outbox.Queue("service-hours", "cause-4");
        await outbox.CatchUp();
        Assert.Equal(("failed", "refused"), await outbox.Stands(refused));

        outbox.Gateway.IsConnected = false;
        var nobody = await outbox.Queue("service-hours", "cause-5");
        await outbox.CatchUp();
        Assert.Equal(("suppressed", "noGateway"), await outbox.Stands(nobody));

        await Assert.ThrowsAsync<ArgumentException>(() => outbox.Queue("transfer-posted", "cause-6"));
        await Assert.ThrowsAsync<ArgumentException>(() => outbox.Queue("service-hours", ""));
    }

    [Fact]
    public async Task no_number_and_no_text_lies_in_the_database_in_the_clear()
    {
        await using var outbox = await NoticesUnderTest.Start();
        await outbox.Queue("service-hours", "cause-1");
        await outbox.CatchUp();
        var rows = await outbox.Kernel.Db.Read(
            c => c.Query("SELECT * FROM notice").SelectMany(row => (IDictionary<string, object>)row)
                .Select(cell => $"{cell.Value}").ToList(), Ct);
        Assert.DoesNotContain(rows, cell => cell.Contains("13800000001") || cell.Contains("系统升级"));
        Assert.Contains("138****0001", rows);
        var journal = await outbox.Kernel.Journal.ReadAll(0, ct: Ct);
        Assert.DoesNotContain(journal, row => row.Body.Contains("13800000001") || row.Body.Contains("系统升级"));
    }

    [Fact]
    public async Task a_message_keeps_the_version_it_was_written_with()
    {
        await using var outbox = await NoticesUnderTest.Start();
        outbox.Gateway.Instead = _ => throw new TimeoutException("no answer");
        var id = await outbox.Queue("service-hours", "cause-1");
        await outbox.CatchUp();
        await outbox.Kernel.Db.Write(scope => scope.Connection.Execute(
            """
            INSERT INTO definition_version (kind, key, version, status, yaml, why, author, editors, created_us, changed_us,
              submitted_us, decided_by, decided_us, effective_us, row_version)
            SELECT kind, key, 2, status, replace(yaml, '系统升级', '节日'), why, '5001', editors, created_us, changed_us, submitted_us,
              decided_by, decided_us, @now, 1
            FROM definition_version WHERE kind = 'notices' AND key = 'service-hours'
            """,
            new { now = Clock.ToUs(outbox.Clock.GetUtcNow()) }, scope.Transaction), Ct);
        await outbox.Kernel.Services.GetRequiredService<DefinitionsInForce>().Reload("notices", "service-hours", Ct);
        outbox.Gateway.Instead = null;
        var newer = await outbox.Queue("service-hours", "cause-2");
        outbox.Clock.Advance(TimeSpan.FromMinutes(1));
        await outbox.CatchUp();
        Assert.Equal(
            [(id, true), (newer, false)],
            outbox.Gateway.Taken.Select(one => (one.Id, one.Text.Contains("系统升级"))).OrderBy(one => !one.Item2));
    }
}
