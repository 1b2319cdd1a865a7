using System.Data;
using System.Security.Claims;
using System.Text.Json;
using Dapper;
using TellerLine.Access;
using TellerLine.Customers;
using TellerLine.Kernel;
using TellerLine.Lists;
using TellerLine.Records;

namespace TellerLine.Notices;

/// <param name="State"><c>granted</c>, <c>withdrawn</c></param>
public sealed record ConsentRow(
    string Id, string CustomerId, string Customer, string Purpose, string Channel, string State, string Evidence,
    DateTimeOffset ChangedAt, string ChangedBy);

/// <summary>What customers have consented to: its list, a customer's page, and how a person records a change.</summary>
internal sealed class ConsentRecords(
    IDb db, Consents consents, ICustomerReach customers, IJournal journal, IAudit audit, Viewings viewings)
{
    public static readonly ListOf<ConsentRow> List = new("consents", "客户同意与退订", "Consents")
    {
        See = NoticesPermissions.SeeConsents,
        Select =
            """
            SELECT id AS Id, customer_id AS CustomerId, customer_masked AS CustomerMasked, purpose AS Purpose, channel AS Channel,
              state AS State, evidence AS Evidence, changed_us AS ChangedUs, changed_by AS ChangedBy, version AS Version
            FROM consent
            """,
        Read = (c, sql, values) => c.Query<Row>(sql, values).Select(row => row.Shown()),
        Key = "id",
        Sort = "-changedAt",
        Columns =
        [
            new("changedAt", ColumnType.Time, "changed_us", "时间", "When", row => row.ChangedAt)
            {
                Sorts = true, Filter = ColumnFilter.Range,
            },
            new("customerId", ColumnType.Text, "customer_id", "客户号", "Customer", row => row.CustomerId)
            {
                Filter = ColumnFilter.Exact,
            },
            new("customer", ColumnType.Masked, "customer_masked", "客户", "Name", row => row.Customer),
            new("purpose", ColumnType.Code, "purpose", "用途", "Purpose", row => row.Purpose)
            {
                Filter = ColumnFilter.Exact,
            },
            new("channel", ColumnType.Code, "channel", "渠道", "Channel", row => row.Channel),
            new("state", ColumnType.Code, "state", "意愿", "Says", row => row.State) { Filter = ColumnFilter.Exact },
            new("evidence", ColumnType.Text, "evidence", "凭据", "Evidence", row => row.Evidence),
            new("changedBy", ColumnType.Text, "changed_by", "登记人", "By", row => row.ChangedBy)
            {
                Filter = ColumnFilter.Exact,
            },
            new("id", ColumnType.Text, "id", "编号", "Id", row => row.Id) { Extra = true },
        ],
    };

    private static readonly Dictionary<string, IReadOnlyList<(string, BilingualText)>> Choices = new()
    {
        [nameof(ConsentChange.Purpose)] =
            [.. ConsentWords.Asked.Select(p => (EnumWords.Of(p), NoticeWords.Purposes[p]))],
        [nameof(ConsentChange.State)] =
        [
            .. new[] { ConsentState.Withdrawn, ConsentState.Granted }
                .Select(s => (EnumWords.Of(s), ConsentWords.States[s])),
        ],
    };

    public static JsonElement Form() => FormOf.Schema<NewConsent>(Choices);

    public Task<RecordOutcome> Create(NewConsent says, ClaimsPrincipal actor, CancellationToken ct)
    {
        List<FieldFault> faults = [.. FormOf.Faults(says), .. Faults(says.Purpose, says.State)];
        return faults.Count > 0
            ? Task.FromResult<RecordOutcome>(new RecordOutcome.Faulty(faults))
            : db.Write(
                scope => Change(
                    scope, says.Customer.Trim(),
                    new ConsentChange(says.Purpose, says.State, says.Evidence, says.Reason), actor.Number())
                    ?? new RecordOutcome.Faulty(
                        [new("/customer", $"没有客户 {says.Customer}", $"there is no customer {says.Customer}")]),
                ct);
    }

    public Task<RecordOutcome> Apply(
        string customerId, long version, ConsentChange says, ClaimsPrincipal actor, CancellationToken ct)
    {
        List<FieldFault> faults = [.. FormOf.Faults(says), .. Faults(says.Purpose, says.State)];
        return faults.Count > 0
            ? Task.FromResult<RecordOutcome>(new RecordOutcome.Faulty(faults))
            : db.Write<RecordOutcome>(scope =>
            {
                var rows = RowsOf(scope.Connection, customerId, scope.Transaction);
                if (VersionOf(rows) != version)
                    return new RecordOutcome.Conflict(VersionConflict.Of(
                        VersionOf(rows), Standing(rows), Standing(rows).With(says)));
                return Change(scope, customerId, says, actor.Number()) ?? new RecordOutcome.Unknown();
            }, ct);
    }

    /// <returns>Null: there is no such customer.</returns>
    public async Task<RecordView?> View(string customerId, ClaimsPrincipal reader, CancellationToken ct)
    {
        var (who, rows) = await db.Read(
            c => (customers.Of(c, null, customerId), RowsOf(c, customerId, null)), ct);
        if (who is null)
            return null;
        var number = reader.Number();
        await viewings.Begin(number, $"consent/{customerId}", () => audit.Record(
            number, "consent.viewed", $"customer/{customerId}", "-", CancellationToken.None));
        var story = await journal.ReadStream(Consents.Stream(customerId), ct: ct);
        var may = NoticesPermissions.ChangeConsents.ReachOf(reader.Card().Roles) != Reach.None;
        return new RecordView(
            customerId, $"{Masks.Name(who.Name)} · {customerId}", StateOf(rows),
            [
                .. ConsentWords.Asked.Select(purpose => new RecordFact(
                    NoticeWords.Purposes[purpose], "text", null, Said(rows, purpose))),
                .. rows.SelectMany(row => new RecordFact[]
                {
                    new(
                        new(
                            $"{NoticeWords.Purposes[row.For].Zh}：凭据", $"{NoticeWords.Purposes[row.For].En}: evidence"),
                        "text", row.Evidence),
                    new(
                        new($"{NoticeWords.Purposes[row.For].Zh}：时间", $"{NoticeWords.Purposes[row.For].En}: since"),
                        "time", $"{Clock.FromUs(row.ChangedUs):O}"),
                }),
                new(new("接收号码", "Number"), "text", Masks.Phone(who.Mobile)),
            ],
            null,
            may
                ? [new("change", new("登记变更", "Record a change"), null, FormOf.Schema<ConsentChange>(Choices), null,
                    Grave: false)]
                : [],
            [.. story.Select(row => Told(row, row.As<ConsentChanged>()))],
            VersionOf(rows));
    }

    /// <returns>Null: there is no such customer.</returns>
    private RecordOutcome? Change(WriteScope scope, string customerId, ConsentChange says, string by)
    {
        if (customers.Of(scope.Connection, scope.Transaction, customerId) is null)
            return null;
        var (purpose, state) = (
            EnumWords.To<NoticePurpose>(says.Purpose), EnumWords.To<ConsentState>(says.State));
        if (!consents.Change(scope, customerId, purpose, state, says.Evidence, by, says.Reason))
            return new RecordOutcome.Refused(
                "stands", new("已是这样登记的，无需变更。", "It stands so already: there is nothing to change."));
        var detail = $"{says.Purpose}: {says.Evidence}; {says.Reason}";
        if (state == ConsentState.Granted)
            audit.Add(scope, by, "consent.granted", $"customer/{customerId}", detail);
        else
            audit.Add(scope, by, "consent.withdrawn", $"customer/{customerId}", detail);
        return new RecordOutcome.Done(customerId);
    }

    private static IEnumerable<FieldFault> Faults(string purpose, string state)
    {
        if (!string.IsNullOrEmpty(purpose) && ConsentWords.Asked.All(p => EnumWords.Of(p) != purpose))
            yield return new("/purpose", "请选择营销或客户关怀", "choose marketing or care");
        if (!string.IsNullOrEmpty(state) && state is not ("granted" or "withdrawn"))
            yield return new("/state", "请选择同意或不再接收", "choose whether they are wanted");
    }

    private static RecordState StateOf(IReadOnlyList<Row> rows) =>
        rows.Any(row => row.State == "withdrawn")
            ? new("withdrawn", new("有退订", "Opted out"), "hold")
            : rows.Count > 0 ? new("granted", new("已同意", "Consented"), "ready")
            : new("none", new("无登记", "Nothing on record"), "notReady");

    private static BilingualText Said(IReadOnlyList<Row> rows, NoticePurpose purpose) =>
        ConsentWords.States[rows.FirstOrDefault(row => row.For == purpose)?.Says ?? ConsentState.None];

    private static RecordEvent Told(JournalRow row, ConsentChanged changed)
    {
        var (purpose, state) = (NoticeWords.Purposes[changed.Purpose], ConsentWords.States[changed.State]);
        var why = string.Join("；", new[] { changed.Evidence, changed.Reason }.Where(s => s.Length > 0));
        return new(
            Clock.FromUs(row.AtUs), changed.By,
            new($"{purpose.Zh}：{state.Zh}（{why}）", $"{purpose.En}: {state.En} ({why})"));
    }

    private static List<Row> RowsOf(IDbConnection c, string customerId, IDbTransaction? transaction) => c.Query<Row>(
        $"{List.Select} WHERE customer_id = @customerId ORDER BY purpose DESC", new { customerId }, transaction)
        .AsList();

    /// <summary>Rises with every change.</summary>
    private static long VersionOf(IReadOnlyList<Row> rows) => rows.Sum(row => row.Version);

    private static StandingConsents Standing(IReadOnlyList<Row> rows) => new(
        rows.FirstOrDefault(row => row.For == NoticePurpose.Marketing)?.State,
        rows.FirstOrDefault(row => row.For == NoticePurpose.Care)?.State);

    /// <summary>What two who record at once may record differently.</summary>
    private sealed record StandingConsents(string? Marketing, string? Care)
    {
        public StandingConsents With(ConsentChange says) =>
            says.Purpose == "care" ? this with { Care = says.State } : this with { Marketing = says.State };
    }

    private sealed class Row
    {
        public string Id { get; init; } = "";

        public string CustomerId { get; init; } = "";

        public string CustomerMasked { get; init; } = "";

        public string Purpose { get; init; } = "";

        public string Channel { get; init; } = "";

        public string State { get; init; } = "";

        public string Evidence { get; init; } = "";

        public long ChangedUs { get; init; }

        public string ChangedBy { get; init; } = "";

        public long Version { get; init; }

        public NoticePurpose For => EnumWords.To<NoticePurpose>(Purpose);

        public ConsentState Says => EnumWords.To<ConsentState>(State);

        public ConsentRow Shown() => new(
            Id, CustomerId, CustomerMasked, Purpose, Channel, State, Evidence, Clock.FromUs(ChangedUs), ChangedBy);
    }
}
