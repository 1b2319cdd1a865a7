using Dapper;
using Microsoft.Extensions.DependencyInjection;
using TellerLine.Banking;
using TellerLine.Customers;
using TellerLine.Kernel;
using TellerLine.Notices;

namespace TellerLine.Modules.Banking;

/// <summary>What customers are told of their own business, in the transaction in which it happens.</summary>
public sealed class BankNoticeTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [BothEngines]
    public async Task a_transfer_that_is_posted_gives_exactly_one_notice(DbEngine engine)
    {
        await using var bank = await Start(engine);
        var transfer = await Prepare(bank);
        var posted = Assert.IsType<TransferOutcome.Posted>(await bank.Telephone.Transfer(transfer, Ct));
        Assert.Equal(posted, await bank.Telephone.Transfer(transfer, Ct));
        await bank.Kernel.Services.GetRequiredService<DueRunner>().CatchUp(Ct);
        var (tail, other) = (transfer.From[^4..], transfer.To[^4..]);
        Assert.Equal(
            [$"【宁川银行】您尾号{tail}的账户于03-02 10:00向尾号{other}的账户转账1,300.00元，余额8,700.00元。非本人操作请即致电95000。"],
            await Texts(bank));
    }

    [Theory]
    [BothEngines]
    public async Task a_transfer_that_is_settled_later_is_told_then_and_once(DbEngine engine)
    {
        await using var bank = await Start(engine);
        var transfer = await Prepare(bank);
        bank.Core.CutBack = true;
        Assert.IsType<TransferOutcome.Unknown>(await bank.Telephone.Transfer(transfer, Ct));
        Assert.Equal(0, await Notices(bank));
        bank.Core.CutBack = false;
        bank.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(1, await bank.Reconciler.Round(Ct));
        Assert.Equal(0, await bank.Reconciler.Round(Ct));
        Assert.Equal(1, await Notices(bank));
    }

    [Theory, BothEngines]
    public async Task a_repayment_is_told_as_one_with_what_is_still_owed(DbEngine engine)
    {
        await using var bank = await Start(engine);
        var transfer = await Prepare(bank);
        var card = await bank.Open("C1", -2_000_00, AccountKind.Credit, creditLimit: 10_000_00);
        Assert.IsType<TransferOutcome.Posted>(await bank.Telephone.Transfer(transfer with { To = card }, Ct));
        var loan = await LoanBooks.Loan(
            bank.Kernel.Db, "C1", new LoanTerms(5_000_00, 435, new(2026, 3, 2), new(2027, 3, 2), 12));
        bank.Core.CutBack = true;
        Assert.IsType<TransferOutcome.Unknown>(await bank.Telephone.Transfer(
            transfer with { To = loan, IdempotencyKey = "wish-0002", Token = await bank.Token("C1") }, Ct));
        bank.Core.CutBack = false;
        bank.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(1, await bank.Reconciler.Round(Ct));
        await bank.Kernel.Services.GetRequiredService<DueRunner>().CatchUp(Ct);
        var (tail, other) = (transfer.From[^4..], card[^4..]);
        Assert.Equal(
            [
                $"【宁川银行】您尾号{tail}的账户于03-02 10:00向尾号{other}的信用卡还款1,300.00元，还款后欠款700.00元。非本人操作请即致电95000。",
                $"【宁川银行】您尾号{tail}的账户于03-02 10:00向尾号{loan[^4..]}的贷款还款1,300.00元，还款后剩余本金3,700.00元。非本人操作请即致电95000。",
            ],
            await Texts(bank));
    }

    [Fact]
    public async Task a_transfer_that_failed_is_not_told_as_one()
    {
        await using var bank = await Start(DbEngine.Sqlite);
        var transfer = await Prepare(bank);
        Assert.IsType<TransferOutcome.Refused>(
            await bank.Telephone.Transfer(transfer with { Amount = Money.Cny(99_000_00) }, Ct));
        Assert.Equal(0, await Notices(bank));
    }

    [Fact]
    public async Task a_pin_that_is_blocked_and_then_frozen_is_told_once_each()
    {
        await using var bank = await Start(DbEngine.Sqlite);
        await bank.Pins.Set("C1", PinKind.Enquiry, "739184"u8);
        await Wrong(bank, 4);
        await bank.Kernel.Services.GetRequiredService<DueRunner>().CatchUp(Ct);
        Assert.Equal(
            ["【宁川银行】您的查询密码于03-02 10:00连续输错，今日已锁定，明日自动恢复。非本人操作请即致电95000。"], await Texts(bank));
        bank.Clock.Advance(TimeSpan.FromDays(1));
        await Wrong(bank, 4);
        await bank.Kernel.Services.GetRequiredService<DueRunner>().CatchUp(Ct);
        Assert.Equal(
            "【宁川银行】您的查询密码于03-03 10:00因多次输错已冻结，请持有效证件到网点解除。非本人操作请即致电95000。", (await Texts(bank))[^1]);
        Assert.Equal(2, await Notices(bank));
    }

    private static Task<Bank> Start(DbEngine engine) => Bank.StartWithNotices(engine);

    private static async Task<TransferWish> Prepare(Bank bank)
    {
        var (from, to) = (await bank.Open("C1", 10_000_00), await bank.Open("C1", 0));
        return new TransferWish(
            TransferKind.Own, "C1", from, to, Money.Cny(1_300_00), "wish-0001", "call-1", await bank.Token("C1"))
        {
            Origin = Bank.Keyed,
        };
    }

    private static async Task Wrong(Bank bank, int times)
    {
        for (var i = 0; i < times; i++)
        {
            await using var check = await bank.Pins.Open("C1", PinKind.Enquiry, $"call-{i}", Ct);
            await check.Settle(check.Matches("000000"u8));
        }
    }

    private static Task<long> Notices(Bank bank) =>
        bank.Kernel.Db.Read(c => c.ExecuteScalar<long>("SELECT COUNT(*) FROM notice"), Ct);

    private static async Task<IReadOnlyList<string>> Texts(Bank bank) =>
        [.. (await bank.Kernel.Services.GetRequiredService<Inbox>().Look("C1", Ct))!.Messages.Select(m => m.Text)];
}
