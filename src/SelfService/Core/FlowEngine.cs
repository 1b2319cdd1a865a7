namespace TellerLine.SelfService.Core;

/// <summary>
/// Plays a dialogue: from where a caller is and what happened, where he is then and what is to be done. It knows no
/// telephone, no bank and no clock: a call, a page's try-out and a test are played by the same.
/// </summary>
internal static class FlowEngine
{
    /// <summary>More nodes than this, and the caller is lost: a person helps.</summary>
    public const int MaxPath = 100;

    /// <param name="passed">Nodes come to before: the greeting.</param>
    public static FlowState At(Menu flow, string language, int passed, string? last) =>
        new(flow, language, passed, last);

    /// <param name="effects">Emptied, and filled with what is to be done.</param>
    /// <exception cref="InvalidOperationException">The event is not what the dialogue waits for.</exception>
    public static FlowState Next(FlowState state, FlowEvent happened, in FlowFacts facts, List<FlowEffect> effects)
    {
        effects.Clear();
        var turn = new FlowTurn(state, facts, effects);
        switch (happened, state.Wait)
        {
            case (FlowEvent.Started started, null):
                turn.Begin(started.Ahead, started.From);
                break;
            case (FlowEvent.Pressed pressed, Waiting.ForKey wait):
                turn.Pressed(wait, pressed.Key);
                break;
            case (FlowEvent.Pressed pressed, Waiting.ForRetry wait):
                turn.Pressed(wait, pressed.Key);
                break;
            case (FlowEvent.Entered entered, Waiting.ForDigits wait):
                turn.Entered(wait, entered.Keyed);
                break;
            case (FlowEvent.StepEnded ended, Waiting.ForStep wait):
                turn.Ended(wait.Node, ended);
                break;
            default:
                throw new InvalidOperationException(
                    $"{happened.GetType().Name} is not waited for ({state.Wait?.GetType().Name ?? "not begun"}).");
        }
        return turn.State;
    }
}
