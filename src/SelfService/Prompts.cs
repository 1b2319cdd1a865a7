using TellerLine.Definitions;
using TellerLine.SelfService.Core;

namespace TellerLine.SelfService;

/// <summary>
/// What one call hears, by prompt names: the bank's recordings in force when it began, else those of the library. A
/// call keeps them: no sentence is put together of two voices because somebody approved another.
/// </summary>
public sealed class Prompts
{
    private readonly PromptLibrary _library;
    private readonly Func<string, string, string?> _own;
    private readonly bool _namesTheBank;

    internal Prompts(PromptLibrary library, Func<string, string, string?> own, bool namesTheBank = true) =>
        (_library, _own, _namesTheBank) = (library, own, namesTheBank);

    /// <exception cref="KeyNotFoundException">No such prompt: cannot happen to a name that was checked.</exception>
    public IReadOnlyList<string> Files(string language, IEnumerable<string> names) =>
        [.. names.Where(name => name != PromptNames.BankName || SaysTheBank(language)).Select(n => File(language, n))];

    /// <summary>Music by name: the same in every language.</summary>
    public string Music(string name = PromptNames.HoldMusic) => File(PromptLibrary.MusicFolder, name);

    private string File(string language, string name) => _own(language, name) ?? _library.File(language, name);

    /// <summary>Another bank's name is never spoken: rather none.</summary>
    private bool SaysTheBank(string language) =>
        _namesTheBank || _own(language, PromptNames.BankName) is not null
        || _library.IsTheBanks(language, PromptNames.BankName);
}

/// <summary>Gives each call its <see cref="Prompts"/>.</summary>
public sealed class PromptBook
{
    private readonly PromptLibrary _library;
    private readonly IDefinitions _definitions;
    private readonly Recordings _recordings;
    private readonly SelfServiceOptions _options;
    private readonly Lazy<bool> _shippedNamesTheBank;

    /// <summary>Of the list in force: looked for on the disk once, not for each call.</summary>
    private volatile Made? _made;

    internal PromptBook(
        PromptLibrary library, IDefinitions definitions, Recordings recordings, SelfServiceOptions options)
    {
        (_library, _definitions, _recordings, _options) = (library, definitions, recordings, options);
        _shippedNamesTheBank = new(() => SelfServiceWords.Shipped(library).Prompts[PromptNames.BankName] is var name
            && name.Zh == options.BankNameZh && name.En == options.BankNameEn);
    }

    public Prompts Now()
    {
        var list = _definitions.Now(PromptList.Kind).Value;
        if (_made is not { } made || !ReferenceEquals(made.List, list))
            _made = made = new Made(
                list, new Prompts(_library, Own(list.Recordings), _shippedNamesTheBank.Value));
        return made.Prompts;
    }

    /// <summary>In which languages callers do not hear the bank's name, because nobody has recorded it.</summary>
    internal IReadOnlyList<string> Nameless()
    {
        if (_shippedNamesTheBank.Value)
            return [];
        var list = _definitions.Now(PromptList.Kind).Value.Recordings;
        return
        [
            .. Languages.All.Where(language => !_library.IsTheBanks(language, PromptNames.BankName)
                && !list.Any(one => one.Language == language && one.Prompt == PromptNames.BankName)),
        ];
    }

    internal string BankName(string language) =>
        language == Languages.English ? _options.BankNameEn : _options.BankNameZh;

    private Func<string, string, string?> Own(IReadOnlyList<PromptRecording> list)
    {
        // A file that has gone since is not there: the caller hears ours.
        var files = list.Select(one => ((one.Language, one.Prompt), Path: _recordings.Find(one.Recording)))
            .Where(one => one.Path is not null).ToDictionary(one => one.Item1, one => one.Path!);
        return (language, name) => files.GetValueOrDefault((language, name));
    }

    private sealed record Made(PromptList List, Prompts Prompts);
}
