using TellerLine.Journeys.Peers;

namespace TellerLine.Journeys;

/// <summary>
/// Who asks for a person among wealth products waits in that queue and gets an agent who has the skill; the agent sends
/// him on to the service queue, found by its name, and the wait clock goes on.
/// </summary>
[Trait("journey", "queues")]
public sealed class QueuesJourney : Journey
{
    [Fact(Timeout = 180_000)]
    public async Task a_caller_waits_where_the_rules_say_and_is_sent_to_another_queue_by_name()
    {
        await using var centre = await CentreUnderTest.Start("SelfService:MenuWaitMs=1000");
        await using var desk = await Desktop.SignIn(centre);
        await using var phone = await Phone(centre);
        var customer = await Customer.Calls(centre, phone);
        await customer.Keys("main", "7");
        await customer.Keys("more", "4");
        await customer.Keys("wealth", "0");
        var queued = await customer.Sees("contact.queued");
        Assert.Equal("wealth", (string?)queued["queue"]);
        await customer.Sees(
            "contact.routed", e => (int?)e["headStartS"] == 90 && (int?)e["version"] == 1
                && e["en"]!.AsArray().Select(rule => (string?)rule).Contains("VIP customers"));
        await customer.Sees("contact.announced", e => (long?)e["expectedUs"] > 0);

        // A VIP with the certificate's holder at work: hers at once.
        await desk.ReadyForTheNext();
        await desk.Accept();
        await customer.Sees("contact.connected", e => (string?)e["agent"] == "1001");

        await desk.Consult("人工", "send-to-queue-0");
        await customer.Sees("contact.sentToQueue", e => (string?)e["queue"] == "service");
        var again = await customer.Sees(
            "contact.queued", e => (string?)e["queue"] == "service" && (string?)e["reason"] == "transferred");
        Assert.Equal((long?)queued["waitSinceUs"], (long?)again["waitSinceUs"]);

        await desk.WrapUp("cxye", "已转人工服务");
        await desk.Accept();
        await Of(
            centre, customer.Contact, "contact.connected",
            _ => centre.Events("contact.connected", customer.Contact).Count == 2);
        await phone.HangUp();
        await desk.WrapUp("cxye", "已答复");
        await customer.Sees("contact.closed", e => (string?)e["disposition"] == "handled");
    }
}
