using Dapper;
using Microsoft.Extensions.DependencyInjection;
using TellerLine.Banking;
using TellerLine.Bills;
using TellerLine.Kernel;
using TellerLine.Modules.Banking;
using TellerLine.Notices;

namespace TellerLine.Modules.Bills;

/// <summary>One bill after the other over the biller inside: rules, refusals, reversal.</summary>
public sealed class BillTests
{
    private const long Whole = 50_000_00, Left = Whole - 128_50;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task a_bill_is_debited_and_paid_and_the_customer_told_with_the_receipt()
    {
        await using var scene = await BillScene.Start();
        var posted = await Posted(scene);
        Assert.Equal(Left, await scene.Bank.Fen(scene.Account));
        Assert.Equal(128_50, await scene.Bank.Fen(BillScene.Settlement));
        await scene.Bank.Kernel.Services.GetRequiredService<DueRunner>().CatchUp(Ct);
        var inbox = await scene.Bank.Kernel.Services.GetRequiredService<Inbox>().Look("C1", Ct);
        Assert.Equal(
            [$"【宁川银行】您尾号{scene.Account[^4..]}的账户于03-02 10:00向塞上电信缴费128.50元，回执号{posted.Receipt}。非本人操作请即致电95000。"],
            inbox!.Messages.Select(message => message.Text));
        Assert.Equal(
            ("billTelecom", "posted", posted.Receipt!, "telecom", "095160112850"),
            await scene.Bank.Kernel.Db.Read(c => c.QuerySingle<(string, string, string, string, string)>(
                "SELECT kind, state, receipt, biller, number FROM bill"), Ct));
        Assert.Equal(
            Money.Cny(0),
            Assert.IsType<ArrearsAnswer.Owed>(
                await scene.Bills.Arrears(new("telecom", "095160112850"), Ct)).Amount);
    }

    [Fact]
    public async Task a_biller_that_refuses_has_the_money_given_back_with_notice_and_the_day_s_sum_with_it()
    {
        await using var scene = await BillScene.Start();
        scene.Biller.Refuses = TransferRefusal.BillerRefused;
        var refused = Assert.IsType<TransferOutcome.Refused>(
            await scene.Bank.Telephone.Transfer(await scene.Wish(), Ct));
        Assert.Equal(TransferRefusal.BillerRefused, refused.Reason);
        Assert.Equal((Whole, "failed"), (await scene.Bank.Fen(scene.Account), await scene.State()));
        Assert.Equal(["bill-returned"], await scene.Told());
        Assert.Equal(0, await scene.Bank.Kernel.Db.Read(c => c.QuerySingle<long>("SELECT minor FROM bank_day_sum"), Ct));
    }

    [Fact]
    public async Task a_way_back_that_the_core_refuses_is_tried_under_the_next_key_until_it_takes_it()
    {
        await using var scene = await BillScene.Start();
        scene.Biller.CutThere = true;
        Assert.IsType<TransferOutcome.Unknown>(await scene.Bank.Telephone.Transfer(await scene.Wish(), Ct));
        scene.Biller.CutThere = false;
        await Status(scene, "frozen");
        await Rounds(scene, 2);
        Assert.Equal("returning", await scene.State());
        await Status(scene, "active");
        await Rounds(scene, 1);
        Assert.Equal((Whole, "failed"), (await scene.Bank.Fen(scene.Account), await scene.State()));
        Assert.Equal(["bill-returned"], await scene.Told());
    }

    [Fact]
    public async Task what_the_biller_does_not_take_never_leaves()
    {
        await using var scene = await BillScene.Start();
        var wish = await scene.Wish();
        (TransferWish, TransferRefusal)[] wrong =
        [
            (wish with { Bill = null }, TransferRefusal.BillerClosed),
            (wish with { Bill = new("nobody", "095160112850") }, TransferRefusal.BillerClosed),
            (wish with { Bill = new("telecom", "12") }, TransferRefusal.BillerClosed),
            (wish with { Kind = TransferKind.BillGas }, TransferRefusal.BillerClosed),
            (wish with { Amount = Money.Cny(99) }, TransferRefusal.BillAmount),
            (wish with { Amount = Money.Cny(2_000_01) }, TransferRefusal.BillAmount),
        ];
        foreach (var (bad, why) in wrong)
            Assert.Equal(
                why, Assert.IsType<TransferOutcome.Refused>(await scene.Bank.Telephone.Transfer(bad, Ct)).Reason);
        scene.Bank.Evidence.Kept = false;
        Assert.Equal(
            TransferRefusal.NotRecorded,
            Assert.IsType<TransferOutcome.Refused>(await scene.Bank.Telephone.Transfer(wish, Ct)).Reason);
        Assert.Equal(Whole, await scene.Bank.Fen(scene.Account));
    }

