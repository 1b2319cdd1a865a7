namespace TellerLine.Kernel;

/// <summary>
/// What people may read of an event in a contact's timeline, declared by the capability that owns the event: a field
/// that is not named is not shown, and an event that is not declared is not shown at all.
/// </summary>
/// <param name="Kind">The event's name in the journal.</param>
/// <param name="Plain">Fields shown as they are, by their names in the journal.</param>
/// <param name="Numbers">Telephone numbers: shown masked.</param>
public sealed record TimelineEvent(string Kind, IReadOnlyList<string> Plain, IReadOnlyList<string> Numbers)
{
    public static TimelineEvent Of<T>(params IReadOnlyList<string> plain) =>
        new(EventAttribute.Of(typeof(T)).Kind, plain, []);

    public TimelineEvent WithNumbers(params IReadOnlyList<string> numbers) => this with { Numbers = numbers };
}
