using TellerLine.Access;

namespace TellerLine.Notices;

/// <summary>States, purposes and reasons as columns have them and as people read them.</summary>
internal static class NoticeWords
{
    public static readonly IReadOnlyDictionary<NoticePurpose, BilingualText> Purposes =
        new Dictionary<NoticePurpose, BilingualText>
        {
            [NoticePurpose.Service] = new("服务通知", "Service"),
            [NoticePurpose.Reminder] = new("到期提醒", "Reminder"),
            [NoticePurpose.Care] = new("客户关怀", "Care"),
            [NoticePurpose.Marketing] = new("营销", "Marketing"),
        };

    /// <summary>Why one waits, was not sent, or could not be.</summary>
    public static readonly IReadOnlyDictionary<string, BilingualText> Reasons = new Dictionary<string, BilingualText>
    {
        [""] = new("–", "–"),
        ["quietHours"] = new("免打扰时段，到时发送", "Quiet hours: sent when they end"),
        ["unreachable"] = new("短信网关没有答复，将重试", "The gateway does not answer: tried again"),
        ["noConsent"] = new("客户未同意接收此类短信", "The customer has not consented to this purpose"),
        ["withdrawn"] = new("客户已退订此类短信", "The customer has opted out of this purpose"),
        ["capped"] = new("已达到次数上限", "As many as may be sent have been sent"),
        ["noNumber"] = new("客户没有可接收短信的号码", "The customer has no number that takes messages"),
        ["noGateway"] = new("未接入短信网关", "No gateway is connected"),
        ["cancelled"] = new("已由人员取消", "Cancelled by a person"),
        ["lapsed"] = new("超过时限未能发出", "Could not be sent in time"),
        ["refused"] = new("短信网关拒绝", "The gateway refused it"),
        ["gaveUp"] = new("多次重试后仍无法送达网关", "The gateway could not be reached in all tries"),
        ["noTemplate"] = new("没有生效的模板", "No template is in force"),
    };

    public static BilingualText Reason(string code) => Reasons.GetValueOrDefault(code) ?? new(code, code);
}
