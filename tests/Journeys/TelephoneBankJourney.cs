using Microsoft.Data.Sqlite;
using TellerLine.Banking;
using TellerLine.Journeys.Peers;
using TellerLine.SelfService;
using TellerLine.SelfService.Core;

namespace TellerLine.Journeys;

/// <summary>One centre for all: its cases use different customers, or leave what they use as it was.</summary>
public sealed class TelephoneBank : IAsyncLifetime
{
    internal CentreUnderTest Centre { get; private set; } = null!;

    internal Desktop Desk { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Centre = await CentreUnderTest.Start("SelfService:MenuWaitMs=1000");
        Desk = await Desktop.SignIn(Centre);
    }

    public async ValueTask DisposeAsync()
    {
        await Desk.DisposeAsync();
        await Centre.DisposeAsync();
    }
}

/// <summary>What customers do by keypad, and how they come from there to a person.</summary>
[Trait("journey", "telephone-bank")]
public sealed class TelephoneBankJourney(TelephoneBank bank) : Journey, IClassFixture<TelephoneBank>
{
    private const string TransactionPin = "246801";

    private CentreUnderTest Centre => bank.Centre;

    [Fact(Timeout = 120_000)]
    public async Task in_english_a_transfer_between_own_accounts_is_read_back_and_posted_once()
    {
        await using var phone = await Phone(Centre);
        var customer = await Customer.Calls(Centre, phone);
        await customer.Keys("main", "8");
        await customer.Keys("main", "2");
        await customer.Keys("pin-enquiry", EnquiryPin);
        Assert.Equal("en", (string?)Centre.Events("contact.prompted", customer.Contact)[^1]["language"]);
        var before = Accounts("C10001");
        var moved = 1_234_50L;
        await customer.Keys("transfer-from", "1");
        await customer.Keys("transfer-amount", "1234*50#");
        var readBack = await customer.Keys("transfer-confirm", "1");
        var expected = (string[])
        [
            "transfer.from-tail", .. Reading.Digits(Languages.English, before[0].Tail), "transfer.to-tail",
            .. Reading.Digits(Languages.English, before[1].Tail),
            "transfer.sum", .. Reading.Amount(Languages.English, moved), "pause",
        ];
        Assert.Equal(expected, readBack.Take(expected.Length));
        Assert.Equal(before, Accounts("C10001"));
        await customer.Keys("pin-transaction", TransactionPin);
        await customer.Sees(
            "contact.service", e => (string?)e["item"] == "transfer" && (string?)e["outcome"] == "posted");
        var told = await customer.Hears("after");
        Assert.Contains(
            string.Join(' ', Reading.Amount(Languages.English, before[0].Minor - moved)), string.Join(' ', told));
        await phone.HangUp();
        await customer.Sees("contact.closed", e => (string?)e["disposition"] == "selfCompleted");

        Assert.Equal(
            [(before[0].Tail, before[0].Minor - moved), (before[1].Tail, before[1].Minor + moved)], Accounts("C10001"));
        Assert.Equal(
            1, Count(
                $"SELECT count(*) FROM bank_transaction WHERE contact_id = '{customer.Contact}' AND state = 'posted'"));
        Assert.Equal(
            2, Count(
                $"SELECT count(*) FROM ledger_posting p JOIN bank_transaction t ON t.entry_id = p.entry_id WHERE t.contact_id = '{customer.Contact}'"));
        Assert.Equal(
            0, Count(
                "SELECT count(*) FROM (SELECT 1 FROM ledger_posting GROUP BY entry_id HAVING sum(amount_minor) <> 0)"));
        Say($"read back in English: {string.Join(' ', readBack.Take(expected.Length))}");
    }

