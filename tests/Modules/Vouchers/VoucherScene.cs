using Dapper;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using TellerLine.Banking;
using TellerLine.Calls;
using TellerLine.Contacts;
using TellerLine.Contracts;
using TellerLine.Customers;
using TellerLine.Definitions;
using TellerLine.Kernel;
using TellerLine.Lists;
using TellerLine.Modules.Banking;
using TellerLine.Modules.Contacts;
using TellerLine.SelfService;
using TellerLine.Signatures;
using TellerLine.Vouchers;
using TellerLine.Vouchers.Core;

namespace TellerLine.Modules.Vouchers;

/// <summary>
/// A recorded call in which a customer moves money by keypad: the embedded ledger, a real recording on the disk, and
/// what the contact's story tells of it.
/// </summary>
internal sealed class VoucherScene(IServiceProvider services, string data)
{
    private const string Customer = "C1";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private IDb Db => services.GetRequiredService<IDb>();

    private IJournal Journal => services.GetRequiredService<IJournal>();

    public static void Add(IServiceCollection services, IConfiguration configuration) => services
        .AddLists(configuration).AddSignatures(configuration).AddDefinitions(configuration)
        .AddCustomers(configuration).AddContracts(configuration)
        .AddSingleton<IEvidenceGuard, Evidence>().AddSingleton<IContracts, Papers>()
        .AddBanking(configuration).AddContacts(configuration)
        .AddSingleton<IRecordingFiles, RecordedFiles>().AddVouchers(configuration);

    public string FileOf(string contact) => Path.Combine(data, "recordings", contact + ".tlr");

    /// <summary>The call begins, and is recorded: ten seconds from here.</summary>
    public async Task Call(string contact, bool recorded = true)
    {
        await Tell(
            contact, new ContactArrived("voice", "138****0001", "95000", "sip", "leg"), new ContactAnswered());
        if (recorded)
            await Tell(contact, new RecordingStarted($"rec-{contact}", $"recordings/{contact}.tlr"));
        Journal.Post($"contact/{contact}", new PromptsSpoken("transfer-confirm", "zh-CN", ["transfer.confirm"]));
    }

    /// <returns>The transfer's outcome; its voucher is pending.</returns>
    public async Task<TransferOutcome> Pay(string contact, long fen = 10_00, string? key = null)
    {
        var own = await Db.Read(
            c => c.Query<string>("SELECT number FROM ledger_account WHERE customer_id = @Customer ORDER BY number", new { Customer }).AsList(), Ct);
        if (own.Count == 0)
            own = [await Bank.Open(Db, Customer, 100_000_00), await Bank.Open(Db, Customer, 0)];
        return await services.GetRequiredService<ITelephoneBank>().Transfer(
            new TransferWish(
                TransferKind.Own, Customer, own[0], own[1], Money.Cny(fen), key ?? $"key-{Guid.NewGuid():N}", contact,
                await Bank.Token(services.GetRequiredService<IPins>(), Customer, contact))
            {
                Origin = Bank.Keyed,
            }, Ct);
    }

    public async Task<string> Paid(string contact, long fen = 10_00) =>
        Assert.IsType<TransferOutcome.Posted>(await Pay(contact, fen)).TransactionId;

    /// <summary>The call ends and its recording is sealed.</summary>
    public async Task End(string contact, bool recorded = true)
    {
        await Tell(contact, new ContactEnded("customer", "selfService", 0));
        if (!recorded)
            return;
        var began = (await Journal.ReadStream($"contact/{contact}", ct: Ct))[0].AtUs;
        var done = await PlayingTests.Record(
            FileOf(contact), seconds: 10, $"rec-{contact}", Clock.FromUs(began));
        await Tell(contact, new RecordingFinalised(
            $"rec-{contact}", $"recordings/{contact}.tlr", done.DurationMs, done.Sha256, 0));
    }

    /// <summary>Every voucher of these transactions is closed.</summary>
    public async Task Closed(params string[] ids)
    {
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        async Task Look()
        {
            var closed = await Db.Read(c => c.ExecuteScalar<long>(
                "SELECT COUNT(*) FROM voucher WHERE seq IS NOT NULL"), Ct);
            if (closed >= ids.Length)
                all.TrySetResult();
        }
        using var following = Journal.Follow(row =>
        {
            if (row.Kind == "voucher.closed")
                _ = Look();
        });
        await Look();
        await all.Task.WaitAsync(TimeSpan.FromSeconds(30), Ct);
    }

    public async Task<Voucher> Of(string id) => (await Db.Read(c => VoucherStore.Find(c, id), Ct))!;

    /// <summary>A byte of a part of the recording's sound is another.</summary>
    public void Flip(string contact)
    {
        using var file = File.OpenHandle(FileOf(contact), FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        Span<byte> one = stackalloc byte[1];
        var at = RandomAccess.GetLength(file) / 2;
        RandomAccess.Read(file, one, at);
        one[0] ^= 1;
        RandomAccess.Write(file, one, at);
    }

    private async Task Tell(string contact, params object[] happened)
    {
        foreach (var one in happened)
            await Journal.Append($"contact/{contact}", one, ct: Ct);
    }
}
