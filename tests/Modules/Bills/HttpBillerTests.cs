using Dapper;
using Microsoft.Extensions.DependencyInjection;
using TellerLine.Banking;
using TellerLine.Bills;
using TellerLine.CoreKit;
using TellerLine.Kernel;
using TellerLine.Modules.Banking;

namespace TellerLine.Modules.Bills;

/// <summary>
/// Bills over a biller that is another process, reached by HTTP, and fails on purpose: whatever it does, a bill is paid
/// once or the money is back, and nobody is told what is not so.
/// </summary>
public sealed class HttpBillerTests
{
    private const long Whole = 50_000_00, Left = Whole - 128_50;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task arrears_and_a_payment_come_from_the_other_process()
    {
        await using var biller = await KitProcess.Start("biller");
        await using var scene = await Over(biller);
        var bill = new BillReference("telecom", BillerStandIn.Number);
        Assert.Equal(
            Money.Cny(128_50), Assert.IsType<ArrearsAnswer.Owed>(await scene.Bills.Arrears(bill, Ct)).Amount);
        Assert.IsType<ArrearsAnswer.NoSuchNumber>(
            await scene.Bills.Arrears(bill with { Number = "000000000000" }, Ct));

        var posted = Assert.IsType<TransferOutcome.Posted>(
            await scene.Bank.Telephone.Transfer(await scene.Wish(), Ct));
        Assert.Equal((Money.Cny(Left), "260302000001"), (posted.FromBalance, posted.Receipt));
        Assert.Equal(0, await Owed(biller));
        Assert.Equal(["bill-paid"], await scene.Told());
    }

    [Theory]
    [InlineData(Fault.SilentBefore, false)]
    [InlineData(Fault.SilentAfter, true)]
    [InlineData(Fault.FailsAfter, true)]
    [InlineData(Fault.HalfAnAnswer, true)]
    [InlineData(Fault.WrongAmount, true)]
    [InlineData(Fault.WrongKey, true)]
    public async Task what_is_not_answered_rightly_is_unknown_until_the_biller_is_asked_and_is_paid_once_or_given_back(
        Fault fault, bool paid)
    {
        await using var biller = await KitProcess.Start("biller");
        await using var scene = await Over(biller);
        await biller.Does(fault);
        var wish = await scene.Wish();
        await Unknown(scene, biller, wish, silent: fault is Fault.SilentBefore or Fault.SilentAfter);
        Assert.Equal(Left, await scene.Bank.Fen(scene.Account));
        Assert.Empty(await scene.Told());
        Assert.Equal(TransferEnd.Unknown, Assert.Single(await scene.Bank.Telephone.Untold("C1", Ct)).End);

        scene.Bank.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(1, await scene.Bank.Reconciler.Round(Ct));
        var again = await scene.Bank.Telephone.Transfer(
            wish with { Token = await scene.Bank.Token("C1") }, Ct);
        if (paid)
            Assert.IsType<TransferOutcome.Posted>(again);
        else
            Assert.Equal(TransferRefusal.NeverArrived, Assert.IsType<TransferOutcome.Refused>(again).Reason);
        Assert.Equal(paid ? 0 : 128_50, await Owed(biller));
        Assert.Equal(paid ? Left : Whole, await scene.Bank.Fen(scene.Account));
        Assert.Equal([paid ? "bill-paid" : "bill-returned"], await scene.Told());
        await scene.Bank.Prove();
    }

    [Fact]
    public async Task a_payment_that_arrives_after_it_was_asked_about_pays_nothing()
    {
        await using var biller = await KitProcess.Start("biller");
        await using var scene = await Over(biller);
        await biller.Does(Fault.Late);
        await Unknown(scene, biller, await scene.Wish(), silent: true);
        scene.Bank.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(1, await scene.Bank.Reconciler.Round(Ct));

        await biller.Release();
        Assert.Equal(128_50, await Owed(biller));
        Assert.Equal(Whole, await scene.Bank.Fen(scene.Account));
        Assert.Equal(TransferEnd.Failed, Assert.Single(await scene.Bank.Telephone.Untold("C1", Ct)).End);
    }