    [Fact(Timeout = 120_000)]
    public async Task three_wrong_pins_end_self_service_and_zero_reaches_a_person_who_is_told()
    {
        // Nobody else's here: the PIN is blocked for the day.
        await using var phone = await Phone(Centre, "13800000014");
        var customer = await Customer.Calls(Centre, phone);
        await customer.Keys("main", "1");
        await customer.Keys("pin-enquiry", "111111");
        await customer.Keys("pin-enquiry-retry", "1");
        await customer.Keys("pin-enquiry", "222222");
        await customer.Keys("pin-enquiry-retry", "1");
        await customer.Keys("pin-enquiry", "333333");
        await customer.Keys("pin-ended", "0");
        await customer.Sees("contact.humanRequested", e => (string?)e["reason"] == "pinFailed");
        await customer.Sees("contact.queued");
        await bank.Desk.Browser.Click("ready");
        await bank.Desk.Browser.See("offer");
        await bank.Desk.Browser.See("self-service-ended");
        Assert.DoesNotContain(Centre.Events("contact.service", customer.Contact), e => (string?)e["outcome"] == "told");
        await LeavesTheOffer(phone);
    }

    [Fact(Timeout = 120_000)]
    public async Task zero_is_a_person_in_an_error_and_after_a_time_out()
    {
        await using (var phone = await Phone(Centre, "13800000010"))
        {
            var customer = await Customer.Calls(Centre, phone);
            await customer.Keys("main", "#");
            Assert.Contains("error.key", await customer.Keys("main", "0"));
            await customer.Sees("contact.humanRequested", e => (string?)e["reason"] == "key0");
            await customer.Sees("contact.queued");
            await phone.HangUp();
            await customer.Sees("contact.closed", e => (string?)e["disposition"] == "abandoned");
        }
        await using (var phone = await Phone(Centre, "13800000010"))
        {
            var customer = await Customer.Calls(Centre, phone);
            await customer.Hears("main");
            Assert.Contains("error.silence", await customer.Keys("main", "0"));
            await customer.Sees("contact.queued");
            await phone.HangUp();
            await customer.Sees("contact.closed", e => (string?)e["disposition"] == "abandoned");
        }
    }

    [Fact(Timeout = 120_000)]
    public async Task an_unknown_caller_is_recognised_by_an_account_number()
    {
        using var http = new HttpClient { BaseAddress = new Uri(Centre.Url) };
        var account = (string)(await Centre.Get(http, "/api/centre"))["demo"]!["customers"]![0]!["account"]!;
        await using var phone = await Phone(Centre, "13912345678");
        var customer = await Customer.Calls(Centre, phone);
        await customer.Keys("main", "1");
        Assert.Empty(Centre.Events("contact.identified", customer.Contact));
        await customer.Keys("account", account + "#");
        await customer.Sees(
            "contact.identified", e => (string?)e["customerId"] == "C10001" && (string?)e["level"] == "account");
        await customer.Keys("pin-enquiry", EnquiryPin);
        await customer.Keys("balance-account", "2");
        await customer.Sees("contact.service", e => (string?)e["outcome"] == "told");
        await customer.Sees("contact.identified", e => (string?)e["level"] == "enquiryPin");
        await phone.HangUp();
        await customer.Sees("contact.closed", e => (string?)e["disposition"] == "selfCompleted");
    }

    [Fact(Timeout = 120_000)]
    public async Task a_loss_report_is_first_in_line_also_before_a_vip_who_came_earlier()
    {
        await using var vip = await Phone(Centre);
        var earlier = await Customer.Calls(Centre, vip);
        await earlier.Keys("main", "0");
        await earlier.Sees("contact.queued", e => !(bool)e["atFront"]!);
        await using var phone = await Phone(Centre, "13800000010");
        var loss = await Customer.Calls(Centre, phone);
        await loss.Keys("main", "3");
        await loss.Sees("contact.humanRequested", e => (string?)e["reason"] == "lossReport");
        await loss.Sees("contact.queued", e => (bool)e["atFront"]!);
        await bank.Desk.Browser.Click("ready");
        await loss.Sees("contact.offered");
        Assert.Empty(Centre.Events("contact.offered", earlier.Contact));
        await vip.HangUp();
        await earlier.Sees("contact.closed");
        await LeavesTheOffer(phone);
    }

