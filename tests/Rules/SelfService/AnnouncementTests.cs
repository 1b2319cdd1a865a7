using SpokenAnnouncements = TellerLine.SelfService.Announcements;

namespace TellerLine.Rules.SelfService;

public sealed class AnnouncementTests
{
    [Theory]
    [InlineData("zh-CN", 0, "下一位就是您，请稍候。")]
    [InlineData("zh-CN", 1, "您前面还有一位客户在等待，请稍候。")]
    [InlineData("zh-CN", 2, "您前面还有两位客户在等待，请稍候。")]
    [InlineData("zh-CN", 12, "您前面还有十二位客户在等待，请稍候。")]
    [InlineData("zh-CN", 100, "等待的客户较多，请您耐心等候。")]
    [InlineData("en", 0, "You are next. Please wait.")]
    [InlineData("en", 1, "Before you there is one caller waiting.")]
    [InlineData("en", 23, "Before you there are twenty-three callers waiting.")]
    public void the_caller_hears_how_many_wait_before_him(string language, int before, string words) =>
        Assert.Equal(words, Spoken.Text(language, SpokenAnnouncements.QueuePosition(language, before)));

    [Theory]
    [InlineData("zh-CN", "1001", "幺零零幺号客服代表为您服务。")]
    [InlineData("en", "1001", "Representative one zero zero one is at your service.")]
    public void the_caller_hears_who_answers(string language, string number, string words) =>
        Assert.Equal(words, Spoken.Text(language, SpokenAnnouncements.Agent(language, number)));

    [Theory]
    [InlineData("zh-CN", 2, "您还可以输入两次。")]
    [InlineData("zh-CN", 1, "您还可以输入一次。")]
    [InlineData("en", 1, "You have one more try.")]
    [InlineData("en", 2, "You have two more tries.")]
    public void the_caller_hears_how_many_tries_are_left(string language, int left, string words) =>
        Assert.Equal(words, Spoken.Text(language, SpokenAnnouncements.TriesLeft(language, left)));
}
