using Dapper;
using Microsoft.Extensions.DependencyInjection;
using TellerLine.Access;
using TellerLine.Definitions;
using TellerLine.Insights;
using TellerLine.Kernel;
using TellerLine.Lists;
using TellerLine.Signatures;

namespace TellerLine.Modules.Insights;

public sealed class DemonstrationPastTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task broken_off_it_goes_on_at_the_next_start_and_nothing_comes_twice()
    {
        await using var centre = await Start("true");
        using var stopped = new CancellationTokenSource();
        var portions = 0;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Past(centre).Load(
            (_, _) =>
            {
                if (++portions == 3)
                    stopped.Cancel();
                return Task.CompletedTask;
            }, stopped.Token));
        await using var again = await centre.Another();
        await Past(again).Load((_, _) => Task.CompletedTask, Ct);
        await Past(again).Load((_, _) => throw new InvalidOperationException("There is nothing left."), Ct);
        await again.Services.GetRequiredService<IProjections>().CatchUp(Ct);
        var (rows, distinct, days, open) = await again.Db.Read(
            c => (
                c.ExecuteScalar<long>("SELECT SUM(row_count) FROM insights_import"),
                c.ExecuteScalar<long>("SELECT COUNT(*) FROM insights_segment"),
                c.ExecuteScalar<long>("SELECT COUNT(*) FROM insights_import"),
                c.ExecuteScalar<long>("SELECT COUNT(*) FROM insights_import WHERE finished_us IS NULL")), Ct);
        Assert.Equal((3L, 0L, rows), (days, open, distinct));
        Assert.True(rows > 300);
    }

    [Fact]
    public async Task a_bank_of_ones_own_has_no_past_of_ours()
    {
        await using var centre = await Start("false");
        await Past(centre).Load((_, _) => throw new InvalidOperationException("It begins."), Ct);
        Assert.Equal(0, await centre.Db.Read(c => c.ExecuteScalar<long>("SELECT COUNT(*) FROM insights_import"), Ct));
    }

    private static DemonstrationPast Past(TestKernel centre) =>
        centre.Services.GetRequiredService<DemonstrationPast>();

    private static Task<TestKernel> Start(string demonstration) => TestKernel.Start(
        DbEngine.Sqlite, (services, configuration) => services.AddLogging().AddAccess(configuration)
            .AddLists(configuration).AddSignatures(configuration).AddDefinitions(configuration)
            .AddInsights(configuration),
        ("Insights:Demonstration", demonstration), ("Insights:PastDays", "3"), ("Insights:PastPercent", "1"));
}
