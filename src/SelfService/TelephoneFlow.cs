using Microsoft.Extensions.Logging;
using TellerLine.Catalogue;
using TellerLine.Customers;
using TellerLine.PersonalMenus;
using TellerLine.SelfService.Core;
using TellerLine.SelfService.Steps;

namespace TellerLine.SelfService;

/// <summary>
/// The telephone bank by keypad: greets, recognises, and does on a telephone what <see cref="FlowEngine"/> says, until a
/// person is wanted or all is done.
/// </summary>
public sealed partial class TelephoneFlow
{
    private readonly SelfServiceOptions _options;
    private readonly Func<Menu> _menu;
    private readonly FlowWorld _world;
    private readonly Recognition _recognition;
    private readonly IPersonalMenus _personal;
    private readonly IOfferedServices _services;
    private readonly Dictionary<string, IStep> _steps;
    private readonly ILogger<TelephoneFlow> _log;

    internal TelephoneFlow(
        SelfServiceOptions options, Func<Menu> menu, Recognition recognition, IPersonalMenus personal,
        IOfferedServices services, IEnumerable<IStep> steps, FlowWorld world, ILogger<TelephoneFlow> log)
    {
        (_options, _menu, _recognition, _personal) = (options, menu, recognition, personal);
        (_services, _world, _log) = (services, world, log);
        _steps = steps.ToDictionary(s => s.Name);
    }

    /// <summary>Where guidance may begin, by the menu in force.</summary>
    public IReadOnlyList<GuidedBeginning> Beginnings()
    {
        var bank = _menu();
        return
        [
            .. Core.Beginnings.Of(bank).Select(one => new GuidedBeginning(
                one.Node, [.. one.Menus.Skip(1).Select(menu => bank.Words[menu.Name]), bank.Words[one.Node]])),
        ];
    }

