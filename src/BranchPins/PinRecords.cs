using System.Security.Claims;
using TellerLine.Access;
using TellerLine.Banking;
using TellerLine.Customers;
using TellerLine.Kernel;
using TellerLine.Records;

namespace TellerLine.BranchPins;

/// <param name="Customer">A customer number, an account or card, or a telephone number of the customer's alone.</param>
public sealed record CustomerAtBranch(
    [property: Field("客户号、账号或电话", "Customer number, account or telephone", Longest = 40)] string Customer)
{
    public override string ToString() => nameof(CustomerAtBranch);
}

/// <summary>The customer keys the PIN twice at the counter; the clerk looks away.</summary>
/// <param name="IdentityNumber">Of the document that lies on the counter; not kept.</param>
/// <param name="Initial">Given by the bank: permits enquiry only until the customer changes it.</param>
public sealed record NewPin(
    [property: Field("证件号码（核对原件）", "Number of the document shown", Longest = 30, Unkept = true)] string IdentityNumber,
    [property: Field("新密码（客户键入六位）", "New PIN (the customer keys six digits)")] SecretDigits Pin,
    [property: Field("再键一次", "Once more")] SecretDigits Again,
    [property: Field("银行代设的初始密码（动账前须修改）", "The bank's first PIN (to be changed before money moves)", Optional = true)] bool Initial)
    : IDisposable
{
    public void Dispose()
    {
        Pin?.Dispose();
        Again?.Dispose();
    }

    public override string ToString() => nameof(NewPin);
}

/// <param name="IdentityNumber">Of the document that lies on the counter; not kept.</param>
public sealed record PinUnlock(
    [property: Field("证件号码（核对原件）", "Number of the document shown", Longest = 30, Unkept = true)] string IdentityNumber,
    [property: Field("理由", "Reason", Longest = 200)] string Reason)
{
    public override string ToString() => nameof(PinUnlock);
}

/// <summary>
/// Something was wrong at the counter that a guesser would get wrong, on <c>customer/{id}</c>. After <see
/// cref="PinRecords.WrongPerDay"/> of a day nothing more is done for this customer.
/// </summary>
/// <param name="Why"><c>identity</c>: the document's number; <c>sameAsOther</c>: the other PIN.</param>
[Event("pin.refusedAtBranch")]
public sealed record PinRefusedAtBranch(PinKind Kind, string Why, string By);