    [Fact(Timeout = 120_000)]
    public async Task a_passbook_is_reported_lost_by_keypad_and_payments_from_it_are_stopped()
    {
        var identity = DemonstrationBook.Of(new BankingOptions().DemonstrationSeed, Today)
            .Customers.Single(one => one.Id == "C10006").IdentityNumber;
        var tail = Accounts("C10006")[0].Tail;
        await using var phone = await Phone(Centre, "13800000006");
        var customer = await Customer.Calls(Centre, phone);
        await customer.Keys("main", "3");
        await customer.Keys("loss-how", "1");
        await customer.Keys("loss-product", "1");
        await customer.Keys("loss-identity", identity.Replace('X', '*') + "#");
        await customer.Keys("loss-tail", tail + "#");
        Assert.Contains(
            string.Join(' ', Reading.Digits(Languages.Chinese, tail)),
            string.Join(' ', await customer.Keys("loss-confirm", "1")));
        await customer.Sees("contact.service", e => (string?)e["item"] == "loss" && (string?)e["outcome"] == "held");
        Assert.Contains("loss.until", await customer.Hears("after"));
        await phone.HangUp();
        await customer.Sees("contact.closed", e => (string?)e["disposition"] == "selfCompleted");
        Assert.Equal(
            1, Count(
                $"SELECT count(*) FROM loss_report WHERE contact_id = '{customer.Contact}' AND status = 'provisional'"));
        Assert.Equal(
            1, Count("SELECT holds FROM ledger_account WHERE customer_id = 'C10006' AND position = 0"));
        Assert.DoesNotContain(identity, string.Join('\n', Centre.Journal()), StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task in_english_a_bill_is_read_out_paid_and_kept_with_receipt_and_voucher()
    {
        const long owed = 128_50;
        const string number = "095160112850";
        await using var phone = await Phone(Centre, "13800000002");
        var customer = await Customer.Calls(Centre, phone);
        await customer.Keys("main", "8");
        await customer.Keys("main", "5");
        await customer.Keys("pin-enquiry", EnquiryPin);
        await customer.Keys("bills-class", "1");
        await customer.Keys("bills-number", number + "#");
        var told = await customer.Keys("bills-owed", "1");
        Assert.Contains(string.Join(' ', Reading.Amount(Languages.English, owed)), string.Join(' ', told));
        var before = Accounts("C10002")[0].Minor;
        await customer.Keys("bills-from", "1");
        await customer.Keys("bills-confirm", "1");
        await customer.Keys("pin-transaction", TransactionPin);
        await customer.Sees(
            "contact.service", e => (string?)e["item"] == "bills" && (string?)e["outcome"] == "posted");
        await customer.Hears("after");
        await phone.HangUp();
        await customer.Sees("contact.closed", e => (string?)e["disposition"] == "selfCompleted");

        Assert.Equal(before - owed, Accounts("C10002")[0].Minor);
        Assert.Equal(
            1, Count(
                $"""
                SELECT count(*) FROM bill JOIN voucher ON voucher.transaction_id = bill.id
                WHERE bill.contact_id = '{customer.Contact}' AND bill.kind = 'billTelecom' AND bill.state = 'posted'
                  AND bill.number = '{number}' AND bill.receipt IS NOT NULL AND voucher.amount_minor = {owed}
                """));
    }

    [Fact(Timeout = 120_000)]
    public async Task what_moved_in_days_that_were_keyed_is_told_and_sent_as_a_statement()
    {
        await using var phone = await Phone(Centre, "13800000001");
        var customer = await Customer.Calls(Centre, phone);
        await customer.Keys("main", "7");
        await customer.Keys("more", "1");
        await customer.Keys("pin-enquiry", EnquiryPin);
        await customer.Keys("movements-account", "1");
        await customer.Keys("movements-period", "5");
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeBySystemTimeZoneId(
            DateTime.UtcNow, "Asia/Shanghai"));
        await customer.Keys("movements-from", $"{today.AddMonths(-11):yyyyMM}01#");
        await customer.Keys("movements-to", $"{today.AddDays(-1):yyyyMMdd}#");
        Assert.Contains("movements.send", await customer.Keys("movements-told", "2"));
        await customer.Sees("contact.service", e => (string?)e["outcome"] == "statementSent");
        await phone.HangUp();
        var sent = Assert.Single(
            Centre.Events("statement.sent"), e => (string?)e["contactId"] == customer.Contact);
        Assert.True((int)sent["movements"]! > 0);
    }

    [Fact(Timeout = 120_000)]
    public async Task an_own_menu_is_chosen_by_keypad_and_heard_first_in_the_next_call()
    {
        await using (var phone = await Phone(Centre, "13800000013"))
        {
            var customer = await Customer.Calls(Centre, phone);
            await customer.Keys("main", "7");
            await customer.Keys("more", "8");
            await customer.Keys("pin-enquiry", EnquiryPin);
            await customer.Keys("own-menu-item", "5");
            await customer.Keys("own-menu-item", "1");
            await customer.Keys("own-menu-item", "8");
            await customer.Keys("own-menu-confirm", "1");
            await customer.Sees("contact.service", e => (string?)e["outcome"] == "menuChosen");
            await phone.HangUp();
        }
        await using (var phone = await Phone(Centre, "13800000013"))
        {
            var customer = await Customer.Calls(Centre, phone);
            Assert.Equal(
                ["own-menu.here", "menu.bills", "press.1", "menu.balance", "press.2", "menu.all-services", "press.8"],
                (await customer.Keys("my-menu", "8")).Take(7));
            await customer.Keys("main", "0");
            await customer.Sees("contact.humanRequested", e => (string?)e["reason"] == "key0");
            await phone.HangUp();
        }
    }

    [Fact(Timeout = 120_000)]
    public async Task a_pin_is_changed_by_keypad_and_from_then_on_only_the_new_one_is_right()
    {
        const string changed = "824617";
        await using (var phone = await Phone(Centre, "13800000012"))
        {
            var customer = await Customer.Calls(Centre, phone);
            await customer.Keys("main", "6");
            await customer.Keys("pin-which", "1");
            await customer.Keys("pin-enquiry", EnquiryPin);
            await customer.Keys("pin-new-enquiry", changed);
            await customer.Keys("pin-new-enquiry", changed);
            await customer.Sees("contact.service", e => (string?)e["outcome"] == "pinChanged");
            await customer.Hears("after");
            await phone.HangUp();
        }
        await using (var phone = await Phone(Centre, "13800000012"))
        {
            var customer = await Customer.Calls(Centre, phone);
            await customer.Keys("main", "1");
            await customer.Keys("pin-enquiry", EnquiryPin);
            await customer.Keys("pin-enquiry-retry", "1");
            await customer.Keys("pin-enquiry", changed);
            await customer.Hears("balance-account");
            await phone.HangUp();
        }
        Assert.DoesNotContain(changed, string.Join('\n', Centre.Journal()), StringComparison.Ordinal);
    }

    /// <summary>The bank's day.</summary>
    private static DateOnly Today => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(
        TimeProvider.System.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai")).DateTime);

    /// <summary>
    /// The caller hangs up while the desk rings: the offer goes, and the agent leaves the line for the next case.
    /// </summary>
    private async Task LeavesTheOffer(Baresip phone)
    {
        await phone.HangUp();
        await bank.Desk.State("ready");
        await bank.Desk.Browser.Click("not-ready");
        await bank.Desk.State("notReady");
    }

    private List<(string Tail, long Minor)> Accounts(string customer)
    {
        using var db = Open();
        using var command = db.CreateCommand();
        command.CommandText =
            "SELECT number, balance_minor FROM ledger_account WHERE customer_id = $customer ORDER BY position";
        command.Parameters.AddWithValue("$customer", customer);
        using var reader = command.ExecuteReader();
        var accounts = new List<(string Tail, long Minor)>();
        while (reader.Read())
            accounts.Add((reader.GetString(0)[^4..], reader.GetInt64(1)));
        return accounts;
    }

    private long Count(string sql)
    {
        using var db = Open();
        using var command = db.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }

    private SqliteConnection Open()
    {
        var db = new SqliteConnection($"Data Source={Path.Combine(Centre.Data, "tellerline.db")};Mode=ReadOnly");
        db.Open();
        return db;
    }
}
