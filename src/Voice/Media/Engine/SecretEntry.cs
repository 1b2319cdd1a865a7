namespace TellerLine.Voice.Media.Engine;

/// <summary>
/// A secret being keyed: the digits are in the session's key cell, here are only its rules and clock.
/// </summary>
internal sealed class SecretEntry(uint request, int maxDigits, int firstDigitMs, int nextDigitMs)
{
    public uint Request => request;

    public int MaxDigits => maxDigits;

    public bool StarJustPressed { get; set; }

    public CollectEnd End { get; set; }

    /// <summary>When patience ends; 0 while the prompts still play.</summary>
    public long DeadlineUs { get; private set; }

    public void AwaitFirst(long nowUs) => DeadlineUs = nowUs + (firstDigitMs * 1000L);

    public void AwaitNext(long nowUs) => DeadlineUs = nowUs + (nextDigitMs * 1000L);

    /// <summary>
    /// Nothing is keyed yet: it ended the entry before this one, which was full without it. It cuts no prompt short and
    /// starts no clock.
    /// </summary>
    public static bool MeansNothing(KeySlab.KeyCell cell, byte key) => key == (byte)'#' && cell.Count == 0;

    /// <summary><c>*</c> clears, a second in a row leaves; <c>#</c> ends.</summary>
    /// <returns>True when the collection is over; <see cref="End"/> says how.</returns>
    public bool On(KeySlab.KeyCell cell, byte key, long nowUs)
    {
        if (MeansNothing(cell, key))
            return false;
        AwaitNext(nowUs);
        switch (key)
        {
            case (byte)'*' when StarJustPressed:
                cell.ClearSecret();
                End = CollectEnd.Left;
                return true;
            case (byte)'*':
                cell.ClearSecret();
                StarJustPressed = true;
                return false;
            case (byte)'#':
                End = CollectEnd.Terminated;
                return true;
            case >= (byte)'0' and <= (byte)'9':
                StarJustPressed = false;
                cell.Add(key);
                End = CollectEnd.Full;
                return cell.Count >= maxDigits;
            default:
                return false;
        }
    }
}
