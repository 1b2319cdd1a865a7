namespace TellerLine.Voice.Media.Engine;

/// <summary>
/// A secret being keyed: the digits are in the session's key cell, here are only its rules and clock.
/// </summary>
internal sealed class SecretEntry(uint request, int maxDigits, int firstDigitMs, int nextDigitMs)
{
    /// <summary>
    /// Keys of an entry to each of its digits; with one more it ends as one whose patience ended. Clearing it again and
    /// again is no entry, and each key has its time: without this it would never end.
    /// </summary>
    public const int MaxKeysPerDigit = 4;

    private int _keys;

    public uint Request => request;

    /// <summary>No entry under these rules lasts longer, counted from the end of its prompts.</summary>
    public static long LongestMs(SecretRequest rules) =>
        rules.FirstDigitMs + (rules.MaxDigits * MaxKeysPerDigit * (long)rules.NextDigitMs);

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
        if (++_keys > maxDigits * MaxKeysPerDigit)
        {
            End = CollectEnd.TimedOut;
            return true;
        }

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
