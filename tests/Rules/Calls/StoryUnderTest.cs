using Microsoft.Extensions.Logging.Abstractions;
using TellerLine.Calls;
using TellerLine.Contacts;
using TellerLine.Kernel;
using TellerLine.SelfService;
using TellerLine.Voice;

namespace TellerLine.Rules.Calls;

/// <summary>A call's story and a line on which one decides what is keyed; nothing else is there.</summary>
internal sealed class StoryUnderTest : IDisposable
{
    private StoryUnderTest(string? caller, FlowOutcome.HumanRequested? request)
    {
        Contact = new LiveContact(
            new ContactRecord("n1-a", Journal, TimeProvider.System), Customer, caller, caller,
            TimeProvider.System.NowUs()) { WaitSinceUs = 7, Request = request };
        Story = new CallStory(
            Contact, flow: null!, new Prompts(new PromptLibrary(new SelfServiceOptions()), (_, _) => null),
            waitingRoom: null!, conversations: null!, parking: null!, recorder: null!, rules: null!, hours: null!,
            emergency: null!, asksSatisfaction: true, NullLogger<CallStory>.Instance);
    }

    public FakeJournal Journal { get; } = new();

    public FakeLine Customer { get; } = new("c", LegKind.Sip);

    public LiveContact Contact { get; }

    public CallStory Story { get; }

    /// <param name="ended">Three wrong PINs: no more self-service for him.</param>
    public static StoryUnderTest Of(string? caller = null, bool ended = false) =>
        new(caller, new FlowOutcome.HumanRequested([], HumanReason.Key0, null, ended));

    /// <param name="keys">Nothing: he lets the time pass.</param>
    public StoryUnderTest Keys(string keys)
    {
        Customer.OnCollect = (_, _) =>
            Task.FromResult(new Collected(keys, keys.Length > 0 ? CollectEnd.Full : CollectEnd.TimedOut));
        return this;
    }

    public void Dispose() => Customer.Dispose();
}
