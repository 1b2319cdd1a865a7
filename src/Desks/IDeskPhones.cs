namespace TellerLine.Desks;

/// <summary>The agents' telephones as their desks use them; bound by the host to whoever knows telephones.</summary>
public interface IDeskPhones
{
    /// <summary>An agent's telephone is up or down, or another kind was chosen; told with the agent's number.</summary>
    event Action<string>? Changed;

    DeskPhone Look(string agent);

    /// <param name="kind"><c>browser</c> or <c>sip</c>.</param>
    void Choose(string agent, string kind);

    /// <summary>
    /// The desk's page opens its browser's telephone: SDP in, SDP out. It replaces the one before; a call goes on with
    /// it.
    /// </summary>
    /// <exception cref="DeskPhoneException">The offer cannot be answered.</exception>
    Task<string> Open(string agent, string sdp);

    /// <summary>A further offer of the same browser (an ICE restart).</summary>
    /// <exception cref="DeskPhoneException">There is none, or the offer cannot be answered.</exception>
    Task<string> Renew(string agent, string sdp);

    /// <summary>Rings the agent's own telephone and completes when it was picked up or not.</summary>
    /// <param name="withdrawn">Rings no more.</param>
    Task<PhoneAnswer> Ring(
        string agent, DeskCaller caller, string? from, TimeSpan timeout, CancellationToken withdrawn);

    /// <summary>What <see cref="Ring"/> had picked up is not needed.</summary>
    Task PutDown(string agent);

    /// <summary>The agent leaves: the browser's telephone is closed.</summary>
    Task Close(string agent);
}

public enum PhoneAnswer
{
    PickedUp,
    Declined,

    /// <summary>It was not picked up in time, or withdrawn.</summary>
    NotAnswered,

    /// <summary>It forwards its calls elsewhere (302), which is not followed.</summary>
    Forwards,

    /// <summary>It cannot take calls: no common codec, a fault of its own, not reachable.</summary>
    Broken,
}

/// <param name="code">For the page.</param>
public sealed class DeskPhoneException(string code) : Exception(code);
