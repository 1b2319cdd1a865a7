using TellerLine.Notices;
using TellerLine.Notices.Core;

namespace TellerLine.Rules.Notices;

/// <summary>Whether a message may go out, by what is known at that moment.</summary>
public sealed class SendingRulesTests
{
    private static readonly DateOnly Today = new(2026, 3, 20);

    private static readonly NoticePolicy Policy = TemplateTests.Policy;

    [Theory]
    [InlineData("20:59:59", null)]
    [InlineData("21:00:00", "2026-03-21 09:00")]
    [InlineData("23:59:59", "2026-03-21 09:00")]
    [InlineData("00:00:00", "2026-03-20 09:00")]
    [InlineData("08:59:59", "2026-03-20 09:00")]
    [InlineData("09:00:00", null)]
    public void quiet_hours_run_over_midnight_and_end_in_the_morning(string at, string? until)
    {
        var decision = Decide(NoticePurpose.Marketing, ConsentState.Granted, at);
        if (until is null)
            Assert.IsType<SendingDecision.Send>(decision);
        else
            Assert.Equal(new SendingDecision.Hold("quietHours", DateTime.Parse(until)), decision);
        Assert.IsType<SendingDecision.Send>(Decide(NoticePurpose.Service, ConsentState.None, at));
        Assert.IsType<SendingDecision.Send>(Decide(NoticePurpose.Reminder, ConsentState.None, at));
    }

    [Theory]
    [InlineData("13:29", null)]
    [InlineData("13:30", "2026-03-20 14:00")]
    [InlineData("14:00", null)]
    public void quiet_hours_within_a_day_end_on_it(string at, string? until) => Assert.Equal(
        until is null ? null : DateTime.Parse(until),
        SendingRules.QuietUntil(At(at), Policy with { QuietFrom = "13:30", QuietTo = "14:00" }));

    [Theory]
    [InlineData(NoticePurpose.Marketing)]
    [InlineData(NoticePurpose.Care)]
    public void without_consent_it_is_not_sent_not_even_later(NoticePurpose purpose)
    {
        Assert.Equal(new SendingDecision.Suppress("noConsent"), Decide(purpose, ConsentState.None, "12:00"));
        Assert.Equal(new SendingDecision.Suppress("withdrawn"), Decide(purpose, ConsentState.Withdrawn, "12:00"));
        Assert.Equal(new SendingDecision.Suppress("withdrawn"), Decide(purpose, ConsentState.Withdrawn, "23:00"));
        Assert.IsType<SendingDecision.Send>(Decide(purpose, ConsentState.Granted, "12:00"));
    }

    [Fact]
    public void one_marketing_message_a_day_and_three_in_thirty()
    {
        Assert.Equal(new SendingDecision.Suppress("capped"), After(0));
        Assert.IsType<SendingDecision.Send>(After(1));
        Assert.IsType<SendingDecision.Send>(After(1, 29));
        Assert.Equal(new SendingDecision.Suppress("capped"), After(1, 5, 29));
        // The thirtieth day before today is out of the window.
        Assert.IsType<SendingDecision.Send>(After(1, 5, 30));
    }

    [Fact]
    public void care_and_service_have_no_cap()
    {
        DateOnly[] often = [Today, Today, Today, Today];
        Assert.IsType<SendingDecision.Send>(
            SendingRules.Decide(Facts(NoticePurpose.Care, ConsentState.Granted, "12:00", often), Policy));
        Assert.IsType<SendingDecision.Send>(
            SendingRules.Decide(Facts(NoticePurpose.Service, ConsentState.None, "12:00", often), Policy));
    }

    [Fact]
    public void what_waited_too_long_fails_and_what_has_no_gateway_is_not_sent()
    {
        var facts = Facts(NoticePurpose.Service, ConsentState.None, "12:00", []);
        Assert.IsType<SendingDecision.Send>(
            SendingRules.Decide(facts with { Waited = TimeSpan.FromHours(71.9) }, Policy));
        Assert.Equal(
            new SendingDecision.Fail("lapsed"),
            SendingRules.Decide(facts with { Waited = TimeSpan.FromHours(72) }, Policy));
        Assert.Equal(
            new SendingDecision.Suppress("noGateway"), SendingRules.Decide(facts with { IsConnected = false }, Policy));
    }

    [Fact]
    public void tries_at_the_gateway_are_ever_farther_apart_and_end()
    {
        var pauses = Enumerable.Range(1, SendingRules.Tries).Select(SendingRules.PauseAfter).ToList();
        Assert.Null(pauses[^1]);
        Assert.Equal(pauses[..^1].Order(), pauses[..^1]);
        Assert.All(pauses[..^1], pause => Assert.NotNull(pause));
    }

    [Theory]
    [InlineData("T", true)]
    [InlineData("t", true)]
    [InlineData(" TD ", true)]
    [InlineData("Ｔ", true)]
    [InlineData("“T”", true)]
    [InlineData("退订。", true)]
    [InlineData("Stop", true)]
    [InlineData("谢谢", false)]
    [InlineData("我不想退订", false)]
    [InlineData("TT", false)]
    [InlineData("", false)]
    public void the_word_alone_opts_out(string text, bool isOut) => Assert.Equal(isOut, Reply.IsOptOut(text));

    [Fact]
    public void only_what_waits_is_cancelled_and_only_what_failed_is_sent_again()
    {
        var why = new NoticeReason("错发");
        foreach (var state in Enum.GetValues<NoticeState>())
        {
            Assert.Equal(
                state is NoticeState.Queued or NoticeState.Held,
                NoticeLife.Decide("1", state, new NoticeCommand.Cancel(why), "3001").Refused is null);
            Assert.Equal(
                state is NoticeState.Failed,
                NoticeLife.Decide("1", state, new NoticeCommand.Retry(why), "3001").Refused is null);
        }
    }

    private static SendingDecision Decide(NoticePurpose purpose, ConsentState consent, string at) =>
        SendingRules.Decide(Facts(purpose, consent, at, []), Policy);

    private static SendingDecision After(params int[] daysAgo) => SendingRules.Decide(
        Facts(NoticePurpose.Marketing, ConsentState.Granted, "12:00", [.. daysAgo.Select(d => Today.AddDays(-d))]), Policy);

    private static SendingFacts Facts(
        NoticePurpose purpose, ConsentState consent, string at, IReadOnlyList<DateOnly> sentOn) =>
        new(purpose, consent, At(at), TimeSpan.Zero, sentOn, IsConnected: true);

    private static DateTime At(string time) => Today.ToDateTime(TimeOnly.Parse(time));
}
