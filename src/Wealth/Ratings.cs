using System.Globalization;
using System.Security.Claims;
using System.Text.Json;
using Dapper;
using TellerLine.Access;
using TellerLine.Customers;
using TellerLine.Kernel;
using TellerLine.Lists;
using TellerLine.Records;

namespace TellerLine.Wealth;

/// <param name="Customer">The name, masked.</param>
/// <param name="Level"><c>C1</c> to <c>C5</c>.</param>
/// <param name="RatedOn">The questionnaire's day.</param>
/// <param name="ValidTo">The last day on which it counts.</param>
/// <param name="State"><c>valid</c>, <c>expired</c>.</param>
/// <param name="By">Who recorded it; null: the bank's own system gave it.</param>
public sealed record RatingRow(
    string CustomerId, string Customer, string Level, string RatedOn, string ValidTo, string State, string? By,
    DateTimeOffset? At);

/// <summary>风险测评: the questionnaire was answered face to face, and lies signed at the branch.</summary>
/// <param name="Customer">A customer number, an account or card, or a telephone number of the customer's alone.</param>
/// <param name="Day">The questionnaire's, <c>2026-03-01</c>.</param>
public sealed record NewRating(
    [property: Field("客户号、账号或电话", "Customer number, account or telephone", Longest = 40)] string Customer,
    [property: Field("风险承受能力等级", "Risk rating", Longest = 2)] string Level,
    [property: Field("测评问卷日期（YYYY-MM-DD）", "Day of the questionnaire (YYYY-MM-DD)", Longest = 10)] string Day)
{
    public override string ToString() => nameof(NewRating);
}

