using Dapper;
using TellerLine.Kernel;

namespace TellerLine.Customers;

internal sealed class CustomerRegister(IdentityHash identity, TimeProvider time) : ICustomerRegister
{
    public void Add(WriteScope scope, CustomerProfile profile)
    {
        if (ProfileRules.Broken(profile) is { } rule)
            throw new ArgumentException($"{profile.Id}: {rule}", nameof(profile));

        AddCustomer(scope, profile);
        for (var i = 0; i < profile.Numbers.Count; i++)
        {
            scope.Connection.Execute(
                "INSERT INTO customer_number (customer_id, position, e164) VALUES (@Id, @position, @e164)",
                new { profile.Id, position = (long)i, e164 = profile.Numbers[i] },
                scope.Transaction);
        }

        for (var i = 0; i < profile.Operators.Count; i++)
            AddOperator(scope, profile.Id, i, profile.Operators[i]);
        scope.Append(
            $"customer/{profile.Id}",
            new CustomerRegistered(profile.Kind, profile.Segment, profile.Numbers.Count, profile.Operators.Count));
    }

    private void AddCustomer(WriteScope scope, CustomerProfile profile) => scope.Connection.Execute(
        """
        INSERT INTO customer (id, kind, name, surname, title, segment, accessibility, born_on,
                              identity_kind, identity_masked, identity_hash, registered_us)
        VALUES (@Id, @kind, @Name, @Surname, @Title, @segment, @accessibility, @bornOn,
                @identityKind, @masked, @hash, @now)
        """,
        new
        {
            profile.Id,
            kind = CustomerWords.Of(profile.Kind),
            profile.Name,
            profile.Surname,
            profile.Title,
            segment = CustomerWords.Of(profile.Segment),
            accessibility = CustomerWords.Of(profile.Accessibility),
            bornOn = profile.BornOn?.ToString("yyyy-MM-dd"),
            identityKind = CustomerWords.Of(profile.IdentityKind),
            masked = Masks.Identity(IdentityNumbers.Canonical(profile.IdentityNumber)),
            hash = identity.Of(profile.IdentityKind, profile.IdentityNumber),
            now = time.NowUs(),
        },
        scope.Transaction);

    private void AddOperator(WriteScope scope, string customerId, int position, OperatorProfile profile) => scope.Connection.Execute(
        """
        INSERT INTO customer_operator (customer_id, position, name, role, e164, identity_kind, identity_masked, identity_hash)
        VALUES (@customerId, @position, @Name, @Role, @Number, @identityKind, @masked, @hash)
        """,
        new
        {
            customerId,
            position = (long)position,
            profile.Name,
            profile.Role,
            profile.Number,
            identityKind = CustomerWords.Of(profile.IdentityKind),
            masked = Masks.Identity(IdentityNumbers.Canonical(profile.IdentityNumber)),
            hash = identity.Of(profile.IdentityKind, profile.IdentityNumber),
        },
        scope.Transaction);
}
