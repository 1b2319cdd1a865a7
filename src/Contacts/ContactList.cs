using Dapper;
using TellerLine.Access;
using TellerLine.Customers;
using TellerLine.Kernel;
using TellerLine.Lists;

namespace TellerLine.Contacts;

/// <summary>
/// The records of contacts as a list: newest first, within the reader's reach. A telephone number is found whole or not
/// at all, and a file shows no more than the page: a customer's name is masked there, too.
/// </summary>
internal sealed class ContactList(ICustomers customers, CallerNumbers numbers, IUsers users)
{
    /// <summary>A contact that is not closed yet, where an outcome is asked for.</summary>
    public const string Open = "open";

    public ListOf<ContactRow> Rows { get; } = new("contacts", "联络记录", "Contacts")
    {
        See = ContactsPermissions.SeeContacts,
        Select =
            """
            SELECT id AS Id, channel AS Channel, direction AS Direction, started_us AS StartedUs, customer_id AS CustomerId, queue AS Queue,
              agent AS Agent, wait_us AS WaitUs, talk_us AS TalkUs, disposition AS Disposition,
              (SELECT number FROM caller_number n WHERE n.contact_id = contacts.id) AS Caller,
              (SELECT COUNT(*) FROM recordings r WHERE r.contact_id = contacts.id AND r.consultation IS NULL) AS Recorded
            FROM contacts
            """,
        Read = (c, sql, values) => c.Query<Stored>(sql, values).Select(row => row.Shown(numbers, users)),
        Complete = (rows, ct) => Named(customers, rows, ct),
        Key = "id",
        Sort = "-startedAt",
        Scope = (who, all) => Within(all.ScopeOf(who, ContactsPermissions.SeeContacts)),
        Search = new ListSearch(
            "姓名、完整号码、账号、联络号、工号或备注", "Name, full number, account, contact id, agent, note",
            (text, ct) => Found(customers, numbers, text, ct)),
        Columns =
        [
            new("startedAt", ColumnType.Time, "started_us", "开始时间", "Started", row => row.StartedAt)
            {
                Filter = ColumnFilter.Range, Sorts = true,
            },
            new("customerName", ColumnType.Text, "", "客户", "Customer", row => Masked(row.CustomerName)),
            new("callerMasked", ColumnType.Masked, "", "来电号码", "Caller", row => row.CallerMasked),
            new("channel", ColumnType.Code, "channel", "渠道", "Channel", row => row.Channel),
            new("direction", ColumnType.Code, "direction", "方向", "Direction", row => row.Direction)
            {
                Filter = ColumnFilter.Exact,
            },
            new("agent", ColumnType.Text, "agent", "座席", "Agent", row => row.Agent) { Filter = ColumnFilter.Exact },
            new("waitMs", ColumnType.Duration, "", "等待", "Wait", row => row.WaitMs),
            new("talkMs", ColumnType.Duration, "", "通话", "Talk", row => row.TalkMs),
            new("disposition", ColumnType.Code, $"COALESCE(disposition, '{Open}')", "结果", "Outcome",
                row => row.Disposition ?? Open) { Filter = ColumnFilter.Exact },
            new("recorded", ColumnType.Code, "", "录音", "Recording", row => row.Recorded ? "yes" : "no"),
            new("queue", ColumnType.Text, "queue", "队列", "Queue", row => row.Queue) { Extra = true },
            new("id", ColumnType.Text, "id", "联络号", "Contact id", row => row.Id) { Extra = true },
        ],
    };

    /// <summary>
    /// For LIKE, as the two engines share no list as a parameter: agents' numbers and customers' ids hold no comma.
    /// </summary>
    internal static string Listed(IEnumerable<string> names) => "," + string.Join(',', names) + ",";

    /// <summary>Whoever is, or leads, an agent that the contact was offered to or served by sees it.</summary>
    internal static ListCondition Within(DataScope scope) => scope.Agents is not { } agents ? ListCondition.None
        : new ListCondition(
            """
            EXISTS (SELECT 1 FROM contact_agents a
                    WHERE a.contact_id = contacts.id AND @agents LIKE '%,' || a.agent || ',%')
            """,
            new Dictionary<string, object> { ["agents"] = Listed(agents) });

    /// <summary>Parts of a number would spell out what is masked: its keyed hash finds it whole.</summary>
    private static async Task<ListCondition> Found(
        ICustomers customers, CallerNumbers numbers, string text, CancellationToken ct)
    {
        var (newest, oldest) = numbers.HashesOf(PhoneNumbers.Normalise(text).E164 ?? text);
        var named = await customers.Find(text, ct);
        return new ListCondition(
            """
            id IN (SELECT contact_id FROM caller_number WHERE number_hash IN (@newest, @oldest))
            OR customer_id = @text OR @named LIKE '%,' || customer_id || ',%' OR agent = @text OR id = @text
            OR note LIKE @like ESCAPE '!'
            """,
            new Dictionary<string, object>
            {
                ["newest"] = newest, ["oldest"] = oldest, ["text"] = text, ["like"] = $"%{Escaped(text)}%",
                ["named"] = Listed(named.Customers.Select(customer => customer.Id)),
            });
    }

    /// <summary>A wildcard that was typed is a letter like any other.</summary>
    private static string Escaped(string text) =>
        text.Replace("!", "!!", StringComparison.Ordinal).Replace("%", "!%", StringComparison.Ordinal)
        .Replace("_", "!_", StringComparison.Ordinal);

    private static async Task<IReadOnlyList<ContactRow>> Named(
        ICustomers customers, IReadOnlyList<ContactRow> rows, CancellationToken ct)
    {
        var names = await customers.NamesOf([.. rows.Select(row => row.CustomerId).OfType<string>().Distinct()], ct);
        return
        [
            .. rows.Select(row => row.CustomerId is { } id && names.TryGetValue(id, out var name)
                ? row with { CustomerName = name } : row),
        ];
    }

    private static string? Masked(string? name) => name is null ? null : Masks.Name(name);

    private sealed class Stored
    {
        public string Id { get; init; } = "";

        public string Channel { get; init; } = "";

        public string Direction { get; init; } = "";

        public long StartedUs { get; init; }

        public string? CustomerId { get; init; }

        public string? Queue { get; init; }

        public string? Agent { get; init; }

        public long? WaitUs { get; init; }

        public long? TalkUs { get; init; }

        public string? Disposition { get; init; }

        public string? Caller { get; init; }

        public long Recorded { get; init; }

        public ContactRow Shown(CallerNumbers numbers, IUsers users) => new(
            Id, Clock.FromUs(StartedUs), Channel, Masks.Phone(numbers.Read(Id, Caller)), null, Agent,
            Agent is { } agent && users.ByNumber(agent) is { } user ? new(user.NameZh, user.NameEn) : null,
            Queue, WaitUs / 1000, TalkUs / 1000, Disposition, Recorded > 0)
        {
            CustomerId = CustomerId, Direction = Direction,
        };
    }
}
