using System.Text;

namespace TellerLine.Voice.Sip;

/// <summary>
/// The last messages, for debugging; off unless given a size. Holds start lines and headers only, never a body, an
/// Authorization or a Proxy-Authorization.
/// </summary>
internal sealed class SipTrace
{
    private string[] _ring = [];
    private long _next;

    public bool IsOn => _ring.Length > 0;

    public void Keep(int messages) => _ring = new string[Math.Clamp(messages, 0, 10_000)];

    public void Received(SipMessage message, SipFlow flow)
    {
        if (IsOn)
            Add("< " + flow, message.Bytes[..Math.Min(message.BodyStart, message.Bytes.Length)]);
    }

    public void Sent(ReadOnlySpan<byte> message, SipFlow flow)
    {
        if (IsOn)
            Add("> " + flow, message[..SecretBody.BodyStart(message)]);
    }

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<string> Read()
    {
        var ring = _ring;
        var next = Volatile.Read(ref _next);
        var all = new List<string>(ring.Length);
        for (var i = Math.Max(0, next - ring.Length); i < next; i++)
            if (ring[i % ring.Length] is { } entry)
                all.Add(entry);
        return all;
    }

    private void Add(string how, ReadOnlySpan<byte> head)
    {
        var text = new StringBuilder(how).Append('\n');
        var secret = false;
        foreach (var line in Encoding.UTF8.GetString(head).Split('\n'))
        {
            var continues = line.StartsWith(' ') || line.StartsWith('\t');
            if (!continues)
                secret = line.StartsWith("Authorization", StringComparison.OrdinalIgnoreCase)
                    || line.StartsWith("Proxy-Authorization", StringComparison.OrdinalIgnoreCase);
            if (!secret)
                text.Append(line.TrimEnd('\r')).Append('\n');
            else if (!continues)
                text.Append("Authorization: …\n");
        }

        _ring[(Interlocked.Increment(ref _next) - 1) % _ring.Length] = text.ToString();
    }
}