/// <summary>Customers' risk ratings, as a branch records them.</summary>
internal sealed class Ratings(
    IDb db, IRiskRatings ratings, ICustomers customers, IJournal journal, IAudit audit, WealthOptions options,
    KernelOptions kernel, TimeProvider time)
{
    private const string Format = "yyyy-MM-dd";

    private static readonly (string Value, BilingualText Words)[] Levels =
    [
        ("C1", new("C1 保守型", "C1 conservative")), ("C2", new("C2 稳健型", "C2 moderate")),
        ("C3", new("C3 平衡型", "C3 balanced")), ("C4", new("C4 成长型", "C4 growth")),
        ("C5", new("C5 进取型", "C5 aggressive")),
    ];

    private DateOnly Today => kernel.DayOf(time.NowUs());

    public static JsonElement Form() => FormOf.Schema<NewRating>(
        new Dictionary<string, IReadOnlyList<(string, BilingualText)>> { [nameof(NewRating.Level)] = Levels });

    public async Task<RecordOutcome> Record(NewRating wish, ClaimsPrincipal clerk, CancellationToken ct)
    {
        List<FieldFault> faults = [.. FormOf.Faults(wish)];
        if (!string.IsNullOrEmpty(wish.Level) && Levels.All(one => one.Value != wish.Level))
            faults.Add(new("/level", "请选择 C1 至 C5", "Choose C1 to C5"));
        var found = string.IsNullOrWhiteSpace(wish.Customer) ? CustomersFound.None
            : await customers.Find(wish.Customer.Trim(), ct);
        if (!string.IsNullOrWhiteSpace(wish.Customer) && found.NotOne is { } not)
            faults.Add(new("/customer", not.Zh, not.En));
        var day = await DayOf(wish, found, faults, ct);
        if (faults.Count > 0)
            return new RecordOutcome.Faulty(faults);
        var (customer, by) = (found.Customers[0].Id, clerk.Number());
        return await db.Write<RecordOutcome>(
            scope =>
            {
                ratings.Put(scope, customer, new RiskRating(wish.Level, day!.Value) { By = by }, time.NowUs());
                audit.Add(
                    scope, by, "wealth.rated", $"customer/{customer}",
                    string.Create(CultureInfo.InvariantCulture, $"{wish.Level} {day:yyyy-MM-dd}"));
                return new RecordOutcome.Done(customer);
            }, ct);
    }

    /// <returns>Null: there is no such customer, or nobody has rated him.</returns>
    public async Task<RecordView?> View(string id, CancellationToken ct)
    {
        if (await customers.ById(id, ct) is not { } card || await ratings.Of(id, ct) is not { } rating)
            return null;
        var until = rating.ValidTo(options.RatingMonths);
        return new RecordView(
            id, $"{card.Id} {card.MaskedName}",
            Today > until ? new("expired", new("已过期", "Expired"), "alarm")
                : new("valid", new("有效", "Valid"), "ready"),
            [
                new(new("客户", "Customer"), "text", $"{card.Id} {card.MaskedName}"),
                new(new("风险承受能力等级", "Risk rating"), "text", rating.Level, WordsOf(rating.Level)),
                new(new("测评问卷日期", "Day of the questionnaire"), "text", Text(rating.RatedOn)),
                new(new("有效期至", "Valid until"), "text", Text(until)),
                new(new("登记人", "Recorded by"), "user", rating.By),
            ],
            null, [],
            [
                .. (await journal.ReadStream($"customer/{id}", ct: ct)).Where(row => row.Kind == "customer.rated")
                    .Select(row => Told(row, row.As<CustomerRated>())),
            ], 0);
    }

    public static ListOf<RatingRow> List(
        ICustomers customers, WealthOptions options, KernelOptions kernel, TimeProvider time) =>
        new("wealthRatings", "客户风险测评", "Customers' risk ratings")
        {
            See = WealthPermissions.SeeRatings,
            Select =
                """
                SELECT customer_id AS CustomerId, level AS Level, rated_on AS RatedOn, recorded_by AS RecordedBy,
                  recorded_us AS RecordedUs
                FROM customer_risk_rating
                """,
            Read = (connection, sql, values) =>
            {
                var today = kernel.DayOf(time.NowUs());
                return connection.Query<Listed>(sql, values).Select(row => row.Shown(options.RatingMonths, today));
            },
            Key = "customerId",
            Sort = "-ratedOn",
            Complete = async (rows, ct) =>
            {
                var names = await customers.MaskedNamesOf(rows.Select(row => row.CustomerId), ct);
                return [.. rows.Select(row => row with { Customer = names(row.CustomerId) })];
            },
            Columns =
            [
                new("customerId", ColumnType.Text, "customer_id", "客户号", "Customer number", row => row.CustomerId)
                {
                    Sorts = true, Filter = ColumnFilter.Exact,
                },
                new("customer", ColumnType.Text, "", "客户", "Customer", row => row.Customer),
                new("level", ColumnType.Code, "level", "等级", "Rating", row => row.Level)
                {
                    Filter = ColumnFilter.Exact,
                },
                new("ratedOn", ColumnType.Text, "rated_on", "测评日期", "Questionnaire of", row => row.RatedOn)
                {
                    Sorts = true, Filter = ColumnFilter.Exact,
                },
                new("validTo", ColumnType.Text, "", "有效期至", "Valid until", row => row.ValidTo),
                new("state", ColumnType.Code, "", "状态", "State", row => row.State),
                new("by", ColumnType.Text, "recorded_by", "登记人", "Recorded by", row => row.By)
                {
                    Filter = ColumnFilter.Exact,
                },
                new("at", ColumnType.Time, "recorded_us", "登记时间", "Recorded", row => row.At)
                {
                    Filter = ColumnFilter.Range,
                },
            ],
        };

    /// <summary>Not in the future, not run out already, and not older than the one on record.</summary>
    private async Task<DateOnly?> DayOf(
        NewRating wish, CustomersFound found, List<FieldFault> faults, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(wish.Day))
            return null;
        if (!DateOnly.TryParseExact(
            wish.Day.Trim(), Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            faults.Add(new("/day", "请输入日期，如 2026-03-01", "A day, as 2026-03-01"));
        else if (day > Today)
            faults.Add(new("/day", "问卷日期不能晚于今日", "The questionnaire is not of the future"));
        else if (day.AddMonths(options.RatingMonths) < Today)
            faults.Add(new(
                "/day", $"问卷已超过 {options.RatingMonths} 个月，请重新测评",
                $"It is older than {options.RatingMonths} months: the customer answers a new one"));
        else if (found.NotOne is null && found.Customers.Count == 1
            && await ratings.Of(found.Customers[0].Id, ct) is { } before && before.RatedOn > day)
            faults.Add(new(
                "/day", $"已登记 {Text(before.RatedOn)} 的测评", $"One of {Text(before.RatedOn)} is on record already"));
        return day;
    }

    private static RecordEvent Told(JournalRow row, CustomerRated rated) => new(
        Clock.FromUs(row.AtUs), rated.By ?? "system",
        new(
            $"{WordsOf(rated.Level).Zh}，问卷日期 {Text(rated.RatedOn)}",
            $"{WordsOf(rated.Level).En}, questionnaire of {Text(rated.RatedOn)}"));

    private static BilingualText WordsOf(string level) => Levels.First(one => one.Value == level).Words;

    private static string Text(DateOnly day) => day.ToString(Format, CultureInfo.InvariantCulture);

    private sealed class Listed
    {
        public required string CustomerId { get; init; }

        public required string Level { get; init; }

        public required string RatedOn { get; init; }

        public string? RecordedBy { get; init; }

        public long? RecordedUs { get; init; }

        public RatingRow Shown(int months, DateOnly today)
        {
            var until = new RiskRating(
                Level, DateOnly.ParseExact(RatedOn, Format, CultureInfo.InvariantCulture)).ValidTo(months);
            return new RatingRow(
                CustomerId, "", Level, RatedOn, Text(until), today > until ? "expired" : "valid", RecordedBy,
                RecordedUs is { } us ? Clock.FromUs(us) : null);
        }
    }
}
