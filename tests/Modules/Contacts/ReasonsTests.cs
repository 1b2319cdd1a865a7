using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using TellerLine.Access;
using TellerLine.Contacts;
using TellerLine.Definitions;
using TellerLine.Definitions.Core;
using TellerLine.Kernel;
using TellerLine.Modules.Definitions;
using TellerLine.Signatures;

namespace TellerLine.Modules.Contacts;

/// <summary>What becomes of a reason that is taken out of the list.</summary>
public sealed class ReasonsTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task who_talks_while_the_list_changes_may_still_choose_it_and_older_contacts_keep_its_name()
    {
        var time = new FakeTime();
        await using var centre = await TestKernel.Start(DbEngine.Sqlite, (services, configuration) => services
            .Replace(ServiceDescriptor.Singleton<TimeProvider>(time))
            .AddAccess(configuration).AddSignatures(configuration).AddDefinitions(configuration)
            .AddCapability(new Capability("Contacts") { Definitions = [ReasonList.Kind] }));
        var definitions = centre.Services.GetRequiredService<IDefinitions>();
        var begunBefore = Ids.New("n1", time);
        time.Advance(TimeSpan.FromMinutes(1));
        await Replace(centre, "reasons:\n  - { code: other, zh: 其他事项, en: Other, initials: qt, group: other }\n");
        var begunAfter = Ids.New("n1", time);

        Assert.True(definitions.KnowReason("balance", begunBefore));
        Assert.False(definitions.KnowReason("balance", begunAfter));
        Assert.True(definitions.KnowReason("other", begunAfter));
        Assert.False(definitions.KnowReason("nothing", begunBefore));
        Assert.False(definitions.KnowReason("balance", "no id of ours"));

        var all = definitions.AllReasons();
        Assert.Equal(("other", "其他事项", true), (all[0].Code, all[0].Zh, all[0].InForce));
        Assert.Contains(all, r => r is { Code: "balance", Zh: "查询余额", InForce: false });
        Assert.Single(all, r => r.Code == "other");
    }

    private static async Task Replace(TestKernel centre, string yaml)
    {
        var records = centre.Services.GetRequiredService<DefinitionRecords>();
        var row = Done(await records.Draft("reasons", "main", null, yaml, "why", "1", Ct));
        row = Done(await records.Apply(
            "reasons", "main", 2, row.RowVersion, new LifeCommand.Submit(), null, "1", Ct));
        Done(await records.Approve(
            "reasons", "main", 2, row.RowVersion, SignedBy.Somebody(centre, "2"), Ct));
    }

    private static DefinitionRow Done(DefinitionOutcome outcome) =>
        Assert.IsType<DefinitionOutcome.Done>(outcome).Row;
}
