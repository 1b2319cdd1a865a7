using System.Text.Json;
using TellerLine.Journeys.Peers;

namespace TellerLine.Journeys;

/// <summary>
/// What the bank decides, in the browser and on the telephone: hours are written, refused to their author, approved by
/// another person for a moment to come, in force for the next caller, and gone back on.
/// </summary>
[Trait("journey", "definitions")]
public sealed class DefinitionsJourney : Journey
{
    private const string Page = "/definitions/hours/persons";

    [Fact(Timeout = 240_000)]
    public async Task hours_live_their_whole_life_and_callers_hear_it()
    {
        await using var centre = await CentreUnderTest.Start();
        await using var author = await Chromium.SignedIn(centre, "5001");
        await using var approver = await Chromium.SignedIn(centre, "9001");

        await author.Go(centre.Url + Page);
        await author.Click("definition-edit");
        await author.See("definition-sound");
        await Write(author, Hours("13:00-12:00"));
        await author.See("definition-faults");
        Assert.Contains("/workday/0", await author.Text("definition-faults"), StringComparison.Ordinal);
        await author.Until("document.querySelector('[data-testid=\"definition-submit\"]').disabled");
        await Write(author, Hours());
        await author.See("definition-sound");
        await author.Type("definition-why", "系统升级，当晚暂停人工服务");
        await author.Until("!document.querySelector('[data-testid=\"definition-submit\"]').disabled");
        await author.Click("definition-submit");
        await Status(author, "submitted");

        // 编写人不能审批自己的版本。
        await author.Until(
            "document.querySelector('[data-testid=\"definition-approve\"]').disabled");
        await approver.Go(centre.Url + Page);
        await approver.See("definition-differences");
        Assert.Contains("00:00-24:00", await approver.Text("definition-differences"), StringComparison.Ordinal);
        await approver.Click("definition-refuse");
        await approver.Type("why", "请写明恢复时间");
        await approver.Click("why-ok");
        await Status(approver, "refused");

        await author.Go(centre.Url + Page);
        await Status(author, "refused");
        await author.Type("definition-why", "，次日恢复");
        await Status(author, "draft");
        var from = await Soon(author, centre);
        await author.Go(centre.Url + Page);
        await author.See("definition-sound");
        await author.Click("definition-submit");
        await Status(author, "submitted");
        await approver.Go(centre.Url + Page);
        await Status(approver, "submitted");
        await approver.Click("definition-approve");
        await approver.Type("sign-secret", "teller-9001");
        await approver.Click("sign");
        await Status(approver, "inForce");
        Assert.True(NowUs() / 1_000 >= from.ToUnixTimeMilliseconds(), "in force before its moment");

        await using (var phone = await Phone(centre))
        {
            var contact = await Dial(centre, phone);
            await At(centre, contact, phone, "main", "0");
            var told = await Of(centre, contact, "contact.outsideHours");
            Assert.Equal(2, (int)told["version"]!);
            await phone.Event("CALL_CLOSED");
            var closed = await Of(centre, contact, "contact.closed");
            Assert.Equal("refused", (string?)closed["disposition"]);
        }

        // 挂失不受服务时间限制。
        await using (var phone = await Phone(centre))
        {
            var contact = await Dial(centre, phone);
            await At(centre, contact, phone, "main", "3");
            await Of(centre, contact, "contact.queued");
        }

        await author.Go(centre.Url + Page + "?version=1");
        await author.Click("definition-goBack");
        await author.See("definition-sound");
        await author.Click("definition-submit");
        await Status(author, "submitted");
        await approver.Go(centre.Url + Page);
        await Status(approver, "submitted");
        await approver.Click("definition-approve");
        await approver.Type("sign-secret", "teller-9001");
        await approver.Click("sign");
        await Status(approver, "inForce");
        await using (var phone = await Phone(centre))
        {
            var contact = await Dial(centre, phone);
            await AskForPerson(centre, contact, phone);
        }
        await TwoWriteAtOnce(centre, author, approver);
        Say($"{centre.Events("definition.approved").Count(e => (string?)e["kind"] == "hours")} versions of the hours were approved");
    }

    /// <summary>Who saves later is shown it, and takes what he wants; nothing is written over unseen.</summary>
    private static async Task TwoWriteAtOnce(CentreUnderTest centre, Chromium one, Chromium other)
    {
        const string page = "/definitions/reasons/main";
        await one.Go(centre.Url + page);
        await one.Click("definition-edit");
        await one.See("definition-sound");
        await other.Go(centre.Url + page);
        await other.See("definition-sound");
        await Write(one, Reasons("甲"));
        await Saved(one, centre, "甲");
        await Write(other, Reasons("乙"));
        await other.Click("conflict-theirs");
        await other.Until("document.querySelector('[data-testid=\"definition-yaml\"]').value.includes('甲')");

        await Write(one, Reasons("丙"));
        await Saved(one, centre, "丙");
        await Write(other, Reasons("丁"));
        await other.Click("conflict-mine");
        await Saved(other, centre, "丁");
    }

    private static Task Saved(Chromium browser, CentreUnderTest centre, string word) => browser.Until(
        $$"""
        fetch('/api/definitions/reasons/main').then(r => r.json()).then(d => fetch('/api/definitions/reasons/main/versions/' + d.versions[0].version)).then(r => r.json()).then(v => window.__saved = v.yaml), window.__saved?.includes('{{word}}')
        """);

    private static string Reasons(string word) =>
        $"reasons:\n  - {{ code: one, zh: {word}, en: One, initials: y, group: other }}\n";

    private static string Hours(params string[] workday) =>
        $"calendar: cn\nworkday: [{string.Join(", ", workday.Select(s => $"\"{s}\""))}]\nrestday: []\nholiday: []\n";

    /// <summary>As if it were pasted over all that stood there.</summary>
    private static Task<System.Text.Json.Nodes.JsonNode?> Write(Chromium browser, string yaml) => browser.Run($$"""
        (() => {
          const area = document.querySelector('[data-testid="definition-yaml"]')
          Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value').set.call(area, {{JsonSerializer.Serialize(yaml)}})
          area.dispatchEvent(new Event('input', { bubbles: true }))
        })()
        """);

    /// <summary>Some seconds ahead, as the page's calendar cannot choose: what it would have sent.</summary>
    private static async Task<DateTimeOffset> Soon(Chromium author, CentreUnderTest centre)
    {
        using var http = await centre.SignedIn("5001");
        var version = (await centre.Get(http, $"/api{Page}/versions/2"))!;
        var from = TimeProvider.System.GetUtcNow().AddSeconds(12);
        var body = JsonSerializer.Serialize(new
        {
            rowVersion = (long)version["version"]!["rowVersion"]!, yaml = (string)version["yaml"]!,
            why = (string)version["version"]!["why"]!, wantedAt = from,
        });
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var answer = await http.PutAsync($"/api{Page}/versions/2", content);
        answer.EnsureSuccessStatusCode();
        return from;
    }

    private static Task Status(Chromium browser, string status) => browser.Until(
        $"document.querySelector('[data-testid=\"definition-status\"]')?.dataset.status === '{status}'",
        TimeSpan.FromSeconds(40));
}
