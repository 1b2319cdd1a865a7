using Dapper;
using Microsoft.Extensions.DependencyInjection;
using TellerLine.Banking;
using TellerLine.Bills;
using TellerLine.Kernel;
using TellerLine.Modules.Banking;

namespace TellerLine.Modules.Bills;

/// <summary>The demonstration biller behind a line that can be cut on the way there or on the way back.</summary>
internal sealed class WaywardBiller(IBiller inner) : IBiller
{
    public IBiller Inner => inner;

    public bool CutThere { get; set; }

    public bool CutBack { get; set; }

    /// <summary>Instead of paying.</summary>
    public TransferRefusal? Refuses { get; set; }

    public Task<ArrearsAnswer> Arrears(BillReference bill, CancellationToken ct) =>
        Line(() => inner.Arrears(bill, CancellationToken.None));

    public Task<BillAnswer> Pay(BillOrder order, CancellationToken ct) => Refuses is { } why
        ? Line(async () =>
        {
            // Its answer for ever: what was never paid is barred.
            await inner.Settle(order, CancellationToken.None);
            return (BillAnswer)new BillAnswer.Refused(why);
        })
        : Line(() => inner.Pay(order, CancellationToken.None));

    public Task<BillAnswer> Settle(BillOrder order, CancellationToken ct) =>
        Line(() => inner.Settle(order, CancellationToken.None));

    public Task<BillAnswer> Reverse(BillOrder order, CancellationToken ct) =>
        Line(() => inner.Reverse(order, CancellationToken.None));

    public Task Health(CancellationToken ct) => Task.CompletedTask;

    private async Task<T> Line<T>(Func<Task<T>> there)
    {
        if (CutThere)
            throw new IOException("cut on the way there");
        var answer = await there();
        return CutBack ? throw new IOException("cut on the way back") : answer;
    }
}

/// <summary>A bank with a customer, his account, the billers' account and a biller that is ours to break.</summary>
internal sealed class BillScene : IAsyncDisposable
{
    private BillScene(Bank bank, WaywardBiller? biller, string account) =>
        (Bank, Biller, Account) = (bank, biller!, account);

    public Bank Bank { get; }

    public WaywardBiller Biller { get; }

    /// <summary>C1's, with 50,000 yuan.</summary>
    public string Account { get; }

    public IBills Bills => Bank.Kernel.Services.GetRequiredService<IBills>();

    public IBillReversals Reversals => Bank.Kernel.Services.GetRequiredService<IBillReversals>();

    public static string Settlement => DemonstrationSettlement.Account;

    /// <param name="biller">Another process's address, for the biller <c>telecom</c>; null: the one inside.</param>
    public static async Task<BillScene> Start(
        DbEngine engine = DbEngine.Sqlite, Uri? biller = null, string token = "")
    {
        WaywardBiller? wayward = null;
        var bank = await Bank.StartWithNotices(engine, (services, configuration) =>
        {
            if (biller is not null)
            {
                configuration["Bills:Urls:0"] = $"telecom={biller}";
                configuration["Bills:Tokens:0"] = $"telecom={token}";
                configuration["Bills:TimeoutMs"] = "1000";
            }
            services.AddSingleton<IBiller>(provider => wayward = new WaywardBiller(
                new DemonstrationBiller(
                    provider.GetRequiredService<Db>(), provider.GetRequiredService<TimeProvider>())));
            services.AddBills(configuration);
        });
        _ = bank.Kernel.Services.GetRequiredService<IBillPayer>();
        var account = await bank.Open("C1", 50_000_00);
        await BankUnderWeb.OpenSettlement(bank.Kernel.Db);
        bank.Papers.Type = bank.Papers.Type with { BoundPerDay = 50_000 };
        return new BillScene(bank, wayward, account);
    }

    /// <summary>T11's: telecom, 128.50.</summary>
    public async Task<TransferWish> Wish(
        string key = "key-00000001", long fen = 128_50, string number = "095160112850") => new(
        TransferKind.BillTelecom, "C1", Account, Settlement, Money.Cny(fen), key, "call-1",
        await Bank.Token("C1"))
    {
        Caller = Papers.Bound,
        Bill = new("telecom", number),
        Origin = Bank.Keyed,
    };

    public async Task<string> State(string key = "key-00000001") => (await Bank.Kernel.Db.Read(c =>
        c.QuerySingle<string>("SELECT state FROM bank_transaction WHERE idempotency_key = @key", new { key })))!;

    public async Task<string> Id(string key = "key-00000001") => (await Bank.Kernel.Db.Read(c =>
        c.QuerySingle<string>("SELECT id FROM bank_transaction WHERE idempotency_key = @key", new { key })))!;

    /// <summary>The templates of the messages that were written.</summary>
    public async Task<List<string>> Told() => await Bank.Kernel.Db.Read(c =>
        c.Query<string>("SELECT template FROM notice ORDER BY template").AsList());

    public ValueTask DisposeAsync() => Bank.DisposeAsync();
}
