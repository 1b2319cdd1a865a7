using TellerLine.Journeys.Peers;

namespace TellerLine.Journeys;

/// <summary>
/// Two people for rights, at the pages: proposed by one administrator, given by another; refused with a reason; void
/// when the person changed meanwhile.
/// </summary>
[Trait("journey", "rights")]
[Collection(nameof(RightsJourney))]
public sealed class RightsJourney : Journey
{
    private const string Secret = "a lamp beside the river";

    [Fact(Timeout = 240_000)]
    public async Task rights_take_two_people_and_the_person_has_them_at_once()
    {
        await using var centre = await CentreUnderTest.Start();
        await using var one = await Chromium.SignedIn(centre, "9001");
        var given = await SecondAdministrator(centre, one);
        await using var other = await Chromium.SignedIn(centre, "9002", "en", given, Secret);
        await using var person = await Chromium.SignedIn(centre, "1002");

        await Propose(centre, one, "1002", "班组长", "代班");
        await one.Go(centre.Url + "/admin/users");
        await one.Click("proposals-tab");
        await one.See("withdraw-1002");
        await one.Until("!document.querySelector('[data-testid=\"approve-1002\"]')");
        await one.Until("document.body?.innerText.includes('等待另一名系统管理员复核')");
        await person.Go(centre.Url + "/definitions");
        await person.Until("!document.querySelector('.definitions-lead')");

        await other.Go(centre.Url + "/admin/users");
        await other.Click("proposals-tab");
        await other.Click("approve-1002");
        await other.Until("!document.querySelector('[data-testid=\"approve-1002\"]')");
        await centre.Event("user.rightsChanged", e => (string?)e["number"] == "1002");
        await person.SignIn(centre.Url, "1002", "teller-1002");
        await person.Gone("signin-user");
        await person.Go(centre.Url + "/definitions");
        await person.Until("document.querySelector('.definitions-lead')");

        await Propose(centre, one, "1003", "班组长", "也代班");
        await other.Go(centre.Url + "/admin/users");
        await other.Click("proposals-tab");
        await other.Click("refuse-1003");
        await other.Type("why", "one is enough");
        await other.Click("why-ok");
        await other.Gone("why");
        await one.Go(centre.Url + "/admin/users/1003");
        await one.Until("document.body?.innerText.includes('one is enough')");

        await Propose(centre, one, "1004", "班组长", "再试");
        await other.Go(centre.Url + "/admin/users/1004");
        await other.Click("user-disable");
        await other.Until("document.querySelector('.ant-modal-confirm-btns .ant-btn-dangerous')");
        await other.Run("document.querySelector('.ant-modal-confirm-btns .ant-btn-dangerous').click()");
        await other.See("user-enable");
        await other.Go(centre.Url + "/admin/users");
        await other.Click("proposals-tab");
        await other.Click("approve-1004");
        Assert.Contains("The rights changed since", await other.Text("refusal"), StringComparison.Ordinal);
        Assert.DoesNotContain(
            centre.Events("user.rightsChanged"),
            e => (string?)e["number"] == "1004" && e["roles"]!.AsArray().Any(r => (string?)r == "teamLead"));

        await other.Go(centre.Url + "/audit?action=user");
        await other.Until("document.querySelectorAll('[data-action=\"user.rightsProposed\"]').length >= 3");
        await other.Until("document.querySelectorAll('[data-action=\"user.proposalDecided\"]').length >= 2");
        Say($"{centre.Events("user.proposalDecided").Count} proposals were decided");
    }

    /// <returns>The second administrator's one-time password.</returns>
    private static async Task<string> SecondAdministrator(CentreUnderTest centre, Chromium one)
    {
        await one.Go(centre.Url + "/admin/users");
        await one.Click("user-add");
        await one.Type("new-number", "9002");
        await one.Type("new-zh", "秦岭");
        await one.Type("new-en", "Qin Ling");
        await one.Choose("roles", "系统管理员");
        await one.Choose("org", "客服中心");
        await one.Type("new-reason", "第二名管理员");
        await one.Run("document.getElementById('new-save').click()");
        return (await one.Text("one-time")).Trim();
    }

    private static async Task Propose(
        CentreUnderTest centre, Chromium browser, string number, string role, string reason)
    {
        await browser.Go(centre.Url + "/admin/users/" + number);
        await browser.See("user-roles");
        await browser.Choose("roles", role);
        await browser.Type("user-reason", reason);
        await browser.Click("rights-save");
        await centre.Event("user.rightsProposed", e => (string?)e["number"] == number);
    }
}
