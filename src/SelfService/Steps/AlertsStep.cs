using System.Globalization;
using TellerLine.Banking;
using TellerLine.Movements;
using TellerLine.SelfService.Core;

namespace TellerLine.SelfService.Steps;

/// <summary>
/// 动账通知: an account chosen, how its alerts stand told, then switched on from an amount, changed, or switched off.
/// </summary>
internal sealed class AlertsStep(HisAccounts his, IMovementAlerts alerts) : IStep
{
    public const string Item = "alerts";

    private const int FenPerYuan = 100, ThresholdDigits = 7;

    public string Name => Item;

    public IReadOnlyList<string> WhenBroken => ["alerts.not-kept"];

    public Task<Got<IReadOnlyList<string>>> Run(Visit visit) =>
        his.Each(visit, Item, "alerts-account", account => Of(visit, account));

    private async Task<Got<IReadOnlyList<string>>> Of(Visit visit, Account account)
    {
        while (!visit.IsLost)
        {
            var now = await alerts.Of(account.Number, visit.Ct);
            var wish = await Wish(visit, account, now);
            if (wish.Exit is not null)
                return wish.Exit;
            Got<long> threshold = wish.Value == '2' ? now.Threshold : await Threshold(visit);
            if (threshold.Exit is Exit.Back)
                continue;
            if (threshold.Exit is not null)
                return threshold.Exit;
            var setting = new AlertSetting(On: wish.Value != '2', threshold.Value);
            var sure = await Confirm(visit, account, setting);
            if (sure.Exit is Exit.Back)
                continue;
            if (sure.Exit is not null)
                return sure.Exit;
            await alerts.Set(
                new AlertWish(account, setting, "customer", visit.Caller.ContactId, visit.Language), visit.Ct);
            visit.Done(Name, setting.On ? "alertsOn" : "alertsOff", achieved: true);
            return new Got<IReadOnlyList<string>>([setting.On ? "alerts.now-on" : "alerts.now-off"], null);
        }
        return await visit.ToPerson(Name, [], HumanReason.Error);
    }

    private static async Task<Got<char>> Wish(Visit visit, Account account, AlertSetting now)
    {
        visit.Enter("alerts-now");
        return await visit.Choose(new Question("alerts-now")
        {
            Result = [.. Of(visit, account, now, "alerts.is-off", "alerts.is-every", "alerts.is-from")],
            Options = now.On
                ? [new Option('1', "alerts.change"), new Option('2', "alerts.switch-off")]
                : [new Option('1', "alerts.switch-on")],
            Back = "menu.back",
        });
    }

    /// <summary>Whole yuan; 0 is every movement.</summary>
    private static Task<Got<long>> Threshold(Visit visit) => visit.Collect(
        "alerts-threshold", ["alerts.threshold"], ThresholdDigits, starClears: true,
        keys => Task.FromResult(
            int.TryParse(keys, NumberStyles.None, CultureInfo.InvariantCulture, out var yuan)
            && yuan <= AlertSetting.MostYuan
                ? new Understood<long>((long)yuan * FenPerYuan) : new(0, ["alerts.threshold-wrong"])));

    private static async Task<Got<char>> Confirm(Visit visit, Account account, AlertSetting wanted)
    {
        visit.Enter("alerts-confirm");
        return await visit.Choose(new Question("alerts-confirm")
        {
            Result = [.. Of(visit, account, wanted, "alerts.will-off", "alerts.will-every", "alerts.will-from")],
            Options = [new Option('1', "menu.confirm")],
            Back = "menu.back",
        });
    }

    private static IEnumerable<string> Of(
        Visit visit, Account account, AlertSetting setting, string off, string every, string from) =>
    [
        "account.your-tail", .. Reading.Digits(visit.Language, account.Tail), AccountChoice.Kind(account),
        .. setting switch
        {
            { On: false } => new[] { off },
            { Threshold: 0 } => [every],
            _ => [from, .. Reading.Amount(visit.Language, setting.Threshold), "pause"],
        },
    ];
}
