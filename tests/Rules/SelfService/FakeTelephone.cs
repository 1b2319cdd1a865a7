using System.Text;
using TellerLine.SelfService;

namespace TellerLine.Rules.SelfService;

/// <summary>
/// A caller who follows a script: for each time he is asked, the keys he presses (empty: none, a time-out). When the
/// script is out he hangs up. Keys mean what they mean on the exchange: terminator, maximum, two stars.
/// </summary>
internal sealed class FakeTelephone(params string[] script) : ITelephone
{
    private readonly Queue<string> _script = new(script);

    public string Language { get; set; } = Languages.Chinese;

    public List<object> Notes { get; } = [];

    /// <summary>What was heard, in words, one entry each time the centre spoke.</summary>
    public List<string> Heard { get; } = [];

    public List<SecretSpec> Secrets { get; } = [];

    public List<AskSpec> Asks { get; } = [];

    public int Unused => _script.Count;

    public IEnumerable<T> Noted<T>() => Notes.OfType<T>();

    public Task Say(IReadOnlyList<string> prompts, CancellationToken ct)
    {
        Hear(prompts);
        return Task.CompletedTask;
    }

    public Task<Keyed> Ask(AskSpec spec, CancellationToken ct)
    {
        Asks.Add(spec);
        Hear(spec.Prompts);
        // The greeting does not wait: only a script that begins with a key said to be pressed in it answers there.
        if (spec.FirstDigitMs == 0
            && !(_script.TryPeek(out var early) && early.StartsWith("early:", StringComparison.Ordinal)))
            return Task.FromResult(new Keyed("", KeyedEnd.TimedOut));
        return Task.FromResult(Press(Next(), spec.MaxDigits, spec.Terminator, spec.StarClears));
    }

    public Task<SecretKeyed<T>> AskSecret<T>(SecretSpec spec, SecretCheck<T> check, CancellationToken ct)
    {
        Secrets.Add(spec);
        Hear(spec.Prompts);
        var (digits, end) = Press(Next(), spec.MaxDigits, '#', starClears: true);
        var enough = end != KeyedEnd.Left && digits.Length >= spec.MinDigits;
        return Task.FromResult(
            new SecretKeyed<T>(enough ? check(Encoding.ASCII.GetBytes(digits)) : default, digits.Length, end, enough));
    }

    public void Note(object happening) => Notes.Add(happening);

    private void Hear(IReadOnlyList<string> prompts)
    {
        Heard.Add(Spoken.Text(Language, prompts));
        Assert.True(Heard.Count < 300, "the caller is kept for ever");
    }

    private string Next() => _script.TryDequeue(out var keys)
        ? keys.Replace("early:", "", StringComparison.Ordinal)
        : throw new OperationCanceledException("hung up");

    private static Keyed Press(string keys, int max, char? terminator, bool starClears)
    {
        var digits = "";
        var starred = false;
        foreach (var key in keys)
        {
            if (key == terminator)
                return new Keyed(digits, KeyedEnd.Terminated);
            if (starClears && key == '*')
            {
                if (starred)
                    return new Keyed("", KeyedEnd.Left);
                (digits, starred) = ("", true);
                continue;
            }
            starred = false;
            digits += key;
            if (digits.Length == max)
                return new Keyed(digits, KeyedEnd.Full);
        }
        return new Keyed(digits, KeyedEnd.TimedOut);
    }
}
