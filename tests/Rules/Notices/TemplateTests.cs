using TellerLine.Definitions;
using TellerLine.Kernel;
using TellerLine.Notices;
using TellerLine.Notices.Core;

namespace TellerLine.Rules.Notices;

/// <summary>Templates and rules as people write them: every fault at its place.</summary>
public sealed class TemplateTests
{
    private static readonly DefinitionCheck Template =
        new DefinitionCheck<NoticeTemplate>(NoticeTemplate.Kind, new None());

    private static readonly DefinitionCheck Rules =
        new DefinitionCheck<NoticePolicy>(NoticePolicy.Kind, new None());

    internal static NoticePolicy Policy { get; } = (NoticePolicy)Rules.Read(NoticePolicy.Kind.Shipped[0].Yaml).Value!;

    [Fact]
    public void what_is_shipped_has_no_fault()
    {
        Assert.All(
            NoticeTemplate.Kind.Shipped, shipped => Assert.Empty(Template.Faults(shipped.Yaml, shipped.Key)));
        Assert.All(
            NoticeOccasions.All, o => Assert.Single(NoticeTemplate.Kind.Shipped, shipped => shipped.Key == o.Key));
    }

    [Fact]
    public void every_field_of_the_occasion_is_filled_and_no_other_is_taken()
    {
        var faults = Faults("transfer-posted", "service", "您转账{amount}元{code}", "You paid {amount} from {from} to {to} at {time}");
        Assert.Equal(
            [
                "5 /textZh 没有字段 {code}；可用：{bank} {hotline} {name} {from} {to} {amount} {balance} {time}",
                "5 /textZh 缺少字段 {from}（付款账户尾号）",
                "5 /textZh 缺少字段 {to}（收款账户尾号）",
                "5 /textZh 缺少字段 {time}（时间）",
            ],
            faults);
    }

    [Fact]
    public void what_people_send_has_the_common_fields_alone() => Assert.Equal(
        ["5 /textZh 没有字段 {amount}；可用：{bank} {hotline} {name}"],
        Faults("spring", "care", "{name}，{amount}", "Hello {name}"));

    [Fact]
    public void the_programs_own_messages_keep_their_purpose() => Assert.Contains(
        "4 /purpose “退订确认”的用途固定为 service",
        Faults("opted-out", "marketing", "您已退订{purpose}，回T退订", "{purpose}, reply T"));

    [Fact]
    public void marketing_says_the_way_out_in_both_languages()
    {
        Assert.Equal(
            ["5 /textZh 营销短信应写明退订方式，如“回T退订”"], Faults("spring", "marketing", "好消息", "News. Reply T to opt out"));
        Assert.Empty(Faults("spring", "marketing", "好消息，退订回T", "News. Reply TD to opt out"));
        Assert.Empty(Faults("spring", "marketing", "好消息，拒收请回复T退订", "News. Send T to opt out"));
        Assert.Empty(Faults("spring", "care", "您好", "Hello"));
    }

    [Fact]
    public void a_text_that_is_too_long_is_told_in_messages()
    {
        var most = new string('好', 67 * TemplateRules.MostParts);
        Assert.Empty(Faults("spring", "care", most, "Hello"));
        Assert.Equal(["5 /textZh 字段最长时共 5 条短信，至多 4 条"], Faults("spring", "care", most + "了", "Hello"));
        // A field counts as long as it may get.
        Assert.Equal(
            ["5 /textZh 字段最长时共 5 条短信，至多 4 条"],
            Faults("spring", "care", new string('好', (67 * TemplateRules.MostParts) - 20) + "{bank}", "Hello"));
    }

    [Theory]
    [InlineData("详见 http://www.bank.example/a", false)]
    [InlineData("详见 https://www.bank.example/a。", true)]
    [InlineData("详见 https://www.bank.example.evil.cn/a", false)]
    [InlineData("详见 https://t.cn/A6", false)]
    [InlineData("详见 www.bank.example", false)]
    [InlineData("详见 evil.cn", false)]
    [InlineData("详见evil.example/a", false)]
    [InlineData("详见 ｈｔｔｐ：／／ｅｖｉｌ．ｃｎ", false)]
    [InlineData("利率3.85%，详见App首页。", true)]
    [InlineData("网址：https://www.bank.example/a，谢谢", true)]
    public void a_link_leads_where_the_template_says_and_over_tls(string text, bool sound) =>
        Assert.Equal(sound, Faults("spring", "care", text, "Hello", "linkHosts: [www.bank.example]").Count == 0);

    [Theory]
    [InlineData("请回复您的密码", false)]
    [InlineData("您的{pin}已冻结", true)]
    public void nobody_is_asked_for_a_secret(string text, bool sound) => Assert.Equal(
        sound, !Faults("spring", "care", text.Replace("{pin}", "密码"), "Hello").Any(f => f.Contains("索要")));

    [Fact]
    public void what_is_not_seen_hides_no_word() => Assert.Equal(
        ["5 /textZh 含看不见的字符或控制字符"], Faults("spring", "care", "请回复您的密\u200b码", "Hello"));

    [Fact]
    public void a_brace_is_a_fields() => Assert.Equal(
        ["5 /textZh 大括号只用于字段，如 {name}"], Faults("spring", "care", "{name}{", "Hello"));

    [Fact]
    public void rules_that_forget_the_customers_will_are_refused()
    {
        const string yaml = """
            quietFrom: "21:00"
            quietTo: "21:00"
            lapseHours: 72
            purposes:
              - { purpose: service, consent: false, quiet: true }
              - { purpose: marketing, consent: false, quiet: true }
              - { purpose: marketing, consent: true, quiet: true }
              - { purpose: care, consent: true, quiet: true }
            caps:
              - { purpose: service, days: 1, most: 1 }
            """;
        Assert.Equal(
            [
                "2 /quietTo 免打扰时段的起止不能相同",
                "4 /purposes 缺少用途 reminder",
                "5 /purposes/0 服务通知不需同意，也不受免打扰时段限制",
                "6 /purposes/1/consent 关怀和营销必须取得客户同意",
                "7 /purposes/2/purpose 用途 marketing 出现两次",
                "10 /caps/0/purpose 服务通知不限次数",
            ],
            Rules.Faults(yaml).Select(Told));
    }

    [Theory]
    [InlineData("quietFrom: \"9 pm\"", "/quietFrom")]
    [InlineData("lapseHours: 0", "/lapseHours")]
    [InlineData("caps: [{ purpose: spam, days: 1, most: 1 }]", "/caps/0/purpose")]
    public void what_is_no_rule_is_told_where_it_is_none(string line, string path) => Assert.Contains(
        path,
        Rules.Faults(string.Join(
            '\n', NoticePolicy.Kind.Shipped[0].Yaml.Split('\n')
                .Where(l => !l.StartsWith(line[..line.IndexOf(':')], StringComparison.Ordinal)
                    && (!line.StartsWith("caps", StringComparison.Ordinal) || !l.Contains("days:"))).Append(line)))
            .Select(f => f.Path));

    private static List<string> Faults(string key, string purpose, string zh, string en, string more = "") =>
    [
        .. Template.Faults(
            $"nameZh: 名\nnameEn: Name\nchannel: sms\npurpose: {purpose}\ntextZh: \"{zh}\"\ntextEn: \"{en}\"\n{more}\n", key)
            .Select(Told),
    ];

    private static string Told(DefinitionFault fault) => $"{fault.Line} {fault.Path} {fault.Zh}";

    private sealed class None : IServiceProvider
    {
        public object? GetService(Type serviceType) => null;
    }
}
