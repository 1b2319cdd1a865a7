using TellerLine.Kernel;

namespace TellerLine.SelfService;

/// <summary>Whether callers hear the bank's name in both languages.</summary>
internal sealed class BankNameCheck(PromptBook prompts) : HealthCheck("bankName")
{
    public override string Zh => "行名录音";

    public override string En => "Recording of the bank's name";

    public override string ToDoZh => "在“业务参数 › 语音提示”中上传 bank.name 的录音并经审批生效；此前问候语不报行名。";

    public override string ToDoEn =>
        "Upload a recording of bank.name under Definitions › Prompts and have it approved; until then the greeting leaves the name out.";

    public override TimeSpan AtMostEvery => TimeSpan.FromMinutes(1);

    public override Task<HealthFinding> Look(CancellationToken ct) => Task.FromResult(
        prompts.Nameless() is { Count: > 0 } languages
            ? new HealthFinding(
                HealthState.Warning,
                Detail: string.Join(", ", languages.Select(language => $"{language}: {prompts.BankName(language)}")))
            : HealthFinding.Good);
}
