using TellerLine.Definitions;
using TellerLine.Kernel;
using TellerLine.Notices.Core;

namespace TellerLine.Notices;

/// <summary>The kind <c>notices</c>: what customers are told, a document for each message.</summary>
/// <param name="TextZh">With fields in braces, <c>{name}</c>.</param>
/// <param name="LinkHosts">Where links in the texts lead to, so that whoever approves sees it.</param>
public sealed record NoticeTemplate(
    string NameZh, string NameEn, string Channel, NoticePurpose Purpose, string TextZh, string TextEn,
    IReadOnlyList<string>? LinkHosts)
{
    public const string Chinese = "zh-CN";

    public const string English = "en";

    public static readonly DefinitionKind<NoticeTemplate> Kind = new("notices", "通知模板", "Notices to customers")
    {
        Edit = NoticesPermissions.EditTemplates,
        Schema = Text("template.schema.json"),
        Open = true,
        // What a new one begins with is the first.
        Shipped =
        [
            new("care-birthday", "生日祝福", "Birthday greeting", Text("care-birthday.yaml")),
            new("marketing-deposit", "定期存款推介", "A deposit on offer", Text("marketing-deposit.yaml")),
            new("marketing-card", "信用卡推介", "A credit card on offer", Text("marketing-card.yaml")),
            new("reminder-interest", "利息到期提醒", "Interest is due", Text("reminder-interest.yaml")),
            new("service-hours", "服务时间变更", "Hours change", Text("service-hours.yaml")),
            .. NoticeOccasions.All.Select(o => new ShippedDefinition(o.Key, o.Zh, o.En, Text($"{o.Key}.yaml"))),
        ],
        Read = (text, services) => DefinitionReader.As<NoticeTemplate>((template, _) =>
            TemplateRules.Faults(template, NoticeOccasions.Find(text.Key)))(text, services),
    };

    internal string TextIn(string language) => language == English ? TextEn : TextZh;

    internal static string Text(string name) =>
        ShippedDefinition.Text(typeof(NoticeTemplate).Assembly, $"TellerLine.Notices.kinds.{name}");
}
