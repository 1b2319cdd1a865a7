using TellerLine.Banking;
using TellerLine.Customers;
using TellerLine.Movements;
using TellerLine.SelfService.Core;

namespace TellerLine.SelfService.Steps;

/// <summary>
/// 交易明细: account and days chosen, how many movements and the latest few told, older ones by a key, the whole sent as
/// a statement.
/// </summary>
internal sealed class MovementsStep(
    HisAccounts his, ITelephoneBank bank, IStatements statements, FlowWorld world) : IStep
{
    public const string Item = "movements";

    private const int AtOnce = 3, MonthDigits = 6, DayDigits = 8, MostCounted = 99;

    public string Name => Item;

    public Task<Got<IReadOnlyList<string>>> Run(Visit visit) =>
        his.Each(visit, Item, "movements-account", account => Of(visit, account));

    private async Task<Got<IReadOnlyList<string>>> Of(Visit visit, Account account)
    {
        while (!visit.IsLost)
        {
            var period = await Period(visit);
            if (period.Exit is not null)
                return period.Exit;
            switch (await bank.Statement(visit.Who, account.Number, period.Value, visit.Ct))
            {
                case StatementOutcome.Told told:
                    visit.Done(Name, "told", achieved: true);
                    var ended = await Tell(visit, told.Statement);
                    if (ended.Exit is Exit.Back)
                        continue;
                    return ended;
                case StatementOutcome.NotFound:
                    return visit.NotDone(Item, "noAccount", "account.none");
                default:
                    return await AccountChoice.Down(visit, Name);
            }
        }
        return await visit.ToPerson(Name, [], HumanReason.Error);
    }

    private async Task<Got<StatementPeriod>> Period(Visit visit)
    {
        while (!visit.IsLost)
        {
            visit.Enter("movements-period");
            var which = await visit.Choose(new Question("movements-period")
            {
                Body = ["movements.period"],
                Options =
                [
                    new Option('1', "movements.today"), new Option('2', "movements.seven-days"),
                    new Option('3', "movements.this-month"), new Option('4', "movements.a-month"),
                    new Option('5', "movements.from-to"),
                ],
                Back = "menu.back",
            });
            if (which.Exit is not null)
                return which.Exit;
            var now = world.Today();
            switch (which.Value)
            {
                case '1':
                    return StatementPeriod.Today(now);
                case '2':
                    return StatementPeriod.LastSevenDays(now);
                case '3':
                    return StatementPeriod.ThisMonth(now);
            }
            var keyed = which.Value == '4' ? await Month(visit, now) : await Days(visit, now);
            if (keyed.Exit is not Exit.Back)
                return keyed;
        }
        return await visit.ToPerson(Name, [], HumanReason.Error);
    }

    private static Task<Got<StatementPeriod>> Month(Visit visit, DateOnly now) => visit.Collect(
        "movements-month", ["movements.month"], MonthDigits, starClears: true,
        keys => Task.FromResult(StatementPeriod.Month(keys, now) is { } month && month.Fault(now) is null
            ? new Understood<StatementPeriod>(month) : new(default, Bounds(visit, now))));

    private static async Task<Got<StatementPeriod>> Days(Visit visit, DateOnly now)
    {
        var from = await Day(visit, "movements-from", "movements.from", now, StatementPeriod.Earliest(now));
        if (from.Exit is not null)
            return from.Exit;
        var to = await Day(visit, "movements-to", "movements.to", now, from.Value);
        return to.Exit is { } exit ? exit : new StatementPeriod(from.Value, to.Value);
    }

    private static Task<Got<DateOnly>> Day(
        Visit visit, string node, string ask, DateOnly now, DateOnly earliest) => visit.Collect(
        node, [ask], DayDigits, starClears: true,
        keys => Task.FromResult(new Entry.Date(earliest, now).Read(keys, now).Value is FlowValue.Date { Day: var day }
            ? new Understood<DateOnly>(day) : new(default, Bounds(visit, now, earliest))));

    private static IReadOnlyList<string> Bounds(Visit visit, DateOnly now, DateOnly? earliest = null) =>
    [
        "movements.bounds-from", .. Reading.Date(visit.Language, earliest ?? StatementPeriod.Earliest(now)),
        "movements.bounds-to", .. Reading.Date(visit.Language, now), "pause",
    ];

    /// <summary>A few at a time, until the caller has heard enough or goes back for other days.</summary>
    private async Task<Got<IReadOnlyList<string>>> Tell(Visit visit, AccountStatement statement)
    {
        var told = 0;
        IReadOnlyList<string> lead = Summary(visit, statement);
        while (!visit.IsLost)
        {
            var few = statement.Lines.Skip(told).Take(AtOnce).ToList();
            told += few.Count;
            IReadOnlyList<string> result = [.. lead, .. few.SelectMany(line => Line(visit, line))];
            visit.Enter("movements-told");
            var next = await visit.Choose(new Question("movements-told")
            {
                Result = result,
                Options =
                [
                    .. told < statement.Lines.Count ? new[] { new Option('1', "movements.more") } : [],
                    .. statement.Lines.Count > 0 ? new[] { new Option('2', "movements.send") } : [],
                ],
                Back = "movements.other-days",
                Ends = ["menu.or-hang-up"],
                Silence = OnSilence.Goodbye,
            });
            if (next.Exit is not null)
                return next.Exit;
            if (next.Value == '1')
            {
                lead = [];
                continue;
            }
            var sent = await statements.Send(
                new StatementOrder(statement, visit.Caller.ContactId, null, visit.Language), visit.Ct);
            if (sent is null)
                return visit.NotDone(Item, "statementNotSent", "movements.not-sent");
            visit.Done(Name, "statementSent", achieved: true);
            return new Got<IReadOnlyList<string>>(["movements.sent"], null);
        }
        return await visit.ToPerson(Name, [], HumanReason.Error);
    }

    private static IReadOnlyList<string> Summary(Visit visit, AccountStatement statement)
    {
        var language = visit.Language;
        IReadOnlyList<string> count = statement switch
        {
            { Lines.Count: 0 } => ["movements.none", "pause"],
            { Lines.Count: 1 } => ["movements.one", "pause"],
            { More: true } or { Lines.Count: > MostCounted } => ["movements.many"],
            _ => ["movements.count", .. Reading.Count(language, statement.Lines.Count), "movements.counted"],
        };
        return
        [
            "account.your-tail", .. Reading.Digits(language, statement.Account.Tail),
            AccountChoice.Kind(statement.Account), .. count,
        ];
    }

    private static IReadOnlyList<string> Line(Visit visit, StatementLine line) =>
    [
        .. Reading.Date(visit.Language, line.Day), line.Amount.Minor < 0 ? "movements.out" : "movements.in",
        .. Reading.Amount(visit.Language, Math.Abs(line.Amount.Minor)), "pause",
    ];
}
