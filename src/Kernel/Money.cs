namespace TellerLine.Kernel;

/// <summary>An amount in integer minor units (fen for CNY), with its currency (ISO 4217).</summary>
/// <param name="Minor">Minor units; negative is a debt.</param>
/// <param name="Currency">Three letters, upper case.</param>
public readonly record struct Money(long Minor, string Currency)
{
    public static Money Cny(long fen) => new(fen, "CNY");

    public static Money Zero(string currency) => new(0, currency);

    /// <exception cref="InvalidOperationException">The currencies differ.</exception>
    public static Money operator +(Money a, Money b) => new(checked(a.Minor + Same(a, b)), a.Currency);

    /// <exception cref="InvalidOperationException">The currencies differ.</exception>
    public static Money operator -(Money a, Money b) => new(checked(a.Minor - Same(a, b)), a.Currency);

    public static Money operator -(Money a) => a with { Minor = checked(-a.Minor) };

    public override string ToString() =>
        $"{(Minor < 0 ? "-" : "")}{Math.Abs((decimal)Minor) / 100:0.00} {Currency}";

    private static long Same(Money a, Money b) =>
        a.Currency == b.Currency ? b.Minor
        : throw new InvalidOperationException($"{a.Currency} and {b.Currency} do not add up.");
}
