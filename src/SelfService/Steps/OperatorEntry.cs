using TellerLine.Customers;
using TellerLine.SelfService.Core;

namespace TellerLine.SelfService.Steps;

/// <summary>
/// 对公经办人 by keypad: the company's PIN is right, and who speaks keys the number of his identity card, which is held
/// to the company's list. He does no more than his mandate. Three wrong ones: this visit gives public information
/// alone. What is keyed is kept nowhere.
/// </summary>
internal sealed class OperatorEntry(ICustomerAnswers answers)
{
    private const int MaxWrong = 3;

    private const string Node = "operator-identity";

    /// <param name="item">The step's name.</param>
    /// <param name="orders">Something is to be done; else it is only told.</param>
    /// <returns>Null: who speaks may.</returns>
    public async Task<Exit?> Ask(Visit visit, CustomerCard customer, string item, bool orders)
    {
        if (customer.Kind != CustomerKind.Company)
            return null;
        if (visit.Operator?.Company != customer.Id)
        {
            if (visit.WrongOperators >= MaxWrong)
                return visit.NotDone(item, "notOperator", "operator.not-listed");
            var found = await visit.Collect(
                Node, ["operator.identity"], IdentityEntry.MaxKeys, starClears: false,
                keys => Read(visit, customer, item, keys));
            if (found.Exit is not null)
                return found.Exit;
            visit.Operator = (customer.Id, found.Value);
        }
        return orders && visit.Operator.Value.Mandate != OperatorMandate.Transactions
            ? visit.NotDone(item, "noMandate", "operator.enquiries-only") : null;
    }

    private async Task<Understood<OperatorMandate>> Read(
        Visit visit, CustomerCard company, string item, string keys)
    {
        switch (IdentityEntry.Read(keys))
        {
            case IdentityEntry.PersonWanted:
                return new(default, null, new Exit.Person(HumanReason.Key0));
            case IdentityEntry.Left:
                return new(default, ["entry.left"]);
            case IdentityEntry.Number number:
                var found = await answers.OperatorIs(company.Id, number.Value, visit.Ct);
                visit.Note(new OperatorKeyed(found is not null));
                return found is not null ? new(found.Mandate)
                    : ++visit.WrongOperators < MaxWrong ? new(default, ["operator.wrong"])
                    : new(default, null, visit.NotDone(item, "notOperator", "operator.not-listed"));
            default:
                return new(default, ["loss.identity-invalid"]);
        }
    }
}
