using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TellerLine.Banking;
using TellerLine.Contacts;
using TellerLine.Kernel;
using TellerLine.Vouchers.Core;

namespace TellerLine.Vouchers;

/// <summary>
/// Every posted transaction owes one voucher: a row in the posting's own transaction, with the due time at which it is
/// looked at. It is closed, as the next of the chain, when its contact has ended and the recording is sealed.
/// </summary>
internal sealed class VoucherDuty(
    IDb db, IDueTimes due, IContactEvidence contacts, IPostedTransactions transactions, IKeyProvider keys,
    TimeProvider time)
    : ITransactionWitness, IOutsideDueHandler
{
    public const string KeyName = "voucher";

    public static readonly DueKind Kind = DueKind.OfOutside<VoucherDuty>(
        "vouchers.complete", "补全交易凭证", "Complete a transaction's voucher");

    /// <summary>A contact that goes on is looked at again after this; its end brings it forward.</summary>
    private static readonly TimeSpan Again = TimeSpan.FromMinutes(1);

    private readonly Lazy<byte[]> _key = new(() => keys.Make(KeyName));

    public void Posted(WriteScope scope, PostedTransaction transaction)
    {
        if (VoucherStore.Add(scope, Voucher.Of(transaction, time.NowUs())))
            due.Set(scope, Kind, transaction.Id, time.NowUs() + (long)Again.TotalMicroseconds);
    }

    /// <summary>What waits for this contact is looked at now.</summary>
    public async Task Ended(string contactId)
    {
        if (await db.Read(c => VoucherStore.PendingOf(c, contactId)) is not { Count: > 0 } pending)
            return;
        await db.Write(scope =>
        {
            foreach (var id in pending)
                due.Set(scope, Kind, id, time.NowUs());
            return pending.Count;
        });
    }

    public async Task<Action<WriteScope>> Act(DueRow row, CancellationToken ct)
    {
        if (await db.Read(c => VoucherStore.Find(c, row.Key), ct) is not { Seq: null } voucher)
            return _ => { };
        var evidence = await contacts.Of(voucher.ContactId, ct);
        if (VoucherEvidence.Tie(voucher, evidence, time.NowUs()) is not ({ } body, var gap))
            return scope => due.Set(scope, Kind, row.Key, time.NowUs() + (long)Again.TotalMicroseconds);
        var tied = await transactions.Find(voucher.TransactionId, ct) is { Signature: { } signature }
            ? body with { Signatures = [signature] }
            : body;
        return scope => Close(scope, voucher.TransactionId, tied, gap);
    }

    internal byte[] Key => _key.Value;

    private void Close(WriteScope scope, string id, VoucherBody body, string? gap)
    {
        if (VoucherStore.Find(scope.Connection, id, scope.Transaction) is not { Seq: null } voucher)
            return;
        var (seq, previous) = VoucherStore.Next(scope);
        var closed = voucher.Close(seq, previous, body, gap, time.NowUs(), Key);
        VoucherStore.Close(scope, closed);
        scope.Append(
            $"voucher/{id}", new VoucherClosed(id, voucher.ContactId, seq, gap, closed.Hash!), closed.ContactId);
    }
}

/// <summary>
/// Transactions that were posted before there were vouchers have theirs, too: once, at the first start.
/// </summary>
internal sealed class EarlierTransactions(IDb db, IPostedTransactions posted, VoucherDuty duty) : IAtStart
{
    private const int AtOnce = 500;

    public async Task Run(CancellationToken ct)
    {
        if (await db.Read(VoucherStore.CaughtUp, ct))
            return;
        var after = "";
        while (await posted.After(after, AtOnce, ct: ct) is { Count: > 0 } some)
        {
            await db.Write(scope =>
            {
                foreach (var one in some)
                    duty.Posted(scope, one);
                return some.Count;
            }, ct);
            after = some[^1].Id;
        }

        await db.Write(scope =>
        {
            VoucherStore.MarkCaughtUp(scope);
            return true;
        }, ct);
    }
}

/// <summary>
/// A contact's end and the seal of its recording are heard and its vouchers looked at; what is not heard (a restart
/// lies between) is looked at by its due time.
/// </summary>
internal sealed partial class ContactsEnded(IJournal journal, VoucherDuty duty, ILogger<ContactsEnded> log)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var ended = Channel.CreateBounded<string>(
            new BoundedChannelOptions(4_096) { FullMode = BoundedChannelFullMode.DropWrite });
        using var following = journal.Follow(row =>
        {
            if (row.Kind is "contact.ended" or "contact.recordingSealed" or "contact.closed")
                ended.Writer.TryWrite(row.StreamId);
        });
        try
        {
            await foreach (var contact in ended.Reader.ReadAllAsync(stoppingToken))
                await Look(contact);
        }
        catch (OperationCanceledException)
        {
        }
    }

    private async Task Look(string contact)
    {
        try
        {
            await duty.Ended(contact);
        }
        catch (Exception e)
        {
            LogLater(log, contact, e);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Vouchers of contact {Contact} are completed a minute later")]
    private static partial void LogLater(ILogger logger, string contact, Exception exception);
}
