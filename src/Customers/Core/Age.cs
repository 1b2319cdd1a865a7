namespace TellerLine.Customers;

internal static class Age
{
    /// <summary>
    /// Whole years on <paramref name="today"/>; one born on 29 February has the birthday on 1 March in other years.
    /// </summary>
    internal static int On(DateOnly bornOn, DateOnly today)
    {
        var years = today.Year - bornOn.Year;
        return (today.Month, today.Day).CompareTo((bornOn.Month, bornOn.Day)) < 0 ? years - 1 : years;
    }
}
