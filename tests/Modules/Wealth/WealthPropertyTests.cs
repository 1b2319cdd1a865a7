using Dapper;
using TellerLine.Banking;
using TellerLine.Kernel;
using TellerLine.Modules.Banking;

namespace TellerLine.Modules.Wealth;

/// <summary>
/// Whatever happens in whatever order: purchases, redemptions, the same again, the line to the core bank cut there and
/// back, our own database failing at any write, reconciliation. Holdings, quota and money always say the same, a key
/// moves money at most once, and in the end the bank's account holds what customers hold.
/// </summary>
public sealed class WealthPropertyTests
{
    private const int Steps = 45;

    private static readonly DbFault[] Faults = [DbFault.Broken, DbFault.Busy, DbFault.AnswerLost];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(DbEngine.Sqlite, 1)]
    [InlineData(DbEngine.Sqlite, 2)]
    [InlineData(DbEngine.Sqlite, 3)]
    [InlineData(DbEngine.PostgreSql, 4)]
    public async Task a_holding_is_neither_lost_nor_doubled(DbEngine engine, int seed)
    {
        await using var scene = await WealthScene.Start(engine);
        var (bank, chance) = (scene.Bank, new Random(seed));
        List<TransferWish> asked = [];
        for (var step = 0; step < Steps; step++)
        {
            bank.Core.CutThere = chance.Next(8) == 0;
            bank.Core.CutBack = chance.Next(5) == 0;
            if (chance.Next(2) == 0)
                bank.Record.FailWrite(chance.Next(5), Faults[chance.Next(Faults.Length)]);
            await Step(scene, chance, asked);
            Mend(bank);
            await scene.Proved();
        }

        for (var round = 0; round < 3; round++)
        {
            bank.Clock.Advance(TimeSpan.FromMinutes(1));
            await bank.Reconciler.Round(Ct);
        }
        await scene.Proved();
        var states = await bank.Kernel.Db.Read(
            c => c.Query<string>("SELECT kind || ' ' || state FROM bank_transaction").ToHashSet(), Ct);
        Assert.Superset(new HashSet<string> { "wealthPurchase posted", "wealthRedemption posted" }, states);
        Assert.DoesNotContain(states, state => state.EndsWith("unknown") || state.EndsWith("submitted"));
        var held = (await scene.Held()).Sum(one => one.Amount.Minor);
        Assert.Equal(held, await bank.Fen(WealthScene.Settlement));
        Assert.Equal(500_000_00 - held, await bank.Fen(scene.Account));
    }

    private static void Mend(Bank bank)
    {
        (bank.Core.CutThere, bank.Core.CutBack) = (false, false);
        bank.Record.FailWrite(-1, default);
    }

    private static async Task Step(WealthScene scene, Random chance, List<TransferWish> asked)
    {
        var bank = scene.Bank;
        switch (chance.Next(8))
        {
            case 0:
                bank.Clock.Advance(TimeSpan.FromSeconds(chance.Next(1, 40)));
                await bank.Reconciler.Round(Ct);
                break;
            case 1 or 2 when asked.Count > 0:
                await Ask(scene, asked[chance.Next(asked.Count)]);
                break;
            case 3 or 4 when await scene.Held() is { Count: > 0 } held:
                var one = held[chance.Next(held.Count)];
                await Fresh(scene, asked, () => scene.Redemption(one.Id, Key(chance, asked), one.Amount.Minor));
                break;
            default:
                var fen = chance.Next(10, 40) * 100_00L;
                await Fresh(scene, asked, () => scene.Purchase(Key(chance, asked), fen));
                break;
        }
    }

    private static string Key(Random chance, List<TransferWish> asked) =>
        $"key-{asked.Count:0000}-{chance.Next():x}";

    private static async Task Fresh(WealthScene scene, List<TransferWish> asked, Func<Task<TransferWish>> make)
    {
        var wish = await Tries(make) with { Token = new PinToken("") };
        asked.Add(wish);
        await Ask(scene, wish);
    }

    /// <summary>No fault is ever thrown at who asks.</summary>
    private static async Task Ask(WealthScene scene, TransferWish wish) => await scene.Ask(
        wish with { Token = await Tries(() => scene.Bank.Token("C1")) });

    private static async Task<T> Tries<T>(Func<Task<T>> work)
    {
        while (true)
        {
            try
            {
                return await work();
            }
            catch (Exception fault) when (fault is IOException or DbBusyException or DbOutcomeUnknownException)
            {
                // The write that was to fail was not the order's: it is asked for without one more fault.
            }
        }
    }
}