    /// <summary>
    /// A fault of ours on the way is <see cref="HumanReason.ServiceDown"/>, never an exception: the caller is offered a
    /// person.
    /// </summary>
    /// <exception cref="OperationCanceledException">The caller hung up.</exception>
    public async Task<FlowOutcome> Run(ITelephone phone, CallerContext caller, CancellationToken ct)
    {
        var bank = _menu();
        var visit = new Visit(phone, caller, _options, ct) { Offered = PersonalComposition.Offered(bank) };
        HumanReason? wanted = null;
        try
        {
            await Recognise(visit);
            var key = caller.Returned ? null : await visit.Greet(Greeting(visit));
            var exit = key == '0' ? new Exit.Person(HumanReason.Key0) : await Begin(visit, bank, key);
            if (exit is Exit.Person person)
            {
                wanted = person.Reason;
                return new FlowOutcome.HumanRequested(
                    [.. visit.Path], person.Reason, visit.Who, visit.SelfServiceEnded, visit.Last);
            }
            if (caller.Guided is null)
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
        if (visit.Who is not null)
            return;
        try
        {
            await _recognition.ByNumber(visit);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            LogNotRecognised(_log, visit.Caller.ContactId, fault);
        }
    }

    /// <summary>The caller's own menu, if there is one; what the bank took out of it is told once.</summary>
    /// <param name="ahead">Keyed in the greeting; forgotten where keys have changed since.</param>
    private async Task<Exit> Begin(Visit visit, Menu bank, char? ahead)
    {
        if (await Own(visit) is not { } own)
            return await Play(visit, bank, ahead);
        var menu = PersonalComposition.Of(bank, own.Nodes);
        var (_, dropped) = PersonalMenu.Standing(own.Nodes, visit.Offered);
        if (dropped.Count > 0)
        {
            await visit.Say("greeting", menu is null ? "own-menu.all-gone" : "own-menu.gone");
            ahead = null;
            await Drop(visit, own, dropped);
        }
        return await Play(visit, menu ?? bank, ahead);
    }

    /// <summary>
    /// Who is known by the number, or at an agent's side, and nobody else; without the store everybody hears the
    /// bank's.
    /// </summary>
    private async Task<PersonalMenu?> Own(Visit visit)
    {
        if (visit.Who is not { } who || (who.Level != IdentificationLevel.Number && visit.Caller.Guided is null))
            return null;
        try
        {
            return await _personal.Of(who.Customer.Id, visit.Ct);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            LogNoOwnMenu(_log, visit.Caller.ContactId, fault);
            return null;
        }
    }

    /// <summary>What is not noted now is told, and noted, in the next call.</summary>
    private async Task Drop(Visit visit, PersonalMenu own, IReadOnlyList<string> dropped)
    {
        try
        {
            await _personal.Drop(own, dropped, visit.Caller.ContactId, visit.Ct);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            LogNoOwnMenu(_log, visit.Caller.ContactId, fault);
        }
    }

    private static IReadOnlyList<string> Greeting(Visit visit) =>
    [
        "greeting.welcome", "bank.name", "greeting.notice",
        .. visit.Who is { Customer.Elderly: true } ? ["greeting.elderly"] : Array.Empty<string>(),
    ];

    /// <param name="ahead">A key that was pressed in the greeting.</param>
    private async Task<Exit> Play(Visit visit, Menu menu, char? ahead)
    {
        // A call keeps what it began with.
        var flows = _world.Gather(menu);
        var state = FlowEngine.At(menu, visit.Language, visit.Path.Count, visit.Path is [.., var last] ? last : null);
        FlowEvent? happened = new FlowEvent.Started(ahead, visit.Caller.Guided?.From);
        List<FlowEffect> effects = [];
        while (true)
        {
            var facts = new FlowFacts(
                visit.Who?.Customer, visit.Who?.Level ?? IdentificationLevel.None, _world.Today(),
                [.. flows.Values.Append(menu).SelectMany(flow => flow.Hours).Where(_world.IsOpen)], flows,
                _options.Tries);
            state = FlowEngine.Next(state, happened!, facts, effects);
            visit.Way(state.Way);
            happened = null;
            foreach (var effect in effects)
            {
                if (effect is FlowEffect.Leave leave)
                    return leave.Exit;
                happened = await Perform(visit, effect) ?? happened;
            }
        }
    }

    /// <returns>What came of it, or null: the next is to be done.</returns>
    private async Task<FlowEvent?> Perform(Visit visit, FlowEffect effect)
    {
        switch (effect)
        {
            case FlowEffect.Enter enter:
                visit.Enter(enter.Node);
                return null;
            case FlowEffect.Say say:
                await visit.Say(say.Node, say.Prompts);
                return null;
            case FlowEffect.Speak speak:
                visit.Language = speak.Language;
                return null;
            case FlowEffect.Heard heard:
                visit.Heard(heard.Question, heard.Key);
                return null;
            case FlowEffect.Ask ask:
                return new FlowEvent.Pressed(await visit.Key(ask.Question, ask.Prompts));
            case FlowEffect.Collect collect:
                return new FlowEvent.Entered(await visit.Keys(
                    collect.Node, collect.Prompts, collect.Entry.MaxKeys, collect.Entry.StarClears));
            case FlowEffect.Run run:
                return await Run(visit, _steps[run.Step], run.Offers);
            default:
                throw new InvalidOperationException($"Nothing performs a {effect.GetType().Name}.");
        }
    }

    /// <summary>
    /// A step that breaks off costs that service, not the call: it is said, and a person given unless the caller wants
    /// the menu, or the dialogue says how it goes on.
    /// </summary>
    /// <param name="offers">The dialogue does not.</param>
    private async Task<FlowEvent.StepEnded> Run(Visit visit, IStep step, bool offers)
    {
        var before = visit.Last;
        Got<IReadOnlyList<string>> got;
        try
        {
            got = await Offered(visit, step);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            LogBroken(_log, step.Name, visit.Caller.ContactId, fault);
            visit.Done(step.Name, "serviceDown");
            got = offers
                ? await visit.Give(
                    new Question("service-down") { Result = step.WhenBroken, Back = "menu.to-main" },
                    HumanReason.ServiceDown)
                : new Exit.NotDone(step.WhenBroken);
        }
        var done = ReferenceEquals(before, visit.Last) ? null : visit.Last;
        Dictionary<string, FlowValue> values = [];
        if (done?.AmountMinor is { } amount)
            values[Entries.AmountOf(step.Name)] = new FlowValue.Amount(amount);
        if (done?.Number is { } number)
            values[Entries.NumberOf(step.Name)] = new FlowValue.Digits(number);
        var result = got.Exit is Exit.NotDone notDone ? notDone.Result : got.Value ?? [];
        return new FlowEvent.StepEnded(
            done?.Outcome, got.Exit, result, visit.Path.Count, visit.Path is [.., var last] ? last : null, values);
    }

    /// <summary>
    /// As the catalogue has it: whether the service is there, and how surely the caller must be known.
    /// </summary>
    private async Task<Got<IReadOnlyList<string>>> Offered(Visit visit, IStep step)
    {
        if (_services.Refuses(step.Name, ServiceChannel.Keypad) is { } why)
            return visit.NotDone(
                step.Name, why.Code == ServiceRefusal.NotThisWay ? "byAgent" : "disabled",
                why.Code == ServiceRefusal.NotThisWay ? "service.by-agent" : "service.disabled");
        if (_services.Asks(step.Name) > (visit.Who?.Level ?? IdentificationLevel.None)
            && await _steps["enquiryPin"].Run(visit) is { Exit: not null } left)
            return left;
        return await step.Run(visit);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The service {Step} of contact {Contact} broke off")]
    private static partial void LogBroken(ILogger logger, string step, string contact, Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "The own menu of contact {Contact}'s caller could not be used")]
    private static partial void LogNoOwnMenu(ILogger logger, string contact, Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "The caller of contact {Contact} could not be looked up")]
    private static partial void LogNotRecognised(ILogger logger, string contact, Exception exception);
}
