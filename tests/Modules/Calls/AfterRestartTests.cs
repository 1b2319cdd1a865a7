using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using TellerLine.Banking;
using TellerLine.Calls;
using TellerLine.Calls.Core;
using TellerLine.Contacts;
using TellerLine.Customers;
using TellerLine.Definitions;
using TellerLine.Desks;
using TellerLine.Kernel;
using TellerLine.SelfService;
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
        await Dialogs(centre, other).Save(Dialog("leg-of-n2"));
        await Dialogs(centre, kernel).Save(Dialog("leg-of-n1"));

        var rows = centre.Services.GetRequiredService<IContactRows>();
        Assert.Empty(await rows.Open(Ct));
        Assert.Empty(await rows.Unsealed(Ct));
        Assert.Equal(["leg-of-n1"], (await Dialogs(centre, kernel).All()).Select(d => d.LegId));
        Assert.Equal(["leg-of-n2"], (await Dialogs(centre, other).All()).Select(d => d.LegId));
    }

    [Theory, BothEngines]
    public async Task a_customer_uses_the_telephone_bank_for_the_first_time_until_a_pin_has_proved_him(DbEngine engine)
    {
        await using var centre = await Start(engine);
        var rows = centre.Services.GetRequiredService<IContactRows>();
        await Append(centre, "n1-first", Arrived(), new CallerIdentified("C1", "number"));
        await Append(centre, "n1-other", Arrived(), new CallerIdentified("C2", "enquiryPin"));
        await centre.Services.GetRequiredService<IProjections>().CatchUp(Ct);
        Assert.False(await rows.HasProved("C1", "n1-first", Ct));
        await Append(centre, "n1-first", new CallerIdentified("C1", "enquiryPin"));
        await centre.Services.GetRequiredService<IProjections>().CatchUp(Ct);
        // In the call that goes on it is still the first time.
        Assert.False(await rows.HasProved("C1", "n1-first", Ct));
        Assert.True(await rows.HasProved("C1", "n1-next", Ct));
    }

    [Theory, BothEngines]
    public async Task who_served_a_customer_last_is_known_for_as_long_as_it_counts(DbEngine engine)
    {
        await using var centre = await Start(engine);
        var rows = centre.Services.GetRequiredService<IContactRows>();
        foreach (var (contact, agent) in new[] { ("n1-first", "1001"), ("n1-second", "1002") })
        {
            await Append(
                centre, contact, Arrived(), new CallerIdentified("C1", "number"),
                new ContactConnected(agent, "leg", 5));
        }
        await Append(centre, "n1-alone", Arrived(), new CallerIdentified("C1", "number"));
        await centre.Services.GetRequiredService<IProjections>().CatchUp(Ct);
        Assert.Equal("1002", await rows.LastAgentOf("C1", 0, "n1-now", Ct));
        Assert.Equal("1001", await rows.LastAgentOf("C1", 0, "n1-second", Ct));
        Assert.Null(await rows.LastAgentOf("C1", long.MaxValue, "n1-now", Ct));
        Assert.Null(await rows.LastAgentOf("C2", 0, "n1-now", Ct));
    }

    [Theory, BothEngines]
    public async Task a_dialog_lies_encrypted_and_one_that_was_put_there_costs_itself_alone(DbEngine engine)
    {
        await using var centre = await Start(engine);
        var dialogs = Dialogs(centre, centre.Services.GetRequiredService<KernelOptions>());
        var dialog = Dialog("leg-1") with { RemoteUri = "<sip:13800000001@carrier>" };
        await dialogs.Save(dialog);
        await dialogs.Save(Dialog("leg-2"));
        var bodies = await centre.Db.Read(
            c => c.Query<string>("SELECT body FROM call_dialogs ORDER BY leg_id").AsList(), Ct);
        Assert.All(bodies, body => Assert.StartsWith("aes-256-gcm$data-1$", body, StringComparison.Ordinal));

        await Put(centre, "leg-2", bodies[0]);
        Assert.Equal(["leg-1"], (await dialogs.All()).Select(d => d.LegId));
        Assert.Equal(dialog.RemoteUri, (await dialogs.All()).Single().RemoteUri);
    }

    [Fact]
    public async Task a_dialog_of_an_older_version_is_encrypted_where_it_lies()
    {
        await using var centre = await Start(DbEngine.Sqlite);
        var dialogs = Dialogs(centre, centre.Services.GetRequiredService<KernelOptions>());
        await dialogs.Save(Dialog("leg-1"));
        await Put(centre, "leg-1", JournalJson.Write(Dialog("leg-1")));
        Assert.Empty(await dialogs.All());

        var table = new EncryptedDialogs(centre.Services.GetRequiredService<IFieldCipher>());
        Assert.Equal("leg-1", await centre.Db.Write(scope => table.Renew(scope, null, 500), Ct));
        Assert.Null(await centre.Db.Write(scope => table.Renew(scope, "leg-1", 500), Ct));
        Assert.Equal("sip:b", Assert.Single(await dialogs.All()).RemoteUri);
    }

    [Theory, BothEngines]
    public async Task how_a_call_stands_is_kept_encrypted_and_read_again_as_it_was(DbEngine engine)
    {
        await using var centre = await Start(engine);
        var kept = Kept(centre);
        using var line = new SilentLine();
        var record = new ContactRecord("n1-talking", centre.Journal, TimeProvider.System);
        var contact = new LiveContact(record, line, "+8613800000001", "13800000001", 7) { Changed = kept.Keep };
        contact.Enter(CallPlace.SelfService);
        contact.Request = new FlowOutcome.HumanRequested(
            ["greeting", "main"], HumanReason.Menu, null, Last: new LastService("balance", "told", null, null, null));
        contact.WaitSinceUs = 11;
        contact.Enter(CallPlace.Persons);
        var talk = new KeptTalk(
            "1001", new TalkLine("agent-leg", true), 13, 17, true, "enquiryPin",
            new KeptConsult("c", "number", "02112345678", true, ConsultStage.Joined, new TalkLine("x", false), null, 19));
        contact.Stands(talk);
        await centre.Db.Write(scope => 0, Ct);
        var body = await centre.Db.Read(c => c.QuerySingle<string>("SELECT body FROM kept_calls"), Ct);
        Assert.StartsWith("aes-256-gcm$data-1$", body, StringComparison.Ordinal);

        var again = Assert.Single(await Kept(centre).All(Ct)).Value;
        Assert.Equal(
            (line.Id, "+8613800000001", CallPlace.Persons, 1, 11L, talk),
            (again.LegId, again.Caller, again.Place, again.Visits, again.WaitSinceUs!.Value, again.Talk));
        Assert.Equal(
            (HumanReason.Menu, "balance"), (again.Request!.Reason, again.Request.Last!.Item));
        var next = new LiveContact(record, line, again.Caller, again.CallerOriginal, again.ArrivedUs);
        next.GoesOn(again, null, []);
        Assert.Equal(JournalJson.Write(KeptCall.Of(contact)), JournalJson.Write(KeptCall.Of(next)));

        kept.Forget(record.Id);
        await centre.Db.Write(scope => 0, Ct);
        Assert.Empty(await Kept(centre).All(Ct));
    }

    [Fact]
    public async Task who_said_a_pin_before_the_restart_and_is_known_only_after_it_is_tied_to_it()
    {
        await using var centre = await Start(DbEngine.Sqlite);
        using var line = new SilentLine();
        var record = new ContactRecord("n1-talking", centre.Journal, TimeProvider.System);
        var before = KeptCall.Of(new LiveContact(record, line, null, null, 7));
        await Append(centre, record.Id, Arrived(), Queued(), new PinSpoken("1001", 8));
        await Append(centre, "n1-other", Arrived(), Queued());
        var spoken = new SpokenOf();
        var room = new ConversationRoom(
            null!, null!, null!, null!, null!, null!, null!, null!, null!, null!, null!, spoken, null!, null!, null!,
            null!, null!, TimeProvider.System, NullLogger<ConversationRoom>.Instance);
        foreach (var id in new[] { record.Id, "n1-other" })
        {
            var next = new LiveContact(
                new ContactRecord(id, centre.Journal, TimeProvider.System), line, null, null, 7);
            next.GoesOn(before, null, await centre.Journal.ReadStream($"contact/{id}", ct: Ct));
            next.Identify(new Identification(
                new CustomerCard(
                    "C1", CustomerKind.Personal, "张伟", "张", "先生", Segment.Ordinary, "138****0001", "", false,
                    Accessibility.None),
                IdentificationLevel.Account));
            await room.Sealed(next);
        }
        Assert.Equal([("n1-talking", "C1")], spoken.Customers);
    }

    private static DialogStore Dialogs(TestKernel centre, KernelOptions kernel) => new(
        centre.Db, centre.Services.GetRequiredService<IFieldCipher>(), kernel, NullLogger<DialogStore>.Instance);

    private static Task<int> Put(TestKernel centre, string legId, string body) => centre.Db.Write(
        scope => scope.Connection.Execute(
            "UPDATE call_dialogs SET body = @body WHERE leg_id = @legId", new { legId, body }, scope.Transaction), Ct);

    private static StoredDialog Dialog(string leg) =>
        new(leg, "call", "a", "b", "sip:a", "sip:b", "sip:b", 1, 1, [], "udp", "127.0.0.1:5060", "", "");

    private static AfterRestart Settle(TestKernel centre, Told told) => new(
        centre.Services.GetRequiredService<IContactRows>(), told, centre.Journal, new NoExchange(),
        centre.Services.GetRequiredService<KernelOptions>(), Kept(centre), calls: null!,
        NullLogger<AfterRestart>.Instance);

    private static KeptCalls Kept(TestKernel centre) => new(
        centre.Db, centre.Services.GetRequiredService<IFieldCipher>(),
        centre.Services.GetRequiredService<KernelOptions>(), NullLogger<KeptCalls>.Instance);

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
            .AddDefinitions(configuration).AddCustomers(configuration).AddBanking(configuration)
            .AddContacts(configuration)
            .AddSingleton<IRecordingFiles, RecordedFiles>()
            .AddCapability(CallsCapability.Calls));

    private sealed class SpokenOf : ISpokenPins
    {
        public List<(string Contact, string Customer)> Customers { get; } = [];

        public Task Marked(ContactRecord contact, string agent, long fromUs, string? customerId) => Task.CompletedTask;

        public Task Known(string contactId, string customerId)
        {
            Customers.Add((contactId, customerId));
            return Task.CompletedTask;
        }

        public Task Sealed(string contactId) => Task.CompletedTask;
    }

    private sealed class Told : IDeskNotices
    {
        public Task Settled(string agent, string contactId) => Task.CompletedTask;

        public List<(string, string, string?)> Notices { get; } = [];

        public Task Tell(string agent, string code, string? contactId)
        {
            Notices.Add((agent, code, contactId));
            return Task.CompletedTask;
        }
    }
}