    [Fact]
    public async Task a_biller_that_goes_on_answering_wrongly_leaves_it_open_and_one_that_is_away_says_so()
    {
        await using var biller = await KitProcess.Start("biller");
        await using var scene = await Over(biller);
        await biller.Does(Fault.WrongKey);
        await Unknown(scene, biller, await scene.Wish(), silent: false);
        biller.Kill();
        for (var round = 0; round < 3; round++)
        {
            scene.Bank.Clock.Advance(TimeSpan.FromMinutes(1));
            Assert.Equal(0, await scene.Bank.Reconciler.Round(Ct));
        }
        Assert.Equal("debited", await scene.State());
        Assert.IsType<ArrearsAnswer.Unavailable>(
            await scene.Bills.Arrears(new("telecom", BillerStandIn.Number), Ct));
        var check = ActivatorUtilities.CreateInstance<BillersCheck>(scene.Bank.Kernel.Services);
        Assert.Equal(HealthState.Fault, (await check.Look(Ct)).State);
        var open = await scene.Bank.Kernel.Services.GetRequiredService<ITransactionFigures>()
            .Open(new DateOnly(2026, 3, 2), 10, Ct);
        Assert.Equal(("billTelecom", "debited"), (Assert.Single(open).Kind, open[0].State));
    }

    [Fact]
    public async Task a_reversal_without_an_answer_is_asked_again_until_the_money_is_back()
    {
        await using var biller = await KitProcess.Start("biller");
        await using var scene = await Over(biller);
        Assert.IsType<TransferOutcome.Posted>(await scene.Bank.Telephone.Transfer(await scene.Wish(), Ct));
        await biller.Does(Fault.SilentAfter);
        var reversing = scene.Reversals.Reverse(await scene.Id(), (_, _) => { }, Ct);
        await biller.HasTheOrder();
        scene.Bank.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.IsType<BillReversalOutcome.Unknown>(await reversing);
        Assert.Equal(("reversing", Left), (await scene.State(), await scene.Bank.Fen(scene.Account)));

        scene.Bank.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(1, await scene.Bank.Reconciler.Round(Ct));
        Assert.Equal(("reversed", Whole), (await scene.State(), await scene.Bank.Fen(scene.Account)));
        Assert.Equal(128_50, await Owed(biller));
        Assert.Equal(["bill-paid", "bill-reversed"], await scene.Told());
    }

    [Fact]
    public async Task the_stand_in_keeps_to_the_contract_and_the_kit_sees_when_it_does_not()
    {
        await using var biller = await KitProcess.Start("biller");
        using var client = biller.Biller();
        Assert.Empty(await Broken(client));
        await biller.Does(Fault.ForgetsKeys, 1_000);
        Assert.Contains("answers the same key with the same answer and pays nothing", await Broken(client));
        await biller.Does(Fault.PostsBarred, 1_000);
        Assert.Contains("bars a payment that is asked about before it comes", await Broken(client));
        await biller.Does(Fault.PostsTwice, 1_000);
        Assert.Contains("pays once when a key comes 20 times at once", await Broken(client));
        await biller.Does(Fault.WrongAmount, 1_000);
        Assert.Contains("pays an order, with a receipt, and exactly its amount", await Broken(client));
    }

    private static async Task<List<string>> Broken(BillerClient client)
    {
        List<string> broken = [];
        await foreach (var finding in new BillerConformance(client, "telecom", BillerStandIn.Number).Run())
        {
            if (finding.Broken is not null)
                broken.Add(finding.Demand);
        }
        return broken;
    }

    private static Task<BillScene> Over(KitProcess biller) =>
        BillScene.Start(biller: biller.Address, token: KitProcess.Token);

    private static async Task Unknown(BillScene scene, KitProcess biller, TransferWish wish, bool silent)
    {
        var asked = scene.Bank.Telephone.Transfer(wish, Ct);
        if (silent)
        {
            await biller.HasTheOrder();
            scene.Bank.Clock.Advance(TimeSpan.FromMilliseconds(1_200));
        }
        Assert.IsType<TransferOutcome.Unknown>(await asked);
    }

    private static async Task<long> Owed(KitProcess biller)
    {
        using var client = biller.Biller();
        return (await client.Arrears(new BillQuestion("telecom", BillerStandIn.Number))).AmountMinor!.Value;
    }
}
