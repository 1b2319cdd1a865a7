using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using TellerLine.Banking;
using TellerLine.Calls;
using TellerLine.Contacts;
using TellerLine.Customers;
using TellerLine.Desks;
using TellerLine.Kernel;
using TellerLine.Voice;

namespace TellerLine.Modules.Calls;

public sealed class AfterRestartTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Theory, BothEngines]
    public async Task what_a_dead_process_left_is_dropped_by_the_system_and_what_agents_owe_stays_owed(DbEngine engine)
    {
        await using var centre = await Start(engine);
        await Append(centre, "n1-queued", Arrived(), new HumanRequested(["greeting"], "key0"), Queued());
        await Append(
            centre, "n1-talking", Arrived(), new HumanRequested(["greeting"], "key0"), Queued(),
            new ContactConnected("1001", "leg", 1_000_000));
        await Append(
            centre, "n1-wrapup", Arrived(), Queued(), new ContactConnected("1002", "leg", 1_000_000),
            new ContactEnded("customer", "conversation", 5));
        await Append(
            centre, "n1-done", Arrived(), new ContactEnded("customer", "selfService", 0),
            new ContactClosed("leftSelfService"));
        var told = new Told();
        var settle = Settle(centre, told);
        await settle.CloseContacts(Ct);
        await settle.EndCalls(Ct);

        Assert.Equal(
            [("n1-done", "leftSelfService"), ("n1-queued", "systemDropped"), ("n1-talking", null), ("n1-wrapup", null)],
            await Dispositions(centre));
        Assert.Equal([("1001", "callDroppedByRestart", "n1-talking")], told.Notices);

        var wrapups = centre.Services.GetRequiredService<IWrapups>();
        await wrapups.Draft("n1-talking", "1001", new WrapupDraft(null, "半句"));
        var owed = Assert.Single(await wrapups.OwedBy("1001", Ct));
        Assert.Equal(("n1-talking", "138****0001", "半句"), (owed.Record.Id, owed.CallerMasked, owed.Draft.Note));
        await wrapups.Save(owed.Record, "1001", new WrapupDraft("balance", "已答复"), 1);
        await wrapups.Save(
            Assert.Single(await wrapups.OwedBy("1002", Ct)).Record, "1002", new WrapupDraft("balance", ""), 1);

        Assert.Equal(
            [("n1-done", "leftSelfService"), ("n1-queued", "systemDropped"), ("n1-talking", "systemDropped"),
                ("n1-wrapup", "handled")],
            await Dispositions(centre));
        Assert.Empty(await wrapups.OwedBy("1001", Ct));
        await Settle(centre, told).CloseContacts(Ct);
        Assert.Single(await centre.Journal.ReadStream("contact/n1-done", ct: Ct), r => r.Kind == "contact.closed");
    }

    [Theory, BothEngines]
    public async Task another_nodes_calls_are_that_nodes_to_settle(DbEngine engine)
    {
        await using var centre = await Start(engine);
        await Append(centre, "n2-talking", Arrived(), Queued(), new ContactConnected("1001", "leg", 1_000_000));
        await Append(centre, "n2-talking", new RecordingStarted("r", "recordings/r"));
        var kernel = centre.Services.GetRequiredService<KernelOptions>();
        var other = kernel with { Node = "n2" };
        await new DialogStore(centre.Db, other).Save(Dialog("leg-of-n2"));
        await new DialogStore(centre.Db, kernel).Save(Dialog("leg-of-n1"));

        var rows = centre.Services.GetRequiredService<IContactRows>();
        Assert.Empty(await rows.Open(Ct));
        Assert.Empty(await rows.Unsealed(Ct));
        Assert.Equal(["leg-of-n1"], (await new DialogStore(centre.Db, kernel).All()).Select(d => d.LegId));
        Assert.Equal(["leg-of-n2"], (await new DialogStore(centre.Db, other).All()).Select(d => d.LegId));
    }

    private static StoredDialog Dialog(string leg) =>
        new(leg, "call", "a", "b", "sip:a", "sip:b", "sip:b", 1, 1, [], "udp", "127.0.0.1:5060", "", "");

    private static AfterRestart Settle(TestKernel centre, Told told) => new(
        centre.Services.GetRequiredService<IContactRows>(), told, centre.Journal, new NoExchange(),
        centre.Services.GetRequiredService<KernelOptions>(), NullLogger<AfterRestart>.Instance);

    private static async Task<List<(string, string?)>> Dispositions(TestKernel centre)
    {
        await centre.Services.GetRequiredService<IProjections>().CatchUp(Ct);
        return await centre.Db.Read(
            c => c.Query<(string, string?)>("SELECT id, disposition FROM contacts ORDER BY id").ToList(), Ct);
    }

    private static ContactArrived Arrived() => new("voice", "138****0001", "95000", "sip", "leg");

    private static ContactQueued Queued() => new("service", 0, false, 0, "request");

    private static async Task Append(TestKernel centre, string id, params object[] happened)
    {
        centre.Services.GetRequiredService<ICallerNumbers>().Keep(id, "+8613800000001", "13800000001");
        foreach (var one in happened)
            await centre.Journal.Append($"contact/{id}", one, ct: Ct);
    }

    private static Task<TestKernel> Start(DbEngine engine) =>
        TestKernel.Start(engine, (services, configuration) => services
            .AddCustomers(configuration).AddBanking(configuration).AddContacts(configuration)
            .AddSingleton<IRecordingFiles, RecordedFiles>()
            .AddCapability(CallsCapability.Calls));

    private sealed class Told : IDeskNotices
    {
        public List<(string, string, string?)> Notices { get; } = [];

        public Task Tell(string agent, string code, string? contactId)
        {
            Notices.Add((agent, code, contactId));
            return Task.CompletedTask;
        }
    }
}
