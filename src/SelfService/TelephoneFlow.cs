using TellerLine.Banking;
using TellerLine.Customers;
using TellerLine.SelfService.Core;
using TellerLine.SelfService.Steps;

namespace TellerLine.SelfService;

/// <summary>The telephone bank by keypad: greets, recognises, plays the menu and runs its steps until a person is wanted or all is done.</summary>
public sealed class TelephoneFlow
{
    private readonly SelfServiceOptions options;
    private readonly Lazy<Menu> menu;
    private readonly Recognition recognition;
    private readonly Dictionary<string, IStep> steps;

    internal TelephoneFlow(SelfServiceOptions options, Func<Menu> menu, ICustomers customers, ITelephoneBank bank, IPins pins)
    {
        this.options = options;
        this.menu = new Lazy<Menu>(menu);
        recognition = new Recognition(customers);
        var pin = new PinEntry(pins);
        var accounts = new AccountChoice(bank);
        IStep[] all =
        [
            new BalanceStep(recognition, pin, accounts, bank),
            new TransferStep(recognition, pin, accounts, bank, options),
            new LanguageStep(),
        ];
        steps = all.ToDictionary(s => s.Name);
    }

    /// <exception cref="OperationCanceledException">The caller hung up.</exception>
    public async Task<FlowOutcome> Run(ITelephone phone, CallerContext caller, CancellationToken ct)
    {
        var call = new Call(phone, caller, options, ct);
        await recognition.ByNumber(call);
        var key = await call.Greet(Greeting(call));
        var exit = key == '0' ? new Exit.Person(HumanReason.Key0) : await Play(call, menu.Value.Start, [], root: true, key);
        if (exit is Exit.Person person)
        {
            var priority = person.Reason == HumanReason.LossReport ? Priorities.LossReport : call.Priority;
            return new FlowOutcome.HumanRequested([.. call.Path], person.Reason, call.Who, priority, call.SelfServiceEnded);
        }
        await call.Say("goodbye", PromptNames.Goodbye);
        return new FlowOutcome.Completed([.. call.Path], call.Who, call.Achieved);
    }

    private static IReadOnlyList<string> Greeting(Call call) =>
    [
        "greeting.welcome", "bank.name", "greeting.notice",
        .. call.Who is { Customer.Elderly: true } ? ["greeting.elderly"] : Array.Empty<string>(),
    ];

    /// <summary>Plays a menu until it is left. Its keys lead to deeper menus and to steps, which come back here with <c>*</c>.</summary>
    /// <param name="result">What the step before has found out: said first, and again with 9.</param>
    private async Task<Exit> Play(Call call, MenuNode node, IReadOnlyList<string> result, bool root, char? ahead = null)
    {
        var question = new Question(node.Name)
        {
            Result = result,
            Options = [.. node.Items.Select(i => new Option(i.Key, [i.Says, i.Press]))],
            Back = root ? null : node.Back,
            Ends = node.Ends,
            Silence = node.Silence,
        };
        while (!call.IsLost)
        {
            call.Enter(node.Name);
            var got = await call.Choose(question, ahead);
            ahead = null;
            if (got.Exit is not null)
                return got.Exit;
            var exit = await Follow(call, node.Items.First(i => i.Key == got.Value).To);
            if (exit is not Exit.Back)
                return exit;
        }
        return await call.ToPerson(node.Name, [], HumanReason.Error);
    }

    private async Task<Exit> Follow(Call call, Node node)
    {
        if (node is MenuNode deeper)
            return await Play(call, deeper, [], root: false);
        var step = (StepNode)node;
        call.Enter(step.Name);
        if (step.Says.Count > 0)
            await call.Say(step.Name, step.Says);
        if (step.Step == "person")
            return new Exit.Person(step.Reason);

        var got = await steps[step.Step].Run(call);
        var result = got.Exit is Exit.Over over ? over.Result : got.Value;
        if (result is null)
            return got.Exit!;
        if (step.Then is not null)
            return await Play(call, step.Then, result, root: false);
        await call.Say(step.Name, result);
        return new Exit.Back();
    }
}
