namespace TellerLine.Simulation.Core;

/// <summary>A caller who asks for a person.</summary>
/// <param name="Queue">Index into the centre's queues.</param>
/// <param name="WaitCreditUs">The wait clock counts as if he had waited this long already.</param>
/// <param name="PatienceUs">He hangs up when he has waited this long; null: never.</param>
/// <param name="ServiceUs">How long the conversation takes, once he is answered.</param>
/// <param name="Id">The contact's id; null: numbered by arrival, from 1.</param>
internal readonly record struct Arrival(
    long AtUs, int Queue, long ServiceUs, long? PatienceUs = null, long WaitCreditUs = 0,
    string? Id = null);

/// <summary>
/// How long a caller waits before he hangs up, asked as he arrives, when it depends on what he finds; in place of
/// <see cref="Arrival.PatienceUs"/>. Null: for ever.
/// </summary>
/// <param name="waiting">Contacts that wait in his queue already.</param>
internal delegate long? PatienceOf(in Arrival arrival, int waiting);
