using TellerLine.Movements;

namespace TellerLine.Rules.SelfService;

/// <summary>Movement alerts in memory.</summary>
internal sealed class Alerts : IMovementAlerts
{
    public Dictionary<string, AlertSetting> Kept { get; } = [];

    public List<AlertWish> Wishes { get; } = [];

    /// <summary>Nothing can be kept.</summary>
    public bool Down { get; set; }

    public Task<AlertSetting> Of(string account, CancellationToken ct = default) =>
        Task.FromResult(Kept.GetValueOrDefault(account));

    public Task Set(AlertWish wish, CancellationToken ct = default)
    {
        if (Down)
            throw new IOException("alerts are away");
        Wishes.Add(wish);
        Kept[wish.Account.Number] = wish.Setting;
        return Task.CompletedTask;
    }
}
