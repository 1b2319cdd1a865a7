using TellerLine.Contacts;

namespace TellerLine.Rules.Calls;

/// <summary>The caller is asked after the agent has gone; every end of the question is told.</summary>
public sealed class SurveyTests
{
    [Theory]
    [InlineData("1", 1)]
    [InlineData("4", 4)]
    public async Task a_key_from_1_to_4_is_the_answer(string key, int score)
    {
        using var call = StoryUnderTest.Of().Keys(key);
        await call.Story.Survey("1001");
        Assert.Equal([new SurveyOffered("1001"), new SurveyAnswered("1001", score)], call.Journal.Told);
    }

    [Theory]
    [InlineData("", "noReply")]
    [InlineData("5", "otherKey")]
    [InlineData("0", "otherKey")]
    public async Task nothing_and_other_keys_are_no_answer(string key, string why)
    {
        using var call = StoryUnderTest.Of().Keys(key);
        await call.Story.Survey("1001");
        Assert.Equal([new SurveyOffered("1001"), new SurveyNotAnswered("1001", why)], call.Journal.Told);
    }

    [Fact]
    public async Task who_hangs_up_instead_has_not_answered()
    {
        using var call = StoryUnderTest.Of();
        call.Customer.OnCollect = (_, _) => throw new OperationCanceledException();
        await call.Story.Survey("1001");
        Assert.Equal(new SurveyNotAnswered("1001", "hungUp"), call.Journal.Told[^1]);
    }
}
