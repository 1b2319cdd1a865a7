using Microsoft.Extensions.DependencyInjection;
using TellerLine.Contacts;
using TellerLine.Kernel;
using TellerLine.SelfService;

namespace TellerLine.Modules.SelfService;

public sealed class FlowStatisticsTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    private static readonly Capability OnlyThis = new("SelfService")
    {
        MayUse = ["Kernel"], Migrations = typeof(SelfServiceCapability).Assembly,
        Projections = [typeof(FlowStatistics)],
    };

    /// <summary>
    /// One asks for a person in the menu, after a wrong key; one hangs up over the PIN that the balance asks for; one
    /// hears the balance, goes back and is said goodbye to; one is heard in the queue after he asked.
    /// </summary>
    [Theory, BothEngines]
    public async Task what_callers_do_is_counted_at_the_node_where_they_do_it(DbEngine engine)
    {
        await using var centre = await TestKernel.Start(engine, (services, _) => services.AddCapability(OnlyThis));
        await Tell("a", Said("greeting"), Said("main"), Said("main"), new HumanRequested(["greeting", "main"], "key0"),
            Said("queue"), new ContactEnded("customer", "queue", 0));
        await Tell("b", Said("greeting"), Said("main"), Said("pin-enquiry", "balance"),
            new ContactEnded("customer", "selfService", 0));
        await Tell("c", Said("greeting"), Said("main"), Said("balance-account", "balance"), Said("after"), Said("main"),
            Said("goodbye"), new ContactEnded("system", "selfService", 0));
        await Tell("d", new PromptsSpokenBefore("main", "zh-CN", []), new NodeEntered("loss"),
            new HumanRequested(["main", "loss"], "lossReport"), new ContactEnded("agent", "conversation", 0));
        await centre.Services.GetRequiredService<IProjections>().CatchUp(Ct);

        var kernel = centre.Services.GetRequiredService<KernelOptions>();
        var today = kernel.DayOf(centre.Services.GetRequiredService<TimeProvider>().NowUs());
        Assert.Equal(
            [
                new("after", 1, 0, 0, 0), new("balance", 2, 0, 1, 0), new("greeting", 3, 0, 0, 0),
                new("loss", 1, 1, 0, 0), new("main", 5, 1, 0, 1),
            ],
            (await FlowStatistics.On(centre.Db, today, Ct)).OrderBy(f => f.Node, StringComparer.Ordinal));
        Assert.Empty(await FlowStatistics.On(centre.Db, today.AddDays(-1), Ct));

        async Task Tell(string contact, params object[] happened)
        {
            foreach (var one in happened)
                await centre.Journal.Append($"contact/{contact}", one, ct: Ct);
        }
    }

    private static PromptsSpoken Said(string node, params string[] passed) => new(node, "zh-CN", ["pause"], passed);
}
