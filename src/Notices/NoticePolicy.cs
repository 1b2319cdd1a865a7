using System.Globalization;
using TellerLine.Definitions;
using TellerLine.Kernel;

namespace TellerLine.Notices;

/// <summary>The kind <c>noticePolicy</c>: what each purpose needs, when it is quiet, how often is too often.</summary>
/// <param name="QuietFrom">When quiet hours begin, of the day in the bank's time zone.</param>
/// <param name="QuietTo">When they end; before <paramref name="QuietFrom"/>: on the next day.</param>
/// <param name="LapseHours">What could not be sent for so long is not sent any more.</param>
public sealed record NoticePolicy(
    string QuietFrom, string QuietTo, int LapseHours, IReadOnlyList<PurposeRule> Purposes,
    IReadOnlyList<NoticeCap> Caps)
{
    public static readonly DefinitionKind<NoticePolicy> Kind = new("noticePolicy", "通知规则", "Rules for notices")
    {
        Edit = NoticesPermissions.EditPolicy,
        Schema = NoticeTemplate.Text("policy.schema.json"),
        Shipped = [new(DefinitionKeys.Main, "通知规则", "Rules for notices", NoticeTemplate.Text("policy.yaml"))],
        Read = DefinitionReader.As<NoticePolicy>((policy, _) => policy.Faults()),
    };

    internal TimeOnly Quiet => TimeOnly.ParseExact(QuietFrom, "HH:mm", CultureInfo.InvariantCulture);

    internal TimeOnly Awake => TimeOnly.ParseExact(QuietTo, "HH:mm", CultureInfo.InvariantCulture);

    internal PurposeRule RuleOf(NoticePurpose purpose) => Purposes.Single(rule => rule.Purpose == purpose);

    private IEnumerable<DefinitionFault> Faults()
    {
        foreach (var purpose in Enum.GetValues<NoticePurpose>().Where(p => Purposes.All(rule => rule.Purpose != p)))
            yield return new("/purposes", $"缺少用途 {EnumWords.Of(purpose)}", $"lacks the purpose {EnumWords.Of(purpose)}");
        HashSet<NoticePurpose> seen = [];
        for (var i = 0; i < Purposes.Count; i++)
        {
            var (purpose, consent, quiet) = Purposes[i];
            if (!seen.Add(purpose))
                yield return new(
                    $"/purposes/{i}/purpose", $"用途 {EnumWords.Of(purpose)} 出现两次",
                    $"the purpose {EnumWords.Of(purpose)} stands twice");
            if (purpose is NoticePurpose.Care or NoticePurpose.Marketing && !consent)
                yield return new(
                    $"/purposes/{i}/consent", "关怀和营销必须取得客户同意", "care and marketing are not sent without consent");
            if (purpose is NoticePurpose.Service && (consent || quiet))
                yield return new(
                    $"/purposes/{i}", "服务通知不需同意，也不受免打扰时段限制",
                    "what is told of the customer's own business needs no consent and knows no quiet hours");
        }
        for (var i = 0; i < Caps.Count; i++)
        {
            if (Caps[i].Purpose == NoticePurpose.Service)
                yield return new($"/caps/{i}/purpose", "服务通知不限次数", "what is told of the customer's own business has no cap");
        }
        if (QuietFrom == QuietTo)
            yield return new("/quietTo", "免打扰时段的起止不能相同", "quiet hours end at another time than they begin");
    }
}

/// <param name="Consent">Sent only with the customer's consent.</param>
/// <param name="Quiet">Held in quiet hours.</param>
public sealed record PurposeRule(NoticePurpose Purpose, bool Consent, bool Quiet);

/// <summary>At most so many of a purpose to a customer in so many days of the bank's, today the last of them.</summary>
public sealed record NoticeCap(NoticePurpose Purpose, int Days, int Most);
