using Microsoft.Extensions.Logging.Abstractions;
using TellerLine.Calls;
using TellerLine.Contacts;
using TellerLine.Kernel;
using TellerLine.SelfService;
using TellerLine.Voice;

namespace TellerLine.Rules.Calls;

/// <summary>The caller is asked after the agent has gone; every end of the question is told.</summary>
public sealed class SurveyTests : IDisposable
{
    private readonly FakeJournal _journal = new();
    private readonly FakeLine _customer = new("c", LegKind.Sip);

    public void Dispose() => _customer.Dispose();

    [Theory]
    [InlineData("1", 1)]
    [InlineData("4", 4)]
    public async Task a_key_from_1_to_4_is_the_answer(string key, int score)
    {
        Keys(key);
        await Story().Survey("1001");
        Assert.Equal([new SurveyOffered("1001"), new SurveyAnswered("1001", score)], _journal.Told);
    }

    [Theory]
    [InlineData("", "noReply")]
    [InlineData("5", "otherKey")]
    [InlineData("0", "otherKey")]
    public async Task nothing_and_other_keys_are_no_answer(string key, string why)
    {
        Keys(key);
        await Story().Survey("1001");
        Assert.Equal([new SurveyOffered("1001"), new SurveyNotAnswered("1001", why)], _journal.Told);
    }

    [Fact]
    public async Task who_hangs_up_instead_has_not_answered()
    {
        _customer.OnCollect = (_, _) => throw new OperationCanceledException();
        await Story().Survey("1001");
        Assert.Equal(new SurveyNotAnswered("1001", "hungUp"), _journal.Told[^1]);
    }

    private void Keys(string keys) => _customer.OnCollect = (_, _) =>
        Task.FromResult(new Collected(keys, keys.Length > 0 ? CollectEnd.Full : CollectEnd.TimedOut));

    private CallStory Story() => new(
        new LiveContact(
            new ContactRecord("n1-a", _journal, TimeProvider.System), _customer, null, null,
            TimeProvider.System.NowUs()),
        flow: null!, new Prompts(new PromptLibrary(new SelfServiceOptions()), (_, _) => null),
        waitingRoom: null!, conversations: null!, parking: null!, recorder: null!, rules: null!, hours: null!,
        emergency: null!, asksSatisfaction: true, NullLogger<CallStory>.Instance);
}
