namespace TellerLine.SelfService;

/// <summary>
/// What the journal hears of a visit, in few entries: the nodes passed without a word and the key that led on wait for
/// the next thing that is said, and are told with it; anything else that happens tells them first, so that the order is
/// kept.
/// </summary>
internal sealed class VisitNotes(ITelephone phone)
{
    private readonly List<string> _passed = [];
    private KeyPressed? _key;

    public void Entered(string node) => _passed.Add(node);

    public void Pressed(KeyPressed key)
    {
        Tell();
        _key = key;
    }

    public void Spoken(string node, string language, IReadOnlyList<string> prompts)
    {
        if (_passed.Count > 0 && _passed[^1] == node)
            _passed.RemoveAt(_passed.Count - 1);
        phone.Note(new PromptsSpoken(node, language, prompts, _passed.Count == 0 ? null : [.. _passed], _key));
        Forget();
    }

    public void Happened(object happening)
    {
        Tell();
        phone.Note(happening);
    }

    public void Close(HumanReason? person)
    {
        // "A person was asked for with 0" is the next entry, and the path in it says where.
        if (person == HumanReason.Key0 && _key is { Key: "0" })
            _key = null;
        Tell();
    }

    private void Tell()
    {
        if (_key is not null)
            phone.Note(_key);
        foreach (var node in _passed)
            phone.Note(new NodeEntered(node));
        Forget();
    }

    private void Forget()
    {
        _key = null;
        _passed.Clear();
    }
}
