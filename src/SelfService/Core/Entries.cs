using System.Globalization;
using System.Text.Json;
using TellerLine.Kernel;
using static TellerLine.SelfService.Core.MenuFile;

namespace TellerLine.SelfService.Core;

/// <summary>A collection's kind and bounds as they are written, and which values a file knows. Pure.</summary>
internal static class Entries
{
    /// <summary>More than this is nothing that a caller keys.</summary>
    private const int MaxDigits = 20;

    private const long MaxYuan = 99_999_999_999;

    /// <returns>With a fault, something that fits.</returns>
    public static Entry Of(CollectEntry written, Action<string, string> fault)
    {
        switch (written)
        {
            case { Digits: { } digits, Amount: null, Date: null }:
                var (few, many) = (Number(digits.Min, fault) ?? 1, Number(digits.Max, fault) ?? MaxDigits);
                if (few < 1 || many > MaxDigits || few > many || few % 1 != 0 || many % 1 != 0)
                    fault($"digits: min and max are 1 to {MaxDigits}, in this order", $"digits 的 min、max 应为 1 至 {MaxDigits}，由小到大");
                return new Entry.Digits((int)few, (int)Math.Min(many, MaxDigits));
            case { Amount: { } amount, Digits: null, Date: null }:
                var (least, most) = (Number(amount.Min, fault) ?? 0.01m, Number(amount.Max, fault) ?? MaxYuan);
                if (least < 0 || most > MaxYuan || least > most || least * 100 % 1 != 0 || most * 100 % 1 != 0)
                    fault(
                        "amount: min and max are yuan with at most two decimals, in this order",
                        "amount 的 min、max 以元计，至多两位小数，由小到大");
                return new Entry.Amount((long)(least * 100), (long)(Math.Min(most, MaxYuan) * 100));
            case { Date: { } date, Digits: null, Amount: null }:
                var (from, to) = (Day(date.Min, fault), Day(date.Max, fault));
                if (from > to)
                    fault("date: min is after max", "date 的 min 晚于 max");
                return new Entry.Date(from, to);
            default:
                fault("collects one of digits, amount, date", "收号须为 digits、amount、date 之一");
                return new Entry.Digits(1, 1);
        }
    }

    /// <summary>Whether a file knows a value, and it can be read so.</summary>
    public static void CheckValue(MenuFile file, string value, ReadAs way, Action<string, string> fault)
    {
        ReadAs? kind = value == "today" ? ReadAs.Date : KindOf(file, value);
        if (kind is null)
            fault(
                $"there is no value {value}: no node collects it, no step finds it out",
                $"没有值 {value}：没有节点收集，也没有步骤得出");
        else if (kind != way)
            fault(
                $"{value} is read as {EnumWords.Of(kind.Value)}, not as {EnumWords.Of(way)}",
                $"{value} 应读作 {EnumWords.Of(kind.Value)}，而非 {EnumWords.Of(way)}");
    }

    /// <returns>Null: nothing of that name is collected or found out.</returns>
    public static ReadAs? KindOf(MenuFile file, string value)
    {
        foreach (var (name, node) in file.Nodes!)
        {
            if (node?.Collect is { } collect && (collect.Into ?? name) == value)
                return collect.Amount is not null ? ReadAs.Amount
                    : collect.Date is not null ? ReadAs.Date : ReadAs.Tail;
            if (node?.Step is { } step && value == AmountOf(step))
                return ReadAs.Amount;
            if (node?.Step is { } other && value == NumberOf(other))
                return ReadAs.Tail;
        }
        return null;
    }

    /// <summary>The value that holds what a step was about.</summary>
    public static string AmountOf(string step) => $"{step}.amount";

    /// <summary>The value that holds the number of a step's transaction.</summary>
    public static string NumberOf(string step) => $"{step}.number";

    private static decimal? Number(JsonElement? written, Action<string, string> fault)
    {
        if (written is not { } bound)
            return null;
        if (decimal.TryParse(
            bound.ToString(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
            return number;
        fault($"{bound} is no number", $"{bound} 不是数字");
        return null;
    }

    private static DateOnly? Day(JsonElement? written, Action<string, string> fault)
    {
        if (written is not { } bound)
            return null;
        if (bound.ToString() == "today")
            return DateOnly.MaxValue;
        if (DateOnly.TryParseExact(
            bound.ToString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return day;
        fault($"{bound} is no day (2026-03-02) and not today", $"{bound} 不是日期（2026-03-02），也不是 today");
        return null;
    }
}
