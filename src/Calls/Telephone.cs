using TellerLine.Contacts;
using TellerLine.SelfService;
using TellerLine.Voice;

namespace TellerLine.Calls;

/// <summary>
/// Self-service's telephone on a customer's leg: prompt names become files, what happens becomes journal entries.
/// </summary>
internal sealed class Telephone(LiveContact contact, Prompts prompts) : ITelephone
{
    public string Language
    {
        get => contact.Language;
        set => contact.Language = value;
    }

    private ILeg Leg => contact.Customer;

    public Task Say(IReadOnlyList<string> names, CancellationToken ct) => Leg.Play(new PlayRequest(Files(names)), ct);

    public async Task<Keyed> Ask(AskSpec spec, CancellationToken ct)
    {
        var keyed = await Leg.Collect(
            new CollectRequest(
                Files(spec.Prompts), spec.MaxDigits, spec.FirstDigitMs, spec.NextDigitMs, spec.Terminator,
                spec.StarClears), ct);
        return new Keyed(keyed.Digits, End(keyed.End));
    }

    public async Task<SecretKeyed<T>> AskSecret<T>(SecretSpec spec, SecretCheck<T> check, CancellationToken ct)
    {
        var keyed = await Leg.CollectSecret(
            new SecretRequest(Files(spec.Prompts), spec.MinDigits, spec.MaxDigits, spec.FirstDigitMs, spec.NextDigitMs),
            digits => check(digits), ct);
        return new SecretKeyed<T>(keyed.Value, keyed.Count, End(keyed.End), keyed.Enough);
    }

    public void Note(object happening)
    {
        switch (happening)
        {
            case Identified { Who: var who }:
                contact.Identify(who);
                contact.Note(new CallerIdentified(who.Customer.Id, contact.LevelName));
                return;
            case ServiceDone done:
                if (done.Achieved)
                    contact.Record.Achieve(done.Item);
                break;
            // Whoever is guided is in a conversation all the same.
            case NodeEntered when contact.Talk is null:
                contact.Record.EnterSelfService();
                break;
            case PromptsSpoken { Node: not "greeting" } when contact.Request is null:
                contact.Record.EnterSelfService();
                break;
        }
        contact.Note(happening);
    }

    public IReadOnlyList<string> Files(IReadOnlyList<string> names) => prompts.Files(Language, names);

    /// <summary>What a caller who waits hears.</summary>
    public string Music => prompts.Music();

    /// <summary>What an agent hears for each key of a PIN.</summary>
    public string KeyMarker => prompts.Music(PromptNames.KeyMarker);

    private static KeyedEnd End(CollectEnd end) => end switch
    {
        CollectEnd.Full => KeyedEnd.Full,
        CollectEnd.Terminated => KeyedEnd.Terminated,
        CollectEnd.Left => KeyedEnd.Left,
        _ => KeyedEnd.TimedOut,
    };
}
