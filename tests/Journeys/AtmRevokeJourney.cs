using Microsoft.Data.Sqlite;
using TellerLine.Journeys.Peers;

namespace TellerLine.Journeys;

/// <summary>Who sent money at an ATM this morning calls and takes it back by keypad, before it arrives.</summary>
[Trait("journey", "atm-revoke")]
public sealed class AtmRevokeJourney : Journey
{
    private const string TransactionPin = "246801";

    [Fact(Timeout = 180_000)]
    public async Task what_was_sent_at_a_machine_is_read_back_taken_back_once_and_proved()
    {
        await using var centre = await CentreUnderTest.Start("SelfService:MenuWaitMs=1000");
        var before = Number(centre, Balance);
        await using (var phone = await Phone(centre))
        {
            var customer = await Customer.Calls(centre, phone);
            await customer.Keys("main", "4");
            await customer.Keys("pin-enquiry", EnquiryPin);
            Assert.Contains("later.some", await customer.Keys("transfer-later", "2"));
            Assert.Contains("atm.made", await customer.Keys("transfer-revoke", "1"));
            Assert.Contains("atm.back-to", await customer.Keys("atm-confirm", "1"));
            Assert.Equal(before, Number(centre, Balance));
            await customer.Keys("pin-transaction", TransactionPin);
            await customer.Sees(
                "contact.service", e => (string?)e["item"] == "atmRevoke" && (string?)e["outcome"] == "revoked");
            Assert.Contains("later.revoked", await customer.Hears("after"));
            await phone.HangUp();
            await customer.Sees("contact.closed", e => (string?)e["disposition"] == "selfCompleted");
            Assert.Equal(before + 500_00, Number(centre, Balance));
            Assert.Equal(1, Number(
                centre,
                $"""
                SELECT count(*) FROM bank_transaction t JOIN voucher v ON v.transaction_id = t.id
                WHERE t.contact_id = '{customer.Contact}' AND t.kind = 'atmRevocation' AND t.state = 'posted'
                """));
        }
        Assert.Equal(0, Number(centre, "SELECT SUM(balance_minor) FROM ledger_account"));
        Assert.Equal(1, Number(centre, "SELECT count(*) FROM notice WHERE template = 'atm-revoked'"));

        // Nothing waits any more: the next call comes to a new payment at once.
        await using var again = await Phone(centre);
        var next = await Customer.Calls(centre, again);
        await next.Keys("main", "4");
        await next.Keys("pin-enquiry", EnquiryPin);
        await next.Hears("transfer-from");
        await again.HangUp();
        await next.Sees("contact.closed");
    }

    private const string Balance = "SELECT balance_minor FROM ledger_account WHERE customer_id = 'C10001' AND position = 0";

    private static long Number(CentreUnderTest centre, string sql)
    {
        using var db = new SqliteConnection($"Data Source={centre.Data}/tellerline.db;Mode=ReadOnly");
        db.Open();
        using var command = db.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }
}
