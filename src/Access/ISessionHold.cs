namespace TellerLine.Access;

/// <summary>
/// Who must not be cut off at this moment though the session is at its end. Whoever puts work into hands answers; the
/// session ends as soon as he says no. What he says yes to must have a bound of its own.
/// </summary>
public interface ISessionHold
{
    /// <summary>A customer is in this user's hands. Answers at once and never throws.</summary>
    bool InHand(string number);
}

/// <summary>Where nobody works with customers, nobody is waited for.</summary>
internal sealed class NoHold : ISessionHold
{
    public bool InHand(string number) => false;
}
