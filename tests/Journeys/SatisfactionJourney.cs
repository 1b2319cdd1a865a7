using TellerLine.Journeys.Peers;

namespace TellerLine.Journeys;

/// <summary>The agent hangs up, the caller is asked how satisfied he is and keys it, and the report says so.</summary>
[Trait("journey", "satisfaction")]
public sealed class SatisfactionJourney : Journey
{
    [Fact(Timeout = 180_000)]
    public async Task who_was_served_is_asked_after_the_agent_has_gone_and_his_key_counts()
    {
        await using var centre = await CentreUnderTest.Start("Calls:AskSatisfaction=true");
        await using var desk = await Desktop.SignIn(centre);
        await desk.Ready();
        await using var phone = await Phone(centre);
        var contact = await Converse(centre, phone, desk);
        await desk.Browser.Click("end");
        await Of(centre, contact, "contact.surveyOffered", e => (string?)e["agent"] == "1001");
        await phone.Press('2');
        await Of(centre, contact, "contact.surveyAnswered", e => (int?)e["score"] == 2);
        await phone.Event("CALL_CLOSED");
        await desk.WrapUp("cxye", "已答复");
        await Of(centre, contact, "contact.closed", e => (string?)e["disposition"] == "handled");

        using var http = await centre.SignedIn("3001");
        var today = DateTimeOffset.UtcNow.ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-dd");
        var report = await Patience.Until(
            () => centre.Get(http, $"/api/reports?from={today}&to={today}&by=agent&kpis=satisfaction,surveyResponse")
                .GetAwaiter().GetResult().ToJsonString(),
            told => told.Contains("\"value\":1", StringComparison.Ordinal), TimeSpan.FromSeconds(20));
        Say(report);
        Assert.Contains("\"key\":\"1001\"", report);
        Assert.Contains("\"value\":1,\"shown\":\"100.00\",\"numerator\":1,\"denominator\":1", report);
    }
}
