using TellerLine.Customers;

namespace TellerLine.Rules.SelfService;

/// <summary>Who is on the company's list, by the number of his identity card.</summary>
internal sealed class OpenOperators : ICustomerAnswers
{
    public const string Manager = "990101198001020028", Bookkeeper = "99010119800103004X";

    public List<string> Asked { get; } = [];

    public Task<CompanyOperator?> OperatorIs(string companyId, string number, CancellationToken ct = default)
    {
        Asked.Add($"{companyId} {number}");
        return Task.FromResult(number switch
        {
            Manager => new CompanyOperator("赵文斌", "经理", "139****0001", ""),
            Bookkeeper => new CompanyOperator("马晓兰", "会计", "139****0002", "")
            {
                Mandate = OperatorMandate.Enquiries,
            },
            _ => null,
        });
    }

    public Task<bool> NameIs(string customerId, string name, CancellationToken ct = default) =>
        throw new NotSupportedException();

    public Task<bool> IdentityIs(string customerId, string number, CancellationToken ct = default) =>
        throw new NotSupportedException();

    public Task<bool> NumberIs(string customerId, string number, CancellationToken ct = default) =>
        throw new NotSupportedException();

    public Task<DateOnly?> BornOn(string customerId, CancellationToken ct = default) =>
        Task.FromResult<DateOnly?>(null);
}
