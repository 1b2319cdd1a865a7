using TellerLine.Customers;
using TellerLine.Definitions;
using TellerLine.Records;

namespace TellerLine.Contracts;

/// <summary>Holds what a clerk wrote to what the bank knows.</summary>
internal sealed class TermsCheck(
    ICustomers customers, IAccountOwners owners, IDefinitions definitions)
{
    /// <summary>Of a form that did not come.</summary>
    public static readonly ContractTerms Nothing = new("", [], [], [], 0, 0, 0, 0);

    /// <param name="wanted">Numbers and names may stand masked: then they are the ones of
    /// <paramref name="before"/>.</param>
    /// <returns>The terms in full; null with all that is wrong, each at its field.</returns>
    public async Task<(ContractTerms? Terms, IReadOnlyList<FieldFault> Faults)> Read(
        ContractTerms wanted, ContractTerms before, string customerId, CancellationToken ct)
    {
        List<FieldFault> faults = [.. FormOf.Faults(wanted)];
        if (faults.Count > 0)
            return (null, faults);
        var terms = wanted with
        {
            Accounts = [.. Full(wanted.Accounts.Select(Digits), before.Accounts, Masks.Account)],
            Phones = [.. Full(wanted.Phones ?? [], before.Phones, Masks.Phone).Select(Normal)],
            Payees = [.. Payees(wanted.Payees ?? [], before.Payees)],
        };
        await CheckAccounts(terms.Accounts, customerId, faults, ct);
        CheckPhones(terms.Phones, faults);
        await CheckPayees(terms, faults, ct);
        await CheckLimits(terms, customerId, faults, ct);
        return faults.Count > 0 ? (null, faults) : (terms, faults);
    }

    public static FieldFault? WrongHolder(ContractType type, CustomerKind kind) =>
        (type.Holder, kind) switch
        {
            ("personal", CustomerKind.Company) => new("/type", "该类型仅限个人客户", "This type is for persons"),
            ("company", CustomerKind.Personal) => new("/type", "该类型仅限对公客户", "This type is for companies"),
            _ => null,
        };

    /// <summary>What stands masked is taken, in order, from what was there under the same mask.</summary>
    private static IEnumerable<string> Full(
        IEnumerable<string> wanted, IReadOnlyList<string> before, Func<string, string> mask)
    {
        List<string> left = [.. before];
        foreach (var text in wanted)
        {
            var at = text.Contains('*', StringComparison.Ordinal) ? left.FindIndex(one => mask(one) == text) : -1;
            yield return at < 0 ? text : left[at];
            if (at >= 0)
                left.RemoveAt(at);
        }
    }

    private static IEnumerable<ContractPayee> Payees(
        IReadOnlyList<ContractPayee> wanted, IReadOnlyList<ContractPayee> before)
    {
        List<ContractPayee> left = [.. before];
        foreach (var payee in wanted.Select(
            each => new ContractPayee(Digits(each.Account), each.Name.Trim())))
        {
            var at = left.FindIndex(
                one => (Masks.Account(one.Account), Masks.Name(one.Name)) == (payee.Account, payee.Name));
            yield return at < 0 ? payee : left[at];
            if (at >= 0)
                left.RemoveAt(at);
        }
    }

    private async Task CheckAccounts(
        IReadOnlyList<string> accounts, string customerId, List<FieldFault> faults, CancellationToken ct)
    {
        for (var i = 0; i < accounts.Count; i++)
        {
            if (!AccountNumbers.IsValid(accounts[i]))
                faults.Add(new($"/accounts/{i}", "账号应为 16 至 19 位数字且校验正确", "An account has 16 to 19 digits, the last a check digit"));
            else if (accounts.Take(i).Contains(accounts[i]))
                faults.Add(new($"/accounts/{i}", "账号重复", "The account stands twice"));
            else if (await owners.OwnerOf(accounts[i], ct) != customerId)
                faults.Add(new($"/accounts/{i}", "不是该客户的账户", "Not an account of this customer"));
        }
    }

    private static void CheckPhones(IReadOnlyList<string> phones, List<FieldFault> faults)
    {
        for (var i = 0; i < phones.Count; i++)
        {
            if (!phones[i].StartsWith('+'))
                faults.Add(new($"/phones/{i}", "不是完整的电话号码", "Not a whole telephone number"));
            else if (phones.Take(i).Contains(phones[i]))
                faults.Add(new($"/phones/{i}", "电话重复", "The telephone stands twice"));
        }
    }

    /// <summary>Payees bank here: only then does the bank know whose account it is.</summary>
    private async Task CheckPayees(ContractTerms terms, List<FieldFault> faults, CancellationToken ct)
    {
        for (var i = 0; i < terms.Payees.Count; i++)
        {
            var payee = terms.Payees[i];
            if (!AccountNumbers.IsValid(payee.Account))
                faults.Add(new($"/payees/{i}/account", "收款账号应为 16 至 19 位数字且校验正确", "An account has 16 to 19 digits, the last a check digit"));
            else if (terms.Accounts.Contains(payee.Account))
                faults.Add(new($"/payees/{i}/account", "收款人是本合约的签约账户", "The payee is an account of this contract"));
            else if (terms.Payees.Take(i).Any(other => other.Account == payee.Account))
                faults.Add(new($"/payees/{i}/account", "收款账号重复", "The payee stands twice"));
            else if ((await customers.ByAccount(payee.Account, ct))?.Name != payee.Name)
                faults.Add(new($"/payees/{i}/name", "户名与账号不符，或本行无此账户", "Holder and account do not agree, or it is no account here"));
        }
    }

    private async Task CheckLimits(
        ContractTerms terms, string customerId, List<FieldFault> faults, CancellationToken ct)
    {
        if (definitions.Now(ContractTypes.Kind).Value.Find(terms.Type) is not { } type)
        {
            faults.Add(new("/type", "没有该签约类型", "There is no such type"));
            return;
        }

        if (await customers.ById(customerId, ct) is { } customer && WrongHolder(type, customer.Kind) is { } wrong)
            faults.Add(wrong);
        foreach (var (name, wanted, most) in new[]
        {
            ("ownPerTransaction", terms.OwnPerTransaction, Math.Min(type.OwnPerTransaction, terms.OwnPerDay)),
            ("ownPerDay", terms.OwnPerDay, type.OwnPerDay),
            ("perTransaction", terms.PerTransaction, Math.Min(type.BoundPerTransaction, terms.PerDay)),
            ("perDay", terms.PerDay, type.BoundPerDay),
        })
        {
            if (wanted > most)
                faults.Add(new($"/{name}", $"至多 {most} 元", $"At most {most} yuan"));
        }
    }

    private static string Digits(string text) =>
        text.Replace(" ", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal);

    private static string Normal(string phone) => PhoneNumbers.Normalise(phone).E164 ?? phone;
}
