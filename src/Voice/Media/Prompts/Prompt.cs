namespace TellerLine.Voice.Media.Prompts;

/// <summary>
/// A prompt in both laws, ready to send. The bytes lie in pinned memory outside the compacting heap: the packet thread
/// reads them without a collection ever moving them, and they go when neither cache nor a play holds them.
/// </summary>
internal sealed class Prompt(byte[] a, byte[] mu)
{
    public int Samples => a.Length;

    public int Bytes => a.Length + mu.Length;

    public ReadOnlySpan<byte> In(G711 law) => law == G711.Pcma ? a : mu;
}
