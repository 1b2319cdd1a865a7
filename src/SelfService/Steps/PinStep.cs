using TellerLine.Banking;
using TellerLine.Customers;

namespace TellerLine.SelfService.Steps;

/// <summary>修改密码: which, the present one, the new one twice. The counters of wrong tries are the PIN's own.</summary>
internal sealed class PinStep(
    Recognition recognition, PinEntry pin, OperatorEntry operators, PinRenewalEntry renewal) : IStep
{
    public string Name => "pin";

    public async Task<Got<IReadOnlyList<string>>> Run(Visit visit)
    {
        var customer = await recognition.Required(visit);
        if (customer.Exit is not null)
            return customer.Exit;
        visit.Enter("pin-which");
        var which = await visit.Choose(new Question("pin-which")
        {
            Options = [new Option('1', "pin.which-enquiry"), new Option('2', "pin.which-transaction")],
            Back = "menu.back",
        });
        if (which.Exit is not null)
            return which.Exit;
        var kind = which.Value == '1' ? PinKind.Enquiry : PinKind.Transaction;
        var right = await pin.Ask(visit, customer.Value!, kind);
        if (right.Exit is not null)
            return NotDone(visit, right.Exit);
        if (await operators.Ask(visit, customer.Value!, Name, orders: true) is { } notHe)
            return notHe;
        if (await renewal.Ask(visit, customer.Value!, kind, right.Value!.Token, lead: null) is { } unchanged)
            return NotDone(visit, unchanged);
        visit.Done(Name, "pinChanged", achieved: true);
        return new Got<IReadOnlyList<string>>(["pin.changed-notice"], null);
    }

    private Exit NotDone(Visit visit, Exit exit)
    {
        visit.Done(Name, "pinNotChanged");
        return exit;
    }
}
