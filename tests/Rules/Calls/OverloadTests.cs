using Microsoft.Extensions.Logging.Abstractions;
using TellerLine.Calls;
using TellerLine.Contacts;
using TellerLine.Kernel;
using TellerLine.Routing;
using TellerLine.SelfService;
using TellerLine.Voice;

namespace TellerLine.Rules.Calls;

/// <summary>What a caller is offered when the queue takes no more.</summary>
public sealed class OverloadTests : IDisposable
{
    private readonly FakeJournal _journal = new();
    private readonly FakeLine _customer = new("c", LegKind.Sip);

    public void Dispose() => _customer.Dispose();

    [Fact]
    public async Task who_presses_1_is_promised_a_call_back_in_his_place()
    {
        Keys("1");
        Assert.False(await Story("+8613800000001").TurnedAway("service", OverloadOutcome.Callback));
        Assert.Contains(new ContactTurnedAway("service", "callback"), _journal.Told);
        Assert.Contains(new CallbackOwed(7) { Chosen = true }, _journal.Told);
        Assert.Contains(_journal.Told, told => told is ContactEnded { By: "system" });
    }

    [Theory]
    [InlineData("2")]
    [InlineData("")]
    public async Task who_wants_to_wait_or_says_nothing_waits(string keys)
    {
        Keys(keys);
        Assert.Null(await Story("+8613800000001").TurnedAway("service", OverloadOutcome.Callback));
        Assert.DoesNotContain(_journal.Told, told => told is CallbackOwed);
    }

    [Fact]
    public async Task who_hides_his_number_cannot_be_called_back_and_waits()
    {
        _customer.OnCollect = (_, _) => throw new InvalidOperationException("He is not asked.");
        Assert.Null(await Story(null).TurnedAway("service", OverloadOutcome.Callback));
    }

    [Fact]
    public async Task back_to_the_menu_unless_self_service_is_over_for_him()
    {
        Assert.True(await Story(null).TurnedAway("service", OverloadOutcome.SelfService));
        Assert.Null(await Story(null, ended: true).TurnedAway("service", OverloadOutcome.SelfService));
    }

    private void Keys(string keys) => _customer.OnCollect = (_, _) =>
        Task.FromResult(new Collected(keys, keys.Length > 0 ? CollectEnd.Full : CollectEnd.TimedOut));

    private CallStory Story(string? caller, bool ended = false) => new(
        new LiveContact(
            new ContactRecord("n1-a", _journal, TimeProvider.System), _customer, caller, caller,
            TimeProvider.System.NowUs())
        {
            WaitSinceUs = 7,
            Request = new FlowOutcome.HumanRequested([], HumanReason.Key0, null, 0, ended),
        },
        flow: null!, new Prompts(new PromptLibrary(new SelfServiceOptions()), (_, _) => null),
        waitingRoom: null!, conversations: null!, parking: null!, recorder: null!, rules: null!, hours: null!,
        emergency: null!, asksSatisfaction: true,
        NullLogger<CallStory>.Instance);
}
