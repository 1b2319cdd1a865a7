using TellerLine.Calls;

namespace TellerLine.Rules.Calls;

public sealed class CountdownTests
{
    [Fact]
    public async Task what_was_over_before_the_restart_is_over_at_once()
    {
        var over = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        new Countdown(TimeProvider.System, TimeSpan.FromHours(1)).Start(over.SetResult, spent: TimeSpan.FromHours(2));
        await over.Task.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
    }
}
