using Microsoft.Extensions.Logging;
using TellerLine.Banking;
using TellerLine.Customers;
using TellerLine.LossReports;
using TellerLine.SelfService.Core;
using TellerLine.SelfService.Steps;

namespace TellerLine.SelfService;

/// <summary>
/// The telephone bank by keypad: greets, recognises, plays the menu and runs its steps until a person is wanted or all
/// is done.
/// </summary>
public sealed partial class TelephoneFlow
{
    private readonly SelfServiceOptions _options;
    private readonly Func<Menu> _menu;
    private readonly Recognition _recognition;
    private readonly Dictionary<string, IStep> _steps;
    private readonly ILogger<TelephoneFlow> _log;

    internal TelephoneFlow(
        SelfServiceOptions options, Func<Menu> menu, ICustomers customers, ITelephoneBank bank, IPins pins,
        ILossReports losses, ILogger<TelephoneFlow> log)
    {
        (_options, _menu, _log) = (options, menu, log);
        _recognition = new Recognition(customers);
        var pin = new PinEntry(pins);
        var accounts = new AccountChoice(bank);
        var earlier = new EarlierTransfers(bank);
        var renewal = new PinRenewalEntry(pins);
        IStep[] all =
        [
            new BalanceStep(_recognition, pin, accounts, earlier, bank),
            new TransferStep(TransferKind.Own, _recognition, pin, renewal, accounts, earlier, bank, options),
            new TransferStep(TransferKind.Payee, _recognition, pin, renewal, accounts, earlier, bank, options),
            new LossStep(customers, losses),
            new PinStep(_recognition, pin, renewal),
            new LanguageStep(),
        ];
        _steps = all.ToDictionary(s => s.Name);
    }

    /// <summary>
    /// A fault of ours on the way is <see cref="HumanReason.ServiceDown"/>, never an exception: the caller is offered a
    /// person.
    /// </summary>
    /// <exception cref="OperationCanceledException">The caller hung up.</exception>
    public async Task<FlowOutcome> Run(ITelephone phone, CallerContext caller, CancellationToken ct)
    {
        var visit = new Visit(phone, caller, _options, ct);
        HumanReason? wanted = null;
        try
        {
            await Recognise(visit);
            var key = caller.Returned ? null : await visit.Greet(Greeting(visit));
            var exit = key == '0' ? new Exit.Person(HumanReason.Key0)
                : await Play(visit, _menu().Start, [], root: true, key);
            if (exit is Exit.Person person)
            {
                wanted = person.Reason;
                var priority = person.Reason == HumanReason.LossReport ? Priorities.LossReport : visit.Priority;
                return new FlowOutcome.HumanRequested(
                    [.. visit.Path], person.Reason, visit.Who, priority, visit.SelfServiceEnded, visit.Last);
            }
            await visit.Say("goodbye", PromptNames.Goodbye);
            return new FlowOutcome.Completed([.. visit.Path], visit.Who, visit.Achieved);
        }
        finally
        {
            visit.Over(wanted);
        }
    }

    /// <summary>A caller who cannot be looked up is a caller nobody knows.</summary>
    private async Task Recognise(Visit visit)
    {
        try
        {
            await _recognition.ByNumber(visit);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            LogNotRecognised(_log, visit.Caller.ContactId, fault);
        }
    }

    private static IReadOnlyList<string> Greeting(Visit visit) =>
    [
        "greeting.welcome", "bank.name", "greeting.notice",
        .. visit.Who is { Customer.Elderly: true } ? ["greeting.elderly"] : Array.Empty<string>(),
    ];

    /// <summary>
    /// Plays a menu until it is left. Its keys lead to deeper menus and to steps, which come back here with <c>*</c>.
    /// </summary>
    /// <param name="result">What the step before has found out: said first, and again with 9.</param>
    private async Task<Exit> Play(
        Visit visit, MenuNode node, IReadOnlyList<string> result, bool root, char? ahead = null)
    {
        var question = new Question(node.Name)
        {
            Result = result,
            Options = [.. node.Items.Select(i => new Option(i.Key, [i.Says, i.Press]))],
            Back = root ? null : node.Back,
            Ends = node.Ends,
            Silence = node.Silence,
        };
        while (!visit.IsLost)
        {
            visit.Enter(node.Name);
            var got = await visit.Choose(question, ahead);
            ahead = null;
            if (got.Exit is not null)
                return got.Exit;
            var exit = await Follow(visit, node.Items.First(i => i.Key == got.Value).To);
            if (exit is not Exit.Back)
                return exit;
        }
        return await visit.ToPerson(node.Name, [], HumanReason.Error);
    }

    private async Task<Exit> Follow(Visit visit, Node node)
    {
        if (node is MenuNode deeper)
            return await Play(visit, deeper, [], root: false);
        var step = (StepNode)node;
        visit.Enter(step.Name);
        if (step.Says.Count > 0)
            await visit.Say(step.Name, step.Says);
        if (step.Step == "person")
            return new Exit.Person(step.Reason);

        var got = await Run(visit, _steps[step.Step]);
        var result = got.Exit is Exit.NotDone notDone ? notDone.Result : got.Value;
        if (result is null)
            return got.Exit!;
        if (step.Then is not null)
            return await Play(visit, step.Then, result, root: false);
        await visit.Say(step.Name, result);
        return new Exit.Back();
    }

    /// <summary>
    /// A step that breaks off costs that service, not the call: it is said, and a person given unless the caller wants
    /// the menu.
    /// </summary>
    private async Task<Got<IReadOnlyList<string>>> Run(Visit visit, IStep step)
    {
        try
        {
            return await step.Run(visit);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            LogBroken(_log, step.Name, visit.Caller.ContactId, fault);
        }
        visit.Done(step.Name, "serviceDown");
        return await visit.Give(
            new Question("service-down") { Result = step.WhenBroken, Back = "menu.to-main" }, HumanReason.ServiceDown);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The service {Step} of contact {Contact} broke off")]
    private static partial void LogBroken(ILogger logger, string step, string contact, Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "The caller of contact {Contact} could not be looked up")]
    private static partial void LogNotRecognised(ILogger logger, string contact, Exception exception);
}
