using TellerLine.Customers;

namespace TellerLine.Catalogue;

/// <summary>Who does it: the customer by keys, or an agent for him.</summary>
public enum ServiceChannel
{
    Keypad,
    Agent,
}

/// <summary>
/// What the program does, and how surely it must know the customer before: a catalogue may ask for more.
/// </summary>
/// <param name="Code">As the dialogues name the step.</param>
/// <param name="Least">It asks so much by itself.</param>
/// <param name="Channels">In which it is done.</param>
/// <param name="MovesMoney">It may have a limit and a second person.</param>
internal sealed record ProgramService(
    string Code, IdentificationLevel Least, IReadOnlyList<ServiceChannel> Channels, bool MovesMoney = false);

internal static class ProgramServices
{
    private static readonly ServiceChannel[] Both = [ServiceChannel.Keypad, ServiceChannel.Agent];

    private static readonly ServiceChannel[] Keys = [ServiceChannel.Keypad];

    public static IReadOnlyList<ProgramService> All { get; } =
    [
        new("balance", IdentificationLevel.EnquiryPin, Both),
        new("movements", IdentificationLevel.EnquiryPin, Both),
        new("alerts", IdentificationLevel.EnquiryPin, Keys),
        new("transfer", IdentificationLevel.TransactionPin, Both, MovesMoney: true),
        new("pay", IdentificationLevel.TransactionPin, Both, MovesMoney: true),
        new("atmRevoke", IdentificationLevel.TransactionPin, Both),
        new("bills", IdentificationLevel.TransactionPin, Both, MovesMoney: true),
        new("cardBill", IdentificationLevel.EnquiryPin, Both),
        new("cardRepay", IdentificationLevel.TransactionPin, Both, MovesMoney: true),
        new("cardActivate", IdentificationLevel.EnquiryPin, Both),
        new("loan", IdentificationLevel.EnquiryPin, Both),
        new("loanRepay", IdentificationLevel.TransactionPin, Both, MovesMoney: true),
        new("pledgedLoan", IdentificationLevel.TransactionPin, Both, MovesMoney: true),
        new("wealthProducts", IdentificationLevel.None, Keys),
        new("wealthBuy", IdentificationLevel.TransactionPin, Both, MovesMoney: true),
        new("wealthHoldings", IdentificationLevel.EnquiryPin, Both),
        new("wealthRedeem", IdentificationLevel.TransactionPin, Both, MovesMoney: true),
        new("loss", IdentificationLevel.None, Both),
        new("appointments", IdentificationLevel.EnquiryPin, Both),
        new("branches", IdentificationLevel.None, Keys),
        new("rates", IdentificationLevel.None, Keys),
        new("bulletins", IdentificationLevel.None, Keys),
        new("pin", IdentificationLevel.Number, Keys),
        new("ownMenu", IdentificationLevel.Number, Both),
    ];

    public static ProgramService? Find(string code) => All.FirstOrDefault(one => one.Code == code);
}
