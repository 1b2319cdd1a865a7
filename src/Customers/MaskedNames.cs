namespace TellerLine.Customers;

/// <summary>Names as a list shows them.</summary>
public static class MaskedNames
{
    /// <returns>The masked name of a customer; empty for one there is not, or null.</returns>
    public static async Task<Func<string?, string>> MaskedNamesOf(
        this ICustomers customers, IEnumerable<string?> customerIds, CancellationToken ct)
    {
        var names = await customers.NamesOf([.. customerIds.OfType<string>().Distinct()], ct);
        return id => id is null ? "" : Masks.Name(names.GetValueOrDefault(id) ?? "");
    }
}
