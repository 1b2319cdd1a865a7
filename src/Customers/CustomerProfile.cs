using TellerLine.Kernel;

namespace TellerLine.Customers;

/// <summary>
/// A customer as the branch registers one. The only place where an identity number stands in full; it is never stored
/// so.
/// </summary>
/// <param name="BornOn">Of a person; null for a company.</param>
/// <param name="Numbers">E.164, the one to call first in front.</param>
public sealed record CustomerProfile(
    string Id,
    CustomerKind Kind,
    string Name,
    string Surname,
    string Title,
    Segment Segment,
    IdentityKind IdentityKind,
    string IdentityNumber,
    DateOnly? BornOn,
    IReadOnlyList<string> Numbers,
    Accessibility Accessibility = Accessibility.None)
{
    public IReadOnlyList<OperatorProfile> Operators { get; init; } = [];

    /// <summary>Everything in full is left out: a profile in a log line tells nothing.</summary>
    public override string ToString() => $"CustomerProfile {Id}";
}

/// <param name="Number">E.164; the company is found by it too.</param>
public sealed record OperatorProfile(
    string Name, string Role, string Number, IdentityKind IdentityKind, string IdentityNumber)
{
    public OperatorMandate Mandate { get; init; } = OperatorMandate.Transactions;

    public override string ToString() => "OperatorProfile";
}

/// <summary>Where customers come from: the branch, an import, the demonstration bank.</summary>
public interface ICustomerRegister
{
    /// <summary>Adds a customer in the caller's transaction and journals it.</summary>
    /// <exception cref="ArgumentException">A fault in the profile, without its data.</exception>
    void Add(WriteScope scope, CustomerProfile profile);
}

/// <summary>On stream <c>customer/{id}</c>. What identifies stays in its table.</summary>
[Event("customer.registered")]
public sealed record CustomerRegistered(CustomerKind Kind, Segment Segment, int Numbers, int Operators);
