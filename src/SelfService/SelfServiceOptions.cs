using TellerLine.Kernel;

namespace TellerLine.SelfService;

/// <summary>Section <c>SelfService</c>.</summary>
public sealed record SelfServiceOptions
{
    /// <summary>
    /// A folder of the bank's own recordings, <c>zh-CN/NAME.wav</c>, <c>en/NAME.wav</c>, <c>music/NAME.wav</c> (8 kHz
    /// mono): each takes the place of the file of that name that comes with the program. Empty for none.
    /// </summary>
    public string Prompts { get; init; } = "";

    /// <summary>
    /// The bank's name as it is spoken: the text of the prompt <c>bank.name</c>. Where ours says another, it is left
    /// out until a recording of the bank's own is in force (<see cref="PromptList"/>) or lies in <see cref="Prompts"/>.
    /// </summary>
    public string BankNameZh { get; init; } = "宁川银行";

    public string BankNameEn { get; init; } = "Ningchuan Bank";

    /// <summary>From the end of a menu to the first key.</summary>
    public int MenuWaitMs { get; init; } = 6_000;

    /// <summary>From the end of a question to the first digit.</summary>
    public int FirstDigitMs { get; init; } = 8_000;

    /// <summary>Between digits.</summary>
    public int NextDigitMs { get; init; } = 5_000;

    /// <summary>Wrong keys, and time-outs, in one place before the caller is given a person.</summary>
    public int Tries { get; init; } = 3;

    /// <summary>
    /// Slower prompts for who is hard of seeing: after every key that is said, so many pauses of a third of a second.
    /// </summary>
    public int SlowPauses { get; init; } = 1;

    /// <summary>The largest single transfer between own accounts by telephone, in yuan.</summary>
    public long MaxTransferYuan { get; init; } = 1_000_000;
}

internal sealed class SelfServiceOptionsCheck(SelfServiceOptions options) : ICheckConfiguration
{
    public IEnumerable<ConfigurationFault> Check() => [.. Numbers(), .. Folder()];

    private IEnumerable<ConfigurationFault> Numbers()
    {
        (string Name, long Value, long Min, long Max)[] numbers =
        [
            (nameof(options.MenuWaitMs), options.MenuWaitMs, 1_000, 60_000),
            (nameof(options.FirstDigitMs), options.FirstDigitMs, 1_000, 60_000),
            (nameof(options.NextDigitMs), options.NextDigitMs, 1_000, 30_000),
            (nameof(options.Tries), options.Tries, 1, 5),
            (nameof(options.SlowPauses), options.SlowPauses, 0, 6),
            (nameof(options.MaxTransferYuan), options.MaxTransferYuan, 1, 99_999_999_999),
        ];
        return numbers.Where(n => n.Value < n.Min || n.Value > n.Max)
            .Select(n => new ConfigurationFault($"SelfService:{n.Name}", $"{n.Value}", $"{n.Min} to {n.Max}"));
    }

    private IEnumerable<ConfigurationFault> Folder()
    {
        if (options.Prompts.Length > 0 && !Directory.Exists(options.Prompts))
            yield return new ConfigurationFault(
                "SelfService:Prompts", $"{options.Prompts} is no folder", "a folder of recordings, or nothing");
    }
}
