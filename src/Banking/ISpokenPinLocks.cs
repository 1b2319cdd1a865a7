using TellerLine.Kernel;

namespace TellerLine.Banking;

/// <summary>
/// 口述密码: a customer said a PIN aloud. Nobody knows which of the two, so that both must be changed; until then no
/// money moves by them, not even by one keyed a moment before.
/// </summary>
public interface ISpokenPinLocks
{
    /// <summary>
    /// Tells the customer, too. The bank's own first PIN must be changed anyway and stays what it is.
    /// </summary>
    /// <param name="agent">Who marked it.</param>
    void Spoken(WriteScope scope, string customerId, string contactId, string agent);

    /// <summary>It was no PIN after all: what still waits to be changed is as it was.</summary>
    /// <param name="actor">Who found it so: a user's number.</param>
    void NotSpoken(WriteScope scope, string customerId, string actor);
}
