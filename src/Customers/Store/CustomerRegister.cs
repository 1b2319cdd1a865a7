using System.Globalization;
using Dapper;
using TellerLine.Kernel;

namespace TellerLine.Customers;

internal sealed class CustomerRegister(IdentityHash identity, IFieldCipher cipher, TimeProvider time)
    : ICustomerRegister
{
    public void Add(WriteScope scope, CustomerProfile profile)
    {
        if (ProfileRules.Broken(profile) is { } rule)
            throw new ArgumentException($"{profile.Id}: {rule}", nameof(profile));

        AddCustomer(scope, profile);
        for (var i = 0; i < profile.Numbers.Count; i++)
        {
            scope.Connection.Execute(
                "INSERT INTO customer_phone (customer_id, position, number, number_hash) VALUES (@Id, @position, @number, @hash)",
                new
                {
                    profile.Id,
                    position = (long)i,
                    number = cipher.Encrypt(profile.Numbers[i], CustomerFields.Number(profile.Id, i)),
                    hash = cipher.Hash(CustomerFields.Phone, profile.Numbers[i]),
                },
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
            kind = EnumWords.Of(profile.Kind),
            profile.Name,
            profile.Surname,
            profile.Title,
            segment = EnumWords.Of(profile.Segment),
            accessibility = EnumWords.Of(profile.Accessibility),
            bornOn = profile.BornOn is { } born
                ? cipher.Encrypt(
                    born.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), CustomerFields.BornOn(profile.Id))
                : null,
            identityKind = EnumWords.Of(profile.IdentityKind),
            masked = cipher.Encrypt(
                Masks.Identity(IdentityNumbers.Canonical(profile.IdentityNumber)),
                CustomerFields.IdentityMasked(profile.Id)),
            hash = identity.Of(profile.IdentityKind, profile.IdentityNumber),
            now = time.NowUs(),
        },
        scope.Transaction);

    private void AddOperator(WriteScope scope, string customerId, int position, OperatorProfile profile) =>
        scope.Connection.Execute(
        """
        INSERT INTO customer_operator (customer_id, position, name, role, number, number_hash, identity_kind, identity_masked, identity_hash,
                                       mandate)
        VALUES (@customerId, @position, @Name, @Role, @number, @numberHash, @identityKind, @masked, @hash, @mandate)
        """,
        new
        {
            customerId,
            position = (long)position,
            profile.Name,
            profile.Role,
            number = cipher.Encrypt(profile.Number, CustomerFields.OperatorNumber(customerId, position)),
            numberHash = cipher.Hash(CustomerFields.Phone, profile.Number),
            identityKind = EnumWords.Of(profile.IdentityKind),
            masked = cipher.Encrypt(
                Masks.Identity(IdentityNumbers.Canonical(profile.IdentityNumber)),
                CustomerFields.OperatorIdentity(customerId, position)),
            hash = identity.Of(profile.IdentityKind, profile.IdentityNumber),
            mandate = EnumWords.Of(profile.Mandate),
        },
        scope.Transaction);
}
