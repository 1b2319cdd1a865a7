using Microsoft.Extensions.Logging;
using TellerLine.Banking;
using TellerLine.Definitions;
using TellerLine.Kernel;

namespace TellerLine.Bills;

/// <summary>
/// All billers, each behind its port with a bound on our patience: a question without an answer is none, an order
/// without one is unknown. Keeps the bills' own rows, and tells customers, as the bank's record changes.
/// </summary>
internal sealed partial class Billers : IBillPayer, IBills, IDisposable
{
    private readonly Dictionary<string, HttpBiller> _others;
    private readonly IBiller? _inside;
    private readonly IDefinitions _definitions;
    private readonly BillNotices _notices;
    private readonly BillsOptions _options;
    private readonly KernelOptions _kernel;
    private readonly TimeProvider _time;
    private readonly ILogger<Billers> _log;

    public Billers(
        BillsOptions options, IBiller inside, IDefinitions definitions, BillNotices notices,
        KernelOptions kernel, TimeProvider time, ILogger<Billers> log)
    {
        (_options, _definitions, _notices, _kernel, _time, _log) = (options, definitions, notices, kernel, time, log);
        _inside = options.Demonstration ? inside : null;
        _others = options.UrlOf.ToDictionary(
            one => one.Key,
            one => new HttpBiller(one.Value, options.TokenOf.GetValueOrDefault(one.Key, ""), Patience));
    }

    public TimeSpan Patience => TimeSpan.FromMilliseconds(_options.TimeoutMs);

    public IReadOnlyList<Biller> Open =>
        [.. All.Billers.Where(biller => biller.IsOpen(Now) && PortOf(biller.Code) is not null)];

    private BillerList All => _definitions.Now(BillerList.Kind).Value;

    private TimeOnly Now => TimeOnly.FromDateTime(_kernel.LocalTime(_time.NowUs()));

    /// <summary>Those of other processes, by code.</summary>
    internal IReadOnlyDictionary<string, HttpBiller> Others => _others;

    public Biller? Find(string code) => All.Find(code);

    public async Task<ArrearsAnswer> Arrears(BillReference bill, CancellationToken ct) =>
        All.Find(bill.Biller) is { } biller && biller.IsOpen(Now) && biller.Number.Fits(bill.Number)
        && PortOf(bill.Biller) is { } port
        && await Ask(bounded => port.Arrears(bill, bounded), bill.Biller, ct) is { } answer
            ? answer
            : new ArrearsAnswer.Unavailable();

    public TransferRefusal? Broken(TransferWish wish) =>
        wish.Bill is null || PortOf(wish.Bill.Biller) is null
            ? TransferRefusal.BillerClosed
            : Biller.Broken(All.Find(wish.Bill.Biller), wish, Now);

    public Task<BillAnswer> Pay(BillOrder order) => Order(order, (port, ct) => port.Pay(order, ct));

    public Task<BillAnswer> Settle(BillOrder order) => Order(order, (port, ct) => port.Settle(order, ct));

    public Task<BillAnswer> Reverse(BillOrder order) => Order(order, (port, ct) => port.Reverse(order, ct));

    public void Became(WriteScope scope, BillStanding bill)
    {
        var before = BillStore.Find(scope, bill.Id);
        if (before?.State == bill.State)
            return;
        BillStore.Put(scope, bill);
        scope.Append($"bill/{bill.Id}", new BillBecame(bill.State, bill.Reason, "system"), bill.ContactId);
        switch (bill.State)
        {
            case "posted" when before?.State != "reversing":
                _notices.Paid(scope, bill);
                break;
            case "failed" when before?.State == "returning":
                _notices.Returned(scope, bill);
                break;
            case "reversed":
                _notices.Reversed(scope, bill);
                break;
        }
    }

    public void Dispose()
    {
        foreach (var other in _others.Values)
            other.Dispose();
    }

    private IBiller? PortOf(string code) => _others.TryGetValue(code, out var other) ? other : _inside;

    /// <summary>Not cancellable: once on its way, only the biller's record tells.</summary>
    private async Task<BillAnswer> Order(BillOrder order, Func<IBiller, CancellationToken, Task<BillAnswer>> send) =>
        PortOf(order.Bill.Biller) is { } port
        && await Ask(bounded => send(port, bounded), order.Bill.Biller, CancellationToken.None) is { } answer
            ? answer
            : new BillAnswer.Unknown();

    private Task<T?> Ask<T>(Func<CancellationToken, Task<T>> question, string biller, CancellationToken ct)
        where T : class =>
        BoundedWait.Ask(question, Patience, _time, why => LogNoAnswer(_log, biller, why), ct);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The biller {Biller} gave no answer: {Why}")]
    private static partial void LogNoAnswer(ILogger logger, string biller, string why);
}