    [Fact]
    public async Task bills_and_payees_share_the_contract_s_limits_of_a_payment_and_of_a_day()
    {
        await using var scene = await BillScene.Start();
        scene.Bank.Papers.Type = scene.Bank.Papers.Type with { BoundPerDay = 200 };
        await Posted(scene);
        var second = await scene.Wish("key-00000002", 100_00, "095160190000");
        Assert.Equal(
            TransferRefusal.OverDayLimit,
            Assert.IsType<TransferOutcome.Refused>(await scene.Bank.Telephone.Transfer(second, Ct)).Reason);
        var payee = await scene.Bank.Open("C2", 0);
        scene.Bank.Papers.Name(payee);
        var transfer = second with { Kind = TransferKind.Payee, Bill = null, To = payee, PayeeKnown = true };
        Assert.Equal(
            TransferRefusal.OverDayLimit,
            Assert.IsType<TransferOutcome.Refused>(await scene.Bank.Telephone.Transfer(transfer, Ct)).Reason);
        Assert.IsType<TransferOutcome.Posted>(
            await scene.Bank.Telephone.Transfer(second with { Amount = Money.Cny(71_50) }, Ct));
    }

    [Fact]
    public async Task a_bill_is_screened_for_risk_and_its_biller_is_nobody_s_new_payee()
    {
        await using var scene = await BillScene.Start();
        scene.Bank.Screen.Says = new RiskVerdict(RiskResult.Review, "many");
        Assert.Equal(
            TransferRefusal.RiskReview,
            Assert.IsType<TransferOutcome.Refused>(
                await scene.Bank.Telephone.Transfer(await scene.Wish(), Ct)).Reason);
        Assert.False(Assert.Single(scene.Bank.Screen.Asked).NewPayee);
    }

    [Fact]
    public async Task with_an_agent_a_bill_waits_for_a_second_person_and_is_paid_when_let_go()
    {
        await using var scene = await BillScene.Start();
        var wish = await scene.Wish() with
        {
            Origin = Bank.Keyed with { Way = OrderWay.Agent, Agent = "1001", AloneMinor = 100_00, Session = "s1" },
        };
        var pending = Assert.IsType<TransferOutcome.Pending>(await scene.Bank.Telephone.Transfer(wish, Ct));
        Assert.Equal(Whole, await scene.Bank.Fen(scene.Account));
        var approved = Assert.IsType<SecondOutcome.Approved>(await scene.Bank.Second.Approve(
            pending.TransactionId, new SecondDecider("2001", "s2", null), (_, _) => "signature", Ct));
        Assert.NotNull(Assert.IsType<TransferOutcome.Posted>(approved.Transfer).Receipt);
        Assert.Equal((Left, "posted"), (await scene.Bank.Fen(scene.Account), await scene.State()));
    }

    [Fact]
    public async Task a_paid_bill_is_reversed_on_its_day_once_and_can_be_paid_again()
    {
        await using var scene = await BillScene.Start();
        await Posted(scene);
        var signed = 0;
        Assert.IsType<BillReversalOutcome.Reversed>(
            await scene.Reversals.Reverse(await scene.Id(), (_, _) => signed++, Ct));
        Assert.Equal((Whole, "reversed"), (await scene.Bank.Fen(scene.Account), await scene.State()));
        Assert.Equal(["bill-paid", "bill-reversed"], await scene.Told());
        Assert.Equal(
            BillReversalRefusal.NotPosted,
            Assert.IsType<BillReversalOutcome.Refused>(
                await scene.Reversals.Reverse(await scene.Id(), (_, _) => signed++, Ct)).Why);
        Assert.Equal(1, signed);
        Assert.IsType<TransferOutcome.Posted>(
            await scene.Bank.Telephone.Transfer(await scene.Wish("key-00000002"), Ct));
    }

    [Fact]
    public async Task after_its_day_a_bill_stays_paid()
    {
        await using var scene = await BillScene.Start();
        await Posted(scene);
        scene.Bank.Clock.Advance(TimeSpan.FromHours(14));
        Assert.Equal(
            BillReversalRefusal.TooLate,
            Assert.IsType<BillReversalOutcome.Refused>(
                await scene.Reversals.Reverse(await scene.Id(), (_, _) => { }, Ct)).Why);
        Assert.Equal("posted", await scene.State());
    }

    private static async Task<TransferOutcome.Posted> Posted(BillScene scene) =>
        Assert.IsType<TransferOutcome.Posted>(await scene.Bank.Telephone.Transfer(await scene.Wish(), Ct));

    private static Task<bool> Status(BillScene scene, string status) => scene.Bank.Kernel.Db.Write(scope =>
        scope.Connection.Execute(
            "UPDATE ledger_account SET status = @status WHERE number = @Account", new { status, scene.Account },
            scope.Transaction) == 1);

    private static async Task Rounds(BillScene scene, int count)
    {
        for (var round = 0; round < count; round++)
        {
            scene.Bank.Clock.Advance(TimeSpan.FromMinutes(1));
            await scene.Bank.Reconciler.Round(Ct);
        }
    }
}
