namespace TellerLine.Voice.Media.Prompts;

/// <summary>
/// Prompts by path and time of change, the least recently used dropped beyond a bound. Used by the control thread
/// alone, so that no disk is ever touched by the packet thread.
/// </summary>
internal sealed class PromptCache(long maxBytes = 64 << 20)
{
    private readonly Dictionary<string, LinkedListNode<Entry>> _byPath = [];
    private readonly LinkedList<Entry> _recent = [];
    private long _bytes;

    private sealed record Entry(string Path, DateTime ChangedAt, Prompt Prompt);

    public Prompt Get(string path)
    {
        var changedAt = File.GetLastWriteTimeUtc(path);
        if (_byPath.TryGetValue(path, out var node))
        {
            if (node.Value.ChangedAt == changedAt)
            {
                _recent.Remove(node);
                _recent.AddFirst(node);
                return node.Value.Prompt;
            }

            Drop(node);
        }

        var prompt = WavFile.Read(path);
        _byPath[path] = _recent.AddFirst(new Entry(path, changedAt, prompt));
        _bytes += prompt.Bytes;
        while (_bytes > maxBytes && _recent.Last is { } oldest && oldest != _recent.First)
            Drop(oldest);
        return prompt;
    }

    private void Drop(LinkedListNode<Entry> node)
    {
        _recent.Remove(node);
        _byPath.Remove(node.Value.Path);
        _bytes -= node.Value.Prompt.Bytes;
    }
}
