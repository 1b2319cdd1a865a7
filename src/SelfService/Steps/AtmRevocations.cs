using TellerLine.Banking;
using TellerLine.Catalogue;
using TellerLine.Customers;
using TellerLine.Kernel;
using TellerLine.SelfService.Core;

namespace TellerLine.SelfService.Steps;

/// <summary>
/// 撤销自助设备转账: a transfer made at an ATM is read back, confirmed, and taken back with the transaction PIN. At the bank
/// it is an order with one key, as any; it asks for no contract, since money only comes back.
/// </summary>
internal sealed class AtmRevocations(
    IAtmTransfers machines, MoneyOrder order, ITelephoneBank bank, IOfferedServices services)
{
    public const string Item = "atmRevoke";

    private const string Family = "atm", Node = "atm-confirm";

    /// <summary>Those that have not arrived; none, where the core bank does not say.</summary>
    public async Task<IReadOnlyList<AtmTransfer>> Of(Visit visit) =>
        await machines.Of(visit.Who, visit.Ct) is AtmTransfersOutcome.Told told ? told.Transfers : [];

    /// <summary>With <c>*</c> back to what waits.</summary>
    public async Task<Got<IReadOnlyList<string>>> Revoke(Visit visit, CustomerCard customer, AtmTransfer one)
    {
        if (services.Refuses(Item, ServiceChannel.Keypad) is { } why)
            return why.Code == ServiceRefusal.NotThisWay
                ? visit.NotDone(Item, "byAgent", "service.by-agent")
                : visit.NotDone(Item, "disabled", "service.disabled");
        var answer = await Confirm(visit, one);
        if (answer.Exit is { } left)
            return left;
        if (answer.Value == '2')
            return visit.NotDone(Item, "cancelled", "atm.kept", one.Amount);
        var sent = await order.Send(visit, Item, Family, MoneyOrder.Keyed(
            visit, TransferKind.AtmRevocation, customer, one.PayeeTail, one.Account, one.Amount,
            ReadBack.Of(one, english: visit.Language == Languages.English)) with
        {
            Subject = one.Id,
        });
        return sent.Exit is { } exit ? exit : Ended(visit, one.Amount, sent.Value!);
    }

    private static Task<Got<char>> Confirm(Visit visit, AtmTransfer one)
    {
        visit.Enter(Node);
        return visit.Choose(new Question(Node)
        {
            Body =
            [
                "atm.take-back", "later.to-tail", .. Reading.Digits(visit.Language, one.PayeeTail),
                "transfer.sum", .. Reading.Amount(visit.Language, one.Amount.Minor), "pause",
                "atm.back-to", .. Reading.Digits(visit.Language, AccountNumbers.Tail(one.Account)), "pause",
            ],
            Options = [new Option('1', "menu.confirm"), new Option('2', "menu.cancel")],
            Back = "menu.back",
        });
    }

    private Got<IReadOnlyList<string>> Ended(Visit visit, Money amount, TransferOutcome outcome)
    {
        if (outcome is TransferOutcome.Posted posted)
        {
            bank.MarkTold([posted.TransactionId]);
            visit.Done(Item, "revoked", achieved: true, posted.TransactionId, amount);
            return new(["later.revoked"], null);
        }
        var refused = outcome as TransferOutcome.Refused;
        if (refused?.TransactionId is { } told)
            bank.MarkTold([told]);
        var (word, prompt) = outcome switch
        {
            TransferOutcome.Unknown => ("unknown", "atm.unknown"),
            TransferOutcome.Refused => Refusal(refused!.Reason),
            _ => ("notBegun", "atm.not-begun"),
        };
        return visit.NotDone(
            Item, word, prompt, amount, (outcome as TransferOutcome.Unknown)?.TransactionId ?? refused?.TransactionId);
    }

    private static (string Word, string Prompt) Refusal(TransferRefusal reason) => reason switch
    {
        TransferRefusal.AlreadyArrived => ("revokeTooLate", "later.too-late"),
        TransferRefusal.AlreadyRevoked => ("revokedBefore", "atm.revoked-before"),
        TransferRefusal.AccountClosed => ("accountFrozen", "atm.refused"),
        TransferRefusal.PinIsInitial => ("pinIsInitial", "pin.initial"),
        TransferRefusal.PinIsSpoken => ("pinIsSpoken", "pin.spoken"),
        TransferRefusal.PinTokenNotValid => ("pinTooLate", "atm.pin-late"),
        TransferRefusal.Busy or TransferRefusal.CoreUnavailable => ("busy", "atm.not-begun"),
        _ => ("refused", "atm.refused"),
    };
}
