namespace TellerLine.SelfService;

/// <summary>The telephone bank by keypad: greets, recognises, plays the menu and runs its steps until a person is wanted or all is done.</summary>
public sealed class TelephoneFlow
{
    /// <exception cref="OperationCanceledException">The caller hung up.</exception>
    public Task<FlowOutcome> Run(ITelephone phone, CallerContext caller, CancellationToken ct) =>
        throw new NotSupportedException();
}
