using Dapper;
using TellerLine.Access;
using TellerLine.Customers;
using TellerLine.Kernel;
using TellerLine.Lists;
using TellerLine.Vouchers.Core;

namespace TellerLine.Vouchers;

/// <param name="Customer">The customer's name.</param>
/// <param name="Lacking">What is not whole, in words; null: all is.</param>
public sealed record VoucherRow(
    string TransactionId, DateTimeOffset PostedAt, string BankDay, string Kind, string CustomerId, string Customer,
    long AmountMinor, string Currency, string Way, string? Agent, string? Approver, string State,
    BilingualText? Lacking, string ContactId, DateTimeOffset? VerifiedAt);

internal static class VoucherList
{
    public static ListOf<VoucherRow> Of(ICustomers customers) => new("vouchers", "交易凭证", "Vouchers")
    {
        See = VouchersCapability.See,
        Select = $"SELECT {VoucherStore.Columns} FROM voucher",
        Read = (connection, sql, values) => connection.Query<Voucher>(sql, values).Select(Listed),
        Key = "transactionId",
        Sort = "-postedAt",
        Complete = async (rows, ct) =>
        {
            var names = await customers.NamesOf([.. rows.Select(row => row.CustomerId).Distinct()], ct);
            return [.. rows.Select(row => row with { Customer = names.GetValueOrDefault(row.CustomerId, "") })];
        },
        Columns =
        [
            new("transactionId", ColumnType.Text, "transaction_id", "交易编号", "Transaction", row => row.TransactionId)
            {
                Sorts = true, Filter = ColumnFilter.Exact,
            },
            new("postedAt", ColumnType.Time, "posted_us", "记账时间", "Posted", row => row.PostedAt)
            {
                Sorts = true, Filter = ColumnFilter.Range,
            },
            new("bankDay", ColumnType.Text, "bank_day", "营业日", "Bank's day", row => row.BankDay)
            {
                Filter = ColumnFilter.Exact,
            },
            new("kind", ColumnType.Code, "kind", "业务", "Item", row => row.Kind) { Filter = ColumnFilter.Exact },
            new("amountMinor", ColumnType.Money, "amount_minor", "金额", "Amount", row => row.AmountMinor),
            new("currency", ColumnType.Text, "currency", "币种", "Currency", row => row.Currency) { Extra = true },
            new("customer", ColumnType.Text, "", "客户", "Customer", row => row.Customer),
            new("customerId", ColumnType.Text, "customer_id", "客户号", "Customer number", row => row.CustomerId)
            {
                Filter = ColumnFilter.Exact, Extra = true,
            },
            new("way", ColumnType.Code, "way", "渠道", "Channel", row => row.Way) { Filter = ColumnFilter.Exact },
            new("agent", ColumnType.Text, "agent", "座席", "Agent", row => row.Agent) { Filter = ColumnFilter.Exact },
            new("approver", ColumnType.Text, "approver", "复核人", "Second person", row => row.Approver)
            {
                Filter = ColumnFilter.Exact,
            },
            new("state", ColumnType.Code, "state", "状态", "State", row => row.State) { Filter = ColumnFilter.Exact },
            new("lacking", ColumnType.Text, "", "证据缺口", "What lacks",
                row => row.Lacking is { } text ? $"{text.Zh} / {text.En}" : null),
            new("contactId", ColumnType.Text, "contact_id", "联络", "Contact", row => row.ContactId)
            {
                Filter = ColumnFilter.Exact, Extra = true,
            },
            new("verifiedAt", ColumnType.Time, "verified_us", "最近校验", "Verified", row => row.VerifiedAt) { Extra = true },
        ],
    };

    private static VoucherRow Listed(Voucher row) => new(
        row.TransactionId, Clock.FromUs(row.PostedUs), row.BankDay, row.Kind, row.CustomerId, "", row.AmountMinor,
        row.Currency, row.Way, row.Agent, row.Approver, row.State,
        row.Lacking.Length == 0 ? null : VoucherWords.Of(row.Lacking), row.ContactId,
        row.VerifiedUs is { } us ? Clock.FromUs(us) : null);
}
