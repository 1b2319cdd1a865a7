using TellerLine.Customers;
using TellerLine.Definitions;
using TellerLine.Kernel;

namespace TellerLine.Notices.Core;

/// <summary>All that is wrong with a template, at its place. Pure.</summary>
internal static class TemplateRules
{
    /// <summary>Short messages that one text may be sent as.</summary>
    public const int MostParts = 4;

    /// <param name="occasion">Null: it is not the program that sends it.</param>
    public static IEnumerable<DefinitionFault> Faults(NoticeTemplate template, NoticeOccasion? occasion)
    {
        if (occasion is not null && template.Purpose != occasion.Purpose)
            yield return new(
                "/purpose", $"“{occasion.Zh}”的用途固定为 {EnumWords.Of(occasion.Purpose)}",
                $"what is told of “{occasion.En}” is of purpose {EnumWords.Of(occasion.Purpose)}");
        var known = KnownFields(occasion);
        foreach (var (path, text, chinese) in new[]
        {
            ("/textZh", template.TextZh, true), ("/textEn", template.TextEn, false),
        })
        {
            foreach (var fault in Of(path, text, chinese, template, known))
                yield return fault;
        }
        var hosts = template.LinkHosts ?? [];
        for (var i = 0; i < hosts.Count; i++)
        {
            if (Uri.CheckHostName(hosts[i]) != UriHostNameType.Dns || !hosts[i].Contains('.'))
                yield return new(
                    $"/linkHosts/{i}", "应为网站域名，如 www.bank.example", "expected a host's name, as www.bank.example");
        }
    }

    /// <summary>Of the text with every field at its longest.</summary>
    public static int PartsOf(string text, NoticeOccasion? occasion) => PartsOf(text, KnownFields(occasion));

    private static int PartsOf(string text, Dictionary<string, NoticeFieldKind> known) =>
        SmsText.Parts(TemplateText.Render(
            text, name => known.TryGetValue(name, out var field)
                ? new string(field.IsChinese ? '张' : '0', field.Longest)
                : ""));

    private static Dictionary<string, NoticeFieldKind> KnownFields(NoticeOccasion? occasion) =>
        NoticeOccasions.Always.Concat(occasion?.Fields ?? []).ToDictionary(field => field.Name);

    private static IEnumerable<DefinitionFault> Of(
        string path, string text, bool chinese, NoticeTemplate template, Dictionary<string, NoticeFieldKind> known)
    {
        var used = TemplateText.FieldsOf(text);
        foreach (var unknown in used.Where(name => !known.ContainsKey(name)).Distinct())
            yield return new(
                path, $"没有字段 {{{unknown}}}；可用：{List(known)}", $"there is no field {{{unknown}}}; there are {List(known)}");
        foreach (var field in known.Values.Where(field => field.Needed && !used.Contains(field.Name)))
            yield return new(
                path, $"缺少字段 {{{field.Name}}}（{field.Zh}）", $"lacks the field {{{field.Name}}}, {field.En}");
        if (TemplateText.HasHidden(text))
            yield return new(path, "含看不见的字符或控制字符", "has an invisible or a control character");
        if (TemplateText.HasStrayBrace(text))
            yield return new(path, "大括号只用于字段，如 {name}", "braces are for fields alone, as {name}");
        if (PartsOf(text, known) is var parts and > MostParts)
            yield return new(
                path, $"字段最长时共 {parts} 条短信，至多 {MostParts} 条",
                $"with its fields at their longest it is {parts} messages, at most {MostParts}");
        if (template.Purpose == NoticePurpose.Marketing && !TemplateText.SaysTheWayOut(text, chinese))
            yield return new(
                path, "营销短信应写明退订方式，如“回T退订”", "a marketing text says the way out, as “Reply T to opt out”");
        foreach (var link in TemplateText.LinksOf(text))
        {
            if (TemplateText.HostOf(link) is not { } host || template.LinkHosts?.Contains(host) != true)
                yield return new(
                    path, $"链接 {link} 应以 https 指向本模板列出的网站",
                    $"the link {link} leads to none of the hosts that the template names, over https");
        }
        if (AskedSecrets.In(text))
            yield return new(
                path, "短信不得索要或携带密码、验证码", "a message never asks for or carries a PIN, a password or a code");
    }

    private static string List(Dictionary<string, NoticeFieldKind> known) =>
        string.Join(" ", known.Keys.Select(name => $"{{{name}}}"));
}
