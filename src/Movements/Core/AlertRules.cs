using System.Globalization;
using TellerLine.Banking;

namespace TellerLine.Movements.Core;

/// <summary>Which movements are told, and how one is known again. Pure.</summary>
internal static class AlertRules
{
    /// <summary>
    /// A large movement of the account since alerts were switched on, whichever way it went.
    /// </summary>
    public static bool IsTold(AlertSetting setting, Movement movement, long sinceUs) =>
        setting.On && movement.AtUs >= sinceUs && Math.Abs(movement.Amount.Minor) >= setting.Threshold;

    /// <summary>
    /// Each with its name, oldest first: time, amount and balance; of several that are alike in all, the place among
    /// them too.
    /// </summary>
    /// <param name="newestFirst">As the core bank tells them.</param>
    public static IReadOnlyList<NamedMovement> Named(IReadOnlyList<Movement> newestFirst)
    {
        var alike = new Dictionary<string, int>();
        var named = new List<NamedMovement>(newestFirst.Count);
        foreach (var movement in newestFirst.Reverse())
        {
            var name = string.Create(
                CultureInfo.InvariantCulture, $"{movement.AtUs}/{movement.Amount.Minor}/{movement.Balance.Minor}");
            var place = alike[name] = alike.GetValueOrDefault(name) + 1;
            if (place > 1)
                name = string.Create(CultureInfo.InvariantCulture, $"{name}/{place}");
            named.Add(new(name, movement));
        }
        return named;
    }
}

/// <param name="Name">The same however often it is read.</param>
internal readonly record struct NamedMovement(string Name, Movement Movement);
