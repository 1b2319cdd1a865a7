namespace TellerLine.Banking;

internal sealed class DemonstrationBank(BankingOptions options, ICoreBank core) : IDemonstrationBank
{
    public bool On => options.Demonstration && core is EmbeddedLedger;

    public IReadOnlyList<DemonstrationCustomer> Customers => On ? Fixture.Guests : [];

    public string EnquiryPin => On ? System.Text.Encoding.ASCII.GetString(PinOf(PinKind.Enquiry)) : "";

    public string TransactionPin => On ? System.Text.Encoding.ASCII.GetString(PinOf(PinKind.Transaction)) : "";

    /// <summary>Everybody's, and everybody knows them.</summary>
    internal static ReadOnlySpan<byte> PinOf(PinKind kind) => kind == PinKind.Enquiry ? "135790"u8 : "246801"u8;
}
