using System.Diagnostics;
using System.Text.Json;
using TellerLine.Journeys.Peers;

namespace TellerLine.Journeys;

/// <summary>
/// A bank set up from nothing, by pages alone but for the first command (docs/administration.md): organisation, second
/// administrator, people, what the bank decides, and the first call answered.
/// </summary>
[Trait("journey", "new-bank")]
public sealed class NewBankJourney : Journey
{
    private const string First = "a lamp beside the river", Second = "two bridges over it", Agent = "three boats below";

    [Fact(Timeout = 300_000)]
    public async Task a_bank_is_set_up_from_an_empty_folder_and_answers_its_first_call()
    {
        await using var centre = CentreUnderTest.Prepare(
            "Centre:Demonstration=false", "Centre:BankName:Zh=长安银行", "Centre:BankName:En=Chang'an Bank");
        await FirstAdministrator(centre);
        await centre.StartAgain();
        await using var one = await Chromium.SignedIn(centre, "9001", password: First);
        Assert.Contains("长安银行", (string?)await one.Run("document.body.innerText"), StringComparison.Ordinal);

        await Unit(centre, one, "unit-add-top", "head", "长安银行", "Chang'an Bank");
        await Unit(centre, one, "unit-add", "centre", "客户服务中心", "Service centre");
        await Unit(centre, one, "unit-add", "day", "日班", "Day team");

        var given = await Add(centre, one, "9002", "秦岭", "Qin Ling", "系统管理员", "客户服务中心");
        await using var other = await Chromium.SignedIn(centre, "9002", "en", given, Second);
        var agent = await Add(centre, one, "1001", "林晓燕", "Lin Xiaoyan", "座席", "日班");
        await other.Go(centre.Url + "/admin/users");
        await other.Click("proposals-tab");
        await other.Click("approve-1001");
        await centre.Event("user.rightsChanged", e => (string?)e["number"] == "1001");

        await Decide(centre, one, other);

        await using var desk = await Desktop.SignIn(centre, password: agent, newPassword: Agent);
        await desk.Ready();
        await using var phone = await Phone(centre);
        var contact = await Converse(centre, phone, desk);
        await BothHear(phone, desk, "in the new bank");
        await phone.HangUp();
        await desk.WrapUp("cxye", "第一通来电");
        var closed = await Of(centre, contact, "contact.closed");
        Assert.Equal("handled", (string?)closed["disposition"]);

        await desk.Browser.Go(centre.Url + "/contacts");
        await desk.Browser.Until($"document.querySelector('a[href*=\"{contact}\"]')");
        await one.Go(centre.Url + "/health");
        await one.Until("document.body?.innerText.includes('行名录音')");
        Say($"{centre.Events("user.described").Count} people, the first call {contact}");
    }

    /// <summary>The one thing that no page can do: at the machine, before the first start.</summary>
    private static async Task FirstAdministrator(CentreUnderTest centre)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        foreach (var argument in (string[])[
            CentreUnderTest.Program, "user", "add", "9001", "--name", "高远", "--name-en", "Gao Yuan", "--role",
            "administrator", "--data", centre.Data, "--set", "Centre:Demonstration=false"])
            start.ArgumentList.Add(argument);
        using var command = Process.Start(start)!;
        await command.StandardInput.WriteLineAsync(First);
        command.StandardInput.Close();
        var said = await command.StandardOutput.ReadToEndAsync() + await command.StandardError.ReadToEndAsync();
        await command.WaitForExitAsync();
        Assert.True(command.ExitCode == 0, said);
    }

    private static async Task Unit(
        CentreUnderTest centre, Chromium browser, string add, string code, string zh, string en)
    {
        if (add == "unit-add-top")
            await browser.Go(centre.Url + "/admin/organisation");
        await browser.Click(add);
        await browser.Type("unit-zh", zh);
        await browser.Type("unit-en", en);
        await browser.Type("unit-code", code);
        await browser.Click("unit-save");
        // The new one is chosen: the next is added below it.
        await browser.Until($"document.querySelector('#unit-title')?.innerText === {JsonSerializer.Serialize(zh)}");
    }

    /// <returns>The one-time password.</returns>
    private static async Task<string> Add(
        CentreUnderTest centre, Chromium browser, string number, string zh, string en, string role,
        string unit)
    {
        await browser.Go(centre.Url + "/admin/users");
        await browser.Click("user-add");
        await browser.Type("new-number", number);
        await browser.Type("new-zh", zh);
        await browser.Type("new-en", en);
        await browser.Choose("roles", role);
        await browser.Choose("org", unit);
        await browser.Type("new-reason", "开业");
        await browser.Run("document.getElementById('new-save').click()");
        return (await browser.Text("one-time")).Trim();
    }

    /// <summary>Why an agent rests, as this bank words it: written by one, signed by the other.</summary>
    private static async Task Decide(CentreUnderTest centre, Chromium author, Chromium approver)
    {
        const string page = "/definitions/notReady/main";
        await author.Go(centre.Url + page);
        await author.Click("definition-edit");
        await author.See("definition-sound");
        await author.Type("definition-why", "本行用语");
        await author.Click("add-row-reasons");
        await author.See("definition-faults");
        await author.Run("""
            (() => {
              const area = document.querySelector('[data-testid="definition-yaml"]')
              Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value').set
                .call(area, 'reasons: [{ code: tea, zh: 喝茶, en: Tea }]\n')
              area.dispatchEvent(new Event('input', { bubbles: true }))
            })()
            """);
        await author.See("definition-sound");
        await author.Until("!document.querySelector('[data-testid=\"definition-submit\"]').disabled");
        await author.Click("definition-submit");
        await Status(author, "submitted");
        await approver.Go(centre.Url + page);
        await approver.Click("definition-approve");
        await approver.Type("sign-secret", Second);
        await approver.Click("sign");
        await Status(approver, "inForce");
        await approver.Go(centre.Url + "/signatures");
        await approver.Until("document.body?.innerText.includes('definition/notReady/main/2')");
    }

    private static Task Status(Chromium browser, string status) => browser.Until(
        $"document.querySelector('[data-testid=\"definition-status\"]')?.dataset.status === '{status}'");
}
