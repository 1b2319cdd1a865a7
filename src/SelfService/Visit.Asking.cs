using TellerLine.SelfService.Core;

namespace TellerLine.SelfService;

/// <summary>
/// The two ways of asking, one key (<see cref="Choose"/>) or many digits (<see cref="Collect"/>): the keys of
/// <c>docs/keys.md</c> and the bounds of every loop are here and nowhere else.
/// </summary>
internal sealed partial class Visit
{
    private const int MaxAgain = 10;

    /// <summary>Of one collection, the ones its caller left included.</summary>
    public const int MaxRounds = 8;

    /// <summary>
    /// Asks until a key has a meaning: an option's key, or an exit. Wrong keys and silences have an end.
    /// </summary>
    /// <param name="ahead">A key that was pressed before the question.</param>
    public async Task<Got<char>> Choose(Question question, char? ahead = null)
    {
        var (errors, silences, agains) = (0, 0, 0);
        IReadOnlyList<string> lead = question.Result;
        while (true)
        {
            var key = ahead ?? await Key(question, [.. lead, .. question.Spoken]);
            ahead = null;
            Heard(question, key);
            switch (key)
            {
                case '0':
                    return new Exit.Person(HumanReason.Key0);
                case '*' when question.Back is not null:
                    return new Exit.Back();
                case '9' or '*' when ++agains <= MaxAgain:
                    lead = question.Result;
                    break;
                case null when question.Silence == OnSilence.GoOn:
                    return new Exit.Silence();
                case null when ++silences < options.Tries:
                    lead = ["error.silence"];
                    break;
                case null:
                    return question.Silence == OnSilence.Goodbye
                        ? new Exit.Silence()
                        : await ToPerson(question.Node, "error.silence", HumanReason.Timeout);
                default:
                    if (question.Options.Any(o => o.Key == key))
                        return key.Value;
                    if (++errors >= options.Tries)
                        return await ToPerson(question.Node, "error.key", HumanReason.Error);
                    lead = ["error.key"];
                    break;
            }
        }
    }

    /// <summary>
    /// Collects digits until <paramref name="read"/> can use them. In the collection 0 is a digit; between two tries it
    /// is a person.
    /// </summary>
    /// <param name="starClears">False where <c>*</c> is a key of its own (an amount's point).</param>
    /// <param name="read">The value, or the prompts that say what is wrong, or an exit.</param>
    public async Task<Got<T>> Collect<T>(
        string node, IReadOnlyList<string> prompts, int maxDigits, bool starClears,
        Func<string, Task<Understood<T>>> read)
    {
        var (errors, silences) = (0, 0);
        for (var round = 0; round < MaxRounds; round++)
        {
            Enter(node);
            _notes.Spoken(node, Language, prompts);
            var keyed = await phone.Ask(
                new AskSpec(
                    prompts, maxDigits, options.FirstDigitMs * Patience, options.NextDigitMs * Patience, '#',
                    starClears), ct);
            Note(new DigitsKeyed(node, keyed.Digits.Length, keyed.End));

            Got<char> next;
            if (keyed is { End: KeyedEnd.TimedOut, Digits: "" })
                next = ++silences >= options.Tries
                    ? await ToPerson(node, "error.silence", HumanReason.Timeout)
                    : await Retry(node, ["error.silence"]);
            else if (keyed.End == KeyedEnd.Left)
                next = await Retry(node, ["entry.left"]);
            else
            {
                var understood = await read(keyed.Digits);
                if (understood.Exit is not null)
                    return understood.Exit;
                if (understood.Wrong is null)
                    return understood.Value!;
                next = understood.Wrong is not ["entry.left"] && ++errors >= options.Tries
                    ? await ToPerson(node, understood.Wrong, HumanReason.Error)
                    : await Retry(node, understood.Wrong);
            }
            if (next.Exit is not (null or Exit.Silence))
                return next.Exit;
        }
        return await ToPerson(node, [], HumanReason.Error);
    }

