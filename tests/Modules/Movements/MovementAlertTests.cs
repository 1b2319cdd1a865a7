using Dapper;
using Microsoft.Extensions.DependencyInjection;
using TellerLine.Banking;
using TellerLine.Kernel;
using TellerLine.Modules.Banking;
using TellerLine.Movements;
using TellerLine.Notices;

namespace TellerLine.Modules.Movements;

/// <summary>What moves on an account with alerts is told once, whatever moved it, over restarts.</summary>
public sealed class MovementAlertTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(DbEngine.Sqlite)]
    [InlineData(DbEngine.PostgreSql)]
    public async Task a_movement_of_the_threshold_or_more_either_way_is_told_once(DbEngine engine)
    {
        await using var bank = await Start(engine);
        var (account, other) = (await bank.Open("C1", 1_000_00), await bank.Open("C2", 1_000_00));
        await Move(bank, account, other, 200_00);
        await Set(bank, account, new AlertSetting(true, 100_00));
        Assert.Equal(0, await Round(bank));

        await Move(bank, account, other, 100_00);
        await Move(bank, other, account, 150_00);
        await Move(bank, account, other, 99_99);
        Assert.Equal(2, await Round(bank));
        Assert.Equal(0, await Round(bank));
        Assert.Equal(["alert-changed", "movement-alert", "movement-alert"], await Sent(bank.Kernel.Db));
        Assert.Equal((2L, "on"), await Row(bank.Kernel.Db));
    }

    [Fact]
    public async Task the_customer_reads_account_way_amount_balance_and_time()
    {
        await using var bank = await Start(DbEngine.Sqlite);
        var (account, other) = (await bank.Open("C1", 1_000_00), await bank.Open("C2", 0));
        await Set(bank, account, new AlertSetting(true, 100_00));
        await Move(bank, account, other, 250_50);
        await Move(bank, other, account, 100_00);
        await Round(bank);
        await Set(bank, account, new AlertSetting(false, 100_00));
        await bank.Kernel.Services.GetRequiredService<DueRunner>().CatchUp(Ct);
        var read = (await bank.Kernel.Services.GetRequiredService<Inbox>().Look("C1", Ct))!.Messages
            .Select(message => message.Text);
        var tail = account[^4..];
        Assert.Equal(
            new[]
            {
                $"【宁川银行】您尾号{tail}的账户于03-02 10:00设置动账通知：已开通，100元起通知。非本人操作请即致电95000。",
                $"【宁川银行】您尾号{tail}的账户于03-02 10:00支出250.50元，余额749.50元。非本人操作请即致电95000。",
                $"【宁川银行】您尾号{tail}的账户于03-02 10:00收入100.00元，余额849.50元。非本人操作请即致电95000。",
                $"【宁川银行】您尾号{tail}的账户于03-02 10:00设置动账通知：已关闭。非本人操作请即致电95000。",
            }.Order(),
            read.Order());
    }

    [Fact]
    public async Task after_a_restart_nothing_is_told_twice_and_what_moved_meanwhile_is_told()
    {
        await using var bank = await Start(DbEngine.Sqlite);
        var (account, other) = (await bank.Open("C1", 1_000_00), await bank.Open("C2", 0));
        await Set(bank, account, new AlertSetting(true, 0));
        await Move(bank, account, other, 1_00);
        Assert.Equal(1, await Round(bank));
        await Move(bank, account, other, 2_00);

        await using var again = await bank.Kernel.Another();
        Assert.Equal(1, await again.Services.GetRequiredService<MovementFollower>().Round(Ct));
        // A position lost in a crash: all of it is read again, and known.
        await again.Db.Write(
            scope => scope.Connection.Execute(
                "UPDATE movement_alert SET position_us = since_us", transaction: scope.Transaction),
            Ct);
        Assert.Equal(0, await again.Services.GetRequiredService<MovementFollower>().Round(Ct));
        Assert.Equal(0, await Round(bank));
        Assert.Equal(["alert-changed", "movement-alert", "movement-alert"], await Sent(again.Db));
    }

    [Fact]
    public async Task of_two_followers_at_once_one_tells()
    {
        await using var bank = await Start(DbEngine.Sqlite);
        var (account, other) = (await bank.Open("C1", 1_000_00), await bank.Open("C2", 0));
        await Set(bank, account, new AlertSetting(true, 0));
        await Move(bank, account, other, 1_00);
        var told = await Task.WhenAll(Round(bank), Round(bank), Round(bank));
        Assert.Equal(1, told.Sum());
    }

    [Fact]
    public async Task off_tells_nothing_and_on_again_nothing_of_the_time_between()
    {
        await using var bank = await Start(DbEngine.Sqlite);
        var (account, other) = (await bank.Open("C1", 1_000_00), await bank.Open("C2", 0));
        await Set(bank, account, new AlertSetting(true, 0));
        await Set(bank, account, new AlertSetting(false, 0));
        await Move(bank, account, other, 500_00);
        Assert.Equal(0, await Round(bank));
        await Set(bank, account, new AlertSetting(true, 0));
        Assert.Equal(0, await Round(bank));
        await Move(bank, account, other, 1_00);
        Assert.Equal(1, await Round(bank));
        var changes = await bank.Kernel.Db.Read(
            c => c.Query<string>("SELECT kind FROM journal WHERE stream LIKE 'movement-alert/%'").AsList(), Ct);
        Assert.Equal(Enumerable.Repeat("movementAlert.changed", 3), changes);
    }

    [Fact]
    public async Task set_as_it_is_already_writes_and_tells_nothing()
    {
        await using var bank = await Start(DbEngine.Sqlite);
        var account = await bank.Open("C1", 1_000_00);
        await Set(bank, account, new AlertSetting(false, 5_00));
        Assert.Empty(await Sent(bank.Kernel.Db));
        await Set(bank, account, new AlertSetting(true, 5_00));
        await Set(bank, account, new AlertSetting(true, 5_00));
        Assert.Equal(["alert-changed"], await Sent(bank.Kernel.Db));
        Assert.Equal(
            new AlertSetting(true, 5_00),
            await bank.Kernel.Services.GetRequiredService<IMovementAlerts>().Of(account, Ct));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Set(bank, account, new AlertSetting(true, -1)));
    }

    [Fact]
    public async Task a_core_bank_that_is_away_costs_nothing_but_time_and_many_at_once_are_all_told()
    {
        await using var bank = await Start(DbEngine.Sqlite);
        var (account, other) = (await bank.Open("C1", 1_000_00), await bank.Open("C2", 0));
        await Set(bank, account, new AlertSetting(true, 0));
        bank.Core.CutThere = true;
        Assert.Equal(0, await Round(bank));
        bank.Core.CutThere = false;
        for (var i = 0; i < MovementFollower.AtOnce + 7; i++)
            await Move(bank, account, other, 1_00);
        Assert.Equal(MovementFollower.AtOnce + 7, await Round(bank));
    }

    private static Task<int> Round(Bank bank) =>
        bank.Kernel.Services.GetRequiredService<MovementFollower>().Round(Ct);

    private static async Task Move(Bank bank, string from, string to, long fen)
    {
        bank.Clock.Advance(TimeSpan.FromSeconds(1));
        var key = $"key-{Guid.NewGuid():N}";
        Assert.IsType<CoreAnswer.Posted>(
            await bank.Ledger.Transfer(new TransferOrder(key, from, to, Money.Cny(fen), "T1"), Ct));
    }

    private static async Task Set(Bank bank, string account, AlertSetting setting)
    {
        bank.Clock.Advance(TimeSpan.FromSeconds(1));
        var of = (await bank.Ledger.Account(account, Ct))!;
        await bank.Kernel.Services.GetRequiredService<IMovementAlerts>().Set(
            new AlertWish(of, setting, "customer", "call-1", "zh-CN"), Ct);
    }

    private static Task<List<string>> Sent(IDb db) => db.Read(
        c => c.Query<string>("SELECT template FROM notice ORDER BY queued_us, id").AsList(), Ct);

    private static Task<(long Told, string State)> Row(IDb db) => db.Read(
        c => c.QuerySingle<(long, string)>("SELECT told, state FROM movement_alert"), Ct);

    private static Task<Bank> Start(DbEngine engine) =>
        Bank.StartWithNotices(engine, (services, configuration) => services.AddMovements(configuration));
}
