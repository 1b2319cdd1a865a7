using System.Globalization;
using TellerLine.Definitions;
using TellerLine.Kernel;
using TellerLine.Signatures;

namespace TellerLine.Contracts;

/// <summary>Tells what is signed, and takes in what was signed elsewhere.</summary>
internal sealed class ContractsInForce(ContractStore store, IDb db, IDefinitions definitions, TimeProvider time)
    : IContracts, IContractRegister
{
    public SignedContract? Of(WriteScope scope, string customerId) =>
        Signed(store.Live(scope.Connection, customerId, scope.Transaction));

    public async Task<SignedContract?> Of(string customerId, CancellationToken ct) =>
        Signed(await db.Read(connection => store.Live(connection, customerId), ct));

    public void Add(WriteScope scope, string customerId, string unit, ContractTerms terms)
    {
        var number = store.NextNumber(scope);
        var stored = new StoredContract(
            new Contract(number, customerId, unit, ContractStatus.Active, 1, terms, null), terms.Type, time.NowUs(),
            "system", null, null, time.NowUs(), "system", 1);
        store.Put(scope, stored);
        var hash = store.Keep(scope, stored);
        scope.Append($"contract/{number}", new ContractSigned(number, customerId, 1, hash, null, "system"));
    }

    public Task<bool> Any(CancellationToken ct) => db.Read(ContractStore.Any, ct);

    /// <summary>A type that the bank has taken out permits nothing: its contracts are as if they were not.</summary>
    private SignedContract? Signed(StoredContract? stored) =>
        stored?.Contract is { Terms: { } terms } contract
        && definitions.Now(ContractTypes.Kind).Value.Find(terms.Type) is { } type
            ? new SignedContract(
                contract.Number, contract.Edition, contract.Status == ContractStatus.Active, terms, type)
            : null;
}

/// <summary>What a signature under a contract is given over: the terms of its edition.</summary>
internal sealed class SignedEditions(ContractStore store, IDb db) : ISignedThings
{
    public static readonly SignedMeaning Signed = new(
        "contract.signed",
        new(
            "本人已核验客户身份，客户已当面签署本合约，内容与客户签署的一致，并对此负责。",
            "I have checked who the customer is; the customer signed this contract before me, in these terms; I answer for it."));

    public string Name => "contract";

    public static string SubjectOf(Contract contract) =>
        string.Create(CultureInfo.InvariantCulture, $"contract/{contract.Number}/{contract.Edition}");

    public async Task<byte[]?> Content(string subject, CancellationToken ct) =>
        subject.Split('/') is [_, var number, var edition]
        && long.TryParse(edition, NumberStyles.None, CultureInfo.InvariantCulture, out var which)
        && await db.Read(connection => store.Edition(connection, number, which), ct) is { } terms
            ? ContractStore.BytesOf(terms)
            : null;
}