    /// <summary>
    /// Asks for a secret. The checks see the digits; nobody else does. A collection of the wrong length, left or
    /// silent, is the caller's to deal with.
    /// </summary>
    public Task<SecretKeyed<T>> Secret<T>(string node, IReadOnlyList<string> prompts, int digits, SecretCheck<T> check)
    {
        _notes.Spoken(node, Language, prompts);
        return phone.AskSecret(
            new SecretSpec(prompts, digits, digits, options.FirstDigitMs * Patience, options.NextDigitMs * Patience),
            check, ct);
    }

    /// <summary>Between two tries of a collection: here 0 is a person again.</summary>
    public Task<Got<char>> Retry(string node, IReadOnlyList<string> why, bool secret = false) =>
        Choose(new Question($"{node}-retry")
    {
        Body = why,
        Options = [new Option('1', "menu.retry")],
        Back = "menu.back",
        Silence = OnSilence.GoOn,
        Secret = secret,
    });

    /// <summary>Says what went wrong and what happens now.</summary>
    public Task<Exit> ToPerson(string node, string why, HumanReason reason) => ToPerson(node, [why], reason);

    public async Task<Exit> ToPerson(string node, IReadOnlyList<string> why, HumanReason reason)
    {
        await Say(node, [.. why, "error.to-person"]);
        return new Exit.Person(reason);
    }

    /// <summary>Self-service cannot go on here: says so and offers a person, with 0.</summary>
    public Task<Exit> Offer(Question question, HumanReason reason) =>
        Give(question with { Ends = ["menu.or-hang-up"], Silence = OnSilence.Goodbye }, reason);

    /// <summary>As <see cref="Offer"/>, but who presses nothing is given a person too.</summary>
    public async Task<Exit> Give(Question question, HumanReason reason)
    {
        Enter(question.Node);
        var got = await Choose(question);
        return got.Exit is Exit.Person ? new Exit.Person(reason) : got.Exit!;
    }

    /// <summary>The greeting: speaks to its end or to the first key, and does not wait for one.</summary>
    public async Task<char?> Greet(IReadOnlyList<string> prompts)
    {
        Enter("greeting");
        _notes.Spoken("greeting", Language, prompts);
        var keyed = await phone.Ask(
            new AskSpec(prompts, MaxDigits: 1, FirstDigitMs: 0, NextDigitMs: 0, Terminator: null), ct);
        return keyed.Digits is [var key, ..] ? key : null;
    }

    /// <summary>One key, or null for silence.</summary>
    private async Task<char?> Key(Question question, IReadOnlyList<string> prompts)
    {
        if (question.Secret)
        {
            var allowed = question.Options.Select(o => (byte)o.Key).Append((byte)'0').Append((byte)'9').ToArray();
            var secret = await Secret(
                question.Node, prompts, 1, digits => allowed.Contains(digits[0]) ? (char)digits[0] : '?');
            return secret.Enough ? secret.Value : secret.End == KeyedEnd.Left ? '*' : secret.End == KeyedEnd.TimedOut
                ? null : '?';
        }
        _notes.Spoken(question.Node, Language, prompts);
        var wait = options.MenuWaitMs * Patience;
        var keyed = await phone.Ask(new AskSpec(prompts, MaxDigits: 1, wait, wait, Terminator: null), ct);
        return keyed.Digits is [var key, ..] ? key : null;
    }

    private void Heard(Question question, char? key)
    {
        if (key is null)
            return;
        var known = key is '0' or '9' or '*' || question.Options.Any(o => o.Key == key);
        _notes.Pressed(new KeyPressed(question.Node, known ? key.Value.ToString() : "?"));
    }
}

/// <summary>What was made of collected digits: a value, what is wrong with them, or a way out.</summary>
internal readonly record struct Understood<T>(T? Value, IReadOnlyList<string>? Wrong = null, Exit? Exit = null);
