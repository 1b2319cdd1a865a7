using Dapper;
using Microsoft.Extensions.DependencyInjection;
using TellerLine.Banking;
using TellerLine.Customers;
using TellerLine.Kernel;
using TellerLine.Modules.Banking;
using TellerLine.Movements;

namespace TellerLine.Modules.Movements;

/// <summary>A statement is told at the enquiry PIN's level, kept with its message, and sent once.</summary>
public sealed class StatementTests
{
    private static readonly CustomerCard Card = new(
        "C1", CustomerKind.Personal, "张伟", "张", "先生", Segment.Ordinary, "138****0001", "", false,
        Accessibility.None);

    private static readonly StatementPeriod Today = StatementPeriod.Today(new DateOnly(2026, 3, 2));

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(DbEngine.Sqlite)]
    [InlineData(DbEngine.PostgreSql)]
    public async Task what_moved_is_told_newest_first_kept_and_sent_once(DbEngine engine)
    {
        await using var bank = await Start(engine);
        var (from, to) = (await bank.Open("C1", 500_00), await bank.Open("C2", 0));
        bank.Clock.Advance(TimeSpan.FromMinutes(1));
        await bank.Ledger.Transfer(new TransferOrder("key-00000001", from, to, Money.Cny(120_50), "T1"), Ct);
        bank.Clock.Advance(TimeSpan.FromMinutes(1));
        await bank.Ledger.Transfer(new TransferOrder("key-00000002", to, from, Money.Cny(20_00), "T2"), Ct);
        var told = Assert.IsType<StatementOutcome.Told>(
            await bank.Telephone.Statement(Who(IdentificationLevel.EnquiryPin), from, Today, Ct)).Statement;
        Assert.Equal([20_00, -120_50], told.Lines.Select(line => line.Amount.Minor));
        Assert.Equal((399_50L, 20_00L, 120_50L), (told.Lines[0].Balance.Minor, told.In.Minor, told.Out.Minor));

        var statements = bank.Kernel.Services.GetRequiredService<IStatements>();
        var id = await statements.Send(new StatementOrder(told, "call-1", null, "zh-CN"), Ct);
        Assert.Equal(id, await statements.Send(new StatementOrder(told, "call-1", null, "zh-CN"), Ct));
        var kept = await bank.Kernel.Db.Read(
            c => c.Query<long>("SELECT amount_minor FROM statement_line ORDER BY place").AsList(), Ct);
        Assert.Equal([20_00, -120_50], kept);
        Assert.Equal(["statement-sent"], await bank.Kernel.Db.Read(
            c => c.Query<string>("SELECT template FROM notice").AsList(), Ct));
        Assert.NotEqual(id, await statements.Send(new StatementOrder(told, "call-2", "1001", "en"), Ct));
    }

    [Fact]
    public async Task nothing_is_told_to_who_is_not_known_well_enough_nor_of_others_nor_of_days_that_cannot_be()
    {
        await using var bank = await Start(DbEngine.Sqlite);
        var (own, other) = (await bank.Open("C1", 1), await bank.Open("C2", 1));
        var pin = Who(IdentificationLevel.EnquiryPin);
        Assert.IsType<StatementOutcome.NotIdentified>(
            await bank.Telephone.Statement(Who(IdentificationLevel.Account), own, Today, Ct));
        Assert.IsType<StatementOutcome.NotIdentified>(await bank.Telephone.Statement(null, own, Today, Ct));
        Assert.IsType<StatementOutcome.NotFound>(await bank.Telephone.Statement(pin, other, Today, Ct));
        Assert.Equal(
            new StatementOutcome.OutOfBounds(StatementPeriodFault.InFuture),
            await bank.Telephone.Statement(pin, own, Today with { To = Today.To.AddDays(1) }, Ct));
        bank.Core.CutThere = true;
        Assert.IsType<StatementOutcome.Unavailable>(await bank.Telephone.Statement(pin, own, Today, Ct));
    }

    private static Identification Who(IdentificationLevel level) => new(Card, level);

    private static Task<Bank> Start(DbEngine engine) =>
        Bank.StartWithNotices(engine, (services, configuration) => services.AddMovements(configuration));
}
