using System.Globalization;
using TellerLine.Appointments;
using TellerLine.Information;
using TellerLine.SelfService.Core;

namespace TellerLine.SelfService.Steps;

/// <summary>
/// 预约: those that are booked are heard and cancelled; a new one is service, amount, branch, one of the next free slots,
/// read back and confirmed.
/// </summary>
internal sealed class AppointmentStep(
    Recognition recognition, PinEntry pin, BranchChoice branches, IAppointments appointments, PromptSays says) : IStep
{
    public const string Item = "appointments";

    private const int AtOnce = 3, AmountDigits = 8, FenPerYuan = 100;

    private sealed record Wish(AppointmentService Service, long? AmountMinor, Branch Branch, Slot Slot);

    public string Name => Item;

    public IReadOnlyList<string> WhenBroken => ["appointments.not-kept"];

    public async Task<Got<IReadOnlyList<string>>> Run(Visit visit)
    {
        var customer = await recognition.Required(visit);
        if (customer.Exit is not null)
            return customer.Exit;
        if (await pin.Hearing(visit, customer.Value!) is { } unheard)
            return unheard;
        var id = customer.Value!.Id;
        while (!visit.IsLost)
        {
            var open = await appointments.Of(id, visit.Ct);
            if (open.Count == 0)
                return await Book(visit, id);
            visit.Enter("appointments-what");
            var what = await visit.Choose(new Question("appointments-what")
            {
                Options = [new Option('1', "appointments.hear"), new Option('2', "appointments.book-another")],
                Back = "menu.back",
            });
            if (what.Exit is not null)
                return what.Exit;
            var ended = what.Value == '1' ? await Hear(visit, id, open) : await Book(visit, id);
            if (ended.Exit is not Exit.Back)
                return ended;
        }
        return await visit.ToPerson(Name, [], HumanReason.Error);
    }

    /// <summary>One after the other, each of which may be cancelled.</summary>
    private async Task<Got<IReadOnlyList<string>>> Hear(
        Visit visit, string customerId, IReadOnlyList<OpenAppointment> open)
    {
        for (var at = 0; !visit.IsLost; at = (at + 1) % open.Count)
        {
            visit.Enter("appointments-told");
            visit.Done(Name, "told", achieved: true);
            var next = await visit.Choose(new Question("appointments-told")
            {
                Result = Told(visit.Language, open[at]),
                Options =
                [
                    new Option('1', "appointments.cancel"),
                    .. open.Count > 1 ? new[] { new Option('2', "appointments.next") } : [],
                ],
                Back = "menu.back",
            });
            if (next.Exit is not null)
                return next.Exit;
            if (next.Value == '2')
                continue;
            visit.Enter("appointments-cancel");
            var sure = await visit.Choose(new Question("appointments-cancel")
            {
                Body = ["appointments.sure"],
                Options = [new Option('1', "menu.confirm")],
                Back = "menu.back",
            });
            if (sure.Exit is not null)
                return sure.Exit;
            if (await appointments.Cancel(open[at].Number, customerId, visit.Ct) is not null)
                return visit.NotDone(Name, "appointmentNotCancelled", "appointments.not-cancelled");
            visit.Done(Name, "appointmentCancelled", achieved: true);
            return new Got<IReadOnlyList<string>>(["appointments.cancelled"], null);
        }
        return await visit.ToPerson(Name, [], HumanReason.Error);
    }

    private async Task<Got<IReadOnlyList<string>>> Book(Visit visit, string customerId)
    {
        while (!visit.IsLost)
        {
            var service = await Service(visit);
            if (service.Exit is not null)
                return service.Exit;
            var amount = await Amount(visit, service.Value!);
            if (amount.Exit is Exit.Back)
                continue;
            if (amount.Exit is not null)
                return amount.Exit;
            var ended = await At(visit, customerId, service.Value!, amount.Value);
            if (ended.Exit is not Exit.Back)
                return ended;
        }
        return await visit.ToPerson(Name, [], HumanReason.Error);
    }

    private async Task<Got<AppointmentService>> Service(Visit visit)
    {
        var offered = appointments.Services.Where(one => one.Says is { } name && says(name)
            && appointments.Branches(one.Code).Count > 0).Take(AccountChoice.MaxOffered).ToList();
        if (offered.Count == 0)
            return visit.NotDone(Name, "noSlot", "appointments.none-free");
        visit.Enter("appointments-service");
        var chosen = await visit.Choose(new Question("appointments-service")
        {
            Body = ["appointments.which"],
            Options = [.. offered.Select((one, i) => new Option((char)('1' + i), one.Says!))],
            Back = "menu.back",
        });
        return chosen.Exit is { } exit ? exit : offered[chosen.Value - '1'];
    }

    /// <summary>Whole yuan; nothing is asked of a service without an amount.</summary>
    private static async Task<Got<long?>> Amount(Visit visit, AppointmentService service)
    {
        if (!service.HasAmount)
            return new Got<long?>(null, null);
        var keyed = await visit.Collect(
            "appointments-amount", ["appointments.amount"], AmountDigits, starClears: true,
            keys => Task.FromResult(
                int.TryParse(keys, NumberStyles.None, CultureInfo.InvariantCulture, out var yuan)
                && yuan >= service.MinYuan && yuan <= service.MaxYuan
                    ? new Understood<long>((long)yuan * FenPerYuan)
                    : new(0, [
                        "appointments.amount-from", .. Yuan(service.MinYuan!.Value),
                        "appointments.amount-to", .. Yuan(service.MaxYuan!.Value), "pause",
                    ])));
        return keyed.Exit is { } exit ? exit : new Got<long?>(keyed.Value, null);

        IReadOnlyList<string> Yuan(int yuan) => Reading.Amount(visit.Language, (long)yuan * FenPerYuan);
    }

    /// <summary>Branch and slot, until one is booked; <c>*</c> goes back to the question before.</summary>
    private async Task<Got<IReadOnlyList<string>>> At(
        Visit visit, string customerId, AppointmentService service, long? amount)
    {
        while (!visit.IsLost)
        {
            var branch = await branches.Of(
                visit, Name, appointments.Branches(service.Code), "appointments.not-there");
            if (branch.Exit is not null)
                return branch.Exit;
            var ended = await When(visit, customerId, service, amount, branch.Value!);
            if (ended.Exit is not Exit.Back)
                return ended;
        }
        return await visit.ToPerson(Name, [], HumanReason.Error);
    }

    private async Task<Got<IReadOnlyList<string>>> When(
        Visit visit, string customerId, AppointmentService service, long? amount, Branch branch)
    {
        Slot? after = null;
        while (!visit.IsLost)
        {
            var free = await appointments.Free(service.Code, branch.Code, after, null, AtOnce, visit.Ct);
            if (free.Count == 0 && after is null)
                return visit.NotDone(Name, "noSlot", "appointments.none-free");
            if (free.Count == 0)
            {
                await visit.Say("appointments-slot", "appointments.no-later");
                after = null;
                continue;
            }
            visit.Enter("appointments-slot");
            var chosen = await visit.Choose(new Question("appointments-slot")
            {
                Body = ["appointments.free"],
                Options =
                [
                    .. free.Select((one, i) => new Option(
                        (char)('1' + i), [.. At(visit.Language, one.Slot), "pause", $"press.{i + 1}"])),
                    new Option((char)('1' + free.Count), "appointments.later"),
                ],
                Back = "menu.back",
            });
            if (chosen.Exit is not null)
                return chosen.Exit;
            var which = chosen.Value - '1';
            if (which == free.Count)
            {
                after = free[^1].Slot;
                continue;
            }
            var wish = new Wish(service, amount, branch, free[which].Slot);
            var sure = await Confirm(visit, wish);
            if (sure.Exit is Exit.Back)
                continue;
            if (sure.Exit is not null)
                return sure.Exit;
            switch (await Book(visit, customerId, wish))
            {
                case null:
                    visit.Done(Name, "appointmentBooked", achieved: true);
                    return new Got<IReadOnlyList<string>>(["appointments.booked"], null);
                case "tooMany":
                    return visit.NotDone(Name, "tooManyAppointments", "appointments.too-many");
                case "twice":
                    await visit.Say("appointments-slot", "appointments.twice");
                    break;
                default:
                    // Somebody was quicker, or it has become too late: what is free now is told.
                    await visit.Say("appointments-slot", "appointments.taken");
                    after = null;
                    break;
            }
        }
        return await visit.ToPerson(Name, [], HumanReason.Error);
    }

    /// <returns>Why not, as <see cref="AppointmentRefusal.Code"/> has it; null: it is booked.</returns>
    private async Task<string?> Book(Visit visit, string customerId, Wish wish) =>
        await appointments.Book(
            new Booking(
                customerId, wish.Service.Code, wish.Branch.Code, wish.Slot, wish.AmountMinor, "keypad",
                visit.Caller.ContactId, "customer", visit.Language),
            visit.Ct) is BookingAnswer.Refused { Why.Code: var why } ? why : null;

    private Task<Got<char>> Confirm(Visit visit, Wish wish)
    {
        visit.Enter("appointments-confirm");
        return visit.Choose(new Question("appointments-confirm")
        {
            Result =
            [
                "appointments.will-be", wish.Service.Says!,
                .. Amount(visit.Language, wish.AmountMinor),
                .. branches.Named(visit.Language, wish.Branch), .. At(visit.Language, wish.Slot), "pause",
            ],
            Options = [new Option('1', "menu.confirm")],
            Back = "menu.back",
        });
    }

    private IReadOnlyList<string> Told(string language, OpenAppointment one) =>
    [
        "appointments.you-have",
        .. one.Service?.Says is { } name && says(name) ? new[] { name } : [],
        .. Amount(language, one.AmountMinor),
        .. one.Branch is { } branch ? branches.Named(language, branch) : [],
        .. At(language, one.Slot), "pause",
    ];

    private static IReadOnlyList<string> Amount(string language, long? minor) =>
        minor is { } fen ? [.. Reading.Amount(language, fen), "pause"] : [];

    private static IReadOnlyList<string> At(string language, Slot slot) =>
        [.. Reading.DayOfYear(language, slot.Day), .. Reading.Time(language, slot.Minute)];
}
