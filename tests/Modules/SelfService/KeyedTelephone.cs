using System.Text;
using TellerLine.SelfService;

namespace TellerLine.Modules.SelfService;

/// <summary>Presses what it was given and hangs up when out of keys; a secret it was not given is a fault.</summary>
internal sealed class KeyedTelephone(IEnumerable<string> keys, IEnumerable<string> secrets) : ITelephone
{
    private readonly Queue<string> _keys = new(keys);
    private readonly Queue<string> _secrets = new(secrets);

    /// <summary>The names of the prompts.</summary>
    public List<string> Heard { get; } = [];

    public List<object> Notes { get; } = [];

    public string Language { get; set; } = Languages.English;

    public Task Say(IReadOnlyList<string> prompts, CancellationToken ct)
    {
        Heard.AddRange(prompts);
        return Task.CompletedTask;
    }

    public Task<Keyed> Ask(AskSpec spec, CancellationToken ct)
    {
        Heard.AddRange(spec.Prompts);
        if (spec.FirstDigitMs == 0)
            return Task.FromResult(new Keyed("", KeyedEnd.TimedOut));
        return _keys.TryDequeue(out var pressed)
            ? Task.FromResult(new Keyed(pressed, KeyedEnd.Terminated))
            : throw new OperationCanceledException("hung up");
    }

    public Task<SecretKeyed<T>> AskSecret<T>(SecretSpec spec, SecretCheck<T> check, CancellationToken ct)
    {
        Heard.AddRange(spec.Prompts);
        var digits = Encoding.ASCII.GetBytes(_secrets.Dequeue());
        return Task.FromResult(new SecretKeyed<T>(check(digits), digits.Length, KeyedEnd.Full, true));
    }

    public void Note(object happening) => Notes.Add(happening);
}
