namespace TellerLine.Files.Core;

/// <summary>
/// Whether a stream of bytes is text, UTF-8 or GB 18030 alike: none of the control characters that text does not have.
/// Fed piece by piece, so that nothing is held.
/// </summary>
internal sealed class TextJudge
{
    public bool IsText { get; private set; } = true;

    public void Feed(ReadOnlySpan<byte> bytes)
    {
        if (!IsText)
            return;
        foreach (var b in bytes)
        {
            if ((b < 0x20 && b is not ((byte)'\t' or (byte)'\n' or (byte)'\r' or (byte)'\f')) || b == 0x7F)
            {
                IsText = false;
                return;
            }
        }
    }
}
