using TellerLine.Customers;
using TellerLine.SelfService.Core;

namespace TellerLine.SelfService;

/// <summary>
/// The two ways of asking, one key (<see cref="Choose"/>) or many digits (<see cref="Collect"/>), on a telephone. What a
/// key means, and how often, is in <see cref="Asking"/> and <see cref="Collecting"/>.
/// </summary>
internal sealed partial class Visit
{
    /// <summary>
    /// Asks until a key has a meaning: an option's key, or an exit. Wrong keys and silences have an end.
    /// </summary>
    public async Task<Got<char>> Choose(Question question)
    {
        var asking = default(Asking);
        var lead = question.Result;
        while (true)
        {
            var key = await Key(question, [.. lead, .. question.Spoken]);
            if (key is { } pressed)
                Heard(question, pressed);
            (asking, var heard) = asking.Hear(question, key, options.Tries);
            switch (heard)
            {
                case Core.Heard.Chosen chosen:
                    return chosen.Key;
                case Core.Heard.Left left:
                    return left.Exit;
                case Core.Heard.GivenUp up:
                    return await ToPerson(question.Node, up.Why, up.Reason);
                case Core.Heard.Again again:
                    lead = again.Lead;
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
        var collecting = default(Collecting);
        while (!collecting.IsOver)
        {
            Enter(node);
            var keyed = await Keys(node, prompts, maxDigits, starClears);
            (collecting, var verdict) = collecting.Begun.Hear(keyed, options.Tries);
            if (verdict is null)
            {
                var understood = await read(keyed.Digits);
                if (understood.Exit is not null)
                    return understood.Exit;
                if (understood.Wrong is null)
                    return understood.Value!;
                (collecting, verdict) = collecting.Wrong(understood.Wrong, options.Tries);
            }
            var next = verdict.Person is { } reason
                ? await ToPerson(node, verdict.Why, reason)
                : await Retry(node, verdict.Why);
            if (next.Exit is not (null or Exit.Silence))
                return next.Exit;
        }
        return await ToPerson(node, [], HumanReason.Error);
    }

    /// <summary>Says, and takes keys that are no secret; the journal hears how many.</summary>
    public async Task<Keyed> Keys(string node, IReadOnlyList<string> prompts, int maxDigits, bool starClears)
    {
        _notes.Spoken(node, Language, prompts);
        Stands(node, GuidedWait.Digits);
        var keyed = await phone.Ask(
            new AskSpec(
                prompts, maxDigits, options.FirstDigitMs * Patience, options.NextDigitMs * Patience, '#', starClears),
            ct);
        Note(new DigitsKeyed(node, keyed.Digits.Length, keyed.End));
        return keyed;
    }

    /// <summary>
    /// Asks for a secret. The checks see the digits; nobody else does. A collection of the wrong length, left or
    /// silent, is the caller's to deal with.
    /// </summary>
    public Task<SecretKeyed<T>> Secret<T>(string node, IReadOnlyList<string> prompts, int digits, SecretCheck<T> check)
    {
        _notes.Spoken(node, Language, prompts);
        Stands(node, GuidedWait.Secret);
        return phone.AskSecret(
            new SecretSpec(prompts, digits, digits, options.FirstDigitMs * Patience, options.NextDigitMs * Patience),
            check, ct);
    }

    /// <summary>Between two tries of a collection: here 0 is a person again.</summary>
    public Task<Got<char>> Retry(string node, IReadOnlyList<string> why, bool secret = false) =>
        Choose(Collecting.Retry(node, why, secret));

    /// <summary>Says what went wrong and what happens now.</summary>
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
    public async Task<char?> Key(Question question, IReadOnlyList<string> prompts)
    {
        if (question.Secret)
        {
            var allowed = question.Options.Select(o => (byte)o.Key).Append((byte)'0').Append((byte)'9').ToArray();
            var secret = await Secret(
                question.Node, prompts, 1, digits => allowed.Contains(digits[0]) ? (char)digits[0] : '?');
            return secret.Enough ? secret.Value : secret.End == KeyedEnd.Left ? '*' : secret.End == KeyedEnd.TimedOut
                ? null : '?';
        }
        prompts = Slowly(prompts);
        _notes.Spoken(question.Node, Language, prompts);
        Stands(question.Node, GuidedWait.Key);
        var wait = options.MenuWaitMs * Patience;
        var keyed = await phone.Ask(new AskSpec(prompts, MaxDigits: 1, wait, wait, Terminator: null), ct);
        return keyed.Digits is [var key, ..] ? key : null;
    }

    /// <summary>A menu is heard item by item by who cannot look at the telephone meanwhile.</summary>
    private IReadOnlyList<string> Slowly(IReadOnlyList<string> prompts) =>
        Who?.Customer.Accessibility != Accessibility.Sight || options.SlowPauses == 0 ? prompts
        :
        [
            .. prompts.SelectMany(prompt => prompt.StartsWith("press.", StringComparison.Ordinal)
                ? [prompt, .. Enumerable.Repeat("pause", options.SlowPauses)] : new[] { prompt }),
        ];

    public void Heard(Question question, char key)
    {
        var known = key is '0' or '9' or '*' || question.Options.Any(o => o.Key == key);
        _notes.Pressed(new KeyPressed(question.Node, known ? key.ToString() : "?"));
    }
}

/// <summary>What was made of collected digits: a value, what is wrong with them, or a way out.</summary>
internal readonly record struct Understood<T>(T? Value, IReadOnlyList<string>? Wrong = null, Exit? Exit = null);
