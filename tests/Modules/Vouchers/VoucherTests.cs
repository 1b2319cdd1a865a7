using Dapper;
using Microsoft.Extensions.DependencyInjection;
using TellerLine.Access;
using TellerLine.Banking;
using TellerLine.Kernel;
using TellerLine.Modules.Banking;
using TellerLine.Vouchers;
using TellerLine.Vouchers.Core;

namespace TellerLine.Modules.Vouchers;

/// <summary>
/// One voucher a posting, whatever happens between the posting and the seal; each part of it is proved.
/// </summary>
public sealed class VoucherTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothEngines]
    public async Task a_posting_owes_a_voucher_that_a_restart_does_not_forget_and_nothing_makes_twice(DbEngine engine)
    {
        var clock = new FakeTime(new DateTimeOffset(2026, 3, 2, 2, 0, 0, TimeSpan.Zero));
        await using var kernel = await Start(engine, clock);
        var scene = new VoucherScene(kernel.Services, kernel.DataDirectory);
        await scene.Call("n1-a");
        clock.Advance(TimeSpan.FromSeconds(3));
        var id = await scene.Paid("n1-a");
        Assert.Equal("pending", (await scene.Of(id)).State);

        // Nobody listens: the process dies here. The call goes on, then ends, and its recording is sealed late.
        await using var again = await kernel.Another();
        var after = new VoucherScene(again.Services, again.DataDirectory);
        clock.Advance(TimeSpan.FromMinutes(2));
        await CatchUp(again);
        Assert.Equal("pending", (await after.Of(id)).State);
        await after.End("n1-a");
        clock.Advance(TimeSpan.FromMinutes(4));
        await CatchUp(again);
        var voucher = await after.Of(id);
        Assert.Equal(("complete", 1L, "", null), (voucher.State, voucher.Seq, voucher.Previous, voucher.Gap));
        Assert.Equal("sha-256$", voucher.Evidence!.RecordingHash![..8]);
        Assert.True(voucher.Evidence.ToSample > voucher.Evidence.FromSample);

        // Told again, or looked at again, it stays the one it is.
        var posted = (await again.Services.GetRequiredService<IPostedTransactions>().Find(id, Ct))!;
        await again.Db.Write(scope =>
        {
            again.Services.GetRequiredService<ITransactionWitness>().Posted(scope, posted);
            return true;
        }, Ct);
        await again.Services.GetRequiredService<VoucherDuty>().Ended("n1-a");
        await CatchUp(again);
        Assert.Equal(voucher, await after.Of(id));
        Assert.Equal((1L, voucher.Hash!), await again.Db.Read(VoucherStore.Head, Ct));
    }

    [Theory, BothEngines]
    public async Task an_unknown_transaction_owes_none_until_reconciliation_finds_it_posted(DbEngine engine)
    {
        var clock = new FakeTime(new DateTimeOffset(2026, 3, 2, 2, 0, 0, TimeSpan.Zero));
        WaywardCore? core = null;
        await using var kernel = await TestKernel.Start(
            engine,
            (services, configuration) =>
            {
                services.AddAccess(configuration).AddSingleton<TimeProvider>(clock).AddSingleton<ICoreBank>(provider =>
                    core = new WaywardCore(new EmbeddedLedger(provider.GetRequiredService<Db>(), clock)));
                VoucherScene.Add(services, configuration);
            }, Settings);
        var scene = new VoucherScene(kernel.Services, kernel.DataDirectory);
        _ = kernel.Services.GetRequiredService<ICoreBank>();
        await scene.Call("n1-a");
        core!.CutBack = true;
        var id = Assert.IsType<TransferOutcome.Unknown>(await scene.Pay("n1-a")).TransactionId!;
        Assert.Null(await scene.Of(id));
        core.CutBack = false;
        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(1, await kernel.Services.GetRequiredService<Reconciler>().Round(Ct));
        Assert.Equal(0, await kernel.Services.GetRequiredService<Reconciler>().Round(Ct));
        var voucher = await scene.Of(id);
        Assert.Equal(("pending", 1L), (voucher.State, voucher.Reconciled));
    }

    [Theory, BothEngines]
    public async Task each_part_that_is_altered_is_found_and_named(DbEngine engine)
    {
        var clock = new FakeTime(new DateTimeOffset(2026, 3, 2, 2, 0, 0, TimeSpan.Zero));
        await using var kernel = await Start(engine, clock);
        var scene = new VoucherScene(kernel.Services, kernel.DataDirectory);
        List<string> ids = [];
        foreach (var contact in (string[])["n1-a", "n1-b", "n1-c"])
        {
            await scene.Call(contact);
            ids.Add(await scene.Paid(contact));
            await scene.End(contact);
            await kernel.Services.GetRequiredService<VoucherDuty>().Ended(contact);
            await CatchUp(kernel);
        }

        Assert.Equal("", await Verified(kernel, ids[1]));
        scene.Flip("n1-b");
        Assert.Equal("recording", await Verified(kernel, ids[1]));
        Assert.Equal("gap", (await scene.Of(ids[1])).State);
        Assert.NotEqual("", (await scene.Of(ids[1])).Detail);
        scene.Flip("n1-b");
        Assert.Equal("", await Verified(kernel, ids[1]));
        Assert.Equal("complete", (await scene.Of(ids[1])).State);

        File.Move(scene.FileOf("n1-b"), scene.FileOf("n1-b") + ".away");
        Assert.Equal("fileMissing", await Verified(kernel, ids[1]));
        File.Move(scene.FileOf("n1-b") + ".away", scene.FileOf("n1-b"));

        await Alter(kernel, "UPDATE voucher SET amount_minor = amount_minor + 1 WHERE transaction_id = @id", ids[1]);
        Assert.Equal("row,transaction", await Verified(kernel, ids[1]));
        await Alter(kernel, "UPDATE voucher SET amount_minor = amount_minor - 1 WHERE transaction_id = @id", ids[1]);
        await Alter(kernel, "UPDATE bank_transaction SET contact_id = 'n1-x' WHERE id = @id", ids[1]);
        Assert.Equal("transaction", await Verified(kernel, ids[1]));
        await Alter(kernel, "UPDATE bank_transaction SET contact_id = 'n1-b' WHERE id = @id", ids[1]);
        await Alter(kernel, "UPDATE voucher SET hash = 'sha-256$00' WHERE transaction_id = @id", ids[1]);
        Assert.Equal("row,seal,chain", await Verified(kernel, ids[1]));
        var (_, broken) = await kernel.Services.GetRequiredService<VoucherVerifier>().VerifyAll(0, Ct);
        Assert.Equal([ids[1], ids[2]], broken);

        // One that is gone is missed by its neighbours.
        await Alter(kernel, "DELETE FROM voucher WHERE transaction_id = @id", ids[1]);
        Assert.Equal("chain", await Verified(kernel, ids[0]));
        Assert.Equal("chain", await Verified(kernel, ids[2]));
    }

    [Fact]
    public async Task what_was_posted_before_there_were_vouchers_has_its_own_at_the_first_start()
    {
        var clock = new FakeTime(new DateTimeOffset(2026, 3, 2, 2, 0, 0, TimeSpan.Zero));
        await using var kernel = await Start(DbEngine.Sqlite, clock);
        var scene = new VoucherScene(kernel.Services, kernel.DataDirectory);
        await scene.Call("n1-a");
        var id = await scene.Paid("n1-a");
        await kernel.Db.Write(scope => scope.Connection.Execute(
            "DELETE FROM voucher; DELETE FROM due; UPDATE voucher_head SET caught_up = 0",
            transaction: scope.Transaction), Ct);
        await using var upgraded = await kernel.Another();
        Assert.Equal("pending", (await new VoucherScene(upgraded.Services, kernel.DataDirectory).Of(id)).State);
    }

    [Fact]
    public async Task without_a_recording_it_is_a_gap_at_once()
    {
        var clock = new FakeTime(new DateTimeOffset(2026, 3, 2, 2, 0, 0, TimeSpan.Zero));
        await using var kernel = await Start(DbEngine.Sqlite, clock);
        var scene = new VoucherScene(kernel.Services, kernel.DataDirectory);
        await scene.Call("n1-a", recorded: false);
        var id = await scene.Paid("n1-a");
        await scene.End("n1-a", recorded: false);
        await kernel.Services.GetRequiredService<VoucherDuty>().Ended("n1-a");
        await CatchUp(kernel);
        var voucher = await scene.Of(id);
        Assert.Equal(("gap", EvidenceGaps.NoRecording), (voucher.State, voucher.Gap));
        Assert.Equal("", await Verified(kernel, id));
    }

    private static readonly (string, string)[] Settings =
    [
        ("Banking:Demonstration", "false"), ("Banking:PinIterations", "10000"), ("Banking:CoreTimeoutMs", "1000"),
        ("Access:Demo", "true"),
    ];

    private static Task<TestKernel> Start(DbEngine engine, FakeTime clock) => TestKernel.Start(
        engine,
        (services, configuration) =>
        {
            services.AddAccess(configuration).AddSingleton<TimeProvider>(clock);
            VoucherScene.Add(services, configuration);
        }, Settings);

    private static Task CatchUp(TestKernel kernel) =>
        kernel.Services.GetRequiredService<DueRunner>().CatchUp(Ct);

    private static async Task<string> Verified(TestKernel kernel, string id)
    {
        var before = await kernel.Db.Read(c => VoucherStore.Find(c, id), Ct);
        return (await kernel.Services.GetRequiredService<VoucherVerifier>().Verify(before!, "system", Ct)).Faults;
    }

    private static Task<int> Alter(TestKernel kernel, string sql, string id) => kernel.Db.Write(scope =>
        scope.Connection.Execute(sql, new { id }, scope.Transaction), Ct);
}
