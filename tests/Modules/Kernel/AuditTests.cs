using Dapper;
using Microsoft.Extensions.DependencyInjection;
using TellerLine.Kernel;

namespace TellerLine.Modules.Kernel;

public sealed class AuditTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothEngines]
    public async Task a_chain_written_by_many_is_whole(DbEngine engine)
    {
        await using var kernel = await Chain(engine, 30);

        Assert.Null(await kernel.Services.GetRequiredService<IAudit>().FirstFault(Ct));
    }

    [Theory]
    [InlineData("UPDATE audit SET detail = 'nothing' WHERE seq = 7", 7)]
    [InlineData("UPDATE audit SET actor = '1002', hash = 'x' WHERE seq = 7", 7)]
    [InlineData("DELETE FROM audit WHERE seq = 7", 7)]
    [InlineData("DELETE FROM audit WHERE seq = 30", 30)]
    [InlineData("UPDATE audit SET algorithm = 'none' WHERE seq = 1", 1)]
    public async Task whatever_was_tampered_with_is_found(string tampering, long found)
    {
        await using var kernel = await Chain(DbEngine.Sqlite, 30);
        await kernel.Db.Write(s => s.Connection.Execute(tampering, transaction: s.Transaction), Ct);

        Assert.Equal(found, await kernel.Services.GetRequiredService<IAudit>().FirstFault(Ct));
    }

    private static async Task<TestKernel> Chain(DbEngine engine, int rows)
    {
        var kernel = await TestKernel.Start(engine);
        var audit = kernel.Services.GetRequiredService<IAudit>();
        var works = Enumerable.Range(1, rows + 5).Select(i => kernel.Db.Write(s =>
        {
            audit.Add(s, "3001", "recording.played", $"recording/{i}", "投诉核查");
            return i > rows ? throw new InvalidOperationException("taken back, and its row with it") : i;
        }, Ct)).ToList();
        await Task.WhenAll(
            works.Select(w => w.ContinueWith(_ => { }, Ct, TaskContinuationOptions.None, TaskScheduler.Default)));
        return kernel;
    }
}