/// <summary>The branch's deeds: each proves the document first; one at a time, so that tries are counted.</summary>
internal sealed class PinRecords(
    IDb db, IBranchPins pins, ICustomers customers, ICustomerAnswers answers, IJournal journal, IAudit audit,
    KernelOptions kernel, TimeProvider time) : IDisposable
{
    internal const int WrongPerDay = 3;

    private static readonly RecordOutcome.Refused
        TooMany = new("tooMany", new("今日核对不一致次数过多，该客户密码今日不再受理。", "Too often wrong today: nothing more is done with this customer's PINs today.")),
        NotLocked = new("notLocked", new("该密码没有锁定。", "The PIN is not locked."));

    private readonly SemaphoreSlim _one = new(1);

    public void Dispose() => _one.Dispose();

    public async Task<RecordOutcome> Open(CustomerAtBranch wish, ClaimsPrincipal clerk, CancellationToken ct)
    {
        if (FormOf.Faults(wish) is { Count: > 0 } faults)
            return new RecordOutcome.Faulty(faults);
        var found = await customers.Find(wish.Customer.Trim(), ct);
        if (found.NotOne is { } not)
            return new RecordOutcome.Faulty([new("/customer", not.Zh, not.En)]);
        var id = found.Customers[0].Id;
        await audit.Record(clerk.Number(), "pins.opened", $"customer/{id}", "", ct);
        return new RecordOutcome.Done(id);
    }

    public async Task<RecordOutcome> Set(
        string id, PinKind kind, long version, NewPin? form, ClaimsPrincipal clerk, CancellationToken ct)
    {
        using var keyed = form ?? new NewPin("", new([]), new([]), Initial: false);
        List<FieldFault> faults = [.. FormOf.Faults(keyed)];
        if (faults.Count == 0 && keyed.Pin.Ascii.Length != 6)
            faults.Add(new("/pin", "密码应为六位数字", "A PIN is six digits"));
        if (faults.Count == 0 && !keyed.Pin.IsAs(keyed.Again))
            faults.Add(new("/again", "两次键入不一致", "It is not the same as the first time"));
        if (faults.Count > 0)
            return new RecordOutcome.Faulty(faults);
        return await Proved(id, kind, version, keyed.IdentityNumber, clerk, async by =>
        {
            var weak = await pins.Set(
                id, kind, keyed.Pin.Ascii, keyed.Initial, by,
                scope => audit.Add(scope, by, "pins.set", $"customer/{id}", EnumWords.Of(kind)), ct);
            if (weak == PinWeakness.SameAsOther)
                await Wrong(id, kind, "sameAsOther", by, ct);
            return weak is { } why ? new RecordOutcome.Faulty([PinViews.Words(why)]) : new RecordOutcome.Done(id);
        }, ct);
    }

    public async Task<RecordOutcome> Unlock(
        string id, PinKind kind, long version, PinUnlock? form, ClaimsPrincipal clerk, CancellationToken ct)
    {
        form ??= new PinUnlock("", "");
        if (FormOf.Faults(form) is { Count: > 0 } faults)
            return new RecordOutcome.Faulty(faults);
        return await Proved(id, kind, version, form.IdentityNumber, clerk, async by =>
            await pins.Unfreeze(
                id, kind, by,
                scope => audit.Add(
                    scope, by, "pins.unlocked", $"customer/{id}", $"{EnumWords.Of(kind)}: {form.Reason}"), ct)
                ? new RecordOutcome.Done(id)
                : NotLocked, ct);
    }

    /// <summary>Rises with every PIN that is set.</summary>
    internal static long VersionOf(IReadOnlyList<PinState> states) => states.Sum(state => state.SetUs ?? 0);

    private async Task<RecordOutcome> Proved(
        string id, PinKind kind, long version, string identityNumber, ClaimsPrincipal clerk,
        Func<string, Task<RecordOutcome>> deed, CancellationToken ct)
    {
        if (await customers.ById(id, ct) is null)
            return new RecordOutcome.Unknown();
        var by = clerk.Number();
        await _one.WaitAsync(ct);
        try
        {
            var states = await pins.Of(id, ct);
            if (VersionOf(states) != version)
                return new RecordOutcome.Conflict(Differs(states, kind));
            if (await WrongToday(id, ct) >= WrongPerDay)
                return TooMany;
            if (await answers.IdentityIs(id, identityNumber, ct))
                return await deed(by);
            await Wrong(id, kind, "identity", by, ct);
            return new RecordOutcome.Faulty(
                [new("/identityNumber", "与客户登记的证件不一致", "It is not the document that the bank knows")]);
        }
        finally
        {
            _one.Release();
        }
    }

    private Task<bool> Wrong(string id, PinKind kind, string why, string by, CancellationToken ct) => db.Write(scope =>
    {
        scope.Append($"customer/{id}", new PinRefusedAtBranch(kind, why, by));
        audit.Add(scope, by, "pins.refused", $"customer/{id}", why);
        return true;
    }, ct);

    private async Task<int> WrongToday(string id, CancellationToken ct)
    {
        var today = kernel.DayOf(time.NowUs());
        return (await journal.ReadStream($"customer/{id}", ct: ct))
            .Count(row => row.Kind == "pin.refusedAtBranch" && kernel.DayOf(row.AtUs) == today);
    }

    private static VersionConflict Differs(IReadOnlyList<PinState> states, PinKind kind)
    {
        var shown = new { Standing = EnumWords.Of(states.Single(state => state.Kind == kind).Standing) };
        return VersionConflict.Of(VersionOf(states), shown, shown);
    }
}
