using TellerLine.Journeys.Peers;

namespace TellerLine.Journeys;

/// <summary>
/// Messages to a customer, in the browser: marketing goes out by day; the customer answers T on the demonstration's
/// telephone, and the next is not sent; a service notice always is.
/// </summary>
[Trait("journey", "notices")]
[Collection(nameof(NoticesJourney))]
public sealed class NoticesJourney : Journey
{
    [Fact(Timeout = 180_000)]
    public async Task a_customer_opts_out_on_the_telephone_and_is_sent_no_more_of_it()
    {
        await using var centre = await CentreUnderTest.Start("Kernel:TimeZone=" + WhereItIsNoon());
        await using var sender = await Chromium.SignedIn(centre, "5001");
        await using var customer = await Chromium.SignedIn(centre, "1001", "en");

        await Send(centre, sender, "信用卡推介");
        await State(sender, "delivered");
        await customer.Go(centre.Url + "/inbox");
        await customer.Until("document.querySelectorAll('[data-testid=\"inbox-message\"]').length === 1");

        await customer.Type("inbox-text", "T");
        await customer.Click("inbox-send");
        await customer.Until("document.body?.innerText.includes('即刻生效')");
        await Send(centre, sender, "定期存款推介");
        await State(sender, "suppressed");
        await sender.Until("document.body?.innerText.includes('客户已退订')");
        await Send(centre, sender, "服务时间变更");
        await State(sender, "delivered");
        await sender.Go(centre.Url + "/consents/C10001");
        await sender.Until("document.body?.innerText.includes('SMS T')");
        Say($"{centre.Events("notice.suppressed").Count} of {centre.Events("notice.queued").Count} were not sent");
    }

    /// <summary>Quiet hours are the bank's: here it is day, whenever this runs.</summary>
    private static string WhereItIsNoon()
    {
        var east = 12 - TimeProvider.System.GetUtcNow().Hour;
        return east == 0 ? "Etc/UTC" : $"Etc/GMT{(east > 0 ? "-" : "+")}{Math.Abs(east)}";
    }

    private static async Task Send(CentreUnderTest centre, Chromium browser, string template)
    {
        await browser.Go(centre.Url + "/notices/new");
        await browser.Type("field-customer", "C10001");
        await browser.Choose("template", template);
        await browser.Choose("language", "中文");
        await browser.Click("form-submit");
        await browser.See("record-state");
    }

    private static Task State(Chromium browser, string state) => browser.Until(
        $"document.querySelector('[data-testid=\"record-state\"]')?.dataset.state === '{state}'");
}
