using Microsoft.Data.Sqlite;
using TellerLine.Journeys.Peers;

namespace TellerLine.Journeys;

/// <summary>
/// A customer signs at the branch desk and then moves money by telephone: without a contract nothing moves, with one
/// the payee it names is paid within its limits, and a change counts once it is signed.
/// </summary>
[Trait("journey", "contract")]
public sealed class ContractJourney : Journey
{
    private const string TransactionPin = "246801", Payee = "C10001", From = "13800000003";

    [Fact(Timeout = 240_000)]
    public async Task a_customer_signs_at_the_branch_and_pays_a_payee_by_telephone()
    {
        await using var centre = await CentreUnderTest.Start("SelfService:MenuWaitMs=1000");
        await using var phone = await Phone(centre, From);
        var customer = await Customer.Calls(centre, phone);
        await customer.Keys("main", "4");
        await customer.Keys("pin-enquiry", EnquiryPin);
        Assert.Contains("contract.none", await customer.Hears("after"));
        await customer.Sees("contact.service", e => (string?)e["outcome"] == "notSigned");
        await phone.HangUp();

        await using var branch = await Chromium.SignedIn(centre, "6001");
        await branch.Go(centre.Url + "/contracts/new");
        await branch.Type("field-customer", "C10003");
        await branch.Choose("type", "电话银行标准签约");
        await branch.Click("form-submit");
        await State(branch, "draft");
        await branch.Click("record-change");
        await branch.Click("add-row-payees");
        await branch.Type("field-account", AccountOf(centre, Payee));
        await branch.Type("field-name", "张伟");
        await branch.Click("form-submit");
        await branch.Until("document.body.innerText.includes('张*')");
        await branch.Click("record-sign");
        await branch.Type("sign-secret", "teller-6001");
        await branch.Click("sign");
        await State(branch, "active");

        // A change that was begun and left: nothing of the customer stays in the branch's browser.
        await branch.Click("record-change");
        await branch.Type("field-name", "王芳");
        await branch.Until("Object.keys(localStorage).some(key => key.startsWith('tellerline.form.6001.'))");
        await branch.Click("signout");
        await branch.See("signin-user");
        await branch.Until("!Object.keys(localStorage).some(key => key.startsWith('tellerline.form.'))");

        await using var again = await Phone(centre, From);
        var signed = await Customer.Calls(centre, again);
        await signed.Keys("main", "4");
        await signed.Keys("pin-enquiry", EnquiryPin);
        await Pay(signed, "1000*01#");
        Assert.Contains("transfer.limit", await signed.Keys("after", "*"));
        await signed.Keys("main", "4");
        await Pay(signed, "800#");
        await signed.Sees("contact.service", e => (string?)e["item"] == "pay" && (string?)e["outcome"] == "posted");
        await again.HangUp();
        Say($"paid under contract {centre.Events("contract.signed")[^1]["number"]}");

        // What proves it is whole once the recording is sealed; a byte of the recording that is another is found.
        var voucher = await centre.Event("voucher.closed");
        Assert.Null(voucher["gap"]);
        var id = (string)voucher["transactionId"]!;
        await using var keeper = await Chromium.SignedIn(centre, "7001");
        await keeper.Go($"{centre.Url}/vouchers/{id}");
        await State(keeper, "complete");
        await keeper.Click("record-verify");
        await keeper.Until("document.body.innerText.includes('凭证、链、交易、录音和签名均与成链时一致')");
        var recording = (string)centre.Events("contact.recordingSealed", (string)voucher["contactId"]!)[0]["path"]!;
        Flip(Path.Combine(centre.Data, recording));
        await keeper.Click("record-verify");
        await State(keeper, "gap");
        await keeper.Until("document.body.innerText.includes('录音与封存时不一致')");
        Say($"the voucher of {id} was whole, and found the flipped byte");
    }

    private static void Flip(string path)
    {
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        Span<byte> one = stackalloc byte[1];
        var at = RandomAccess.GetLength(file) / 2;
        RandomAccess.Read(file, one, at);
        one[0] ^= 1;
        RandomAccess.Write(file, one, at);
    }

    private static async Task Pay(Customer customer, string amount)
    {
        await customer.Keys("transfer-from", "1");
        await customer.Keys("pay-to", "1");
        await customer.Keys("pay-known", "1");
        await customer.Keys("transfer-amount", amount);
        await customer.Keys("transfer-confirm", "1");
        await customer.Keys("pin-transaction", TransactionPin);
    }

    private static string AccountOf(CentreUnderTest centre, string customer)
    {
        using var db = new SqliteConnection($"Data Source={centre.Data}/tellerline.db;Mode=ReadOnly");
        db.Open();
        using var command = db.CreateCommand();
        command.CommandText = "SELECT number FROM ledger_account WHERE customer_id = $customer AND position = 0";
        command.Parameters.AddWithValue("$customer", customer);
        return (string)command.ExecuteScalar()!;
    }

    private static Task State(Chromium browser, string state) => browser.Until(
        $"document.querySelector('[data-testid=\"record-state\"]')?.dataset.state === '{state}'");
}
