namespace TellerLine.Banking;

/// <summary>
/// The demonstration bank's public knowledge: whom to play, and with what. Empty when it is switched off.
/// </summary>
public interface IDemonstrationBank
{
    bool On { get; }

    /// <summary>
    /// A handful of customers to try, each with its number and first account; their PINs are those below.
    /// </summary>
    IReadOnlyList<DemonstrationCustomer> Customers { get; }

    string EnquiryPin { get; }

    string TransactionPin { get; }
}

/// <param name="Number">As one dials from it, <c>13800000001</c>.</param>
/// <param name="Account">The main account's number.</param>
/// <param name="NoteZh">What there is to see with this customer.</param>
public sealed record DemonstrationCustomer(
    string Id, string Name, string Number, string Account, string NoteZh, string NoteEn);
