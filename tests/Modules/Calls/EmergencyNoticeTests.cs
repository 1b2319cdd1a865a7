using Microsoft.Extensions.DependencyInjection;
using TellerLine.Calls;
using TellerLine.Kernel;

namespace TellerLine.Modules.Calls;

/// <summary>The emergency announcement stays as a person switched it.</summary>
public sealed class EmergencyNoticeTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Theory, BothEngines]
    public async Task what_was_switched_on_is_on_after_a_restart_until_it_is_switched_off(DbEngine engine)
    {
        await using var centre = await TestKernel.Start(engine);
        Assert.False((await Started(centre)).Now.On);
        await (await Started(centre)).Switch(true, "3001", "核心系统故障", Ct);
        var again = await Started(centre);
        Assert.Equal((true, "3001"), (again.Now.On, again.Now.By));
        Assert.True(again.Now.SinceUs > 0);
        await again.Switch(false, "5001", "已恢复", Ct);
        Assert.False(again.Now.On);
        Assert.False((await Started(centre)).Now.On);
    }

    private static async Task<EmergencyNotice> Started(TestKernel centre)
    {
        var notice = new EmergencyNotice(
            centre.Db, centre.Journal, centre.Services.GetRequiredService<IAudit>());
        await ((IAtStart)notice).Run(Ct);
        return notice;
    }
}
